"""The one place that converts: a value to a type, by the rules of PowerShell.

Order: what has the type already; null; arrays; enumerations; the rule of the type itself; else the
last try, which fails by a rule of its own (``convert_errors``).
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine import convert_errors as why
from smimeadmin.shell.engine.convert_numbers import NUMERIC, ZERO, to_bool
from smimeadmin.shell.engine.convert_objects import OBJECTS
from smimeadmin.shell.engine.enumerators import watched
from smimeadmin.shell.engine.errors import ConversionError, TypeNameError
from smimeadmin.shell.engine.formats import culture_text
from smimeadmin.shell.engine.from_python import from_python
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.similar import suggestion
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.engine.types import (
    BOOLEAN,
    OBJECT,
    STRING,
    STRING_ARRAY,
    resolve_type,
    type_of,
)

__all__ = [
    "as_type",
    "convert",
    "enumerate_value",
    "from_python",
    "is_type",
    "to_bool",
    "to_text",
]

_CUSTOM: Final = frozenset(
    {
        "System.Management.Automation.PSCustomObject",
        "System.Management.Automation.PSObject",
    }
)


def convert(value: Any, net_type: NetType) -> Any:
    """Return a value as a type; ConversionError with PowerShell's id if no rule leads there."""
    found = type_of(value)
    if value is not None and (found is net_type or net_type.name in found.ancestors):
        if type(value) is Annotated and value.text is not None and net_type is not OBJECT:
            return value.base  # a number is one, whatever it said of itself
        return value
    if net_type is OBJECT:
        return value
    if net_type is STRING:
        said = value.text if type(value) is Annotated else None
        return to_text(value) if said is None else said
    if net_type is BOOLEAN:
        return to_bool(value)
    if type(value) is Annotated:
        value = value.base
    return _convert_by_rule(value, net_type)


def _convert_by_rule(value: Any, net_type: NetType) -> Any:
    if net_type.definition == "System.Nullable`1":
        return None if value is None else convert(value, net_type.arguments[0])
    if value is None:
        return _convert_null(net_type)
    if net_type.element is not None:
        return _to_array(value, net_type, net_type.element)
    if net_type.enum is not None:
        return _to_enum(value, net_type, net_type.enum)
    if net_type.name in _CUSTOM:
        return _to_custom(value)
    rule = RULES.get(net_type.name)
    if rule is not None:
        return rule(value, net_type)
    if net_type.definition in _GENERIC:
        return _GENERIC[net_type.definition](value, net_type)
    raise why.no_conversion(value, net_type)


def _convert_null(net_type: NetType) -> Any:
    if net_type.name in ZERO:
        return ZERO[net_type.name]
    if net_type.name == "System.Management.Automation.SwitchParameter":
        return v.SwitchParameter(is_present=False)
    if "System.ValueType" in net_type.ancestors and net_type.name != "System.Void":
        raise ConversionError(why.NULL, f'Cannot convert null to type "{net_type}".')
    return None


def _to_custom(value: Any) -> Any:
    """Make a custom object of a dictionary; leave everything else as it is."""
    if isinstance(value, v.FoldingDictionary):
        return PropertyBag.of((to_text(key), item) for key, item in value.items())
    return value


def list_items(value: Any) -> list[Any] | None:
    """Return the items of an array or list, None for everything else."""
    kind = type(value)
    if kind is list:
        return list(value)
    if kind is bytearray:
        return [v.Byte(b) for b in value]
    if kind is range or (isinstance(value, list) and kind not in {v.Queue, v.Stack}):
        return list(value)
    return list_items(value.base) if kind is Annotated else None


def make_array(items: list[Any], element: NetType) -> Any:
    """Return items, which have the element type already, as an array of it."""
    if element is OBJECT:
        return items
    if element.name == "System.Byte":
        return bytearray(items)
    return v.TypedArray(items, element.name)


