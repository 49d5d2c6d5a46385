"""Format-Custom's look: an object as a class with its members, as deep as wanted."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from smimeadmin.shell.engine.types import type_names
from smimeadmin.shell.formatting.cells import lines_of
from smimeadmin.shell.formatting.field_text import field_text, is_scalar, items_of
from smimeadmin.shell.formatting.property_choice import Choice, settle
from smimeadmin.shell.formatting.reading import READER

_STEP: Final = "  "


class CustomText:
    """Writes objects as text; ``depth`` limits nesting, ``limit`` the items of collections."""

    def __init__(self, *, depth: int = 5, limit: int = 4, choices: Sequence[Choice] = ()) -> None:
        self._depth = depth
        self._limit = limit
        self._choices = choices

    def lines(self, item: Any) -> list[str]:
        """Return the lines of an object, an empty one behind it."""
        return [*self._object(item, "", 0), ""]

    def _object(self, item: Any, indent: str, depth: int) -> Iterator[str]:
        yield f"{indent}class {type_names(item)[0].rpartition('.')[2]}"
        yield f"{indent}{{"
        if depth == 0 and self._choices:
            names = [one.name for one in settle(self._choices, item, present_only=True)]
        else:
            names = list(READER.names(item))
        for name in names:
            yield from self._member(name, READER.get(item, name), indent + _STEP, depth)
        yield f"{indent}}}"

    def _member(self, name: str, value: Any, indent: str, depth: int) -> Iterator[str]:
        items = items_of(value)
        if items is not None and depth < self._depth:
            yield f"{indent}{name} = "
            yield from self._items(items, indent + _STEP, depth + 1)
            yield indent + _STEP
        elif value is None or is_scalar(value) or depth >= self._depth or not READER.names(value):
            first, *rest = lines_of(field_text(value, self._limit))
            yield f"{indent}{name} = {first}"
            for line in rest:
                yield indent + _STEP + line
        else:
            yield f"{indent}{name} = "
            yield from self._object(value, indent + _STEP, depth + 1)

    def _items(self, items: Any, indent: str, depth: int) -> Iterator[str]:
        yield f"{indent}["
        for number, item in enumerate(items):
            if 0 <= self._limit <= number:
                yield f"{indent}{_STEP}\u2026"
                break
            if item is None or is_scalar(item) or items_of(item) is not None:
                yield f"{indent}{_STEP}{field_text(item, self._limit)}"
            else:
                yield from self._object(item, indent + _STEP, depth)
        yield f"{indent}]"
