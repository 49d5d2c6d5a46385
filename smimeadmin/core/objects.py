"""Objects without a class of their own: property bags, and values with notes pinned to them."""

from collections.abc import Iterable
from typing import Any, Final

from smimeadmin.core.names import fold

CUSTOM_OBJECT_NAMES: Final = (
    "System.Management.Automation.PSCustomObject",
    "System.Object",
)


class Shape:
    """The names of an object's properties, shared by all objects that have these names.

    ``index`` maps a folded name to its place. Shapes are made through ``Shape.of`` and ``extended``
    so that equal objects share one, and what a command learns of a shape it learns once.
    """

    __slots__ = ("_longer", "index", "names")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.index = {fold(name): place for place, name in enumerate(names)}
        self._longer: dict[str, Shape] = {}

    @classmethod
    def of(cls, names: Iterable[str]) -> "Shape":
        """Return the shape of these names, in this order."""
        shape = EMPTY_SHAPE
        for name in names:
            shape = shape.extended(name)
        return shape

    def extended(self, name: str) -> "Shape":
        """Return the shape with one more name at its end."""
        longer = self._longer.get(name)
        if longer is None:
            longer = self._longer[name] = Shape((*self.names, name))
        return longer

    def __repr__(self) -> str:
        return f"Shape({', '.join(self.names)})"


EMPTY_SHAPE: Final = Shape(())


class ExtraMember:
    """A member that is computed or called: ScriptProperty, AliasProperty, ScriptMethod, ...

    ``value`` is the getter, the alias's target or the method's block; ``second`` a setter;
    ``place`` how many plain properties stand before it, None if all do.
    """

    __slots__ = ("kind", "name", "place", "second", "value")

    def __init__(self, kind: str, name: str, value: Any, second: Any = None) -> None:
        self.kind = kind
        self.name = name
        self.value = value
        self.second = second
        self.place: int | None = None


class PropertyBag:
    """A custom object, or one that came over the wire: a shape, its values, its type names.

    ``type_names`` is the shared tuple of an ordinary custom object unless names were put in front.
    ``extras`` maps folded names to computed members, or is None. ``text`` is what a deserialized
    object said of itself; ``adapted`` how many of its last properties were its type's own there,
    not added ones.
    """

    __slots__ = ("adapted", "extras", "shape", "text", "type_names", "values")

    def __init__(
        self,
        shape: Shape = EMPTY_SHAPE,
        values: list[Any] | None = None,
        type_names: tuple[str, ...] = CUSTOM_OBJECT_NAMES,
    ) -> None:
        self.shape = shape
        self.values = [] if values is None else values
        self.type_names = type_names
        self.extras: dict[str, ExtraMember] | None = None
        self.text: str | None = None
        self.adapted = 0

    @classmethod
    def of(
        cls, pairs: Iterable[tuple[str, Any]], type_names: tuple[str, ...] = CUSTOM_OBJECT_NAMES
    ) -> "PropertyBag":
        """Return an object with these properties, in this order; a later equal name wins."""
        bag = cls(type_names=type_names)
        for name, value in pairs:
            bag.add(name, value)
        return bag

    def get(self, name: str, default: Any = None) -> Any:
        """Return a property, whatever the case of its name, or the default."""
        place = self.shape.index.get(fold(name))
        return default if place is None else self.values[place]

    def has(self, name: str) -> bool:
        """Say whether there is a property of that name, whatever its case."""
        return fold(name) in self.shape.index

    def set(self, name: str, value: Any) -> None:
        """Change a property that exists; KeyError if there is none of that name."""
        self.values[self.shape.index[fold(name)]] = value

    def add(self, name: str, value: Any) -> None:
        """Put a property at the end (of the added ones), or change the one of that name."""
        place = self.shape.index.get(fold(name))
        if place is not None:
            self.values[place] = value
        elif self.adapted:
            names = self.shape.names
            end = len(names) - self.adapted
            self.shape = Shape.of((*names[:end], name, *names[end:]))
            self.values.insert(end, value)
        else:
            self.shape = self.shape.extended(name)
            self.values.append(value)

    def remove(self, name: str) -> None:
        """Take a property away; KeyError if there is none of that name."""
        place = self.shape.index[fold(name)]
        names = self.shape.names
        if place >= len(names) - self.adapted:
            self.adapted -= 1
        self.shape = Shape.of((*names[:place], *names[place + 1 :]))
        del self.values[place]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the properties, in order."""
        return self.shape.names

    def items(self) -> list[tuple[str, Any]]:
        """Return the properties and their values, in order."""
        return list(zip(self.shape.names, self.values, strict=True))

    def copy(self) -> "PropertyBag":
        """Return a shallow copy."""
        twin = PropertyBag(self.shape, list(self.values), self.type_names)
        twin.extras = None if self.extras is None else dict(self.extras)
        twin.text = self.text
        twin.adapted = self.adapted
        return twin

    def __repr__(self) -> str:
        inside = "; ".join(f"{name}={value!r}" for name, value in self.items())
        return f"@{{{inside}}}"


class Annotated:
    """Any value with note properties, computed members or type names of its own.

    ``base`` is the value itself and never another Annotated. ``type_names`` is empty unless names
    were put in front of the type's own; with ``replaces`` they stand in the place of those.
    ``text`` is what a deserialized value said of itself.
    """

    __slots__ = ("base", "extras", "notes", "replaces", "text", "type_names")

    def __init__(self, base: Any, type_names: tuple[str, ...] = ()) -> None:
        self.base: Any = base.base if type(base) is Annotated else base
        self.notes = PropertyBag()
        self.extras: dict[str, ExtraMember] | None = None
        self.type_names = type_names
        self.replaces = False
        self.text: str | None = None

    def __repr__(self) -> str:
        return f"Annotated({self.base!r}, {self.notes!r})"


def bare(value: Any) -> Any:
    """Return a value without what was pinned to it."""
    return value.base if type(value) is Annotated else value
