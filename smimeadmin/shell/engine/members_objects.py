"""Members as objects: what ``.PSObject`` and its collections hold."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.members_table import (
    net_exception,
)
from smimeadmin.shell.engine.types import register_enum, type_names, type_of

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

    @property
    def is_settable(self) -> bool:
        """Whether its value can be changed."""
        return self._write is not None

    def get(self) -> Any:
        """Return the value."""
        return self.value if self._read is None else self._read()

    @property
    def can_be_set(self) -> bool:
        """Whether the value can be changed."""
        return self.kind == "NoteProperty" or self._write is not None

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
    """What ``.PSObject`` gives: the object, for looking at its members."""

    __slots__ = ("owner",)

    def __init__(self, owner: Any) -> None:
        self.owner = owner


class BaseView:
    """What ``.PSBase`` gives of a dictionary: its own members, never the entries of these names."""

    __slots__ = ("owner",)

    def __init__(self, owner: Any) -> None:
        self.owner = owner


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
            names = tuple(self)
            in_front = names[: len(names) - len(own)]
            self.owner.replaces = (*in_front, *own) != names
            self.owner.type_names = names if self.owner.replaces else in_front
