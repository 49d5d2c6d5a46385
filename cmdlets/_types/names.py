"""X500DistinguishedName: names from text and from DER, and how they are written."""

from typing import Any, Final

from cmdlets._types import oids
from cmdlets._types._making import constructed, crypto_error, guard
from smimeadmin.pki.dotnet_enums import NAME_FLAGS
from smimeadmin.pki.dotnet_objects import AsnEncodedData, DistinguishedName, RelativeName
from smimeadmin.pki.dotnet_oids import Oid
from smimeadmin.pki.name import format_lines, format_name, format_name_with, parse_name
from smimeadmin.shell.engine.members_table import methods, static_methods
from smimeadmin.shell.engine.types import register_type

__all__ = ["oids"]

_FLAGS: Final = f"{NAME_FLAGS.full_name}:flag"


def _from_text(text: str) -> DistinguishedName:
    return DistinguishedName(parse_name(text), text)


def _from_text_with(text: str, flags: Any) -> DistinguishedName:
    """Read a name as flags say: without Reversed the order of the text is that of the DER."""
    number = int(flags.value)
    reverse = bool(number & NAME_FLAGS.members["Reversed"])
    separators = ",;"
    if number & NAME_FLAGS.members["UseSemicolons"]:
        separators = ";"
    elif number & NAME_FLAGS.members["UseNewLines"]:
        separators = "\n"
    elif number & NAME_FLAGS.members["UseCommas"]:
        separators = ","
    return DistinguishedName(parse_name(text, separators=separators, reverse=reverse), text)


def _from_der(data: Any) -> DistinguishedName:
    made = DistinguishedName(bytes(data))
    format_name(made.raw_data)
    return made


def _format(name: DistinguishedName, multi_line: Any) -> str:
    return format_lines(name.raw_data) if multi_line else name.name


def _decode(name: DistinguishedName, flags: Any) -> str:
    """Return the text as flags want it; None keeps the order of the DER."""
    number = int(flags.value)

    def has(flag: str) -> bool:
        return bool(number & NAME_FLAGS.members[flag])

    separator = "; " if has("UseSemicolons") else "\n" if has("UseNewLines") else ", "
    return format_name_with(
        name.raw_data,
        separator=separator,
        reverse=has("Reversed"),
        quotes=not has("DoNotUseQuotes"),
        joint=" " if has("DoNotUsePlusSign") else " + ",
    )


def _components(name: DistinguishedName, reversed_order: Any) -> list[RelativeName]:
    found = list(name.components())
    return found[::-1] if reversed_order else found


def _single(component: RelativeName) -> tuple[str, str | None]:
    if component.has_multiple_elements:
        raise crypto_error("The component has several attributes.")
    return component.attributes[0]


def _single_value(component: RelativeName) -> str | None:
    return _single(component)[1]


register_type(
    DistinguishedName.type_name,
    accelerators=("X500DistinguishedName",),
    python=DistinguishedName,
    base=AsnEncodedData.type_name,
)
methods(
    DistinguishedName,
    Format=guard(("bool:multiLine -> string", _format)),
    Decode=guard((f"{_FLAGS} -> string", _decode)),
    EnumerateRelativeDistinguishedNames=guard(
        ("", lambda name: _components(name, reversed_order=True)),
        ("bool:reversed", _components),
    ),
)
static_methods(
    DistinguishedName.type_name,
    new=guard(
        ("string:distinguishedName", _from_text),
        ("byte[]:encodedDistinguishedName", _from_der),
        (f"string:distinguishedName {_FLAGS}", _from_text_with),
        (
            f"{AsnEncodedData.type_name}:encodedDistinguishedName",
            lambda data: _from_der(data.raw_data),
        ),
        (
            f"{DistinguishedName.type_name}:distinguishedName",
            lambda name: DistinguishedName(name.raw_data, name.typed),
        ),
    ),
)
constructed(DistinguishedName.type_name)

register_type(RelativeName.type_name, python=RelativeName)
methods(
    RelativeName,
    GetSingleElementType=guard(("", lambda component: Oid(_single(component)[0]))),
    GetSingleElementValue=guard(("-> string", _single_value)),
)
