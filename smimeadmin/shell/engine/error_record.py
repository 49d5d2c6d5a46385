"""Error records: an exception with its id, category, target and place in the source."""

from typing import Any

from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.errors import ConversionError, EngineError, MethodCallError
from smimeadmin.shell.engine.limits import out_of_memory
from smimeadmin.shell.engine.net_exceptions import AUTOMATION, NetException
from smimeadmin.shell.language.errors import ParseError

RUNTIME = AUTOMATION + "RuntimeException"

KIND_CATEGORIES: dict[ErrorKind, str] = {
    ErrorKind.INVALID_INPUT: "InvalidArgument",
    ErrorKind.NOT_FOUND: "ObjectNotFound",
    ErrorKind.DENIED: "PermissionDenied",
    ErrorKind.UNTRUSTED: "SecurityError",
    ErrorKind.UNAVAILABLE: "ConnectionError",
    ErrorKind.TIMED_OUT: "OperationTimeout",
    ErrorKind.CONFLICT: "ResourceExists",
    ErrorKind.UNSUPPORTED: "NotImplemented",
}

KIND_EXCEPTIONS: dict[ErrorKind, str] = {
    ErrorKind.INVALID_INPUT: "System.ArgumentException",
    ErrorKind.NOT_FOUND: AUTOMATION + "ItemNotFoundException",
    ErrorKind.DENIED: "System.UnauthorizedAccessException",
    ErrorKind.UNTRUSTED: "System.Security.SecurityException",
    ErrorKind.UNAVAILABLE: "System.Net.Sockets.SocketException",
    ErrorKind.TIMED_OUT: "System.TimeoutException",
    ErrorKind.CONFLICT: "System.InvalidOperationException",
    ErrorKind.UNSUPPORTED: "System.NotSupportedException",
}

CATEGORIES = (
    *("NotSpecified", "OpenError", "CloseError", "DeviceError", "DeadlockDetected"),
    *("InvalidArgument", "InvalidData", "InvalidOperation", "InvalidResult", "InvalidType"),
    *("MetadataError", "NotImplemented", "NotInstalled", "ObjectNotFound", "OperationStopped"),
    *("OperationTimeout", "SyntaxError", "ParserError", "PermissionDenied", "ResourceBusy"),
    *("ResourceExists", "ResourceUnavailable", "ReadError", "WriteError", "FromStdErr"),
    *("SecurityError", "ProtocolError", "ConnectionError", "AuthenticationError"),
    *("LimitsExceeded", "QuotaExceeded", "NotEnabled"),
)
"""PowerShell's categories, in the order of their numbers."""

_ID_CATEGORIES: dict[str, str] = {
    "RuntimeException": "NotSpecified",
    "CommandNotFoundException": "ObjectNotFound",
    "VariableIsUndefined": "InvalidOperation",
    "VariableNotWritable": "WriteError",
    "TypeNotFound": "InvalidOperation",
    "ScriptHalted": "OperationStopped",
    "CallDepthOverflow": "InvalidOperation",
    "DivideByZeroException": "NotSpecified",
}


def as_category(value: Any) -> str:
    """Return the name of a category that is given as name, number or value of its enumeration."""
    text = str(value)
    if text.isdigit():
        return CATEGORIES[int(text)] if int(text) < len(CATEGORIES) else text
    return next((name for name in CATEGORIES if name.lower() == text.lower()), text)


class CommandError(EngineError):
    """An error of a command that PowerShell has too, with its id, category and exception type."""

    id = "Engine.Command"

    def __init__(
        self,
        error_id: str,
        message: str,
        *,
        category: str = "NotSpecified",
        target: Any = None,
        inner: str = "System.InvalidOperationException",
        hint: str | None = None,
    ) -> None:
        super().__init__(error_id, message, hint=hint, target=target, inner=inner)
        self.category = category


