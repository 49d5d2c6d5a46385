"""[Net.ServicePointManager]: what scripts set before they reach the network; nothing of it counts.

TLS 1.2 and newer, and the check of certificates, are settled by each command that connects.
"""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.members_table import STATIC_PROPERTIES
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import Property
from smimeadmin.shell.engine.types import register_enum, register_type, resolve_type

_PROTOCOLS: Final = v.EnumType(
    "System.Net.SecurityProtocolType",
    {"SystemDefault": 0, "Ssl3": 48, "Tls": 192, "Tls11": 768, "Tls12": 3072, "Tls13": 12288},
    flags=True,
)
_MANAGER: Final = "System.Net.ServicePointManager"

register_enum(_PROTOCOLS)
register_type(_MANAGER)


def _setting(name: str, type_name: str, default: Any) -> Property:
    key = f"{_MANAGER}::{name}"

    def get(_type: NetType) -> Any:
        return FILE_ACCESS.get().accepted.get(key, default)

    def set_value(_type: NetType, value: Any) -> None:
        session = FILE_ACCESS.get()
        session.accepted[key] = convert(value, resolve_type(type_name))
        session.note(f"[{_MANAGER}]::{name} has no effect: TLS 1.2 or newer is used, and verified.")

    return Property(name, get, set_value)


def _refused(name: str) -> Property:
    def set_value(_type: NetType, value: Any) -> None:
        if value is not None:
            raise EngineError(
                "ExceptionWhenSetting",
                f"[{_MANAGER}]::{name} can't be set: certificates of servers are always verified.",
                target=name,
                inner="System.Management.Automation.SetValueInvocationException",
                hint="Give the certificate of the server's own CA to the command: -CACertificate.",
            )

    return Property(name, _nothing, set_value)


def _nothing(_type: NetType) -> None:
    """Return null: there is no callback."""


STATIC_PROPERTIES[_MANAGER] = {
    fold(known.name): known
    for known in (
        _setting("SecurityProtocol", _PROTOCOLS.full_name, v.EnumValue(_PROTOCOLS, 0)),
        _setting("Expect100Continue", "bool", default=True),
        _setting("CheckCertificateRevocationList", "bool", default=False),
        _setting("UseNagleAlgorithm", "bool", default=True),
        _setting("DefaultConnectionLimit", "int", 2),
        _setting("MaxServicePointIdleTime", "int", 100000),
        _setting("DnsRefreshTimeout", "int", 120000),
        _refused("ServerCertificateValidationCallback"),
    )
}
