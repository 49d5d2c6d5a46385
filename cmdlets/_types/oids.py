"""[Oid], OidCollection and AsnEncodedData."""

from typing import Any

from cmdlets._types import enums
from cmdlets._types._making import constructed, crypto_error, named
from smimeadmin.pki.dotnet_enums import OID_GROUP
from smimeadmin.pki.dotnet_objects import AsnEncodedData
from smimeadmin.pki.dotnet_oids import Oid, OidCollection, build_oid, friendly_name_of, number_of
from smimeadmin.shell.engine.members_table import methods, properties, static_methods
from smimeadmin.shell.engine.types import register_type

__all__ = ["enums"]


def _from_friendly_name(name: str, _group: Any) -> Oid:
    number = number_of(name)
    if number is None:
        raise crypto_error(f"No object identifier is called '{name}'.")
    return Oid(number, name)


def _from_value(number: str, _group: Any) -> Oid:
    if friendly_name_of(number) is None:
        raise crypto_error(f"The object identifier '{number}' has no name.")
    return Oid(number)


def _add(oids: OidCollection, oid: Oid) -> int:
    oids.append(oid)
    return len(oids) - 1


named(register_type(Oid.type_name, accelerators=("Oid",), python=Oid))
static_methods(
    Oid.type_name,
    new=[
        ("", lambda: Oid("")),
        ("string:oid", build_oid),
        ("string:value string:friendlyName", Oid),
        (f"{Oid.type_name}:oid", lambda oid: Oid(oid.value, oid.given_name)),
    ],
    FromFriendlyName=[(f"string:friendlyName {OID_GROUP.full_name}:group", _from_friendly_name)],
    FromOidValue=[(f"string:oidValue {OID_GROUP.full_name}:group", _from_value)],
)
constructed(Oid.type_name)

register_type(
    OidCollection.type_name,
    python=OidCollection,
    interfaces=("System.Collections.ICollection", "System.Collections.IEnumerable"),
)
properties(OidCollection, Count=len, IsSynchronized=lambda _oids: False)
methods(OidCollection, Add=[(f"{Oid.type_name}:oid -> int", _add)])
static_methods(OidCollection.type_name, new=[("", OidCollection)])

named(
    register_type(AsnEncodedData.type_name, accelerators=("AsnEncodedData",), python=AsnEncodedData)
)
methods(
    AsnEncodedData,
    Format=[("bool:multiLine -> string", lambda data, many: data.format(multi_line=bool(many)))],
)
static_methods(
    AsnEncodedData.type_name,
    new=[
        ("byte[]:rawData", lambda raw: AsnEncodedData(None, bytes(raw))),
        (
            f"{Oid.type_name}:oid byte[]:rawData",
            lambda oid, raw: AsnEncodedData(oid, bytes(raw)),
        ),
        ("string:oid byte[]:rawData", lambda oid, raw: AsnEncodedData(Oid(oid), bytes(raw))),
    ],
)
