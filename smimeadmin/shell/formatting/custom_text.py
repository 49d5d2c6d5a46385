"""Format-Custom's look: an object as a class with its members, as deep as wanted."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from smimeadmin.shell.engine.types import type_names
from smimeadmin.shell.formatting.cells import lines_of
from smimeadmin.shell.formatting.field_text import field_text, is_scalar, items_of
from smimeadmin.shell.formatting.property_choice import Choice, ChosenProperty, settle
from smimeadmin.shell.formatting.reading import READER

_STEP: Final = "  "


class CustomText:
    """Writes objects as text; ``depth`` limits nesting, ``limit`` the items of collections.

    ``choices`` are the members of the outermost object, ``value_of`` gives their values.
    """

    def __init__(
        self,
        *,
        depth: int = 5,
        limit: int = 4,
        choices: Sequence[Choice] = (),
        value_of: Callable[[ChosenProperty, Any], Any] | None = None,
    ) -> None:
        self._depth = depth
        self._limit = limit
        self._choices = choices
        self._value_of = value_of or (lambda chosen, item: READER.get(item, chosen.name))

    def lines(self, item: Any) -> list[str]:
        """Return the lines of an object, an empty one behind it."""
        return [*self._object(item, "", 0), ""]

    def _object(self, item: Any, indent: str, depth: int) -> Iterator[str]:
        yield f"{indent}class {type_names(item)[0].rpartition('.')[2]}"
        yield f"{indent}{{"
        for name, value in self._members(item, depth):
            yield from self._member(name, value, indent + _STEP, depth)
        yield f"{indent}}}"

    def _members(self, item: Any, depth: int) -> Iterator[tuple[str, Any]]:
        if depth == 0 and self._choices:
            for chosen in settle(self._choices, item, present_only=True):
                yield chosen.heading, self._value_of(chosen, item)
            return
        for name in READER.names(item):
            yield name, READER.get(item, name)

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
