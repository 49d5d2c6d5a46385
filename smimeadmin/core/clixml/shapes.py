"""The shapes of the objects that one CLIXML document holds."""

from typing import Final

from smimeadmin.core.objects import Shape

_SHARED_NAMES: Final = 64
_SHARED_SHAPES: Final = 500
_MOST_SHAPES: Final = 5000


class Shapes:
    """The shapes of one document; those of ordinary size are shared with the whole program."""

    __slots__ = ("_known", "_shared")

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Shape] = {}
        self._shared = 0

    def of(self, names: tuple[str, ...]) -> Shape:
        """Return the shape of these names."""
        shape = self._known.get(names)
        if shape is None:
            # A hostile document may hold any number of names: they are not kept for ever.
            if len(self._known) > _MOST_SHAPES:
                self._known.clear()
            common = len(names) <= _SHARED_NAMES and self._shared < _SHARED_SHAPES
            self._shared += common
            shape = self._known[names] = Shape.of(names) if common else Shape(names)
        return shape
