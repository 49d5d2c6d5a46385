"""The text of one value in a column, a list or a heading."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.objects import Annotated, bare
from smimeadmin.core.values import (
    BigInteger,
    Char,
    EnumValue,
    FoldingDictionary,
    HashSet,
    Single,
    SizedInteger,
)
from smimeadmin.core.visible import visible
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.formats import culture_text, format_composite, format_value
from smimeadmin.shell.engine.formats_numbers import FormatTextError
from smimeadmin.shell.formatting.cells import ELLIPSIS

if TYPE_CHECKING:
    from smimeadmin.shell.engine import members_dictionaries
else:
    members_dictionaries = at_first_use("smimeadmin.shell.engine.members_dictionaries")

NO_LIMIT: Final = -1

_PLAIN: Final[dict[type, Callable[[Any], str]]] = {
    type(None): lambda _: "",
    bool: lambda value: "True" if value else "False",
    int: str,
}
_FRACTIONS: Final = frozenset({float, Single, Decimal})
_HOLE: Final = re.compile(r"\{\s*0\s*(?:,\s*(-?\d+)\s*)?(?::([^{}]*))?\}")
_SEQUENCES: Final = (list, tuple, range, bytes, bytearray)


def is_scalar(value: Any) -> bool:
    """Say whether a value is shown as itself: numbers, texts, truth values, members of enums."""
    inner = bare(value)
    return isinstance(
        inner, (str, bool, int, float, Decimal, Char, EnumValue, SizedInteger, BigInteger)
    )


def stands_right(value: Any) -> bool:
    """Say whether a column whose first value this is stands at the right."""
    inner = bare(value)
    return type(inner) is not str and is_scalar(inner)


def items_of(value: Any) -> Iterable[Any] | None:
    """Return what a collection holds, dictionaries as entries; None for all other values."""
    inner = bare(value)
    if isinstance(inner, HashSet):
        return inner.keys()
    if isinstance(inner, FoldingDictionary):
        return members_dictionaries.entries(inner)
    return inner if isinstance(inner, _SEQUENCES) else None


def field_text(value: Any, limit: int = 4, *, in_table: bool = False, format: str = "") -> str:
    """Return how a value is shown; of a collection the first ``limit`` items.

    ``limit`` is $FormatEnumerationLimit. In tables, numbers with a point have the digits of the
    culture (3). ``format`` is a .NET format or format string.
    """
    kind = type(value)
    if format:
        return _formatted(value, format, limit, in_table=in_table)
    if kind is str:
        return value if value.isprintable() else visible(value)
    plain = _PLAIN.get(kind)
    if plain is not None:
        return plain(value)
    if in_table and kind in _FRACTIONS:
        return format_value(value, "F")
    inner = bare(value)
    items = items_of(inner)
    if items is not None:
        return visible(_items_text(items, limit))
    if kind is Annotated:
        if value.text is not None:
            return visible(value.text)  # what came by wire shows what it said of itself
        return field_text(inner, limit, in_table=in_table)
    return visible(value_text(value))


def value_text(value: Any) -> str:
    """Return a scalar's or an object's text in the culture of the output."""
    return culture_text(value)


def _items_text(items: Iterable[Any], limit: int) -> str:
    shown = list(items if limit < 0 else islice(items, limit + 1))
    texts = ["" if item is None else value_text(item) for item in shown]
    if 0 <= limit < len(texts):
        return "{" + ", ".join(texts[:limit]) + ELLIPSIS + "}"
    return "{" + ", ".join(texts) + "}"


def _formatted(value: Any, format: str, limit: int, *, in_table: bool) -> str:
    """Apply a format string: items of a collection one by one, what has no formats as it is."""
    items = items_of(value)
    if items is None:
        return visible(_format_one(value, format, limit, in_table=in_table))
    values = list(items)
    if "{" not in format:
        texts = (_format_one(item, format, limit, in_table=in_table) for item in values)
        return visible(" ".join(texts))

    def fill(hole: re.Match[str]) -> str:
        form = hole[2] or ""
        texts = (_format_one(item, form, limit, in_table=in_table) for item in values)
        joined = " ".join(texts) if form else " ".join(map(value_text, values))
        places = int(hole[1] or 0)
        return joined.rjust(places) if places >= 0 else joined.ljust(-places)

    return visible(_HOLE.sub(fill, format))


def _format_one(value: Any, format: str, limit: int, *, in_table: bool) -> str:
    if value is None:
        return ""
    try:
        if "{" in format:
            return format_composite(format, [bare(value)])
        return format_value(bare(value), format)
    except (EngineError, FormatTextError):
        return field_text(value, limit, in_table=in_table)
