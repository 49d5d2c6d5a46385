"""Properties, methods and indexes of any value; the tables of ``members_*`` are the allow-list."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.convert import convert, list_items, to_text
from smimeadmin.shell.engine.convert_errors import NoConversionError
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.from_python import from_python, shown_properties
from smimeadmin.shell.engine.members_table import (
    METHODS,
    PROPERTIES,
    STATIC_METHODS,
    STATIC_PROPERTIES,
    Method,
    Property,
)
from smimeadmin.shell.engine.regex import GroupCollection
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.engine.types import INT32, NetType, type_of
from smimeadmin.shell.engine.xml_document import XmlElement

if TYPE_CHECKING:
    from smimeadmin.shell.engine import (
        members_catalogue,
        members_catalogue_static,
        members_dictionaries,
        members_lists,
        members_psobject,
    )
else:
    members_catalogue = at_first_use("smimeadmin.shell.engine.members_catalogue")
    members_catalogue_static = at_first_use("smimeadmin.shell.engine.members_catalogue_static")
    members_dictionaries = at_first_use("smimeadmin.shell.engine.members_dictionaries")
    members_lists = at_first_use("smimeadmin.shell.engine.members_lists")
    members_psobject = at_first_use("smimeadmin.shell.engine.members_psobject")

_MISSING: Final = object()


def get_member(obj: Any, name: str) -> Any:
    """Return ``obj.name``: null where there is none; of a list, also the items' own."""
    found, value = find_property(obj, name)
    return value if found else None


def find_property(obj: Any, name: str) -> tuple[bool, Any]:
    """Return whether there is such a property, and its value."""
    kind = type(obj)
    key = fold(name)
    if kind is PropertyBag:
        value = _of_bag(obj, key)
    elif obj is None:
        return (True, 0) if key in {"count", "length"} else (False, None)
    else:
        value = _own_property(obj, kind, key)
    if value is not _MISSING:
        return True, value
    found, value = _everyones(obj, key)
    if found and key not in {"count", "length"}:
        return True, value
    items = list_items(obj)
    if items is not None:
        value = _enumerated(items, name)
        if value is not _MISSING:
            return True, value
        return False, None
    return found, value


def _of_bag(bag: PropertyBag, key: str) -> Any:
    place = bag.shape.index.get(key)
    if place is not None:
        return bag.values[place]
    if bag.extras is not None:
        return _extra_value(bag, key)
    return _MISSING


def _extra_value(owner: Any, key: str) -> Any:
    extra = owner.extras.get(key)
    if extra is None:
        return _MISSING
    if extra.kind == "AliasProperty":
        return get_member(owner, extra.value)
    if extra.kind == "ScriptProperty":
        return extra.value.call_method(owner, [])
    return _MISSING


def _own_property(obj: Any, kind: type, key: str) -> Any:
    """Return a value's own property by the tables, by its keys, notes or fields."""
    if isinstance(obj, v.FoldingDictionary):
        value = obj.get(key, _MISSING) if kind is not v.HashSet else _MISSING
        if value is not _MISSING:
            return value
    elif kind is Annotated:
        return _of_annotated(obj, key)
    known = _property_of(kind, key)
    if known is not None:
        return _read(known, obj)
    if isinstance(obj, XmlElement):
        return _of_xml(obj, key)
    return _MISSING


def _read(known: Property, obj: Any) -> Any:
    return known.get(obj)


def _of_annotated(obj: Annotated, key: str) -> Any:
    place = obj.notes.shape.index.get(key)
    if place is not None:
        return obj.notes.values[place]
    if obj.extras is not None:
        value = _extra_value(obj, key)
        if value is not _MISSING:
            return value
    if type(obj.base) is PropertyBag:
        return _of_bag(obj.base, key)
    return _own_property(obj.base, type(obj.base), key)


def _property_of(kind: type, key: str) -> Property | None:
    """Return a class's property; the tables of its parents and its fields are looked at once."""
    table = PROPERTIES.get(kind)
    if table is None or kind not in _COMPLETE:
        table = _complete(kind)
    return table.get(key)


_COMPLETE: set[type] = set()


