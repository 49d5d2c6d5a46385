"""Add-Member: gives objects further members."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._properties import has_property
from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.values import Dictionary, Hashtable, OrderedDictionary
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.convert import enumerate_value, to_text
from smimeadmin.shell.engine.members import get_method
from smimeadmin.shell.engine.members_objects import Member
from smimeadmin.shell.engine.members_psobject import add_member

_PLAIN_KINDS = ("NoteProperty", "PropertySet", "MemberSet")
_KINDS = (*_PLAIN_KINDS, "ScriptProperty", "AliasProperty", "ScriptMethod")
_NO_NAMES = (*(kind.lower() for kind in _KINDS), "codeproperty", "codemethod")
_MEMBER = "MemberSet"
_NOTE = "NotePropertySingleMemberSet"
_NOTES = "NotePropertyMultiMemberSet"
_TYPE = "TypeNameSet"


def _is_a_name(text: str | None) -> str | None:
    """Refuse words that say which kind of member is meant: they stand before the name."""
    if text is None or text.lower() not in _NO_NAMES:
        return None
    return f"'{text}' is a type of members, not a name."


class AddMember(CoreCmdlet, name="Add-Member", default_set=_TYPE):
    """Adds properties and methods to objects, or a name in front of their type names.

    Custom objects are changed as they are; of other objects -PassThru gives one that has the
    members.
    """

    input_object: object = Parameter("The object.", from_pipeline=True)
    member_type: str | None = Parameter(
        "NoteProperty, ScriptProperty, AliasProperty, ScriptMethod, PropertySet or MemberSet.",
        default=None,
        aliases=("Type",),
        sets=(InSet(_MEMBER, mandatory=True, position=0),),
        type="System.Management.Automation.PSMemberTypes",
    )
    name_: str | None = Parameter(
        "Its name.", default=None, name="Name", sets=(InSet(_MEMBER, mandatory=True, position=1),)
    )
    value: object = Parameter(
        "Its value, the name that an alias stands for, or the block.",
        default=None,
        sets=(InSet(_MEMBER, position=2),),
    )
    second_value: object = Parameter(
        "The block that sets a ScriptProperty: the value is $args[0].",
        default=None,
        sets=(InSet(_MEMBER, position=3),),
    )
    type_name: str | None = Parameter(
        "The name of a type.",
        default=None,
        sets=(InSet(_TYPE, mandatory=True), _MEMBER, _NOTE, _NOTES),
    )
    force: bool = Parameter(
        "Replace a member that is there.", default=False, sets=(_MEMBER, _NOTE, _NOTES)
    )
    pass_thru: bool = Parameter("Write the object.", default=False)
    note_property_name: str | None = Parameter(
        "The name of a property.",
        default=None,
        sets=(InSet(_NOTE, mandatory=True, position=0),),
        validate=(_is_a_name,),
    )
    note_property_value: object = Parameter(
        "Its value.",
        default=None,
        sets=(InSet(_NOTE, mandatory=True, position=1),),
        allows=("null",),
    )
    note_property_members: object = Parameter(
        "A hashtable of names and values.",
        default=None,
        sets=(InSet(_NOTES, mandatory=True, position=0),),
        type="System.Collections.IDictionary",
    )

    examples = (
        Example(
            "A property.",
            "$u = [pscustomobject]@{ Name = 'anna' }; $u | Add-Member Site AMS; $u.Site",
            shows="AMS",
        ),
        Example(
            "One that is worked out.",
            "$u = [pscustomobject]@{ Bits = 2048 }; "
            "$u | Add-Member ScriptProperty Bytes { $this.Bits / 8 }; $u.Bytes",
            shows="256",
        ),
    )

    def process(self, input_object: object) -> None:
        """Change one object."""
        owner = input_object
        if type(owner) is not PropertyBag and type(owner) is not Annotated:
            owner = Annotated(owner)
        if self.note_property_members is not None:
            for name, value in _pairs(self.note_property_members):
                self._add(owner, Member(name, "NoteProperty", value=value))
        elif self.note_property_name is not None:
            self._add(
                owner,
                Member(self.note_property_name, "NoteProperty", value=self.note_property_value),
            )
        elif self.member_type is not None:
            self._add(owner, self._member(str(self.member_type), self.name_ or ""))
        if self.type_name:
            _name_type(owner, self.type_name)
        if self.pass_thru:
            self.write(owner)

    def _member(self, given: str, name: str) -> Member:
        kind = next((known for known in _KINDS if known.lower() == given.lower()), None)
        if kind is None:
            raise CommandError(
                "InvalidAddMemberType",
                f"Members of the type '{given}' cannot be added.",
                category="InvalidArgument",
                target=given,
                hint=f"Types that can be added are {', '.join(_KINDS)}.",
            )
        if kind not in {"ScriptProperty", "AliasProperty"} and self.is_bound("SecondValue"):
            raise CommandError(
                "Value2ShouldNotBeSpecified",
                f"A {kind} has one value: -SecondValue means nothing for '{name}'.",
                category="InvalidArgument",
                target=name,
                inner="System.InvalidOperationException",
                hint="Leave -SecondValue out.",
            )
        if kind == "AliasProperty":
            if not self.value:
                raise _needs_value(name, kind, "the name of another property")
            return Member(name, kind, value=to_text(self.value))
        if kind == "PropertySet":
            items = enumerate_value(self.value)
            names = [self.value] if items is None else list(items)
            return Member(name, kind, value=[to_text(one) for one in names])
        if kind in _PLAIN_KINDS:
            return Member(name, kind, value=self.value)
        if not isinstance(self.value, ScriptBlock):
            raise _needs_value(name, kind, "a script block")
        return Member(name, kind, self.second_value, self.value)

    def _add(self, owner: Any, member: Member) -> None:
        exists = has_property(owner, member.name) or get_method(owner, member.name) is not None
        if exists and not self.force:
            self.write_error(
                CommandError(
                    "MemberAlreadyExists",
                    f"The object already has a member '{member.name}'.",
                    category="InvalidOperation",
                    target=owner,
                    hint="Add -Force to replace it.",
                ),
                owner,
            )
            return
        if exists:
            _forget(owner, member.name)
        add_member(owner, member)


def _pairs(table: Any) -> list[tuple[str, Any]]:
    if isinstance(table, (Hashtable, OrderedDictionary, Dictionary)):
        return [(to_text(key), value) for key, value in table.items()]
    raise CommandError(
        "InvalidArgument",
        "-NotePropertyMembers takes a hashtable.",
        category="InvalidArgument",
        target=table,
    )


def _needs_value(name: str, kind: str, what: str) -> CommandError:
    return CommandError(
        "Value1ShouldBeSet",
        f"The {kind} '{name}' needs {what} as -Value.",
        category="InvalidArgument",
        target=name,
    )


def _forget(owner: Any, name: str) -> None:
    """Take away a member that another one is to replace; values keep their place."""
    if owner.extras is not None:
        owner.extras.pop(fold(name), None)


def _name_type(owner: Any, name: str) -> None:
    if name not in owner.type_names:
        owner.type_names = (name, *owner.type_names)
