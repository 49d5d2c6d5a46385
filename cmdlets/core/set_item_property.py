"""Set-ItemProperty: sets a property of a file."""

from collections.abc import Iterable
from typing import Any

from cmdlets.core._item_properties import UsesProperties, no_property
from smimeadmin.core.values import FileInfo
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.members import find_property, get_member, members_of, set_member

_VALUES = ("propertyValuePathSet", "propertyValueLiteralPathSet")
_OBJECTS = ("propertyPSObjectPathSet", "propertyPSObjectLiteralPathSet")


class SetItemProperty(
    UsesProperties,
    name="Set-ItemProperty",
    aliases=("sp",),
    impact="Medium",
    default_set=_VALUES[0],
):
    """Sets LastWriteTime, IsReadOnly or Attributes of files and folders."""

    path: list[str] = Parameter(
        "The paths; wildcards are allowed.",
        default=(),
        sets=(
            InSet(
                _VALUES[0],
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
            InSet(_OBJECTS[0], mandatory=True, position=0, from_pipeline_by_property_name=True),
        ),
    )
    literal_path: list[str] = Parameter(
        "The paths; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=(
            InSet(_VALUES[1], mandatory=True, from_pipeline_by_property_name=True),
            InSet(_OBJECTS[1], mandatory=True, from_pipeline_by_property_name=True),
        ),
    )
    name_: str | None = Parameter(
        "The property.",
        name="Name",
        default=None,
        aliases=("PSProperty",),
        sets=tuple(
            InSet(one, mandatory=True, position=1, from_pipeline_by_property_name=True)
            for one in _VALUES
        ),
    )
    value: object = Parameter(
        "Its value.",
        default=None,
        sets=tuple(
            InSet(one, mandatory=True, position=2, from_pipeline_by_property_name=True)
            for one in _VALUES
        ),
        allows=("null",),
    )
    input_object: object = Parameter(
        "An object whose properties are set on each file.",
        default=None,
        sets=tuple(
            InSet(one, mandatory=True, position=place, from_pipeline=True)
            for place, one in enumerate(_OBJECTS, 1)
        ),
    )
    force: bool = Parameter("Accepted: there is no property that needs it.", default=False)
    pass_thru: bool = Parameter("Write the file.", default=False)

    examples = (
        Example(
            "Read-only.",
            "Set-ItemProperty note.txt IsReadOnly $true; (Get-Item note.txt).IsReadOnly",
            setup="Set-Content note.txt 'x'",
            shows="True",
        ),
    )

    def process(
        self,
        path: list[str],
        literal_path: list[str],
        name_: str | None,
        value: object,
        input_object: object,
    ) -> None:
        """Set the properties of each file."""
        pairs: Iterable[tuple[str, Any]] = [(name_ or "", value)]
        if input_object is not None:
            names = [row[0] for row in members_of(input_object) if row[1] == "NoteProperty"]
            pairs = [(name, get_member(input_object, name)) for name in names]
        for item in self.items_with_properties(path, literal_path):
            for name, one in pairs:
                self._set(item, name, one)
            if self.pass_thru:
                self.write(item)

    def _set(self, item: FileInfo, name: str, value: Any) -> None:
        told = f"Item: {item} Property: {name} Value: {to_text(value)}"
        if not find_property(item, name)[0]:
            self.write_error(no_property(name, item), name)
        elif self.should_process(told, "Set Property File"):
            set_member(item, name, value)
