"""``.PSObject``: an object's properties and type names as things that can be changed."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, ExtraMember, PropertyBag
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.members_listing import list_members
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    settable,
    static_methods,
)
from smimeadmin.shell.engine.types import register_enum, register_type, type_names, type_of
from smimeadmin.shell.engine.wildcard import wildcard

MEMBER_TYPES: Final = v.EnumType(
    "System.Management.Automation.PSMemberTypes",
    {
        "AliasProperty": 1,
        "CodeProperty": 2,
        "Property": 4,
        "NoteProperty": 8,
        "ScriptProperty": 16,
        "PropertySet": 32,
        "Method": 64,
        "CodeMethod": 128,
        "ScriptMethod": 256,
        "ParameterizedProperty": 512,
        "MemberSet": 1024,
        "Event": 2048,
        "Dynamic": 4096,
    },
    flags=True,
)
register_enum(MEMBER_TYPES)


class Member:
    """One member of an object: PSNoteProperty, PSProperty, PSScriptProperty, PSMethod, ..."""

    __slots__ = ("_read", "_write", "kind", "name", "owner", "value")

    def __init__(
        self,
        name: str,
        kind: str,
        owner: Any = None,
        value: Any = None,
        *,
        read: Callable[[], Any] | None = None,
        write: Callable[[Any], None] | None = None,
    ) -> None:
        self.name = name
        self.kind = kind
        self.owner = owner
        self.value = value
        self._read = read
        self._write = write

    def get(self) -> Any:
        """Return the value."""
        return self.value if self._read is None else self._read()

    def set(self, value: Any) -> None:
        """Change the value."""
        if self._write is not None:
            self._write(value)
        elif self._read is None:
            self.value = value
        else:
            raise net_exception("SetValueException", f"'{self.name}' cannot be set.")

    def __str__(self) -> str:
        return f"{to_text(self.get())}" if self.kind == "Method" else self._shown()

    def _shown(self) -> str:
        value = self.get()
        kind = "object" if value is None else str(type_of(value))
        return f"{kind} {self.name}={to_text(value)}"


class ObjectView:
    """What ``.PSObject`` gives; ``members`` lists members of the object."""

    __slots__ = ("list_members", "owner")

    def __init__(self, owner: Any, list_members: Callable[[Any], list[Member]]) -> None:
        self.owner = owner
        self.list_members = list_members


def view_of(owner: Any) -> ObjectView:
    """Return the view of an object that ``.PSObject`` gives."""
    return ObjectView(owner, list_members)


class MemberCollection(list[Any]):
    """The properties (or all members) of an object: found by name, added, removed."""

    __slots__ = ("owner",)

    def __init__(self, members: list[Member], owner: Any) -> None:
        super().__init__(members)
        self.owner = owner

    def find(self, name: str) -> Member | None:
        """Return the member of a name, or None."""
        folded = fold(name)
        return next((m for m in self if fold(m.name) == folded), None)


class TypeNames(v.GenericList):
    """The type names of an object, changed together with it."""

    __slots__ = ("owner",)

    def __init__(self, owner: Any) -> None:
        super().__init__(type_names(owner), "System.String")
        self.owner = owner

    def store(self) -> None:
        """Write the names back to the object."""
        if type(self.owner) is PropertyBag:
            self.owner.type_names = tuple(self)
        elif type(self.owner) is Annotated:
            own = type_names(self.owner.base)
            self.owner.type_names = tuple(name for name in self if name not in own)


def _is_property(member: Member) -> bool:
    return member.kind.endswith("Property") or member.kind == "PropertySet"


def _properties(view: ObjectView) -> MemberCollection:
    return MemberCollection(
        [m for m in view.list_members(view.owner) if _is_property(m)], view.owner
    )


def _methods(view: ObjectView) -> MemberCollection:
    return MemberCollection(
        [m for m in view.list_members(view.owner) if m.kind.endswith("Method")], view.owner
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
    Members=lambda view: MemberCollection(view.list_members(view.owner), view.owner),
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
    IsSettable=lambda m: m.kind == "NoteProperty",
    IsGettable=lambda _m: True,
    IsInstance=lambda m: m.kind in {"NoteProperty", "ScriptProperty", "ScriptMethod"},
)
settable(Member, "Value", lambda m: m.get(), lambda m, value: m.set(value))
for _kind in ("NoteProperty", "ScriptProperty", "AliasProperty", "ScriptMethod"):
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
