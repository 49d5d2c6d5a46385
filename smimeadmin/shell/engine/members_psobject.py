"""``.PSObject``: an object's properties and type names as things that can be changed."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, ExtraMember, PropertyBag
from smimeadmin.core.values import TypedArray
from smimeadmin.shell.engine.members_listing import list_members
from smimeadmin.shell.engine.members_objects import (
    MEMBER_TYPES,
    Member,
    MemberCollection,
    ObjectView,
    TypeNames,
)
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    settable,
    static_methods,
)
from smimeadmin.shell.engine.overloads import MethodView
from smimeadmin.shell.engine.types import register_type, type_of
from smimeadmin.shell.engine.wildcard import wildcard


def _is_property(member: Member) -> bool:
    return member.kind.endswith("Property") or member.kind == "PropertySet"


def _properties(view: ObjectView) -> MemberCollection:
    return MemberCollection([m for m in list_members(view.owner) if _is_property(m)], view.owner)


def _methods(view: ObjectView) -> MemberCollection:
    return MemberCollection(
        [m for m in list_members(view.owner) if m.kind.endswith("Method")], view.owner
    )


def _base(view: ObjectView) -> Any:
    return view.owner.base if type(view.owner) is Annotated else view.owner


def add_member(owner: Any, member: Member) -> None:
    """Put a member on a custom object or an annotated value."""
    target = owner.notes if type(owner) is Annotated else owner
    if not isinstance(target, PropertyBag):
        raise net_exception("InvalidOperationException", "The object takes no new members.")
    if member.kind == "NoteProperty":
        target.add(member.name, member.get())
        return
    extra = ExtraMember(member.kind, member.name, member.value, member.owner)
    extra.place = len(target.names)
    if owner.extras is None:
        owner.extras = {}
    owner.extras[fold(member.name)] = extra


def _collection_add(members: MemberCollection, member: Any, _validated: bool = False) -> None:
    add_member(members.owner, member)
    members.append(member)


def _collection_remove(members: MemberCollection, name: str) -> None:
    owner = members.owner
    target = owner.notes if type(owner) is Annotated else owner
    folded = fold(name)
    if isinstance(target, PropertyBag) and target.has(name):
        target.remove(name)
    elif getattr(owner, "extras", None) and folded in owner.extras:
        del owner.extras[folded]
    members[:] = [m for m in members if fold(m.name) != folded]


def _collection_match(members: MemberCollection, pattern: str) -> list[Any]:
    test = wildcard(pattern)
    return [m for m in members if test.fullmatch(m.name)]


def _copy(view: ObjectView) -> Any:
    owner = view.owner
    if type(owner) is PropertyBag:
        return owner.copy()
    copy = getattr(owner, "copy", None)
    return copy() if copy is not None else owner


def _stored(change: Callable[..., Any]) -> Callable[..., Any]:
    def run(names: TypeNames, *arguments: Any) -> Any:
        result = change(names, *arguments)
        names.store()
        return result

    return run


def _remove_name(names: TypeNames, name: str) -> bool:
    found = name in names
    if found:
        names.remove(name)
    return found


properties(
    ObjectView,
    Properties=_properties,
    Members=lambda view: MemberCollection(list_members(view.owner), view.owner),
    Methods=_methods,
    TypeNames=lambda view: TypeNames(view.owner),
    BaseObject=_base,
    ImmediateBaseObject=_base,
)
methods(ObjectView, Copy=[("", _copy)])
properties(TypeNames, Count=len)
methods(
    TypeNames,
    Insert=[("int string", _stored(lambda names, at, name: names.insert(at, name)))],
    Add=[("string", _stored(lambda names, name: names.append(name)))],
    Clear=[("", _stored(lambda names: names.clear()))],
    Remove=[("string", _stored(_remove_name))],
    RemoveAt=[("int", _stored(lambda names, at: names.pop(at) and None))],
    Contains=[("string", lambda names, name: name in names)],
    IndexOf=[("string", lambda names, name: names.index(name) if name in names else -1)],
)
properties(MemberCollection, Count=lambda members: [1 for _ in members])
methods(
    MemberCollection,
    Add=[("object", _collection_add), ("object bool", _collection_add)],
    Remove=[("string", _collection_remove)],
    Match=[("string", _collection_match)],
)
properties(
    Member,
    Name=lambda m: m.name,
    MemberType=lambda m: MEMBER_TYPES.value(m.kind),
    TypeNameOfValue=lambda m: "System.Object" if m.get() is None else type_of(m.get()).full_name,
    IsSettable=lambda m: m.can_be_set,
    IsGettable=lambda _m: True,
    IsInstance=lambda m: m.kind in {"NoteProperty", "ScriptProperty", "ScriptMethod"},
)
settable(Member, "Value", lambda m: m.get(), lambda m, value: m.set(value))
for _kind in ("NoteProperty", "ScriptProperty", "AliasProperty", "ScriptMethod", "PropertySet"):
    _name = f"System.Management.Automation.PS{_kind}"
    register_type(_name, accelerators=(f"ps{_kind}".lower(),))
register_type("System.Management.Automation.PSMemberInfo", python=Member)
static_methods(
    "System.Management.Automation.PSNoteProperty",
    new=[("string object", lambda name, value: Member(name, "NoteProperty", value=value))],
)
static_methods(
    "System.Management.Automation.PSAliasProperty",
    new=[("string string", lambda name, value: Member(name, "AliasProperty", value=value))],
)
static_methods(
    "System.Management.Automation.PSScriptProperty",
    new=[
        ("string object", lambda name, get: Member(name, "ScriptProperty", value=get)),
        (
            "string object object",
            lambda name, get, put: Member(name, "ScriptProperty", owner=put, value=get),
        ),
    ],
)
static_methods(
    "System.Management.Automation.PSScriptMethod",
    new=[("string object", lambda name, block: Member(name, "ScriptMethod", value=block))],
)
static_methods(
    "System.Management.Automation.PSPropertySet",
    new=[("string string[]", lambda name, names: Member(name, "PropertySet", value=list(names)))],
)
register_type("System.Management.Automation.PSMethod", python=MethodView)
properties(
    MethodView,
    OverloadDefinitions=lambda m: TypedArray(m.definitions(), "System.String"),
    MemberType=lambda _m: MEMBER_TYPES.value("Method"),
    TypeNameOfValue=lambda _m: "System.Management.Automation.PSMethod",
    Value=lambda m: m,
    Name=lambda m: m.method.name,
    IsInstance=lambda m: not m.static,
)
methods(
    MethodView, Invoke=[("object*:arguments -> object", lambda m, *given: m.invoke(list(given)))]
)
