"""Comparers: [StringComparer], [Collections.Comparer] and what sorts and looks up by them."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.compare import compare_numbers
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.convert_errors import NUMBERS
from smimeadmin.shell.engine.culture import compare_texts
from smimeadmin.shell.engine.members_lists import same_object
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.members_text import hash_of
from smimeadmin.shell.engine.types import register_type

IGNORING: Final = frozenset({1, 3, 5})


def compare_as(left: str, right: str, mode: int) -> int:
    """Return the order of two texts by a number of StringComparison."""
    if mode < 4:
        return compare_texts(left, right, ignore_case=mode in IGNORING)
    one, two = (left.upper(), right.upper()) if mode == 5 else (left, right)
    for a, b in zip(one, two, strict=False):
        if a != b:
            return ord(a) - ord(b)
    return len(one) - len(two)


def equal_as(left: str, right: str, mode: int) -> bool:
    """Return whether two texts are equal by a number of StringComparison."""
    if mode >= 4:
        return left == right if mode == 4 else fold(left) == fold(right)
    return compare_texts(left, right, ignore_case=mode in IGNORING) == 0


class StringComparer:
    """System.StringComparer: which of two texts is first, and whether case counts."""

    __slots__ = ("ignore_case", "mode", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.ignore_case = name.endswith("IgnoreCase")
        self.mode = _MODES.index(name)

    def compare(self, left: Any, right: Any) -> int:
        """Return the order of two values: null first, texts by the rule, all else by itself."""
        if left is None or right is None:
            return (left is not None) - (right is not None)
        if isinstance(left, str) and isinstance(right, str):
            return compare_as(left, right, self.mode)
        return compare_values(left, right)

    def same(self, left: Any, right: Any) -> bool:
        """Return whether two values are equal."""
        if isinstance(left, str) and isinstance(right, str):
            return equal_as(left, right, self.mode)
        return left is right or same_object(left, right)

    def hash_of(self, value: Any) -> int:
        """Return a number that is the same for equal texts."""
        text = to_text(value)
        return hash_of(fold(text) if self.ignore_case else text)


_MODES: Final = (
    "CurrentCulture",
    "CurrentCultureIgnoreCase",
    "InvariantCulture",
    "InvariantCultureIgnoreCase",
    "Ordinal",
    "OrdinalIgnoreCase",
)


class Comparer:
    """System.Collections.Comparer and its generic relative: the values' own order."""

    __slots__ = ("ignore_case",)

    def __init__(self, *, ignore_case: bool = False) -> None:
        self.ignore_case = ignore_case

    def compare(self, left: Any, right: Any) -> int:
        """Return the order of two values."""
        if self.ignore_case and isinstance(left, str) and isinstance(right, str):
            return compare_texts(left, right)
        return compare_values(left, right)


def compare_values(left: Any, right: Any) -> int:
    """Return the order of two values by their own rule (Comparer.Default); null is first."""
    if left is right:
        return 0
    if left is None or right is None:
        return 1 if right is None else -1
    if isinstance(left, str) and isinstance(right, str):
        return compare_texts(left, right, ignore_case=False)
    if type(left) is v.EnumValue and type(right) is v.EnumValue:
        return (left.value > right.value) - (left.value < right.value)
    if type(left) is not type(right) and not {type(left), type(right)} <= NUMBERS:
        raise _incomparable()
    try:
        return compare_numbers(left, right)
    except TypeError as reason:
        raise _incomparable() from reason


def _incomparable() -> Exception:
    return net_exception(
        "InvalidOperationException", "Failed to compare two elements: they have no common order."
    )


def compare_by(comparer: Any) -> Callable[[Any, Any], int]:
    """Return the function of a comparer, of a script block, or of null (the default)."""
    if comparer is None:
        return compare_values
    if isinstance(comparer, (StringComparer, Comparer)):
        return comparer.compare
    if callable(comparer):
        return lambda left, right: int(comparer(left, right))
    raise net_exception("ArgumentException", "That is no comparer.")


def _by_mode(mode: v.EnumValue) -> StringComparer:
    return StringComparer(_MODES[mode.value])


def _by_culture(_culture: Any, ignore_case: bool) -> StringComparer:
    return StringComparer("CurrentCultureIgnoreCase" if ignore_case else "CurrentCulture")


_I: Final = "System.Collections.IComparer"
_E: Final = "System.Collections.IEqualityComparer"
for _name in (_I, _E):
    register_type(_name)
register_type("System.StringComparer", python=StringComparer, interfaces=(_I, _E))
register_type("System.Collections.Comparer", python=Comparer, interfaces=(_I,))
register_type("System.Collections.CaseInsensitiveComparer", interfaces=(_I,))
register_type("System.Collections.Generic.Comparer`1", interfaces=(_I,))
register_type("System.Collections.Generic.EqualityComparer`1", interfaces=(_E,))
static_properties(
    "System.StringComparer",
    **{name: (lambda _t, name=name: StringComparer(name)) for name in _MODES},
)
static_methods(
    "System.StringComparer",
    Create=[("cultureinfo:culture bool:ignoreCase -> System.StringComparer", _by_culture)],
    FromComparison=[("System.StringComparison:comparisonType -> System.StringComparer", _by_mode)],
)
methods(
    StringComparer,
    Compare=[("object:x object:y -> int", StringComparer.compare)],
    Equals=[("object:x object:y -> bool", StringComparer.same)],
    GetHashCode=[("object:obj -> int", StringComparer.hash_of)],
)
properties(StringComparer, IsCaseSensitive=lambda c: not c.ignore_case)
methods(Comparer, Compare=[("object:a object:b -> int", Comparer.compare)])
for _name in ("System.Collections.Comparer", "System.Collections.Generic.Comparer`1"):
    static_properties(_name, Default=lambda _t: Comparer(), DefaultInvariant=lambda _t: Comparer())
static_properties(
    "System.Collections.CaseInsensitiveComparer",
    Default=lambda _t: Comparer(ignore_case=True),
    DefaultInvariant=lambda _t: Comparer(ignore_case=True),
)
static_methods(
    "System.Collections.CaseInsensitiveComparer", new=[("", lambda: Comparer(ignore_case=True))]
)
static_properties(
    "System.Collections.Generic.EqualityComparer`1", Default=lambda _t: StringComparer("Ordinal")
)
