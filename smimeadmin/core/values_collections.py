"""Collections of .NET: lists that know their element type, dictionaries that ignore case.

An exact ``list`` is Object[], an exact ``bytearray`` is Byte[].
"""

from collections.abc import Iterable, Iterator
from typing import Any

from smimeadmin.core.names import fold

_OBJECT = "System.Object"


class TypedArray(list[Any]):
    """An array of one element type other than Object and Byte; ``element`` is its .NET name."""

    __slots__ = ("element",)

    def __init__(self, items: Iterable[Any], element: str) -> None:
        super().__init__(items)
        self.element = element


class ArrayList(list[Any]):
    """System.Collections.ArrayList."""

    __slots__ = ()


class GenericList(list[Any]):
    """System.Collections.Generic.List; ``element`` is the .NET name of its element type."""

    __slots__ = ("element",)

    def __init__(self, items: Iterable[Any] = (), element: str = _OBJECT) -> None:
        super().__init__(items)
        self.element = element


class Collection(list[Any]):
    """System.Collections.ObjectModel.Collection: what ``.ForEach()`` and ``.Where()`` give."""

    __slots__ = ("element",)

    def __init__(self, items: Iterable[Any] = (), element: str = _OBJECT) -> None:
        super().__init__(items)
        self.element = element


class ReadOnlyList(list[Any]):
    """System.Collections.ObjectModel.ReadOnlyCollection: given out, never written to."""

    __slots__ = ("element",)

    def __init__(self, items: Iterable[Any] = (), element: str = _OBJECT) -> None:
        super().__init__(items)
        self.element = element


class Queue(list[Any]):
    """System.Collections.Queue, or the generic one if ``element`` is a type's name."""

    __slots__ = ("element",)

    def __init__(self, items: Iterable[Any] = (), element: str = "") -> None:
        super().__init__(items)
        self.element = element


class Stack(list[Any]):
    """System.Collections.Stack, or the generic one; the top is the end of the Python list."""

    __slots__ = ("element",)

    def __init__(self, items: Iterable[Any] = (), element: str = "") -> None:
        super().__init__(items)
        self.element = element


class OddKey:
    """A dictionary key that Python would take for another type's: 1 and 1.0 and $true differ."""

    __slots__ = ("key",)

    def __init__(self, key: Any) -> None:
        self.key = key

    def __eq__(self, other: object) -> bool:
        return (
            type(other) is OddKey
            and type(self.key) is type(other.key)
            and bool(self.key == other.key)
        )

    def __hash__(self) -> int:
        try:
            return hash((type(self.key), self.key))
        except TypeError:  # lists and dictionaries are keys by identity
            return id(self.key)


class LostKey(OddKey):
    """A key that no look-up finds: not even an equal one is the same."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


def _inner(key: Any) -> Any:
    """Return what a key is stored under: texts and Int32 as they are, all others wrapped."""
    kind = type(key)
    return key if kind is str or kind is int else OddKey(key)


def _outer(inner: Any) -> Any:
    return inner.key if isinstance(inner, OddKey) else inner


class FoldingDictionary(dict[Any, Any]):
    """A dictionary whose text keys are equal when only their case differs.

    The spelling of the first insertion stays. ``ignore_case=False`` makes it an ordinary one.
    Reading with the spelling of the key itself costs one look-up; only a miss is folded.
    """

    __slots__ = ("_spelling", "ignore_case", "version")

    def __init__(self, items: Iterable[tuple[Any, Any]] = (), *, ignore_case: bool = True) -> None:
        super().__init__()
        self.version = 0  # grows with each change, so that who goes through the entries can tell
        self._spelling: dict[str, str] = {}
        self.ignore_case = ignore_case
        for key, value in items:
            self[key] = value

    def _find(self, key: Any) -> Any:
        """Return the stored form of a key; KeyError if it is not there."""
        inner = _inner(key)
        if dict.__contains__(self, inner):
            return inner
        if type(key) is str and self.ignore_case:
            return self._spelling[fold(key)]
        raise KeyError(key)

    def __getitem__(self, key: Any) -> Any:
        kind = type(key)
        if kind is not str and kind is not int:
            key = OddKey(key)
        return dict.__getitem__(self, key)

    def __missing__(self, key: Any) -> Any:
        if type(key) is str and self.ignore_case:
            return dict.__getitem__(self, self._spelling[fold(key)])
        raise KeyError(_outer(key))

    def __setitem__(self, key: Any, value: Any) -> None:
        kind = type(key)
        if kind is str:
            if self.ignore_case:
                key = self._spelling.setdefault(fold(key), key)
        elif kind is not int:
            key = OddKey(key)
        self.version += 1
        dict.__setitem__(self, key, value)

    def __delitem__(self, key: Any) -> None:
        self.version += 1
        inner = self._find(key)
        dict.__delitem__(self, inner)
        if type(inner) is str:
            self._spelling.pop(fold(inner), None)

    def __contains__(self, key: object) -> bool:
        try:
            self._find(key)
        except KeyError:
            return False
        return True

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, or the default."""
        try:
            return self[key]
        except KeyError:
            return default

    def pop(self, key: Any, *default: Any) -> Any:
        """Remove a key and return its value, or the default if one was given."""
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key; put the default there first if it is missing."""
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Put in all pairs of a mapping or of an iterable of pairs."""
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def __iter__(self) -> Iterator[Any]:
        return (_outer(inner) for inner in dict.__iter__(self))

    def keys(self) -> list[Any]:  # type: ignore[override]  # a snapshot, as .NET's is a copy
        """Return the keys as they were first spelt."""
        return [_outer(inner) for inner in dict.keys(self)]

    def items(self) -> list[tuple[Any, Any]]:  # type: ignore[override]
        """Return the pairs, keys as they were first spelt."""
        return [(_outer(inner), value) for inner, value in dict.items(self)]

    def clear(self) -> None:
        """Remove everything."""
        self.version += 1
        dict.clear(self)
        self._spelling.clear()

    def respect_case(self) -> None:
        """Tell keys apart by case from now on; those that are there stay as they are spelt."""
        self.ignore_case = False
        self._spelling.clear()

    def copy(self) -> "FoldingDictionary":
        """Return a shallow copy of the same class."""
        twin = self.__class__.__new__(self.__class__)
        FoldingDictionary.__init__(twin, self.items(), ignore_case=self.ignore_case)
        return twin

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:  # type: ignore[override]  # equal only to itself
        return id(self)