class BindingError(CommandError):
    """The arguments of a command don't fit its parameters."""

    id = "Engine.Binding"

    def __init__(
        self,
        error_id: str,
        message: str,
        *,
        parameter: str = "",
        hint: str | None = None,
        inner: str = AUTOMATION + "ParameterBindingException",
        category: str = "InvalidArgument",
        target: Any = None,
    ) -> None:
        super().__init__(
            error_id, message, category=category, inner=inner, hint=hint, target=target
        )
        self.parameter = parameter
        self.node: Any = None

    def at(self, node: Any) -> "BindingError":
        """Say which argument is at fault, unless that is known; return itself."""
        if self.node is None:
            self.node = node
        return self


class CategoryInfo:
    """What kind of error it is, what was being done, why, and to what."""

    __slots__ = ("activity", "category", "reason", "target_name", "target_type")
    type_name = "System.Management.Automation.ErrorCategoryInfo"
    shown = ("category", "activity", "reason", "target_name", "target_type")

    def __init__(
        self, category: str, activity: str, reason: str, target_name: str, target_type: str
    ) -> None:
        self.category = category
        self.activity = activity
        self.reason = reason
        self.target_name = target_name
        self.target_type = target_type

    def __str__(self) -> str:
        target = f"({self.target_name}:{self.target_type})"
        return f"{self.category}: {target} [{self.activity}], {self.reason}"


class ErrorDetails:
    """A message, and what to do, that is shown in place of the exception's."""

    __slots__ = ("message", "recommended_action")
    type_name = "System.Management.Automation.ErrorDetails"
    shown = ("message", "recommended_action")

    def __init__(self, message: str, recommended_action: str = "") -> None:
        self.message = message
        self.recommended_action = recommended_action

    def __str__(self) -> str:
        return self.message


class ErrorRecord:
    """One error: what happened, its id, category, target, and where.

    ``position`` is the syntax node that failed (``start``, ``end``, ``source``), or None;
    ``command`` the name of who speaks; ``hint`` the next step; ``kind`` what exit codes look at;
    ``cause`` the Python exception behind it; ``invocation`` the command that wrote it.
    """

    __slots__ = (
        "category_info",
        "cause",
        "command",
        "error_details",
        "exception",
        "fully_qualified_error_id",
        "hint",
        "invocation",
        "invocation_info",
        "kind",
        "position",
        "script_stack_trace",
        "target_object",
    )
    type_name = "System.Management.Automation.ErrorRecord"
    shown = (
        "exception",
        "target_object",
        "category_info",
        "fully_qualified_error_id",
        "error_details",
        "invocation_info",
        "script_stack_trace",
    )

    def __init__(
        self,
        exception: NetException,
        error_id: str,
        category: str = "NotSpecified",
        target: Any = None,
        *,
        activity: str = "",
        kind: ErrorKind = ErrorKind.INVALID_INPUT,
        hint: str | None = None,
        cause: BaseException | None = None,
    ) -> None:
        self.exception = exception
        self.fully_qualified_error_id = error_id
        self.target_object = target
        self.category_info = CategoryInfo(
            category, activity, exception.short_name, *_name_target(target)
        )
        self.kind = kind
        self.hint = hint
        self.cause = cause
        self.error_details: ErrorDetails | None = None
        self.position: Any = None
        self.command = activity
        self.invocation: Any = None
        self.invocation_info: Any = None
        self.script_stack_trace: str | None = None

    @property
    def message(self) -> str:
        """The sentence that is shown."""
        return self.exception.message if self.error_details is None else self.error_details.message

    def forget_frames(self) -> None:
        """Let go of the calls in which the error came up: they hold all that they worked on.

        A fault of this program keeps them.
        """
        error: BaseException | None = self.cause
        seen = set()
        while isinstance(error, SmimeAdminError) and id(error) not in seen:
            seen.add(id(error))
            error.__traceback__ = None
            error = error.__cause__ or error.__context__

    def copy(self) -> "ErrorRecord":
        """Return a record of the same error: ``$_`` in a handler is never ``$Error[0]`` itself."""
        twin = ErrorRecord.__new__(ErrorRecord)
        for name in self.__slots__:
            setattr(twin, name, getattr(self, name))
        return twin

    def named(self, source: str, activity: str) -> "ErrorRecord":
        """Say which command the error comes from, unless it says so already; return itself."""
        if source and not self.category_info.activity:
            self.fully_qualified_error_id = f"{self.fully_qualified_error_id},{source}"
            self.category_info.activity = activity
            self.command = activity
        return self

    def __str__(self) -> str:
        return self.message


