"""Get-ItemProperty: the properties of a file."""

from cmdlets.core._item_properties import UsesProperties, no_property
from smimeadmin.core.objects import PropertyBag
from smimeadmin.core.values import FileInfo
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.members import get_member, members_of
from smimeadmin.shell.engine.wildcard import has_wildcard, wildcard

_PLACES = ("PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider")
_KINDS = ("Property", "NoteProperty", "ScriptProperty", "AliasProperty", "CodeProperty")


class GetItemProperty(UsesProperties, name="Get-ItemProperty", aliases=("gp",), default_set="Path"):
    """Gets properties of files and folders; without names the whole object of each."""

    name_: list[str] = Parameter(
        "The properties, with wildcards.",
        name="Name",
        default=(),
        position=1,
        aliases=("PSProperty",),
    )

    examples = (
        Example(
            "When a file was changed.",
            "(Get-ItemProperty note.txt -Name Length).Length",
            setup="Set-Content note.txt 'abc' -NoNewline",
            shows="3",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write the properties of each."""
        for item in self.items_with_properties(path, literal_path):
            if not self.name_:
                self.write(item)
                continue
            bag = PropertyBag()
            for name in self.name_:
                self._add(bag, item, name)
            if bag.names:
                for note in _PLACES:
                    bag.add(note, get_member(item, note))
                self.write(bag)

    def _add(self, bag: PropertyBag, item: FileInfo, pattern: str) -> None:
        """Take over the properties whose names match; an error is written if there is none."""
        fits = wildcard(pattern).fullmatch
        names = [row[0] for row in members_of(item) if fits(row[0]) and row[1] in _KINDS]
        if not names and not has_wildcard(pattern):
            self.write_error(no_property(pattern, item), pattern)
        for name in names:
            bag.add(name, get_member(item, name))
