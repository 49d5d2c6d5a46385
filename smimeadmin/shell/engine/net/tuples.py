"""[Tuple] and [ValueTuple]."""

from typing import Any, Final

from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.members_table import methods, properties, static_methods
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import convert_argument
from smimeadmin.shell.engine.types import (
    generic_type,
    register_class,
    register_type,
    resolve_type,
    type_of,
)


class Tuple:
    """System.Tuple or ValueTuple: up to seven values, each of a type of its own."""

    __slots__ = ("definition", "items", "types")

    def __init__(self, items: tuple[Any, ...], types: tuple[str, ...], definition: str) -> None:
        self.items = items
        self.types = types
        self.definition = definition

    def net_index(self, index: Any) -> Any:
        """Return the value of a place (ITuple)."""
        place = int(index)
        return self.items[place] if 0 <= place < len(self.items) else None

    def __str__(self) -> str:
        return f"({', '.join(to_text(item) for item in self.items)})"

    def __eq__(self, other: object) -> bool:
        return type(other) is Tuple and self.items == other.items

    def __hash__(self) -> int:
        return hash(tuple(to_text(item) for item in self.items))


def _made(net_type: NetType, *items: Any) -> Tuple:
    types = net_type.arguments
    fitting = tuple(convert_argument(i, t) for i, t in zip(items, types, strict=True))
    return Tuple(fitting, tuple(t.name for t in types), net_type.definition)


def _create(name: str, *items: Any) -> Tuple:
    types = tuple("System.Object" if item is None else type_of(item).name for item in items)
    return Tuple(items, types, f"{name}`{len(items)}")


def _type_of(value: Tuple) -> NetType:
    arguments = tuple(resolve_type(name) for name in value.types)
    return generic_type(resolve_type(value.definition), arguments)


def _item(place: int) -> Any:
    return lambda t: t.items[place] if place < len(t.items) else None


_MOST: Final = 7
for _word in ("System.Tuple", "System.ValueTuple"):
    register_type(_word)
    for _count in range(1, _MOST + 1):
        register_type(f"{_word}`{_count}")
        _parts = " ".join(f"object:item{n}" for n in range(1, _count + 1))
        static_methods(f"{_word}`{_count}", new=[(_parts, _made)])
    static_methods(
        _word,
        Create=[
            (
                " ".join(f"object:item{n}" for n in range(1, count + 1)) + " -> object",
                lambda *items, word=_word: _create(word, *items),
            )
            for count in range(1, _MOST + 1)
        ],
    )
register_class(Tuple, _type_of)
properties(
    Tuple,
    **{f"Item{n}": _item(n - 1) for n in range(1, _MOST + 1)},
    Length=lambda t: len(t.items),
)
methods(
    Tuple,
    ToString=[("-> string", str)],
    Equals=[("object:obj -> bool", lambda a, b: a == b)],
)