def _name_target(target: Any) -> tuple[str, str]:
    """Return text and type of a target as CategoryInfo shows them."""
    inner = bare(target)
    if inner is None:
        return "", ""
    names = {str: "String", int: "Int32", float: "Double", bool: "Boolean", list: "Object[]"}
    declared = getattr(type(inner), "type_name", None)
    fallback = declared.rpartition(".")[2] if isinstance(declared, str) else type(inner).__name__
    return str(inner), names.get(type(inner), fallback)


class TerminatingError(Exception):
    """Carries an error record up to the ``catch``, trap or statement border that takes it.

    ``ends_script`` is set by ``throw`` and by the preference Stop: such an error is not stopped by
    a statement border.
    """

    def __init__(self, record: ErrorRecord, *, ends_script: bool) -> None:
        super().__init__(str(record))
        self.record = record
        self.ends_script = ends_script

    @property
    def is_too_deep(self) -> bool:
        """Whether it is a recursion without end, which no command may swallow."""
        return self.record.fully_qualified_error_id.partition(",")[0] == "CallDepthOverflow"


class InternalError(SmimeAdminError):
    """A foreign exception reached the engine: a fault of this program."""

    id = "Engine.Internal"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            f"This is a fault in smimeadmin, please report it: {type(error).__name__}: {error}",
            hint="Run the command again with --debug to see where it happened.",
        )


def record_of(error: BaseException, *, in_command: bool) -> ErrorRecord:
    """Make the record of a Python exception; ``in_command``: it was raised by a command's code.

    A statement of the script wraps what it meets in a RuntimeException, a command does not.
    """
    if isinstance(error, TerminatingError):
        return error.record
    if isinstance(error, EngineError):
        return _record_of_engine_error(error, in_command=in_command)
    if isinstance(error, ParseError):
        parse_exception = NetException(AUTOMATION + "ParseException", str(error))
        parse_exception.fields["Errors"] = [error]
        return ErrorRecord(parse_exception, error.id, "ParserError", hint=error.hint, cause=error)
    if isinstance(error, MemoryError):
        error.__traceback__ = None  # it holds what the memory is full of
        return _record_of_engine_error(out_of_memory(), in_command=in_command)
    known = error if isinstance(error, SmimeAdminError) else InternalError(error)
    fields = {
        name: value
        for name, value in vars(known).items()
        if name not in {"message", "hint"} and not name.startswith("_")
    }
    target = getattr(known, "target", None)
    return ErrorRecord(
        NetException(KIND_EXCEPTIONS[known.kind], known.message, fields=fields),
        known.id,
        KIND_CATEGORIES[known.kind],
        target,
        kind=known.kind,
        hint=known.hint,
        cause=error,
    )


def _record_of_engine_error(error: EngineError, *, in_command: bool) -> ErrorRecord:
    category = getattr(error, "category", None) or _category_of(error)
    inner = NetException(error.inner, error.message)
    if isinstance(error, BindingError):
        inner.fields["ParameterName"] = error.parameter
        inner.fields["ErrorId"] = error.error_id
    if isinstance(error.__cause__, ParseError):
        inner.fields["Errors"] = [error.__cause__]
    if error.error_id == "CommandNotFoundException":
        inner.fields["CommandName"] = error.target
    exception = inner
    if isinstance(error, MethodCallError):
        exception = NetException(AUTOMATION + "MethodInvocationException", error.message, inner)
    elif not in_command and not isinstance(error, CommandError) and error.inner != RUNTIME:
        exception = NetException(RUNTIME, error.message, inner)
    return ErrorRecord(
        exception,
        error.error_id,
        category,
        error.target,
        kind=error.kind,
        hint=error.hint,
        cause=error,
    )


def _category_of(error: EngineError) -> str:
    if isinstance(error, ConversionError):
        return "InvalidArgument"
    if isinstance(error, MethodCallError):
        return "NotSpecified"
    return _ID_CATEGORIES.get(error.error_id, "InvalidOperation")