def _complete(kind: type) -> dict[str, Property]:
    """Join what a class shows: of its parents, of its fields, its own."""
    table: dict[str, Property] = {}
    if not members_catalogue.LOADED:
        return table
    for parent in _lineage(kind):
        table.update(PROPERTIES.get(parent, {}))
    if kind not in PROPERTIES and _is_domain(kind):
        for key, shown in shown_properties(kind).items():
            table[key] = Property(shown.name, shown.get)
    PROPERTIES[kind] = table
    _COMPLETE.add(kind)
    return table


_BUILTINS: Final = frozenset({int, float, str, list, dict, bytearray, object})


def _lineage(kind: type) -> list[type]:
    """Return the classes whose members a class has; Int64 is no Int32, an ArrayList no array."""
    return [c for c in reversed(kind.__mro__) if c is kind or c not in _BUILTINS]


def _is_domain(kind: type) -> bool:
    """Say whether a class shows its fields: not one of the engine's or of Python's own."""
    return hasattr(kind, "__dataclass_fields__") or hasattr(kind, "shown")


def _of_xml(element: XmlElement, key: str) -> Any:
    for name, text in element.attributes.items():
        if fold(name) == key:
            return text
    found = [e.value() for e in element.elements() if fold(e.name) == key]
    if found:
        return found[0] if len(found) == 1 else found
    return element.name if key == "name" else _MISSING


def _enumerated(items: list[Any], name: str) -> Any:
    """Return a property of all items of a list that have it: one value, a list, or nothing."""
    result: list[Any] = []
    any_found = False
    for item in items:
        if item is None:
            continue
        found, value = _find_beneath(item, name)
        if not found:
            continue
        any_found = True
        inner = list_items(value)
        if inner is None:
            result.append(value)
        else:
            result += inner
    if not any_found:
        return _MISSING
    return result[0] if len(result) == 1 else result


def _find_beneath(item: Any, name: str) -> tuple[bool, Any]:
    """Return a property of an item of a list, without those that any value has."""
    if fold(name) in {"count", "length"} and _own_count(item) is _MISSING:
        return False, None
    return find_property(item, name)


def _own_count(item: Any) -> Any:
    if type(item) is PropertyBag:
        return _of_bag(item, "count")
    return _own_property(item, type(item), "length")


def _everyones(obj: Any, key: str) -> tuple[bool, Any]:
    """Return what every value has: Count and Length, PSObject, PSTypeNames."""
    if key in {"count", "length"}:
        return True, 1
    if key == "psobject":
        return True, members_psobject.ObjectView(obj, list_members)
    if key == "pstypenames":
        return True, members_psobject.TypeNames(obj)
    if key == "psbase":
        return True, obj.base if type(obj) is Annotated else obj
    return False, None


def set_member(obj: Any, name: str, value: Any) -> None:
    """Set ``obj.name``; EngineError PropertyNotFound if it has none, or none that can be set."""
    kind = type(obj)
    key = fold(name)
    if kind is PropertyBag and key in obj.shape.index:
        obj.values[obj.shape.index[key]] = value
        return
    if isinstance(obj, v.FoldingDictionary) and kind is not v.HashSet:
        members_dictionaries.set_entry(obj, name, value)
        return
    if kind is Annotated and obj.notes.has(name):
        obj.notes.set(name, value)
        return
    if getattr(obj, "extras", None) and _set_extra(obj, key, value):
        return
    base = obj.base if kind is Annotated else obj
    known = _property_of(type(base), key) if base is not None else None
    if known is not None and known.set is not None:
        known.set(base, value)
        return
    if isinstance(base, XmlElement) and _set_xml(base, key, value):
        return
    raise _cannot_set(obj, name, exists=known is not None)


def _set_extra(obj: Any, key: str, value: Any) -> bool:
    extra = obj.extras.get(key)
    if extra is None:
        return False
    if extra.kind == "AliasProperty":
        set_member(obj, extra.value, value)
        return True
    if extra.kind == "ScriptProperty" and extra.second is not None:
        extra.second.call_method(obj, [value])
        return True
    return False


def _set_xml(element: XmlElement, key: str, value: Any) -> bool:
    for name in element.attributes:
        if fold(name) == key:
            element.attributes[name] = to_text(value)
            return True
    for child in element.elements():
        if fold(child.name) == key:
            child.children = [to_text(value)]
            return True
    if key == "innertext":
        element.children = [to_text(value)]
        return True
    return False


