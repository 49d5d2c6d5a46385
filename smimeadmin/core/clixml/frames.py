"""The elements that are open while CLIXML is read; each takes what stands in it."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clixml.errors import ClixmlArgumentError, ClixmlError
from smimeadmin.core.clixml.live import TypeTable
from smimeadmin.core.clixml.records import ProgressRecord
from smimeadmin.core.clixml.shapes import Shapes
from smimeadmin.core.names import fold
from smimeadmin.core.objects import (
    CUSTOM_OBJECT_NAMES,
    Annotated,
    ExtraMember,
    PropertyBag,
    bare,
)
from smimeadmin.core.values_collections import LostHashtable, LostOrderedDictionary


class Frame:
    """An open element; ``put`` takes a value that stands in it, with its name."""

    __slots__ = ()

    def put(self, _name: str | None, _value: Any) -> None:
        """Take a value."""
        raise ClixmlError("A value stands where none may stand.")


class RootFrame(Frame):
    """The document itself: values one after the other."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: list[Any] = []

    def put(self, _name: str | None, value: Any) -> None:
        """Take a value of the document."""
        self.values.append(value)


class ObjectFrame(Frame):
    """An object: names of its types, what it says of itself, its value, its properties."""

    __slots__ = (
        "_base",
        "_has_base",
        "_result",
        "_shapes",
        "name",
        "notes",
        "properties",
        "reference",
        "sets",
        "table",
        "text",
    )

    def __init__(self, name: str | None, reference: str | None, shapes: Shapes) -> None:
        self.name = name
        self.reference = reference
        self.table: TypeTable | None = None
        self.text: str | None = None
        self.notes: tuple[list[str], list[Any]] | None = None
        self.properties: tuple[list[str], list[Any]] | None = None
        self.sets: list[ExtraMember] | None = None
        self._shapes = shapes
        self._base: Any = None
        self._has_base = False
        self._result: Any = None

    def put(self, _name: str | None, value: Any) -> None:
        """Take the value that the object is; of two the last one counts."""
        self._base = value
        self._has_base = value is not None

    def set_text(self, _name: str | None, text: str) -> None:
        """Take what the object says of itself."""
        self.text = text

    def early(self) -> Any:
        """Return the object while it is still open: a reference inside it means itself."""
        if self._result is None:
            if self._has_base and self.table is None:
                return self._base
            self._result = Annotated(self._base) if self._has_base else PropertyBag()
        return self._result

    def finish(self) -> Any:
        """Return the object that was read."""
        if self._has_base:
            return self._finish_value()
        if self.properties is None and self.sets is None and self._result is None:
            bag = PropertyBag()
            if self.notes is not None:
                self._fill_simple(bag, *self.notes)
        else:
            bag = self._result if type(self._result) is PropertyBag else PropertyBag()
            self._fill(bag)
        bag.text = self.text
        table = self.table
        if table is None:
            bag.type_names = CUSTOM_OBJECT_NAMES
            return bag
        bag.type_names = table.names
        for make in table.makers:
            made = make(bag)
            if made is not None:
                return made
        return bag

    def _fill_simple(self, bag: PropertyBag, names: list[str], values: list[Any]) -> None:
        shape = self._shapes.of(tuple(names))
        if len(shape.index) == len(names):
            bag.shape = shape
            bag.values = values
        else:
            self._fill(bag)

    def _fill(self, bag: PropertyBag) -> None:
        """Give a bag the notes, then the properties of the type; of equal names the last wins."""
        own_names, own_values = self.properties or _NO_MEMBERS
        added_names, added_values = self.notes or _NO_MEMBERS
        shape = self._shapes.of((*added_names, *own_names))
        if len(shape.index) == len(own_names) + len(added_names):
            bag.shape = shape
            bag.values = [*added_values, *own_values]
            bag.adapted = len(own_names)
        else:
            self._fill_apart(bag)
        if self.sets is not None:
            bag.extras = {fold(one.name): one for one in self.sets}

    def _fill_apart(self, bag: PropertyBag) -> None:
        notes = _unique(self.notes)
        own = [pair for pair in _unique(self.properties).items() if pair[0] not in notes]
        names = [name for name, _value in notes.values()]
        values = [value for _name, value in notes.values()]
        names += [name for _folded, (name, _value) in own]
        values += [value for _folded, (_name, value) in own]
        bag.shape = self._shapes.of(tuple(names))
        bag.values = values
        bag.adapted = len(own)

    def _finish_value(self) -> Any:
        nothing = self.notes is None and self.properties is None and self.sets is None
        if nothing and self.table is None and self.text is None and self._result is None:
            return self._base
        value = self._result if type(self._result) is Annotated else Annotated(self._base)
        if self.table is not None:
            value.type_names, value.replaces = self.table.names, True
        value.text = self.text
        if not nothing:
            self._fill(value.notes)
            value.extras, value.notes.extras = value.notes.extras, None
        return value


