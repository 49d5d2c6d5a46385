"""Properties and methods of a value: by the tables, by keys and notes, by its items."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine.convert import list_items, to_text
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.from_python import shown_properties
from smimeadmin.shell.engine.late_tables import MEMBERS, STATICS
from smimeadmin.shell.engine.members_common import COMMON, came_with_type, cannot_set
from smimeadmin.shell.engine.members_objects import BaseView, ObjectView, TypeNames
from smimeadmin.shell.engine.members_table import METHODS, PROPERTIES
from smimeadmin.shell.engine.overloads import Method, MethodView, Property
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.engine.types import type_of
from smimeadmin.shell.engine.xml_document import XmlElement

if TYPE_CHECKING:
    from smimeadmin.shell.engine import members_dictionaries, members_lists
else:
    members_dictionaries = at_first_use("smimeadmin.shell.engine.members_dictionaries")
    members_lists = at_first_use("smimeadmin.shell.engine.members_lists")


_MISSING: Final = object()
_WIRE_ENUM: Final = "Deserialized.System.Enum"


def get_member(obj: Any, name: str) -> Any:
    """Return ``obj.name``: null where there is none; of a list, also the items' own."""
    found, value = find_property(obj, name)
    return value if found else None


def read_member(obj: Any, name: str) -> Any:
    """Return ``obj.name`` as an expression has it: also a method, as an object."""
    found, value = find_property(obj, name)
    if found or obj is None:
        return value if found else None
    base = obj.base if type(obj) is Annotated else obj
    return _method_view(base, fold(name)) if type(base) is not PropertyBag else None


def _method_view(base: Any, key: str) -> MethodView | None:
    """Return a method that a class of values declares itself, None for all else."""
    method = METHODS.get(type(base), {}).get(key)
    if method is None or not isinstance(method, Method):
        return None
    return MethodView(method, lambda arguments: method.call(arguments, base), static=False)


def find_property(obj: Any, name: str) -> tuple[bool, Any]:
    """Return whether there is such a property, and its value."""
    kind = type(obj)
    key = fold(name)
    if kind is PropertyBag:
        value = _of_bag(obj, key)
    elif obj is None:
        return (True, 0) if key in {"count", "length"} else (False, None)
    else:
        value = _own_property(obj, kind, key, name)
    if value is not _MISSING:
        return True, value
    found, value = _everyones(obj, key)
    if found and key not in {"count", "length"}:
        return True, value
    items = list_items(obj)
    if items is None and not found and isinstance(obj, Iterator):
        items = list(obj)  # an enumerator goes to its end
    if items is not None:
        value = _enumerated(items, name)
        if value is _MISSING and key == "length" and items:
            value = [get_member(item, name) for item in items if item is not None]
            value = value[0] if len(value) == 1 else value
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


def _own_property(obj: Any, kind: type, key: str, name: str = "") -> Any:
    """Return a value's own property by the tables, by its keys, notes or fields.

    ``name`` is how it was spelt: the keys of some tables are told apart by case.
    """
    if isinstance(obj, v.FoldingDictionary):
        value = obj.get(name or key, _MISSING) if kind is not v.HashSet else _MISSING
        if value is not _MISSING:
            return value
    elif kind is Annotated:
        return _of_annotated(obj, key, name)
    elif kind is BaseView:
        obj, kind = obj.owner, type(obj.owner)
    known = _property_of(kind, key)
    if known is not None:
        return _read(known, obj)
    if isinstance(obj, XmlElement):
        return _of_xml(obj, key)
    return _MISSING


def _read(known: Property, obj: Any) -> Any:
    return known.get(obj)


def _of_annotated(obj: Annotated, key: str, name: str) -> Any:
    place = obj.notes.shape.index.get(key)
    if place is not None:
        return obj.notes.values[place]
    if obj.extras is not None:
        value = _extra_value(obj, key)
        if value is not _MISSING:
            return value
    if key == "value" and obj.text is not None and _WIRE_ENUM in obj.type_names:
        return obj.text  # what PowerShell's own type data adds to enumerations that came by wire
    if type(obj.base) is PropertyBag:
        return _of_bag(obj.base, key)
    return _own_property(obj.base, type(obj.base), key, name)


