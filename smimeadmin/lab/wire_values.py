"""What the host sends besides plain scalars: objects described part by part.

Who runs the commands describes; the writer only writes. So the host needs to know no shell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

ENUM: Final = ("System.Enum", "System.ValueType", "System.Object")
OBJECT: Final = ("System.Object",)
HASHTABLE: Final = ("System.Collections.Hashtable", *OBJECT)
ARRAY: Final = ("System.Object[]", "System.Array", *OBJECT)
ARRAY_LIST: Final = ("System.Collections.ArrayList", *OBJECT)
STRING_LIST: Final = (
    "System.Collections.Generic.List`1[[System.String, System.Private.CoreLib, Version=10.0.0.0,"
    " Culture=neutral, PublicKeyToken=7cec85d7bea7798e]]",
    *OBJECT,
)
PRIMITIVES: Final = (
    "System.Management.Automation.PSPrimitiveDictionary",
    *HASHTABLE,
)


@dataclass(eq=False)
class WireObject:
    """The parts of an object, in the order in which they are written (MS-PSRP 2.2.5.2).

    ``base`` is a plain scalar, ``items`` the members of a list (``tag`` says of which kind) and
    ``entries`` those of a dictionary. The same object met twice is written once.
    """

    type_names: Sequence[str] = ()
    text: str | None = None
    """What ToString gives."""
    base: Any = None
    items: Iterable[Any] | None = None
    tag: str = "LST"
    entries: Iterable[tuple[Any, Any]] | None = None
    adapted: Mapping[str, Any] | None = None
    extended: Mapping[str, Any] | None = None


def notes(**members: Any) -> WireObject:
    """Return a property bag, whose members are written as extended ones."""
    return WireObject(extended=members)


def enum(type_name: str, member: str, number: int) -> WireObject:
    """Return a member of an enumeration."""
    return WireObject((type_name, *ENUM), member, base=number)


def listing(items: Iterable[Any], type_names: Sequence[str] = ARRAY) -> WireObject:
    """Return a list."""
    return WireObject(type_names, items=items)


def dictionary(
    entries: Iterable[tuple[Any, Any]], type_names: Sequence[str] = HASHTABLE
) -> WireObject:
    """Return a dictionary."""
    return WireObject(type_names, entries=entries)