_NO_MEMBERS: Final[tuple[list[str], list[Any]]] = ([], [])


def _unique(members: tuple[list[str], list[Any]] | None) -> dict[str, tuple[str, Any]]:
    """Return members by folded name: each in its first place, with its last value."""
    if members is None:
        return {}
    return {fold(name): (name, value) for name, value in zip(*members, strict=True)}


class MembersFrame(Frame):
    """Props or MS: values by name; in an MS also sets of members, which have a title."""

    __slots__ = ("is_notes", "members", "owner", "sets", "title")

    def __init__(
        self, owner: "ObjectFrame | MembersFrame", *, is_notes: bool, title: str | None = None
    ) -> None:
        self.owner = owner
        self.is_notes = is_notes
        self.title = title
        self.sets: list[ExtraMember] | None = None
        self.members: tuple[list[str], list[Any]] = ([], [])
        if type(owner) is ObjectFrame:
            self._join(owner)

    def _join(self, owner: ObjectFrame) -> None:
        """Add to the members that the object has already: several MS count as one."""
        given = owner.notes if self.is_notes else owner.properties
        if given is not None:
            self.members = given
        elif self.is_notes:
            owner.notes = self.members
        else:
            owner.properties = self.members

    def put(self, name: str | None, value: Any) -> None:
        """Take a property; without a name it is refused."""
        if not name:
            raise _no_name(name)
        names, values = self.members
        names.append(name)
        values.append(value)

    def add_set(self, one: ExtraMember) -> None:
        """Take a set of members that stands in these."""
        if self.sets is None:
            self.sets = []
        self.sets.append(one)

    def finish(self) -> None:
        """Hand on what was found."""
        owner = self.owner
        if self.title is not None and type(owner) is MembersFrame:
            pairs = zip(*self.members, strict=True)
            notes = [ExtraMember("NoteProperty", name, value) for name, value in pairs]
            owner.add_set(ExtraMember("MemberSet", self.title, [*notes, *(self.sets or ())]))
        elif self.sets is not None and type(owner) is ObjectFrame:
            owner.sets = [*(owner.sets or ()), *self.sets]


def _no_name(name: str | None) -> ClixmlError:
    if name is None:
        return ClixmlError("A property has no name.")
    return ClixmlArgumentError("A property has an empty name.")


class ListFrame(Frame):
    """LST, IE, STK or QUE: values one after the other."""

    __slots__ = ("items", "owner", "tag")

    def __init__(self, tag: str, owner: ObjectFrame) -> None:
        self.tag = tag
        self.owner = owner
        made: list[Any] = _LISTS[tag]()
        self.items = made
        owner.put(None, made)

    def put(self, _name: str | None, value: Any) -> None:
        """Take an item."""
        self.items.append(value)

    def finish(self) -> None:
        """Bring a stack into our order: the file begins at its top, the list ends there."""
        if self.tag == "STK":
            self.items.reverse()


_LISTS: Final[dict[str, Any]] = {
    "LST": v.ArrayList,
    "IE": v.ArrayList,
    "STK": v.Stack,
    "QUE": v.Queue,
}