def _cannot_set(obj: Any, name: str, *, exists: bool) -> EngineError:
    if exists:
        return EngineError(
            "PropertyAssignmentException", f"'{name}' is a ReadOnly property.", target=obj
        )
    return EngineError(
        "PropertyNotFound",
        f"The property '{name}' cannot be found on this object, or it cannot be set.",
        hint="Add-Member adds a property.",
        target=obj,
    )


def get_method(obj: Any, name: str) -> Callable[[list[Any]], Any] | None:
    """Return a method as a function of its list of arguments, None if there is none."""
    key = fold(name)
    extras = getattr(obj, "extras", None)
    if extras and key in extras and extras[key].kind == "ScriptMethod":
        block = extras[key].value
        return lambda arguments: block.call_method(obj, arguments)
    base = obj.base if type(obj) is Annotated else obj
    known = _method_of(type(base), key)
    if known is not None:
        return lambda arguments: known.call(arguments, base)
    common = _COMMON.get(key)
    if common is not None:
        return lambda arguments: common(obj, arguments)
    if isinstance(obj, PropertyBag) and key in obj.shape.index:
        value = obj.get(name)
        if hasattr(value, "call_method"):
            return lambda arguments: value(*arguments)
    return None


def _method_of(kind: type, key: str) -> Method | None:
    table = METHODS.get(kind)
    if table is not None and key in table:
        return table[key]
    if not members_catalogue.LOADED:
        return None
    table = METHODS.get(kind)
    if table is not None and key in table:
        return table[key]
    for parent in _lineage(kind)[-2::-1]:
        inherited = METHODS.get(parent)
        if inherited is not None and key in inherited:
            if table is None:
                METHODS[kind] = table = {}
            table[key] = inherited[key]
            return inherited[key]
    if _is_domain(kind) and SOURCES.load():
        return _method_of(kind, key)
    return None


def invoke(obj: Any, name: str, args: list[Any]) -> Any:
    """Call ``obj.name(args)``; of a list whose own method it is not, of each item."""
    table = METHODS.get(type(obj))
    if table is not None:
        known = table.get(fold(name))
        if known is not None:
            return known.call(args, obj)
    method = get_method(obj, name)
    if method is not None:
        return method(args)
    items = list_items(obj)
    if items is not None and items and any(get_method(i, name) for i in items if i is not None):
        return _invoke_each(items, name, args)
    raise EngineError(
        "MethodNotFound",
        f"Method invocation failed because [{type_of(obj).name}] does not contain a method"
        f" named '{name}'.",
        target=name,
    )


def _invoke_each(items: list[Any], name: str, args: list[Any]) -> Any:
    result: list[Any] = []
    for item in items:
        made = invoke(item, name, args)
        inner = list_items(made)
        if inner is not None:
            result += inner
        elif made is not None:
            result.append(made)
    return result[0] if len(result) == 1 else result


def _get_type(obj: Any, arguments: list[Any]) -> Any:
    _no_arguments("GetType", arguments)
    return type_of(obj)


def _to_string(obj: Any, arguments: list[Any]) -> Any:
    _no_arguments("ToString", arguments)
    if type(obj) is PropertyBag and obj.text is None:
        return ""
    return type_of(obj).name if list_items(obj) is not None else to_text(obj)


def _equals(obj: Any, arguments: list[Any]) -> Any:
    if len(arguments) != 1:
        raise _wrong_count("Equals", len(arguments))
    other = arguments[0]
    return obj is other or members_lists.same_object(obj, other)


def _hash_code(obj: Any, arguments: list[Any]) -> Any:
    _no_arguments("GetHashCode", arguments)
    return id(obj) & 0x7FFFFFFF


def _no_arguments(name: str, arguments: list[Any]) -> None:
    if arguments:
        raise _wrong_count(name, len(arguments))


def _wrong_count(name: str, count: int) -> EngineError:
    return EngineError(
        "MethodCountCouldNotFindBest",
        f'Cannot find an overload for "{name}" and the argument count: "{count}".',
        target=name,
    )


def _items_for_methods(obj: Any) -> list[Any]:
    items = list_items(obj)
    return [obj] if items is None else items