def _property_of(kind: type, key: str) -> Property | None:
    """Return a class's property; the tables of its parents and its fields are looked at once."""
    table = PROPERTIES.get(kind)
    if table is None or kind not in _COMPLETE:
        table = complete_properties(kind)
    return table.get(key)


_COMPLETE: set[type] = set()


def complete_properties(kind: type) -> dict[str, Property]:
    """Join what a class shows: of its parents, of its fields, its own."""
    table: dict[str, Property] = {}
    MEMBERS.load()
    if kind not in PROPERTIES and not _is_domain(kind):
        STATICS.load()  # of the rarer types all members stand with the statics
    for parent in lineage(kind):
        table.update(PROPERTIES.get(parent, {}))
    if kind not in PROPERTIES and _is_domain(kind):
        for key, shown in shown_properties(kind).items():
            table[key] = Property(shown.name, shown.get)
    PROPERTIES[kind] = table
    _COMPLETE.add(kind)
    return table


_BUILTINS: Final = frozenset({int, float, str, list, dict, bytearray, object})


def lineage(kind: type) -> list[type]:
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
    if key == "#text":
        found = [child for child in element.children if isinstance(child, str)]
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
        if not found and type(item) is not PropertyBag:
            continue
        any_found = True  # a custom object without the property gives a null
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
        return True, ObjectView(obj)
    if key == "pstypenames":
        return True, TypeNames(obj)
    if key == "psbase":
        base = obj.base if type(obj) is Annotated else obj
        return True, BaseView(base) if isinstance(base, v.FoldingDictionary) else base
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
    raise cannot_set(obj, name, exists=known is not None)


def find_strictly(obj: Any, name: str) -> tuple[bool, Any]:
    """Return what ``find_property`` does; a property of items counts only if all have it."""
    kind = type(obj)
    key = fold(name)
    if (
        kind is not PropertyBag
        and obj is not None
        and _own_property(obj, kind, key) is _MISSING
        and not _everyones(obj, key)[0]
    ):
        items = list_items(obj) or ()
        if not all(find_property(item, name)[0] for item in items if item is not None):
            return False, None
    return find_property(obj, name)


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
    if extra.kind == "ScriptProperty":
        raise EngineError(
            "SetWithoutSetterFromScriptProperty",
            f"'{extra.name}' is worked out by a script block, and none was given that sets it.",
            hint="Add-Member takes a second script block that does.",
            target=obj,
        )
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


def get_method(obj: Any, name: str) -> Callable[[list[Any]], Any] | None:
    """Return a method as a function of its list of arguments, None if there is none."""
    key = fold(name)
    extras = getattr(obj, "extras", None)
    if extras and key in extras and extras[key].kind == "ScriptMethod":
        block = extras[key].value
        return lambda arguments: block.call_method(obj, arguments)
    if key == "tostring" and type(obj) is Annotated and obj.text is not None:
        return lambda _arguments: obj.text
    base = obj.base if type(obj) is Annotated else obj
    if type(base) is BaseView:
        base = base.owner
    known = None if came_with_type(obj) else _method_of(type(base), key)
    if known is not None:
        return lambda arguments: known.call(arguments, base)
    common = COMMON.get(key)
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
    MEMBERS.load()
    table = METHODS.get(kind)
    if table is not None and key in table:
        return table[key]
    for parent in lineage(kind)[-2::-1]:
        inherited = METHODS.get(parent)
        if inherited is not None and key in inherited:
            if table is None:
                METHODS[kind] = table = {}
            table[key] = inherited[key]
            return inherited[key]
    if STATICS.load() or (_is_domain(kind) and SOURCES.load()):
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
