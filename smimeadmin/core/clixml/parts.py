"""What an object is made of when it goes out."""

from collections.abc import Iterable
from typing import Any

Pairs = list[tuple[str, Any]]


class Portrait:
    """The parts of one object.

    ``names``: of its types, none for an object that has none. ``text``: what it says of itself, or
    None. ``adapted``: the properties of its type, None if it has none at all. ``extended``: what
    was added to it. ``container``: LST, IE, STK, QUE or DCT, with ``items`` (pairs for DCT).
    ``inner``: a number that stands in it (an enumeration). ``depth``: how deep its type is always
    written, 0 for as deep as was asked. ``as_text``: what stands for it where it is not written
    whole, None for its text. ``is_text``: its type is never written whole. ``element``: a scalar
    element and its text, ready for writing, in place of everything else.
    """

    __slots__ = (
        "adapted",
        "as_text",
        "container",
        "depth",
        "element",
        "extended",
        "inner",
        "is_bag",
        "is_text",
        "items",
        "names",
        "text",
    )

    def __init__(
        self,
        names: tuple[str, ...] = (),
        text: str | None = None,
        *,
        adapted: Pairs | None = None,
        extended: Pairs | None = None,
        container: str = "",
        items: Iterable[Any] = (),
        element: tuple[str, str] | None = None,
        depth: int = 0,
    ) -> None:
        self.names = names
        self.text = text
        self.adapted = adapted
        self.extended = extended
        self.container = container
        self.items = items
        self.element = element
        self.depth = depth
        self.inner: Any = None
        self.as_text: str | None = None
        self.is_text = False
        self.is_bag = False


class MemberSet:
    """A named set of members among the added ones of an object."""

    __slots__ = ("members",)

    def __init__(self, members: Pairs) -> None:
        self.members = members
