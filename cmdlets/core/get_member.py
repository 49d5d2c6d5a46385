"""Get-Member: what an object has."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core import values as v
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.members import members_of
from smimeadmin.shell.engine.members_objects import MEMBER_TYPES
from smimeadmin.shell.engine.members_static_listing import static_members
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.types import type_names, type_of
from smimeadmin.shell.engine.wildcard import wildcard

_KINDS = {
    "Properties": {
        *("AliasProperty", "CodeProperty", "Property", "NoteProperty", "ScriptProperty"),
        "PropertySet",
    },
    "Methods": {"CodeMethod", "Method", "ScriptMethod"},
}


_ADDED = frozenset(
    (
        "AliasProperty",
        "CodeMethod",
        "CodeProperty",
        "MemberSet",
        "NoteProperty",
        "PropertySet",
        "ScriptMethod",
        "ScriptProperty",
    )
)
"""The kinds of members that an object has beside those of its type."""

Row = tuple[str, str, str]


def hidden_members(rows: list[Row]) -> list[Row]:
    """Return what -Force adds: the member sets that every object has, and what reads properties."""
    added = [name for name, kind, _ in rows if kind in _ADDED]
    own = [name for name, kind, _ in rows if kind not in _ADDED]
    sets = {
        "psadapted": own,
        "psbase": own,
        "psextended": added,
        "psobject": [
            "BaseObject", "Members", "Properties", "Methods", "ImmediateBaseObject", "TypeNames",
            "ToString", "Copy", "Equals", "GetHashCode", "GetType",
        ],
    }  # fmt: skip
    found = [(name, "MemberSet", f"{name} {{{', '.join(names)}}}") for name, names in sets.items()]
    names_type = "System.Collections.ObjectModel.Collection`1[[System.String]]"
    found.append(("pstypenames", "CodeProperty", f"{names_type} pstypenames{{get=PSTypeNames;}}"))
    for name, kind, definition in rows:
        if kind == "Property":
            found.append((f"get_{name}", "Method", f"{definition.split()[0]} get_{name}()"))
    return found


class MemberDefinition:
    """One member as Get-Member shows it."""

    __slots__ = ("_kind", "definition", "name", "type_name_")
    type_name = "Microsoft.PowerShell.Commands.MemberDefinition"
    shown = ("type_name_", "name", "member_type", "definition")

    def __init__(self, type_name: str, name: str, kind: str, definition: str) -> None:
        self.type_name_ = type_name
        self.name = name
        self._kind = kind
        self.definition = definition

    @property
    def member_type(self) -> v.EnumValue:
        """What kind of member it is."""
        return MEMBER_TYPES.value(self._kind)

    def __str__(self) -> str:
        return self.definition


class GetMember(CoreCmdlet, name="Get-Member", aliases=("gm",)):
    """Gets the properties and methods of objects, once for each type of object that comes."""

    input_object: object = Parameter(
        "The objects; given by name, a list is one object.", default=None, from_pipeline=True
    )
    name_: list[str] = Parameter(
        "Only members whose names match.", default=("*",), name="Name", position=0
    )
    member_type: list[str] = Parameter(
        "Only members of these kinds.",
        default=("All",),
        aliases=("Type",),
        choices=("All", *_KINDS, *MEMBER_TYPES.members),
    )
    view: str = Parameter(
        "Which members count: the type's own (Base, Adapted) or those that were added (Extended).",
        default="Adapted, Extended",
        choices=("Extended", "Adapted", "Base", "All"),
    )
    static: bool = Parameter("Members of the type itself.", default=False)
    force: bool = Parameter("Also what is hidden.", default=False)

    examples = (
        Example(
            "What a text has.",
            "'anna' | Get-Member -MemberType Property",
            shows=(
                "   TypeName: System.String\n"
                "\n"
                "Name   MemberType Definition\n"
                "----   ---------- ----------\n"
                "Length Property   int Length {get;}"
            ),
        ),
        Example(
            "What a type has.",
            "[guid] | Get-Member -Static -Name New*",
            shows=(
                "TypeName: System.Guid\n"
                "\n"
                "Name    MemberType Definition\n"
                "----    ---------- ----------\n"
                "new     Method     static guid new(), ...\n"
                "NewGuid Method     static guid NewGuid()"
            ),
        ),
    )

    def begin(self) -> None:
        """Begin without any type seen."""
        self._seen: set[str] = set()
        self._view = {
            added
            for view, added in (("extended", True), ("adapted", False), ("base", False))
            if view in self.view.lower() or self.view.lower() == "all"
        }
        self._patterns = [wildcard(pattern) for pattern in self.name_]
        self._kinds: set[str] = set()
        for kind in self.member_type:
            self._kinds |= _KINDS.get(kind, {kind})

    def process(self, input_object: object) -> None:
        """Write the members of an object whose type did not come before."""
        if input_object is None:
            return
        net_type = input_object if isinstance(input_object, NetType) else type_of(input_object)
        name = net_type.full_name if self.static else type_names(input_object)[0]
        if name in self._seen:
            return
        self._seen.add(name)
        for row in sorted(self._rows(net_type, input_object), key=_order):
            if self._is_wanted(row):
                self.write(MemberDefinition(name, *row))

    def _rows(self, net_type: NetType, item: Any) -> list[Row]:
        if self.static:
            return static_members(net_type)
        rows = members_of(item)
        wanted = self._view
        kept = [row for row in rows if (row[1] in _ADDED) in wanted]
        return kept + hidden_members(rows) if self.force else kept

    def end(self) -> None:
        """Report that nothing came."""
        if not self._seen:
            self.write_error(
                CommandError(
                    "NoObjectInGetMember",
                    "Get-Member got no object to look at.",
                    category="CloseError",
                    inner="System.InvalidOperationException",
                    hint="Pipe an object to it: Get-Date | Get-Member.",
                )
            )

    def _is_wanted(self, row: tuple[str, str, str]) -> bool:
        name, kind, _ = row
        if "All" not in self._kinds and kind not in self._kinds:
            return False
        return any(pattern.fullmatch(name) for pattern in self._patterns)


def _order(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[1], row[0].lower()
