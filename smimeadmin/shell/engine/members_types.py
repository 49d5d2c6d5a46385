"""Statics of the numeric types and constructors of collections: what many types share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, list_items
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.members_table import (
    net_exception,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.comparers import StringComparer
from smimeadmin.shell.engine.numbers_read import DECIMAL_MAX
from smimeadmin.shell.engine.types import NetType, resolve_type


def _parse(name: str) -> Callable[..., Any]:
    wanted = resolve_type(name)

    def run(text: str, *_culture: Any) -> Any:
        bare = text.strip()
        try:
            if not bare or bare[:2].lower() == "0x":
                raise net_exception("FormatException", f"'{text}' is no number.", text)
            if wanted.name in _WHOLE and not bare.lstrip("+-").isdigit():
                raise net_exception("FormatException", f"'{text}' is no whole number.", text)
            return convert(text, wanted)
        except ConversionError as reason:
            digits = bare.lstrip("+-").isdigit()
            failure = "OverflowException" if digits else "FormatException"
            raise net_exception(failure, reason.message, text) from reason

    return run


_WHOLE: Final = frozenset(
    {
        "System.Int32",
        "System.Numerics.BigInteger",
        *(kind.net_name for kind in v.SIZED),
    }
)


def _constant(value: Any) -> Callable[[Any], Any]:
    return lambda _type: value


def _real_tests(name: str) -> None:
    infinity = float("inf")
    static_methods(
        name,
        IsNaN=[("double", lambda x: x != x)],  # noqa: PLR0124 - the definition of NaN
        IsInfinity=[("double", lambda x: abs(x) == infinity)],
        IsFinite=[("double", lambda x: x == x and abs(x) != infinity)],  # noqa: PLR0124 - NaN
    )


def typed_statics() -> None:
    """Declare the statics of all numeric types and of Boolean."""
    _limits("System.Int32", v.INT32_MIN, v.INT32_MAX)
    for kind in v.SIZED:
        _limits(kind.net_name, kind(kind.minimum), kind(kind.maximum))
    biggest = 1.7976931348623157e308
    _limits("System.Double", -biggest, biggest)
    single = v.Single(3.4028234663852886e38)
    _limits("System.Single", v.Single(-single), single)
    _limits("System.Decimal", -DECIMAL_MAX, DECIMAL_MAX)
    static_properties(
        "System.Double",
        NaN=_constant(float("nan")),
        PositiveInfinity=_constant(float("inf")),
        NegativeInfinity=_constant(float("-inf")),
        Epsilon=_constant(5e-324),
    )
    static_properties(
        "System.Single",
        NaN=_constant(v.Single(float("nan"))),
        PositiveInfinity=_constant(v.Single(float("inf"))),
        NegativeInfinity=_constant(v.Single(float("-inf"))),
    )
    _real_tests("System.Double")
    _real_tests("System.Single")
    static_properties("System.Decimal", Zero=_constant(Decimal(0)), One=_constant(Decimal(1)))
    static_properties(
        "System.Char", MinValue=_constant(v.Char("\0")), MaxValue=_constant(v.Char("\uffff"))
    )
    static_properties(
        "System.Numerics.BigInteger",
        Zero=_constant(v.BigInteger(0)),
        One=_constant(v.BigInteger(1)),
    )
    static_methods(
        "System.Numerics.BigInteger",
        Parse=[("string", _parse("bigint"))],
        Pow=[("bigint int", lambda base, power: v.BigInteger(int(base) ** int(power)))],
        ModPow=[
            ("bigint bigint bigint", lambda a, b, c: v.BigInteger(pow(int(a), int(b), int(c))))
        ],
        Abs=[("bigint", lambda n: v.BigInteger(abs(int(n))))],
        new=[("byte[]", _big_from_bytes), ("object", lambda x: convert(x, resolve_type("bigint")))],
    )
    static_properties(
        "System.Boolean", TrueString=_constant("True"), FalseString=_constant("False")
    )
    static_methods("System.Boolean", Parse=[("string", _parse_boolean)])


def _big_from_bytes(data: Any) -> v.BigInteger:
    return v.BigInteger(int.from_bytes(bytes(data), "little", signed=True))


def _parse_boolean(text: str) -> bool:
    word = text.strip().lower()
    if word not in {"true", "false"}:
        raise net_exception("FormatException", f"'{text}' is no Boolean.", text)
    return word == "true"


def _limits(name: str, low: Any, high: Any) -> None:
    static_properties(name, MinValue=_constant(low), MaxValue=_constant(high))
    parse = _parse(name)
    static_methods(name, Parse=[("string", parse), ("string object", parse)])


def _copied(value: Any) -> list[Any]:
    items = list_items(value)
    if items is not None:
        return items
    return list(value) if isinstance(value, (v.HashSet, v.Queue)) else [value]


def _new_array_list(*arguments: Any) -> v.ArrayList:
    if not arguments or type(arguments[0]) is int:
        return v.ArrayList()
    return v.ArrayList(_copied(arguments[0]))


def _new_hashtable(*arguments: Any) -> v.Hashtable:
    """Make a table whose keys keep their case, unless a comparer says otherwise."""
    ignores = any(isinstance(a, StringComparer) and a.ignore_case for a in arguments)
    source = next((a for a in arguments if isinstance(a, v.FoldingDictionary)), None)
    return v.Hashtable([] if source is None else source.items(), ignore_case=ignores)


def _new_ordered(*arguments: Any) -> v.OrderedDictionary:
    ignores = any(isinstance(a, StringComparer) and a.ignore_case for a in arguments)
    return v.OrderedDictionary(ignore_case=ignores)


def _new_list(net_type: NetType, *arguments: Any) -> v.GenericList | v.Collection:
    element = net_type.arguments[0]
    made = v.Collection if net_type.definition.endswith("Collection`1") else v.GenericList
    if not arguments or type(arguments[0]) is int:
        return made([], element.name)
    return made([convert(i, element) for i in _copied(arguments[0])], element.name)


def _new_dictionary(net_type: NetType, *arguments: Any) -> v.Dictionary:
    key, value = net_type.arguments
    ignores = any(isinstance(a, StringComparer) and a.ignore_case for a in arguments)
    table = v.Dictionary(key_type=key.name, value_type=value.name, ignore_case=ignores)
    for source in arguments:
        if isinstance(source, v.FoldingDictionary):
            for name, item in source.items():
                table[convert(name, key)] = convert(item, value)
    return table


def _new_sorted(net_type: NetType, *_arguments: Any) -> v.SortedList:
    key, value = net_type.arguments
    return v.SortedList(key_type=key.name, value_type=value.name)


def _new_set(net_type: NetType, *arguments: Any) -> v.HashSet:
    element = net_type.arguments[0]
    ignores = any(isinstance(a, StringComparer) and a.ignore_case for a in arguments)
    items = [a for a in arguments if not isinstance(a, (StringComparer, int))]
    source = _copied(items[0]) if items else []
    return v.HashSet(
        [convert(i, element) for i in source], element=element.name, ignore_case=ignores
    )


def _new_queue(net_type: NetType, *arguments: Any) -> v.Queue:
    return v.Queue(_copied(arguments[0]) if arguments else [], net_type.arguments[0].name)


def _new_stack(net_type: NetType, *arguments: Any) -> v.Stack:
    return v.Stack(_copied(arguments[0]) if arguments else [], net_type.arguments[0].name)


_GENERIC: Final = "System.Collections.Generic."
static_methods(
    "System.Collections.ArrayList", new=[("", _new_array_list), ("object", _new_array_list)]
)
static_methods(
    "System.Collections.Hashtable",
    new=[("", _new_hashtable), ("object", _new_hashtable), ("object object", _new_hashtable)],
)
static_methods(
    "System.Collections.Specialized.OrderedDictionary",
    new=[("", _new_ordered), ("object", _new_ordered)],
)
static_methods(
    "System.Collections.Queue",
    new=[("", v.Queue), ("object", lambda items: v.Queue(_copied(items)))],
)
static_methods(
    "System.Collections.Stack",
    new=[("", v.Stack), ("object", lambda items: v.Stack(_copied(items)))],
)
static_methods("System.Collections.SortedList", new=[("", v.SortedList)])
for _name, _make in (
    (f"{_GENERIC}List`1", _new_list),
    ("System.Collections.ObjectModel.Collection`1", _new_list),
    (f"{_GENERIC}Dictionary`2", _new_dictionary),
    (f"{_GENERIC}SortedDictionary`2", _new_sorted),
    (f"{_GENERIC}SortedList`2", _new_sorted),
    (f"{_GENERIC}HashSet`1", _new_set),
    (f"{_GENERIC}Queue`1", _new_queue),
    (f"{_GENERIC}Stack`1", _new_stack),
):
    _forms: list[tuple[str, Callable[..., Any]]] = [("", _make), ("object", _make)]
    static_methods(_name, new=[*_forms, ("object object", _make)])
typed_statics()