def _for_each(obj: Any, arguments: list[Any]) -> Any:
    if not arguments:
        raise _wrong_count("ForEach", 0)
    action, *rest = arguments
    items = _items_for_methods(obj)
    if isinstance(action, NetType):
        wanted = action
        return members_lists.for_each(items, lambda item: convert(item, wanted))
    if callable(action):
        return members_lists.for_each(items, action)
    name = to_text(action)
    if rest and not any(get_method(item, name) for item in items):
        for item in items:
            set_member(item, name, rest[0])
        return v.GenericList([], "System.Management.Automation.PSObject")
    if any(get_method(item, name) for item in items if find_property(item, name)[0] is False):
        return members_lists.for_each(items, lambda item: invoke(item, name, rest))
    return members_lists.for_each(items, lambda item: get_member(item, name))


def _where(obj: Any, arguments: list[Any]) -> Any:
    if not 1 <= len(arguments) <= 3 or not callable(arguments[0]):
        raise _wrong_count("Where", len(arguments))
    mode = to_text(arguments[1]) if len(arguments) > 1 else "Default"
    count = int(convert(arguments[2], INT32)) if len(arguments) > 2 else 0
    return members_lists.where(_items_for_methods(obj), arguments[0], mode, count)


_COMMON: Final[dict[str, Callable[[Any, list[Any]], Any]]] = {
    "gettype": _get_type,
    "tostring": _to_string,
    "equals": _equals,
    "gethashcode": _hash_code,
    "foreach": _for_each,
    "where": _where,
}


def get_index(obj: Any, index: Any) -> Any:
    """Return ``obj[index]``: null outside a list; several indexes give a list."""
    if obj is None:
        raise EngineError("NullArray", "Cannot index into a null array.")
    base = obj.base if type(obj) is Annotated else obj
    if isinstance(base, v.FoldingDictionary) and type(base) is not v.HashSet:
        return _dictionary_item(base, index)
    if type(index) is str and isinstance(
        base, (GroupCollection, members_psobject.MemberCollection)
    ):
        return _named_item(base, index)
    sequence = _sequence_of(base)
    many = list_items(index)
    if sequence is None:
        return _index_scalar(base, index)
    if many is not None:
        return [x for x in (_item_at(sequence, i, _MISSING) for i in many) if x is not _MISSING]
    return _item_at(sequence, index, None)


def _sequence_of(obj: Any) -> Any:
    kind = type(obj)
    if kind is str:
        return obj
    if kind is bytearray or kind is range or isinstance(obj, list):
        return obj
    return None


def _named_item(items: Any, name: str) -> Any:
    if isinstance(items, members_psobject.MemberCollection):
        return items.find(name)
    return next((group for group in items if group.name == name), None)


def _dictionary_item(table: v.FoldingDictionary, index: Any) -> Any:
    many = list_items(index)
    if many is not None:
        found = [_dictionary_item(table, key) for key in many]
        drops = type(table) is v.OrderedDictionary
        return [item for item in found if item is not None or not drops]
    if index is None:
        raise EngineError("NullArrayIndex", "Index operation failed; the array index was null.")
    if type(table) is v.OrderedDictionary and type(index) in v.INTEGER_CLASSES:
        values = [value for _, value in table.items()]
        return values[index] if -len(values) <= index < len(values) else None
    key_type = getattr(table, "key_type", "")
    if key_type and type(table) is v.Dictionary and index not in table:
        return None
    return table.get(index)


def _item_at(sequence: Any, index: Any, default: Any) -> Any:
    kind = type(index)
    if kind is not int:
        index = _index_number(index)
    size = len(sequence)
    if not -size <= index < size:
        return default
    item = sequence[index]
    kind = type(sequence)
    if kind is str:
        return v.Char(item)
    return v.Byte(item) if kind is bytearray else item


def _index_number(index: Any) -> int:
    if index is None:
        raise EngineError("NullArrayIndex", "Index operation failed; the array index was null.")
    try:
        return int(convert(index, INT32))
    except NoConversionError as reason:
        raise EngineError("CannotIndex", reason.message, target=index) from reason
    except ConversionError:
        raise


def _index_scalar(obj: Any, index: Any) -> Any:
    """Return a single value as a list of one: itself at 0 and -1."""
    if isinstance(obj, (PropertyBag, XmlElement)) and type(index) is str:
        return None
    if list_items(index) is not None:
        return []
    try:
        place = _index_number(index)
    except EngineError as reason:
        raise EngineError(
            "CannotIndex",
            f"Unable to index into an object of type {type_of(obj).name}.",
            target=obj,
        ) from reason
    return obj if place in {0, -1} else None