class TableFrame(Frame):
    """DCT: pairs of a key and a value."""

    __slots__ = ("owner", "table")

    def __init__(self, owner: ObjectFrame) -> None:
        ordered = owner.table is not None and owner.table.is_ordered
        self.owner = owner
        self.table: v.FoldingDictionary = v.OrderedDictionary() if ordered else v.Hashtable()
        owner.put(None, self.table)

    def add(self, key: Any, value: Any) -> None:
        """Take a pair.

        Keys that differ by case only make the table case-sensitive, as in PowerShell; keys that
        are equal are all kept, and none is found any more.
        """
        table = self.table
        if key in table:
            if type(key) is str and table.ignore_case and not _has_spelling(table, key):
                table.respect_case()
            else:
                self._lose_keys()
        self.table[key] = value

    def _lose_keys(self) -> None:
        lost = v.OrderedDictionary if type(self.table) is v.OrderedDictionary else v.Hashtable
        self.table = _LOST[lost](self.table.items())
        self.owner.put(None, self.table)


_LOST: Final[dict[type, Any]] = {
    v.Hashtable: LostHashtable,
    v.OrderedDictionary: LostOrderedDictionary,
}


def _has_spelling(table: v.FoldingDictionary, key: str) -> bool:
    return dict.__contains__(table, key)


class EntryFrame(Frame):
    """En: a key, then its value."""

    __slots__ = ("_key", "_places", "owner")

    def __init__(self, owner: TableFrame) -> None:
        self.owner = owner
        self._places = 0
        self._key: Any = None

    def put(self, name: str | None, value: Any) -> None:
        """Take the key, or the value behind it."""
        wanted = "key" if self._places == 0 else "value"
        if self._places > 1 or name is None or name.lower() != wanted:
            raise ClixmlError("An entry of a dictionary is not one Key and one Value.")
        if self._places == 0:
            if value is None:
                raise ClixmlError("A key of a dictionary is null.")
            self._key = bare(value)
        else:
            self.owner.add(self._key, value)
        self._places += 1

    def finish(self) -> None:
        """Refuse half an entry."""
        if self._places != 2:
            raise ClixmlError("An entry of a dictionary is not one Key and one Value.")


class ProgressFrame(Frame):
    """PR: the fields of a progress record, in their order (MS-PSRP 2.2.5.2.7)."""

    __slots__ = ("fields", "name")

    order: Final = ("AV", "AI", "", "PI", "PC", "T", "SR", "SD")

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.fields: list[Any] = []

    def take(self, _name: str | None, value: Any) -> None:
        """Take a field that has an element of its own."""
        self.fields.append(value)

    def next_tag(self) -> str:
        """Return the element that must come now; an empty text stands for a nullable text."""
        if len(self.fields) == len(self.order):
            raise ClixmlError("A progress record has too many fields.")
        return self.order[len(self.fields)]

    def put(self, _name: str | None, value: Any) -> None:
        """Take the current operation; every other field comes by an element of its own."""
        if self.next_tag():
            raise ClixmlError("The fields of a progress record are out of order.")
        self.fields.append(value)

    def finish(self) -> ProgressRecord:
        """Return the record."""
        if len(self.fields) != len(self.order):
            raise ClixmlError("A progress record lacks fields.")
        activity, number, operation, parent, percent, kind, seconds, status = self.fields
        return ProgressRecord(
            number,
            activity,
            status,
            current_operation=operation,
            parent_activity_id=parent,
            percent_complete=percent,
            seconds_remaining=seconds,
            record_type=kind,
        )


class TypesFrame(Frame):
    """TN: the names of an object's types."""

    __slots__ = ("names", "owner", "reference")

    def __init__(self, owner: ObjectFrame, reference: str | None) -> None:
        self.owner = owner
        self.reference = reference
        self.names: list[str] = []

    def take(self, _name: str | None, text: str) -> None:
        """Take a name."""
        self.names.append(text)