def _to_array(value: Any, net_type: NetType, element: NetType) -> Any:
    items = list_items(value)
    if items is None and type(value) is str and element.name == "System.Char":
        return v.TypedArray([v.Char(c) for c in value], element.name)
    if items is not None:
        return make_array([convert(item, element) for item in items], element)
    try:
        return make_array([convert(value, element)], element)
    except why.NoConversionError as reason:
        raise why.no_conversion(value, net_type) from reason
    except ConversionError as reason:
        raise why.failed(value, net_type, why.TO_ARRAY, reason.message) from reason


def _to_enum(value: Any, net_type: NetType, enum: v.EnumType) -> Any:
    kind = type(value)
    if kind in v.INTEGER_CLASSES and kind is not v.BigInteger:
        if _is_defined(int(value), enum):
            return v.EnumValue(enum, int(value))
        raise why.failed(value, net_type, why.ENUM_NUMBER, "The number is no member.")
    if kind is str or kind in why.NUMBERS:
        return _enum_of_text(to_text(value), value, net_type, enum)
    if kind is list or kind is v.TypedArray:
        return _enum_of_list(value, net_type, enum)
    if isinstance(value, v.FoldingDictionary):
        raise why.failed(value, net_type, why.CREATION)
    raise why.no_conversion(value, net_type)


def _is_defined(number: int, enum: v.EnumType) -> bool:
    if number in enum.names:
        return True
    if not enum.flags or number < 0:
        return False
    every = 0
    for bit in enum.names:
        every |= bit
    return number & ~every == 0


def _enum_of_list(value: Any, net_type: NetType, enum: v.EnumType) -> v.EnumValue:
    number = 0
    if not value:
        raise why.failed(value, net_type, why.ENUM_NAME, "There is no name in it.")
    for item in value:
        for inner in list_items(item) or [item]:
            number |= int(_to_enum(inner, net_type, enum).value)
    return v.EnumValue(enum, number)


def _enum_of_text(text: str, value: Any, net_type: NetType, enum: v.EnumType) -> v.EnumValue:
    """Read names joined by commas, each by its full name, its number or an unambiguous start."""
    number = 0
    for part in text.split(","):
        word = part.strip()
        known = enum.by_fold.get(fold(word)) if word else None
        if known is None and word.lstrip("+-").isdigit() and _is_defined(int(word), enum):
            known = int(word)
        if known is None:
            starts = {n for name, n in enum.by_fold.items() if word and name.startswith(fold(word))}
            known = starts.pop() if len(starts) == 1 else None
        if known is None:
            names = ", ".join(enum.members)
            reason = f"Specify one of the following names: {names}."
            hint = suggestion(word, enum.members)
            raise why.failed(value, net_type, why.ENUM_NAME, reason, hint=hint)
        number |= known
    return v.EnumValue(enum, number)


def _to_list(value: Any, net_type: NetType) -> Any:
    """Convert to List[T]: the items of an array, else one item."""
    element = net_type.arguments[0]
    kind = type(value)
    if kind is v.EnumValue or kind is v.Char:  # the number is taken for a capacity
        return v.GenericList([], element.name)
    if kind is bool or kind is v.DateTime:
        raise why.no_conversion(value, net_type)
    if isinstance(value, v.FoldingDictionary):
        raise why.failed(value, net_type, why.CREATION)
    items = list_items(value) if kind in {list, v.TypedArray, bytearray, range} else None
    if items is None and element is OBJECT:
        items = list_items(value)
    source = [value] if items is None else items
    made = v.Collection if net_type.definition.endswith("Collection`1") else v.GenericList
    return made([convert(item, element) for item in source], element.name)


def _to_set(value: Any, net_type: NetType) -> Any:
    element = net_type.arguments[0]
    items = list_items(value)
    source = [value] if items is None else items
    return v.HashSet([convert(item, element) for item in source], element=element.name)


def _to_queue(value: Any, net_type: NetType) -> Any:
    element = net_type.arguments[0]
    items = list_items(value)
    if items is None:
        raise why.no_conversion(value, net_type)
    made = v.Queue if net_type.definition.endswith("Queue`1") else v.Stack
    return made([convert(item, element) for item in items], element.name)