def set_index(obj: Any, index: Any, value: Any) -> None:
    """Set ``obj[index]``; EngineError if the place is outside, or the value does not fit."""
    if obj is None:
        raise EngineError("NullArray", "Cannot index into a null array.")
    base = obj.base if type(obj) is Annotated else obj
    if isinstance(base, v.FoldingDictionary) and type(base) is not v.HashSet:
        _set_dictionary_item(base, index, value)
        return
    if type(base) is str or _sequence_of(base) is None:
        raise EngineError(
            "CannotIndex",
            f"Unable to index into an object of type {type_of(base).name}.",
            target=obj,
        )
    place = _index_number(index)
    if not -len(base) <= place < len(base):
        raise EngineError(
            "System.IndexOutOfRangeException",
            "Index was outside the bounds of the array.",
            target=index,
            inner="System.IndexOutOfRangeException",
        )
    element = type_of(base).element
    if element is None and type(base) is v.GenericList:
        element = type_of(base).arguments[0]
    base[place] = (
        value if element is None or element.name == "System.Object" else convert(value, element)
    )


def _set_dictionary_item(table: v.FoldingDictionary, index: Any, value: Any) -> None:
    if index is None:
        raise EngineError("NullArrayIndex", "Index operation failed; the array index was null.")
    if type(table) is v.OrderedDictionary and type(index) is int:
        names = table.keys()
        if not 0 <= index < len(names):
            raise EngineError(
                "System.ArgumentOutOfRangeException",
                "The index is outside the dictionary.",
                target=index,
                inner="System.ArgumentOutOfRangeException",
            )
        table[names[index]] = value
        return
    members_dictionaries.set_entry(table, index, value)


def static_member(net_type: NetType, name: str) -> Any:
    """Return ``[type]::name``; of an enumeration a member; null where there is none."""
    key = fold(name)
    if net_type.enum is not None:
        number = net_type.enum.by_fold.get(key)
        if number is not None:
            return v.EnumValue(net_type.enum, number)
    known = STATIC_PROPERTIES.get(_table_name(net_type), {}).get(key)
    if known is not None:
        return from_python(known.get(net_type))
    return None


def set_static_member(net_type: NetType, name: str, value: Any) -> None:
    """Set ``[type]::name``; EngineError PropertyNotFound if it cannot be set."""
    known = STATIC_PROPERTIES.get(_table_name(net_type), {}).get(fold(name))
    if known is None or known.set is None:
        raise _cannot_set(net_type, name, exists=known is not None)
    known.set(net_type, value)


def _table_name(net_type: NetType) -> str:
    """Return the name under which a type's statics stand, once they are loaded."""
    if not members_catalogue_static.LOADED:
        return ""
    return net_type.definition or net_type.name


def invoke_static(net_type: NetType, name: str, args: list[Any]) -> Any:
    """Call ``[type]::name(args)``; ``new`` makes a value of the type."""
    key = fold(name)
    table = STATIC_METHODS.get(_table_name(net_type), {})
    method = table.get(key)
    if method is not None:
        if net_type.definition and key == "new":
            return method.call(args, net_type)
        return method.call(args)
    if net_type.is_array and key == "new":
        return _new_array(net_type, args)
    common = _STATIC_COMMON.get(key)
    if common is not None:
        return common(net_type, args)
    raise EngineError(
        "MethodNotFound",
        f"Method invocation failed because [{net_type.name}] does not contain a method"
        f" named '{name}'.",
        target=name,
    )


def _new_array(net_type: NetType, args: list[Any]) -> Any:
    if len(args) != 1 or net_type.element is None:
        raise _wrong_count("new", len(args))
    element = net_type.element
    size = int(convert(args[0], INT32))
    try:
        blank = convert(None, element) if element.name != "System.String" else None
    except ConversionError:
        blank = None
    if element.name == "System.Byte":
        return bytearray(size)
    if element.name == "System.Object":
        return [None] * size
    return v.TypedArray([blank] * size, element.name)


