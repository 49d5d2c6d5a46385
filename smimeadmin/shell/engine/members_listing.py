"""Which members an object has: for Get-Member, ``.PSObject`` and completion."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, ExtraMember, PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.members_objects import Member
from smimeadmin.shell.engine.members_table import METHODS
from smimeadmin.shell.engine.overloads import Method, Property
from smimeadmin.shell.engine.types import find_type, type_of
from smimeadmin.shell.engine.xml_document import XmlElement

if TYPE_CHECKING:
    from smimeadmin.shell.engine import members_dictionaries
else:
    members_dictionaries = at_first_use("smimeadmin.shell.engine.members_dictionaries")


from smimeadmin.shell.engine.members_lookup import complete_properties, get_member, lineage

STANDARD_MEMBERS: Final = "psstandardmembers"


def list_members(obj: Any) -> list[Member]:
    """Return the members of an object as ``.PSObject.Members`` shows them."""
    result: list[Member] = []
    if isinstance(obj, PropertyBag):
        return _members_of_bag(obj)
    base = obj
    if type(obj) is Annotated:
        base = obj.base
        result += _notes(obj.notes)
        if isinstance(base, PropertyBag):
            result += _notes(base)
    for extra in _shown_extras(obj):
        reader = _extra_reader(obj, extra.name)
        result.append(Member(extra.name, extra.kind, obj, extra.value, read=reader))
    for known in complete_properties(type(base)).values():
        if not known.hidden:
            result.append(_property(known, obj, base))
    if isinstance(base, XmlElement):
        names = [*base.attributes, *dict.fromkeys(e.name for e in base.elements())]
        result += [Member(n, "Property", obj, read=_name_reader(base, n)) for n in names]
    result += [Member(m.name, "Method", obj, _signature(m)) for m in _methods_of(type(base))]
    return result


def _property(known: Property, obj: Any, base: Any) -> Member:
    setter = known.set
    write = None if setter is None else (lambda value: setter(base, value))
    return Member(
        known.name, "Property", obj, known.type_name, read=_reader(known, base), write=write
    )


def _shown_extras(obj: Any) -> list[ExtraMember]:
    """Return the computed members, without what only says how the object is shown."""
    extras = getattr(obj, "extras", None) or {}
    return [extra for key, extra in extras.items() if key != STANDARD_MEMBERS]


def standard_properties(obj: Any) -> list[str]:
    """Return the properties that an object says are shown; empty if it says nothing.

    They stand in a member set ``PSStandardMembers``, in its set ``DefaultDisplayPropertySet``.
    """
    found = (getattr(obj, "extras", None) or {}).get(STANDARD_MEMBERS)
    for member in (found.value if found is not None else None) or ():
        if fold(member.name) == "defaultdisplaypropertyset":
            return [str(name) for name in member.value]
    return []


def _members_of_bag(bag: PropertyBag) -> list[Member]:
    """Return the members in the order in which they were added."""
    result = _notes(bag)
    for added, extra in enumerate(_shown_extras(bag)):
        reader = _extra_reader(bag, extra.name)
        member = Member(extra.name, extra.kind, bag, extra.value, read=reader)
        if extra.place is None or extra.place + added >= len(result):
            result.append(member)
        else:
            result.insert(extra.place + added, member)
    result += [Member(m.name, "Method", bag, _signature(m)) for m in _methods_of(PropertyBag)]
    return result


def _notes(bag: PropertyBag) -> list[Member]:
    """Return the properties of a bag: added ones, then those that were its type's own."""
    first = len(bag.names) - bag.adapted
    return [
        _note(bag, name, "NoteProperty" if place < first else "Property")
        for place, name in enumerate(bag.names)
    ]


def _note(bag: PropertyBag, name: str, kind: str) -> Member:
    return Member(
        name,
        kind,
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
    for parent in lineage(kind):
        table.update(METHODS.get(parent, {}))
    return [m for key, m in table.items() if not key.startswith(("get_", "set_"))]


def _signature(method: Method) -> str:
    return ", ".join(
        f"{f'{result} ' if (result := getattr(o, 'result_text', '')) else ''}"
        f"{method.name}({o.signature()})"
        for o in method.overloads
    )


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
    return rows


def _definition(member: Member) -> str:
    if member.kind == "AliasProperty":
        return f"{member.name} = {member.value}"
    if member.kind in {"ScriptProperty", "ScriptMethod"}:
        return f"System.Object {member.name} {{get={member.value};}}"
    value = member.get()
    shown = "object" if value is None else str(type_of(value))
    if member.kind == "Property" and member.value:
        shown = str(find_type(member.value) or member.value)
    if member.kind == "NoteProperty":
        text = "..." if isinstance(value, Secret) else to_text(value)
        return f"{shown} {member.name}={text if value is not None else 'null'}"
    return f"{shown} {member.name} {{get;{'set;' if member.is_settable else ''}}}"


def entries_of(table: v.FoldingDictionary) -> Sequence[v.KeyValuePair]:
    """Return the entries of a dictionary as ``GetEnumerator()`` gives them."""
    return members_dictionaries.entries(table)
