"""One call of a command: where its output and messages go, what was bound, what it may do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.call_trace import script_stack_trace
from smimeadmin.shell.engine.error_record import ErrorRecord, TerminatingError, record_of
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.flow import nothing_below
from smimeadmin.shell.engine.host import Host
from smimeadmin.shell.engine.net_exceptions import AUTOMATION, NetException
from smimeadmin.shell.engine.running_session import RunningSession
from smimeadmin.shell.engine.streams import (
    DebugRecord,
    InformationRecord,
    StreamRecord,
    Streams,
    VerboseRecord,
    WarningRecord,
    host_streams,
)

DEFAULT_PREFERENCES: dict[str, str] = {
    "ErrorActionPreference": "Continue",
    "WarningPreference": "Continue",
    "VerbosePreference": "SilentlyContinue",
    "DebugPreference": "SilentlyContinue",
    "InformationPreference": "SilentlyContinue",
    "ProgressPreference": "Continue",
    "ConfirmPreference": "High",
}

_IMPACTS = {"none": 0, "low": 1, "medium": 2, "high": 3}
_QUIET = frozenset({"silentlycontinue", "ignore"})

_YES, _YES_TO_ALL, _NO, _NO_TO_ALL = range(4)


class Invocation:
    """The running call of a command; ``$PSCmdlet`` in advanced functions.

    ``preference`` reads a preference variable of the caller's scope, by name; ``overrides`` holds
    what common parameters said (``ErrorActionPreference`` -> ``Stop``), ``copies`` the variables
    of ``-ErrorVariable`` and its like as callables, by stream.
    """

    __slots__ = (
        "_confirm_all",
        "arguments",
        "bound",
        "copies",
        "downstream",
        "error_source",
        "errors",
        "frame",
        "host",
        "impact",
        "info",
        "items",
        "name",
        "output",
        "overrides",
        "parameter_set",
        "position",
        "preference",
        "produced",
        "session_or_none",
        "stage",
        "start_below",
        "streams",
        "supports_should_process",
    )
    type_name = "System.Management.Automation.PSScriptCmdlet"

    def __init__(
        self,
        name: str,
        host: Host,
        streams: Streams,
        preference: Callable[[str], Any],
        *,
        error_source: str = "",
        session: RunningSession | None = None,
    ) -> None:
        self.name = name
        self.error_source = error_source or name
        self.host = host
        self.streams = streams
        self.preference = preference
        self.session_or_none = session
        self.output: Callable[[Any], Any] = _discard
        self.downstream: Callable[[Any], Any] = _discard
        self.start_below: Callable[[], None] = nothing_below
        self.overrides: Mapping[str, str] = {}
        self.copies: Mapping[str, Callable[[Any], None]] = {}
        self.bound: Mapping[str, Any] = {}
        self.parameter_set = "__AllParameterSets"
        self.position: Any = None
        self.info: Any = None
        self.stage: Any = None
        self.errors: list[ErrorRecord] = []
        self.frame: Any = None
        self.arguments: Sequence[Any] = ()
        self.items = 0
        self.produced = False
        self.impact = "Medium"
        self.supports_should_process = False
        self._confirm_all: bool | None = None

    @classmethod
    def alone(cls, host: Host) -> "Invocation":
        """Return the invocation of a command that was made by hand, outside any session."""
        quiet = host_streams(host, error=_discard)
        return cls("", host, quiet, lambda name: DEFAULT_PREFERENCES.get(name, False))

    @property
    def session(self) -> RunningSession:
        """The session that runs the command."""
        if self.session_or_none is None:
            raise EngineError("NoSession", "This command needs a running session.")
        return self.session_or_none

    def is_bound(self, name: str) -> bool:
        """Tell whether a parameter was given, by its PowerShell name in any case."""
        return any(fold(n) == fold(name) for n in self.bound)

    def action(self, variable: str) -> str:
        """Return the folded action of a preference, common parameters first."""
        value = self.overrides.get(variable)
        return str(self.preference(variable) if value is None else value).lower()

    def write_error(self, error: BaseException, target: object = None) -> None:
        """Report an error as the preferences say; raises ``TerminatingError`` under Stop."""
        record = error.record if isinstance(error, TerminatingError) else None
        if record is None:
            record = record_of(error, in_command=True)
        if target is not None and record.target_object is None:
            record = _with_target(record, target)
        self.write_record(record.named(self.error_source, self.name))

    def write_record(self, record: ErrorRecord) -> None:
        """Report a record that is complete."""
        if record.position is None:
            record.position = self._place_of(record.target_object)
        record.invocation = record.invocation or self
        if record.invocation_info is None:
            record.invocation_info = self.info
        if record.script_stack_trace is None:
            record.script_stack_trace = script_stack_trace()
        self.errors.append(record)
        action = self.action("ErrorActionPreference")
        if action == "ignore":
            return
        if action == "stop" or (action == "inquire" and not self._goes_on(str(record))):
            raise TerminatingError(record, ends_script=True)
        self._copy("error", record)
        if self.session_or_none is not None:
            self.session_or_none.remember_error(record)
        if action not in _QUIET:
            self.streams.error(record)

    def _place_of(self, target: object) -> Any:
        """Return the node of the argument that a target was given as, else of the whole call."""
        for argument in self.arguments:
            if argument.node is not None and argument.value is target and target is not None:
                return argument.node
        return self.position

    def throw(self, record: ErrorRecord) -> None:
        """End the command with this error (``ThrowTerminatingError``)."""
        record.named(self.error_source, self.name)
        if record.position is None:
            record.position = self.position
        record.invocation = self
        record.invocation_info = record.invocation_info or self.info
        raise TerminatingError(record, ends_script=False)

    def write_warning(self, text: str) -> None:
        """Warn as ``$WarningPreference`` says."""
        self._write("warning", "WarningPreference", WarningRecord(text, self.info))

    def write_verbose(self, text: str) -> None:
        """Tell a detail if ``$VerbosePreference`` wants it."""
        self._write("verbose", "VerbosePreference", VerboseRecord(text, self.info))

    def write_debug(self, text: str) -> None:
        """Tell something for debugging if ``$DebugPreference`` wants it."""
        self._write("debug", "DebugPreference", DebugRecord(text, self.info))

    def write_information(self, data: object, tags: Sequence[str] = ()) -> None:
        """Write to the information stream; what has the tag PSHOST is always shown."""
        record = InformationRecord(data, self.name, tuple(tags))
        if "PSHOST" in tags:
            action = self.overrides.get("InformationPreference", "continue").lower()
        else:
            action = self.action("InformationPreference")
        self._pass_on("information", action, record, "InformationPreference")

    def write_progress(
        self, activity: str, status: str, percent: int | None, *, finished: bool = False
    ) -> None:
        """Show progress if ``$ProgressPreference`` wants it."""
        if self.action("ProgressPreference") not in _QUIET:
            self.host.write_progress(activity, status, percent, finished=finished)

    def _write(self, stream: str, variable: str, record: StreamRecord) -> None:
        self._pass_on(stream, self.action(variable), record, variable)

    def _pass_on(self, stream: str, action: str, record: Any, variable: str) -> None:
        if action == "ignore":
            return
        if action == "silentlycontinue":
            if stream in {"warning", "information"}:
                self._copy(stream, record)
            if stream == "information" and self._is_redirected():
                self.streams.information(record)
            return
        self._copy(stream, record)
        getattr(self.streams, stream)(record)
        if action == "stop" or (action == "inquire" and not self._goes_on(str(record))):
            raise TerminatingError(_stop_record(self, variable, str(record)), ends_script=True)

    def _is_redirected(self) -> bool:
        """Tell whether information goes elsewhere than to the host: then it always flows."""
        session = self.session_or_none
        return session is not None and self.streams.information is not session.streams.information

    def _copy(self, stream: str, record: Any) -> None:
        copy = self.copies.get(stream)
        if copy is not None:
            copy(record)
        for name, collect in self.streams.collectors:
            if name == stream:
                collect(record)

    def _goes_on(self, text: str) -> bool:
        choices = ("&Yes", "Yes to &All", "&Halt Command")
        return self.host.choose("Confirm", text, choices, 0) < 2

    def what_if(self) -> bool:
        """Whether ``-WhatIf`` or ``$WhatIfPreference`` is on."""
        value = self.overrides.get("WhatIfPreference")
        if value is None:
            value = self.preference("WhatIfPreference")
        return str(value).lower() == "true"

    def should_process(self, target: str, action: str, *, description: str = "") -> bool:
        """Decide whether a change is made: what-if says no, a high impact asks."""
        if self._confirm_all is not None:
            return self._confirm_all
        told = description or f'Performing the operation "{action}" on target "{target}".'
        if self.what_if():
            self.host.write_what_if(f"What if: {told}")
            return False
        if not self._asks():
            self.write_verbose(told)
            return True
        return self._confirm(told)

    def _asks(self) -> bool:
        """Whether the impact reaches ``$ConfirmPreference``, or ``-Confirm`` was given."""
        level = _IMPACTS.get(self.action("ConfirmPreference"), 3)
        return level > 0 and _IMPACTS.get(self.impact.lower(), 2) >= level

    def _confirm(self, told: str) -> bool:
        choices = ("&Yes", "Yes to &All", "&No", "No to A&ll")
        answer = self.host.choose("Are you sure you want to perform this action?", told, choices, 0)
        if answer in {_YES_TO_ALL, _NO_TO_ALL}:
            self._confirm_all = answer == _YES_TO_ALL
        return answer in {_YES, _YES_TO_ALL}

    def should_continue(self, question: str, caption: str) -> bool:
        """Ask, whatever the preferences say."""
        return self.host.choose(caption, question, ("&Yes", "&No"), 0) == 0

    @property
    def succeeded_too(self) -> bool:
        """Whether another item went well beside those that failed."""
        return self.produced or self.items > len(self.errors)


def _discard(value: object) -> None:
    """Take what nobody looks at."""


def _with_target(record: ErrorRecord, target: object) -> ErrorRecord:
    twin = ErrorRecord(
        record.exception,
        record.fully_qualified_error_id,
        record.category_info.category,
        target,
        kind=record.kind,
        hint=record.hint,
        cause=record.cause,
    )
    twin.error_details = record.error_details
    twin.position = record.position
    return twin


def _stop_record(invocation: Invocation, variable: str, text: str) -> ErrorRecord:
    message = (
        f'The running command stopped because the preference variable "{variable}" or common '
        f"parameter is set to Stop: {text}"
    )
    exception = NetException(AUTOMATION + "ActionPreferenceStopException", message)
    record = ErrorRecord(exception, "ActionPreferenceStop", "OperationStopped")
    return record.named(invocation.error_source, invocation.name)