def _to_plain_queue(value: Any, net_type: NetType) -> Any:
    items = list_items(value)
    if items is None:
        raise why.no_conversion(value, net_type)
    return v.Queue(items) if net_type.name.endswith("Queue") else v.Stack(items)


_GENERIC: Final[dict[str, Callable[[Any, NetType], Any]]] = {
    "System.Collections.Generic.List`1": _to_list,
    "System.Collections.ObjectModel.Collection`1": _to_list,
    "System.Collections.Generic.IList`1": _to_list,
    "System.Collections.Generic.IEnumerable`1": _to_list,
    "System.Collections.Generic.HashSet`1": _to_set,
    "System.Collections.Generic.Queue`1": _to_queue,
    "System.Collections.Generic.Stack`1": _to_queue,
}


def _to_plain_array(value: Any, _target: NetType) -> Any:
    items = list_items(value)
    return [value] if items is None else items


RULES: Final[dict[str, Callable[[Any, NetType], Any]]] = {
    **NUMERIC,
    **OBJECTS,
    "System.Array": _to_plain_array,
    "System.Collections.Queue": _to_plain_queue,
    "System.Collections.Stack": _to_plain_queue,
    "System.Collections.IList": _to_plain_array,
    "System.Collections.ICollection": _to_plain_array,
    "System.Collections.IEnumerable": _to_plain_array,
}


def register_conversion(type_name: str, rule: Callable[[Any, NetType], Any]) -> None:
    """Add the conversion to a type of the domain: ``rule(value, net_type)`` converts or raises."""
    RULES[type_name] = rule


def register_generic_conversion(definition: str, rule: Callable[[Any, NetType], Any]) -> None:
    """Add the conversion to all types that are made of a generic one."""
    _GENERIC[definition] = rule


def as_type(value: Any, net_type: NetType) -> Any:
    """Return ``value -as net_type``: None where a conversion fails."""
    if net_type.name in _CUSTOM:
        return value
    if net_type.name == "System.Void":
        return []  # what unrolls to nothing
    try:
        if net_type is STRING and type(value) is not str and value is not None:
            return culture_text(value)
        if net_type is STRING_ARRAY and value is not None:
            items = list_items(value)
            found = [value] if items is None else items
            return v.TypedArray([culture_text(item) for item in found], STRING.name)
        return convert(value, net_type)
    except ConversionError:
        return None


def is_type(value: Any, net_type: NetType) -> bool:
    """Return ``value -is net_type``."""
    if value is None:
        return False
    if net_type.name in _CUSTOM:
        return type(value) is PropertyBag or type(value) is Annotated
    return net_type.name in type_of(value).ancestors


def type_operand(value: Any) -> NetType:
    """Return the right side of ``-is`` and ``-as`` as a type: a type, or the name of one."""
    if type(value) is NetType:
        return value
    try:
        return resolve_type(to_text(value))
    except TypeNameError as reason:
        raise ConversionError(
            "InvalidCastFromStringToType", reason.message, hint=reason.hint, target=value
        ) from reason


_SCALARS: Final = frozenset({str, int, float, bool, PropertyBag, v.Hashtable, v.OrderedDictionary})


def enumerate_value(value: Any) -> Iterator[Any] | None:
    """Return the items that a value unrolls to in a pipeline, None if it passes as it is.

    Texts, dictionaries and custom objects do not unroll.
    """
    kind = type(value)
    if kind is list:
        items: Iterator[Any] = iter(value)
        return items
    if kind in _SCALARS or value is None:
        return None
    return _enumerate_other(value, kind)


def _enumerate_other(value: Any, kind: type) -> Iterator[Any] | None:
    if kind is bytearray:
        return map(v.Byte, value)
    if kind is Annotated:
        return enumerate_value(value.base)
    if isinstance(value, Iterator):
        return value
    own = getattr(value, "net_items", None)
    if own is not None:
        found: Iterator[Any] = own()
        return found
    if kind is v.DictionaryView:
        return watched(value, value.owner)
    if kind is v.HashSet or kind is range or isinstance(value, list):
        items: Iterator[Any] = iter(value[::-1] if kind is v.Stack else value)
        return items
    return None
