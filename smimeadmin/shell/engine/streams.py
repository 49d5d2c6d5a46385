"""The streams beside the output: where errors, warnings and the like go."""

from collections.abc import Callable
from time import time_ns
from typing import Any

from smimeadmin.core.values_collections import GenericList
from smimeadmin.shell.engine.host import Host

Sink = Callable[[Any], Any]


class Streams:
    """One sink for each stream; a redirection makes a copy with other sinks.

    ``collectors`` are the ``-ErrorVariable`` and its like of the functions that are running:
    pairs of a stream's name and a function; they also get what is silenced.
    """

    __slots__ = ("collectors", "debug", "error", "information", "verbose", "warning")

    def __init__(
        self, error: Sink, warning: Sink, verbose: Sink, debug: Sink, information: Sink
    ) -> None:
        self.error = error
        self.warning = warning
        self.verbose = verbose
        self.debug = debug
        self.information = information
        self.collectors: tuple[tuple[str, Sink], ...] = ()

    def copy(self) -> "Streams":
        """Return a copy whose sinks can be changed."""
        twin = Streams(self.error, self.warning, self.verbose, self.debug, self.information)
        twin.collectors = self.collectors
        return twin


class StreamRecord:
    """A warning, a detail or a debugging message: a text with the name of its stream's record."""

    __slots__ = ("invocation_info", "message")
    type_name = "System.Management.Automation.InformationalRecord"
    shown = ("message", "invocation_info")

    def __init__(self, message: str, invocation_info: object = None) -> None:
        self.message = message
        self.invocation_info = invocation_info

    def __str__(self) -> str:
        return self.message


class WarningRecord(StreamRecord):
    """What Write-Warning writes."""

    __slots__ = ()
    type_name = "System.Management.Automation.WarningRecord"


class VerboseRecord(StreamRecord):
    """What Write-Verbose writes."""

    __slots__ = ()
    type_name = "System.Management.Automation.VerboseRecord"


class DebugRecord(StreamRecord):
    """What Write-Debug writes."""

    __slots__ = ()
    type_name = "System.Management.Automation.DebugRecord"


class InformationRecord:
    """What Write-Information and Write-Host write: data, tags, who wrote it and when.

    ``made`` is the moment in nanoseconds since 1970; ``facts`` what a script set anew.
    """

    __slots__ = ("facts", "made", "message_data", "source", "tags")
    type_name = "System.Management.Automation.InformationRecord"
    shown = ("message_data", "source", "tags")

    def __init__(self, message_data: object, source: str, tags: tuple[str, ...] = ()) -> None:
        self.message_data = message_data
        self.source = source
        self.tags = GenericList(tags, "System.String")
        self.made = time_ns()
        self.facts: dict[str, object] = {}

    def __str__(self) -> str:
        return str(self.message_data)


class HostMessage:
    """A text of Write-Host with its colours."""

    __slots__ = ("background_color", "foreground_color", "message", "no_new_line")
    type_name = "System.Management.Automation.HostInformationMessage"
    shown = ("message", "no_new_line", "foreground_color", "background_color")

    def __init__(
        self,
        message: str,
        *,
        no_new_line: bool = False,
        foreground_color: object = None,
        background_color: object = None,
    ) -> None:
        self.message = message
        self.no_new_line = no_new_line
        self.foreground_color = foreground_color
        self.background_color = background_color

    def __str__(self) -> str:
        return self.message


def _show_information(host: Host, record: InformationRecord) -> None:
    data = record.message_data
    if isinstance(data, HostMessage):
        host.write(
            data.message,
            newline=not data.no_new_line,
            foreground=None if data.foreground_color is None else str(data.foreground_color),
            background=None if data.background_color is None else str(data.background_color),
        )
    else:
        host.write(str(record))


def host_streams(host: Host, error: Sink | None = None) -> Streams:
    """Return the streams of a host that nothing redirects; ``error`` sees errors in its stead."""
    return Streams(
        error=host.write_error if error is None else error,
        warning=lambda record: host.write_warning(str(record)),
        verbose=lambda record: host.write_verbose(str(record)),
        debug=lambda record: host.write_debug(str(record)),
        information=lambda record: _show_information(host, record),
    )
