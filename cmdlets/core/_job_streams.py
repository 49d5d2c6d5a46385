"""What a block in another thread writes: one queue of (stream, value), in the order it came."""

from collections.abc import Sequence
from typing import Any

from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.streams import InformationRecord, Sink, StreamRecord, Streams

OUTPUT = "output"
PROGRESS = "progress"
STREAMS = (OUTPUT, "error", "warning", "verbose", "debug", "information", PROGRESS)

Record = tuple[str, Any]
"""The name of a stream, and what was written to it."""


class JobHost(SilentHost):
    """The host of a block in another thread: it shows nothing itself, and refuses questions."""

    def __init__(self, columns: int, put: Sink) -> None:
        super().__init__(columns=columns)
        self._put = put

    def write(
        self,
        text: str,
        *,
        newline: bool = True,
        foreground: str | None = None,
        background: str | None = None,
    ) -> None:
        """Pass on what is shown beside the streams."""
        del foreground, background
        self._put(("host", (text, newline)))

    def write_error(self, record: object) -> None:
        """Pass on an error that no stream took."""
        self._put(("error", record))

    def write_warning(self, text: str) -> None:
        """Pass on a warning."""
        self._put(("warning", text))

    def write_verbose(self, text: str) -> None:
        """Pass on a line of detail."""
        self._put(("verbose", text))

    def write_debug(self, text: str) -> None:
        """Pass on a line for debugging."""
        self._put(("debug", text))

    def write_what_if(self, text: str) -> None:
        """Pass on what a command would have done."""
        self._put(("what if", text))

    def write_progress(
        self, activity: str, status: str, percent: int | None, *, finished: bool = False
    ) -> None:
        """Pass on how far a command is."""
        self._put((PROGRESS, (activity, status, percent, finished)))


def job_streams(put: Sink) -> Streams:
    """Return streams that put everything into a queue."""

    def to(name: str) -> Sink:
        return lambda record: put((name, record))

    return Streams(to("error"), to("warning"), to("verbose"), to("debug"), to("information"))


def pass_on(record: Record, invocation: Invocation) -> None:
    """Write what came from another thread, as if the command that receives it had written it."""
    stream, value = record
    if stream == OUTPUT:
        invocation.output(value)
    elif stream == "error":
        invocation.write_record(value)
    elif stream in {"warning", "verbose", "debug"}:
        text = value.message if isinstance(value, StreamRecord) else str(value)
        getattr(invocation, f"write_{stream}")(text)
    elif stream == "information":
        _inform(value, invocation)
    elif stream == "host":
        invocation.host.write(value[0], newline=value[1])
    elif stream == "what if":
        invocation.host.write_what_if(value)
    else:
        activity, status, percent, finished = value
        invocation.write_progress(activity, status, percent, finished=finished)


def _inform(record: Any, invocation: Invocation) -> None:
    tags: Sequence[str] = ()
    data = record
    if isinstance(record, InformationRecord):
        data, tags = record.message_data, record.tags
    invocation.write_information(data, tags)
