"""Going through collections: what changes on the way, and the enumerators that scripts hold."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.shell.engine.error_record import CommandError

_INVALID = "System.InvalidOperationException"


def was_modified() -> CommandError:
    """Make the error for a collection that was changed while it was gone through."""
    return CommandError(
        _INVALID,
        "The collection was modified; the loop can't go on.",
        category="NotSpecified",
        inner=_INVALID,
        hint="Loop over a copy: @($list), or @($table.Keys).",
    )


def watched(items: Iterable[Any], owner: Any) -> Iterator[Any]:
    """Yield items; once their owner changes, the next step is an error.

    A list is changed by what makes it longer or shorter, a Hashtable by every entry that is set, a
    Dictionary by new and removed entries.
    """
    state = _state_of(owner)
    before = state(owner)
    for item in items:
        if state(owner) != before:
            raise was_modified()
        yield item
    if state(owner) != before:
        raise was_modified()


def _state_of(owner: Any) -> Callable[[Any], int]:
    if isinstance(owner, v.FoldingDictionary) and not isinstance(owner, v.Dictionary):
        return lambda table: int(table.version)
    return len


class Enumerator:
    """An enumerator that a script can move on: ``$input``, ``$foreach``, ``$switch``.

    As a list it unrolls to what is left of it.
    """

    __slots__ = ("_items", "_start", "current")
    type_name = "System.Collections.IEnumerator"

    def __init__(self, items: Any) -> None:
        self._start = items
        self._items = iter(items)
        self.current: Any = None

    def __iter__(self) -> "Enumerator":
        return self

    def __next__(self) -> Any:
        self.current = next(self._items)
        return self.current

    def move_next(self) -> bool:
        """Go to the next item; tell whether there is one."""
        return next(self, _END) is not _END

    def reset(self) -> None:
        """Begin anew, if the items can be gone through twice."""
        if isinstance(self._start, Iterator):
            raise CommandError(
                "NotSupportedException",
                "This enumerator can't begin anew.",
                inner="System.NotSupportedException",
            )
        self._items = iter(self._start)
        self.current = None


class InputEnumerator(Enumerator):
    """``$input``: its text is that of the objects that are left, joined by blanks."""

    __slots__ = ()
    type_name = "System.Collections.ArrayList+ArrayListEnumeratorSimple"


_END: Any = object()