_STATIC_COMMON: Final[dict[str, Callable[[NetType, list[Any]], Any]]] = {
    "equals": lambda _t, args: len(args) == 2 and members_lists.same_object(args[0], args[1]),
    "referenceequals": lambda _t, args: len(args) == 2 and args[0] is args[1],
}


def list_members(obj: Any) -> "list[members_psobject.Member]":
    """Return the members of an object as ``.PSObject.Members`` shows them."""
    result: list[members_psobject.Member] = []
    make = members_psobject.Member
    if isinstance(obj, PropertyBag):
        result += [_note(obj, name) for name in obj.names]
    base = obj
    if type(obj) is Annotated:
        base = obj.base
        result += [_note(obj.notes, name) for name in obj.notes.names]
        if isinstance(base, PropertyBag):
            result += [_note(base, name) for name in base.names]
    for extra in (getattr(obj, "extras", None) or {}).values():
        reader = _extra_reader(obj, extra.name)
        result.append(make(extra.name, extra.kind, obj, extra.value, read=reader))
    for known in _complete_table(type(base)).values():
        if not known.hidden:
            result.append(make(known.name, "Property", obj, read=_reader(known, base)))
    if isinstance(base, XmlElement):
        names = [*base.attributes, *dict.fromkeys(e.name for e in base.elements())]
        result += [make(n, "Property", obj, read=_name_reader(base, n)) for n in names]
    result += [make(m.name, "Method", obj, _signature(m)) for m in _methods_of(type(base))]
    return result


def _complete_table(kind: type) -> dict[str, Property]:
    if kind not in _COMPLETE:
        return _complete(kind)
    return PROPERTIES[kind]


def _note(bag: PropertyBag, name: str) -> "members_psobject.Member":
    return members_psobject.Member(
        name,
        "NoteProperty",
        bag,
        read=lambda: bag.get(name),
        write=lambda value: bag.set(name, value),
    )


def _reader(known: Property, owner: Any) -> Callable[[], Any]:
    return lambda: known.get(owner)


def _name_reader(owner: Any, name: str) -> Callable[[], Any]:
    return lambda: get_member(owner, name)


def _extra_reader(owner: Any, name: str) -> Callable[[], Any] | None:
    extra = owner.extras[fold(name)]
    return None if extra.kind == "ScriptMethod" else _name_reader(owner, name)


def _methods_of(kind: type) -> list[Method]:
    table: dict[str, Method] = {}
    for parent in _lineage(kind):
        table.update(METHODS.get(parent, {}))
    return [m for key, m in table.items() if not key.startswith(("get_", "set_"))]


def _signature(method: Method) -> str:
    return ", ".join(f"{method.name}({o.signature()})" for o in method.overloads)


_ALWAYS: Final = (
    ("Equals", "bool Equals(System.Object obj)"),
    ("GetHashCode", "int GetHashCode()"),
    ("GetType", "type GetType()"),
    ("ToString", "string ToString()"),
)


def members_of(obj: Any) -> list[tuple[str, str, str]]:
    """Return (name, kind, definition) of an object's members, for Get-Member and completion."""
    rows: list[tuple[str, str, str]] = []
    for member in list_members(obj):
        if member.kind == "Method":
            rows.append((member.name, "Method", str(member.value)))
        else:
            rows.append((member.name, member.kind, _definition(member)))
    names = {fold(name) for name, _, _ in rows}
    rows += [(n, "Method", text) for n, text in _ALWAYS if fold(n) not in names]
    if isinstance(obj, PropertyBag):
        rows = [row for row in rows if row[1] != "Property"]
    return rows


def _definition(member: "members_psobject.Member") -> str:
    if member.kind == "AliasProperty":
        return f"{member.name} = {member.value}"
    if member.kind in {"ScriptProperty", "ScriptMethod"}:
        return f"System.Object {member.name} {{get={member.value};}}"
    value = member.get()
    shown = "object" if value is None else str(type_of(value))
    if member.kind == "NoteProperty":
        text = "..." if isinstance(value, Secret) else to_text(value)
        return f"{shown} {member.name}={text if value is not None else 'null'}"
    return f"{shown} {member.name} {{get;}}"


def entries_of(table: v.FoldingDictionary) -> list[v.DictionaryEntry]:
    """Return the entries of a dictionary as ``GetEnumerator()`` gives them."""
    return members_dictionaries.entries(table)
