"""Members of the records that the streams carry: warnings, details, information; categories."""

import os
import threading
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.objects import bare
from smimeadmin.core.values_dates import UNIX_EPOCH_TICKS
from smimeadmin.shell.engine.convert import convert, register_conversion, to_bool, to_text
from smimeadmin.shell.engine.convert_errors import no_conversion
from smimeadmin.shell.engine.error_record import CategoryInfo
from smimeadmin.shell.engine.members_table import properties, settable, static_methods
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.streams import (
    DebugRecord,
    HostMessage,
    InformationRecord,
    VerboseRecord,
    WarningRecord,
)
from smimeadmin.shell.engine.types import register_type, resolve_type

_PS: Final = "System.Management.Automation."
_NANOSECONDS_OF_TICK: Final = 100


def _user() -> str:
    return os.environ.get("USERNAME") or os.environ.get("USER") or ""


def _computer() -> str:
    return os.environ.get("COMPUTERNAME") or os.uname().nodename


_FACTS: Final[tuple[tuple[str, str, Callable[[InformationRecord], Any]], ...]] = (
    (
        "TimeGenerated",
        "datetime",
        lambda record: v.DateTime(
            UNIX_EPOCH_TICKS + record.made // _NANOSECONDS_OF_TICK, v.DateKind.UTC
        ).to_local(),
    ),
    ("User", "string", lambda _record: _user()),
    ("Computer", "string", lambda _record: _computer()),
    ("ProcessId", "uint32", lambda _record: v.UInt32(os.getpid())),
    ("NativeThreadId", "uint32", lambda _record: v.UInt32(threading.get_native_id())),
    ("ManagedThreadId", "uint32", lambda _record: v.UInt32(1)),
)
"""Name, type and first value of what says when and by whom a record was written."""


def _declare_fact(name: str, type_name: str, first: Callable[[InformationRecord], Any]) -> None:
    def read(record: InformationRecord) -> Any:
        return record.facts[name] if name in record.facts else first(record)

    def write(record: InformationRecord, value: Any) -> None:
        record.facts[name] = convert(value, resolve_type(type_name))

    settable(InformationRecord, name, read, write)


def _set_data(record: InformationRecord, value: Any) -> None:
    record.message_data = value


def _set_source(record: InformationRecord, value: Any) -> None:
    record.source = to_text(value)


settable(InformationRecord, "MessageData", lambda record: record.message_data, _set_data)
settable(InformationRecord, "Source", lambda record: record.source, _set_source)
_declare_fact(*_FACTS[0])
properties(InformationRecord, Tags=lambda record: record.tags)
for _fact in _FACTS[1:]:
    _declare_fact(*_fact)
static_methods(
    InformationRecord.type_name,
    new=[("object string", InformationRecord)],
)

register_type(f"{_PS}InformationalRecord")
for _record in (WarningRecord, VerboseRecord, DebugRecord):
    register_type(_record.type_name, python=_record, base=f"{_PS}InformationalRecord")
    static_methods(_record.type_name, new=[("string", _record)])


def _attribute_setter(attribute: str) -> Callable[[CategoryInfo, Any], None]:
    return lambda info, value: setattr(info, attribute, to_text(value))


def _attribute_getter(attribute: str) -> Callable[[Any], Any]:
    return lambda info: getattr(info, attribute)


properties(CategoryInfo, Category=_attribute_getter("category"))
for _name, _attribute in (
    ("Activity", "activity"),
    ("Reason", "reason"),
    ("TargetName", "target_name"),
    ("TargetType", "target_type"),
):
    settable(CategoryInfo, _name, _attribute_getter(_attribute), _attribute_setter(_attribute))


def _to_host_message(value: Any, net_type: NetType) -> HostMessage:
    """Make a message of a table of its properties."""
    inner = bare(value)
    if not isinstance(inner, v.FoldingDictionary):
        raise no_conversion(value, net_type)
    given = {to_text(key).lower(): item for key, item in inner.items()}
    return HostMessage(
        to_text(given.get("message")),
        no_new_line=to_bool(given.get("nonewline", False)),
        foreground_color=given.get("foregroundcolor"),
        background_color=given.get("backgroundcolor"),
    )


register_conversion(HostMessage.type_name, _to_host_message)
static_methods(HostMessage.type_name, new=[("", lambda: HostMessage(""))])
