"""What CLIXML says of exceptions, error records and the records of the other streams."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clixml.parts import Pairs
from smimeadmin.core.objects import Annotated
from smimeadmin.shell.engine.error_record import CATEGORIES, RUNTIME, ErrorRecord
from smimeadmin.shell.engine.net_exceptions import AUTOMATION, NetException
from smimeadmin.shell.engine.streams import InformationRecord, StreamRecord

_DATA_NAMES: Final = ("System.Collections.ListDictionaryInternal", "System.Object")
_NUMBERS: Final = {
    "System.ArgumentException": 0x80070057,
    "System.ArgumentNullException": 0x80004003,
    "System.ArgumentOutOfRangeException": 0x80131502,
    "System.ArithmeticException": 0x80070216,
    "System.ArrayTypeMismatchException": 0x80131503,
    "System.DivideByZeroException": 0x80020012,
    "System.OverflowException": 0x80131516,
    "System.FormatException": 0x80131537,
    "System.IndexOutOfRangeException": 0x80131508,
    "System.InvalidCastException": 0x80004002,
    "System.InvalidOperationException": 0x80131509,
    "System.ObjectDisposedException": 0x80131622,
    "System.NotImplementedException": 0x80004001,
    "System.NotSupportedException": 0x80131515,
    "System.PlatformNotSupportedException": 0x80131539,
    "System.NullReferenceException": 0x80004003,
    "System.OperationCanceledException": 0x8013153B,
    "System.RankException": 0x80131517,
    "System.TimeoutException": 0x80131505,
    "System.UnauthorizedAccessException": 0x80070005,
    "System.Collections.Generic.KeyNotFoundException": 0x80131577,
    "System.IO.IOException": 0x80131620,
    "System.IO.FileNotFoundException": 0x80070002,
    "System.IO.DirectoryNotFoundException": 0x80070003,
    "System.IO.EndOfStreamException": 0x80070026,
    "System.IO.PathTooLongException": 0x800700CE,
    "System.Security.SecurityException": 0x8013150A,
    "System.ApplicationException": 0x80131600,
    "System.Xml.XmlException": 0x80131940,
    "System.SystemException": 0x80131501,
    "System.Exception": 0x80131500,
}


def _number(exception: NetException) -> int:
    """Return the HResult of an exception: its own type's, or the nearest base's."""
    found = next((_NUMBERS[name] for name in exception.type_names if name in _NUMBERS), 0)
    return found - (1 << 32)


def _no_data() -> Any:
    data = Annotated(v.Hashtable(), _DATA_NAMES)
    data.replaces = True
    return data


def exception_pairs(exception: NetException, record: Any = None) -> Pairs:
    """Return the properties of an exception: those of its type before those of all."""
    message = ("Message", exception.message)
    own: Pairs = []
    rest: Pairs = [("TargetSite", None), message]
    if exception.is_a("System.ArgumentException"):
        own = [message, ("ParamName", exception.fields.get("ParamName"))]
        rest = [("TargetSite", None)]
    elif exception.is_a(RUNTIME):
        own = [
            *_own_fields(exception),
            ("ErrorRecord", record if record is not None else exception.message),
            ("WasThrownFromThrowStatement", exception.thrown_by_throw),
        ]
    else:
        own = _own_fields(exception)
    return [
        *own,
        *rest,
        ("Data", _no_data()),
        ("InnerException", exception.inner_exception),
        ("HelpLink", None),
        ("Source", None),
        ("HResult", _number(exception)),
        ("StackTrace", None),
    ]


def _own_fields(exception: NetException) -> Pairs:
    return [(name, value) for name, value in exception.fields.items() if name != "Errors"]


def record_pairs(record: ErrorRecord) -> Pairs:
    """Return what PowerShell writes of an error record, all of it as added members."""
    info = record.category_info
    pairs: Pairs = [
        ("Exception", record.exception),
        ("TargetObject", record.target_object),
        ("FullyQualifiedErrorId", record.fully_qualified_error_id),
        ("InvocationInfo", record.invocation_info),
        ("ErrorCategory_Category", _category_number(str(info.category))),
        ("ErrorCategory_Activity", info.activity),
        ("ErrorCategory_Reason", info.reason),
        ("ErrorCategory_TargetName", info.target_name),
        ("ErrorCategory_TargetType", info.target_type),
        ("ErrorCategory_Message", str(info)),
    ]
    details = record.error_details
    if details is not None:
        pairs.append(("ErrorDetails_Message", details.message))
        if details.recommended_action:
            pairs.append(("ErrorDetails_RecommendedAction", details.recommended_action))
    pairs.append(("SerializeExtendedInfo", False))
    if record.script_stack_trace:
        pairs.append(("ErrorDetails_ScriptStackTrace", record.script_stack_trace))
    pairs.append(("PSMessageDetails", None))
    return pairs


def _category_number(name: str) -> int:
    return CATEGORIES.index(name) if name in CATEGORIES else 0


def stream_record_pairs(record: StreamRecord) -> Pairs:
    """Return what PowerShell writes of a warning, a detail or a debugging message."""
    return [
        ("InformationalRecord_Message", record.message),
        ("InformationalRecord_SerializeInvocationInfo", False),
    ]


STREAM_NAMES: Final = (AUTOMATION + "InformationalRecord", "System.Object")


def information_text(record: InformationRecord) -> str:
    """Return what an information record says of itself."""
    return str(record)