class DictionaryView(list[Any]):
    """The keys or the values of a dictionary; ``part`` is KeyCollection or ValueCollection."""

    __slots__ = ("owner", "part")

    def __init__(self, items: Iterable[Any], owner: FoldingDictionary, part: str) -> None:
        super().__init__(items)
        self.owner = owner
        self.part = part


class Hashtable(FoldingDictionary):
    """System.Collections.Hashtable; in the order of insertion."""

    __slots__ = ()


class OrderedHashtable(Hashtable):
    """System.Management.Automation.OrderedHashtable: read from JSON; case counts."""

    __slots__ = ()


class OrderedDictionary(FoldingDictionary):
    """System.Collections.Specialized.OrderedDictionary."""

    __slots__ = ()

    def at(self, position: int) -> Any:
        """Return the value at a place; IndexError outside."""
        return list(dict.values(self))[position]


class _KeepsLostKeys(FoldingDictionary):
    """A table that was read with equal keys: it keeps each, and finds none any more."""

    __slots__ = ()

    def _find(self, key: Any) -> Any:
        raise KeyError(key)

    def __getitem__(self, key: Any) -> Any:
        raise KeyError(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        dict.__setitem__(self, LostKey(key), value)


class LostHashtable(_KeepsLostKeys, Hashtable):
    """A Hashtable with equal keys."""

    __slots__ = ()


class LostOrderedDictionary(_KeepsLostKeys, OrderedDictionary):
    """An OrderedDictionary with equal keys."""

    __slots__ = ()


class Dictionary(FoldingDictionary):
    """System.Collections.Generic.Dictionary: two type names, case counts unless told otherwise."""

    __slots__ = ("key_type", "value_type")

    def __init__(
        self,
        items: Iterable[tuple[Any, Any]] = (),
        *,
        key_type: str = _OBJECT,
        value_type: str = _OBJECT,
        ignore_case: bool = False,
    ) -> None:
        self.key_type = key_type
        self.value_type = value_type
        super().__init__(items, ignore_case=ignore_case)

    def copy(self) -> "Dictionary":
        """Return a shallow copy."""
        return Dictionary(
            self.items(),
            key_type=self.key_type,
            value_type=self.value_type,
            ignore_case=self.ignore_case,
        )


class SortedList(FoldingDictionary):
    """System.Collections.SortedList: read in the order of its keys, which the engine compares."""

    __slots__ = ("key_type", "value_type")

    def __init__(
        self,
        items: Iterable[tuple[Any, Any]] = (),
        *,
        key_type: str = "",
        value_type: str = "",
        ignore_case: bool = False,
    ) -> None:
        self.key_type = key_type
        self.value_type = value_type
        super().__init__(items, ignore_case=ignore_case)


class HashSet(FoldingDictionary):
    """System.Collections.Generic.HashSet: keys alone, each with the value None."""

    __slots__ = ("element",)

    def __init__(
        self, items: Iterable[Any] = (), *, element: str = _OBJECT, ignore_case: bool = False
    ) -> None:
        self.element = element
        super().__init__(((item, None) for item in items), ignore_case=ignore_case)

    def add(self, item: Any) -> bool:
        """Put an item in; say whether it was new."""
        if item in self:
            return False
        self[item] = None
        return True


class KeyValuePair:
    """System.Collections.Generic.KeyValuePair; ``generic`` is the name with its two types."""

    __slots__ = ("generic", "key", "value")

    def __init__(self, key: Any, value: Any, generic: str = "") -> None:
        self.key = key
        self.value = value
        self.generic = generic

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key!r}, {self.value!r})"


class DictionaryEntry(KeyValuePair):
    """System.Collections.DictionaryEntry: what a table that isn't generic gives."""

    __slots__ = ()
