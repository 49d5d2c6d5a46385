"""Who knows how values go out.

The writer asks a ``Portrayer`` for the portrait of whatever is no plain scalar. The one here knows
the values of core; the engine's knows what scripts hold besides.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clixml.core_portraits import ALWAYS_WHOLE, PROPERTIES, text_of
from smimeadmin.core.clixml.errors import ClixmlSecretError
from smimeadmin.core.clixml.net_names import names_of
from smimeadmin.core.clixml.parts import MemberSet, Pairs, Portrait
from smimeadmin.core.clixml.reader import XmlText
from smimeadmin.core.clixml.scalars_write import BYTES, ESCAPED, PLAIN, bytes_text
from smimeadmin.core.objects import Annotated, ExtraMember, PropertyBag
from smimeadmin.core.secret import Secret

_BIGGEST_BYTE_ENUM: Final = 255


class Portrayer:
    """Draws the values of core."""

    def portrait(self, value: Any) -> Portrait:
        """Return the parts of a value that is no plain scalar."""
        kind = type(value)
        if kind is PropertyBag:
            return self._of_bag(value)
        if kind is Annotated:
            return self._of_annotated(value)
        if kind is v.EnumValue:
            return self._of_enum(value)
        return self._of_other(value, kind)

    def names(self, value: Any) -> tuple[str, ...]:
        """Return the type names of a value."""
        return names_of(value)

    def text(self, value: Any) -> str:
        """Return what a value says of itself."""
        return text_of(value)

    def seal(self, secret: "Secret[Any]") -> str:  # noqa: ARG002 - a subclass takes it
        """Return the text of a secure string; there is no plain form to write."""
        raise ClixmlSecretError(
            "A secure string can't be written here: there is no key to seal it with.",
            hint="Leave it out, or write it with Export-Clixml.",
        )

    def extras(self, value: Any, extras: dict[str, ExtraMember]) -> Pairs:  # noqa: ARG002 - as above
        """Return the added members that are more than notes."""
        return [
            (one.name, MemberSet([(inner.name, inner.value) for inner in one.value]))
            for one in extras.values()
            if one.kind == "MemberSet"
        ]

    def _of_bag(self, bag: PropertyBag) -> Portrait:
        pairs = bag.items()
        first = len(pairs) - bag.adapted
        extended = pairs[:first] if bag.adapted else pairs
        if bag.extras:
            extended = extended + self.extras(bag, bag.extras)
        portrait = Portrait(
            bag.type_names,
            bag.text,
            adapted=pairs[first:] if bag.adapted else None,
            extended=extended,
        )
        portrait.is_bag = True
        return portrait

    def _of_annotated(self, value: Annotated) -> Portrait:
        base = value.base
        portrait = self.portrait_of_base(base)
        notes = value.notes.items()
        first = len(notes) - value.notes.adapted
        added = notes[:first]
        if value.extras:
            added = added + self.extras(value, value.extras)
        portrait.extended = [*(portrait.extended or ()), *added]
        if value.notes.adapted:
            portrait.adapted = [*(portrait.adapted or ()), *notes[first:]]
        if portrait.element is None or value.type_names:
            portrait.names = self.names(value)
        if value.text is not None:
            portrait.text = value.text
        return portrait

    def portrait_of_base(self, base: Any) -> Portrait:
        """Return the portrait of a value that something was pinned to; scalars have one too."""
        kind = type(base)
        for table in (PLAIN, ESCAPED):
            known = table.get(kind)
            if known is not None:
                return Portrait(element=(known[0], known[1](base)))
        if kind in BYTES:
            return Portrait(element=("BA", bytes_text(base)))
        return self.portrait(base)

    def _of_enum(self, value: v.EnumValue) -> Portrait:
        portrait = Portrait(self.names(value), str(value))
        portrait.inner = value.type.underlying(value.value)
        return portrait

    def _of_other(self, value: Any, kind: type) -> Portrait:
        if isinstance(value, Secret):
            return Portrait(element=("SS", self.seal(value)))
        if isinstance(value, XmlText):
            return Portrait(element=("XD", str(value)))
        draw = _CONTAINERS.get(kind) or _inherited(kind)
        if draw is not None:
            return draw(self, value)
        return self.of_object(value, kind)

    def of_object(self, value: Any, kind: type) -> Portrait:
        """Return the portrait of an object with properties of its own, or of a foreign one."""
        read = PROPERTIES.get(kind)
        portrait = Portrait(
            self.names(value),
            self.text(value),
            adapted=None if read is None else read(value),
            depth=1 if kind in ALWAYS_WHOLE else 0,
        )
        if kind is v.IPAddress:
            portrait.extended = [("IPAddressToString", text_of(value))]
        elif kind is v.DictionaryEntry:
            portrait.extended = [("Name", value.key)]
        return portrait

    def list_portrait(self, value: Any, tag: str, items: Iterable[Any]) -> Portrait:
        """Return the portrait of something with items."""
        return Portrait(self.names(value), container=tag, items=items)

    def enumerable_portrait(self, value: Any, items: Iterable[Any], own: Pairs) -> Portrait:
        """Return the portrait of something that only enumerates, and has properties too."""
        return Portrait(self.names(value), container="IE", items=items, adapted=own)


Draw = Callable[[Portrayer, Any], Portrait]


def _of_set(portrayer: Portrayer, value: v.HashSet) -> Portrait:
    items = list(value)
    words = value.element == "System.String"
    comparer = (
        "System.Collections.Generic.StringEqualityComparer"
        if words
        else f"System.Collections.Generic.GenericEqualityComparer`1[{value.element}]"
    )
    own: Pairs = [
        ("Count", len(items)),
        ("Capacity", _capacity(len(items))),
        ("Comparer", comparer),
        ("IsReadOnly", False),
    ]
    return portrayer.enumerable_portrait(value, items, own)


_PRIMES: Final = (
    *(3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631),
    *(761, 919, 1103, 1327, 1597, 1931, 2333, 2801, 3371, 4049, 4861, 5839, 7013, 8419, 10103),
)


def _capacity(count: int) -> int:
    """Return the room that .NET makes for so many items: the next of its primes."""
    return next((prime for prime in _PRIMES if prime >= count), count) if count else 0


_CONTAINERS: Final[dict[type, Draw]] = {
    **dict.fromkeys(
        (list, tuple, range, v.ArrayList, v.GenericList, v.ReadOnlyList, v.TypedArray),
        lambda portrayer, value: portrayer.list_portrait(value, "LST", value),
    ),
    v.Queue: lambda portrayer, value: portrayer.list_portrait(value, "QUE", value),
    v.Stack: lambda portrayer, value: portrayer.list_portrait(value, "STK", value[::-1]),
    v.HashSet: _of_set,
}


def _inherited(kind: type) -> Draw | None:
    if issubclass(kind, v.FoldingDictionary):
        return lambda portrayer, value: portrayer.list_portrait(value, "DCT", value.items())
    return next((_CONTAINERS[parent] for parent in kind.__mro__ if parent in _CONTAINERS), None)
