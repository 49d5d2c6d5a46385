"""One pass of expat over one text: each element goes to the frame that it stands in."""

from collections.abc import Callable
from typing import Any, Final
from xml.parsers import expat

from smimeadmin.core.clixml import limits
from smimeadmin.core.clixml.errors import ClixmlDepthError, ClixmlError, ClixmlValueError
from smimeadmin.core.clixml.escapes import decoded
from smimeadmin.core.clixml.frames import (
    EntryFrame,
    Frame,
    ListFrame,
    MembersFrame,
    ObjectFrame,
    ProgressFrame,
    RootFrame,
    TableFrame,
    TypesFrame,
)
from smimeadmin.core.clixml.live import Maker, TypeTable
from smimeadmin.core.clixml.records import PROGRESS_TYPES
from smimeadmin.core.clixml.scalars_read import SCALARS, version_of
from smimeadmin.core.clixml.shapes import Shapes

_PIECE: Final = 1 << 20
_BLANKS: Final = " \t\r\n"

Attributes = dict[str, str]


def _progress_type(text: str) -> str:
    if text not in PROGRESS_TYPES.members:
        raise ClixmlValueError(text, "ProgressRecordType")
    return text


_PROGRESS_FIELDS: Final[dict[str, Callable[[str], Any]]] = {
    "AV": decoded,
    "AI": SCALARS["I32"],
    "PI": SCALARS["I32"],
    "PC": SCALARS["I32"],
    "T": _progress_type,
    "SR": SCALARS["I32"],
    "SD": decoded,
}


_MOST_TABLES: Final = 1000


class Memory:
    """What the passes of one reader share: shapes of objects, lists of type names."""

    __slots__ = ("_makers", "_tables", "shapes")

    def __init__(self, makers: dict[str, Maker]) -> None:
        self._makers = makers
        self._tables: dict[tuple[str, ...], TypeTable] = {}
        self.shapes = Shapes()

    def table(self, names: list[str]) -> TypeTable:
        """Return what a list of type names means."""
        key = tuple(names)
        known = self._tables.get(key)
        if known is None:
            if len(self._tables) >= _MOST_TABLES:
                self._tables.clear()
            known = self._tables[key] = TypeTable(names, self._makers)
        return known


class Run:
    """The state of one pass. ``table`` has a reader for each scalar element, a name for others."""

    def __init__(self, table: dict[str, Any], memory: Memory, *, is_document: bool) -> None:
        self._table = table
        self._memory = memory
        self._is_document = is_document
        self._root = RootFrame()
        # Outside of the root nothing may stand; a message has no root of its own.
        self._frame: Frame = Frame() if is_document else self._root
        self._stack: list[Frame] = []
        self._levels = 0
        self._objects: dict[str, Any] = {}
        self._tables: dict[str, TypeTable] = {}
        self._shapes = memory.shapes
        self._pieces: list[str] = []
        self._read: Callable[[str], Any] | None = None
        self._sink: Callable[[str | None, Any], None] = self._root.put
        self._name: str | None = None
        self._skipped = 0
        self._unmark: Callable[[str], str] | None = None

    def parse(self, text: str | bytes, *, unmark: Callable[[str], str] | None = None) -> list[Any]:
        """Read a text; ``unmark`` turns marks in it into the characters that they stand for.

        Raises ``ClixmlError``, expat's own error, or UnicodeEncodeError for half a pair.
        """
        self._unmark = unmark
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.XmlDeclHandler = _check_declaration
        if isinstance(text, bytes):
            parser.Parse(text, True)
        elif len(text) <= _PIECE:
            parser.Parse(text.encode("utf-8"), True)
        else:
            for place in range(0, len(text), _PIECE):
                parser.Parse(text[place : place + _PIECE].encode("utf-8"), False)
            parser.Parse(b"", True)
        return self._root.values

    # What expat calls.

    def _start(self, tag: str, attributes: Attributes) -> None:
        if self._skipped:
            self._skipped += 1
            return
        if self._read is not None:
            raise ClixmlError("An element stands inside of a value.")
        if self._pieces:
            self._refuse_text()
        meaning = self._table.get(tag)
        if meaning is None:
            raise ClixmlError(f"The element '{tag.rpartition(' ')[2]}' is not known here.")
        if self._unmark is not None:
            unmark = self._unmark
            attributes = {name: unmark(text) for name, text in attributes.items()}
        if type(meaning) is str:
            _STARTS[meaning](self, attributes)
            return
        frame = self._frame
        if self._levels >= limits.LEVELS:
            self._check_level(frame)
        name = attributes.get("N")
        self._name = name if name is None or "_" not in name else decoded(name)
        self._read = meaning
        self._sink = frame.put

    def _end(self, _tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            if not self._skipped:
                self._pieces.clear()
            return
        read = self._read
        if read is None:
            if self._pieces:
                self._refuse_text()
            self._close()
            return
        self._read = None
        pieces = self._pieces
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        if self._unmark is not None:
            text = self._unmark(text)
        self._sink(self._name, read(text))

    def _refuse_text(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        if text.strip(_BLANKS):
            raise ClixmlError("Text stands between the elements.")

    # Elements that are no plain value.

    def _push(self, frame: Frame) -> None:
        self._stack.append(self._frame)
        self._frame = frame

    def _take_text(
        self, read: Callable[[str], Any], sink: Callable[[str | None, Any], None]
    ) -> None:
        self._name = None
        self._read = read
        self._sink = sink

    def _close(self) -> None:
        """Leave the element that is open."""
        frame = self._frame
        outer = self._frame = self._stack.pop()
        kind = type(frame)
        if kind is ObjectFrame:
            self._end_object(frame, outer)
        elif kind is TypesFrame:
            self._end_types(frame)
        elif kind is ProgressFrame:
            outer.put(frame.name, frame.finish())  # type: ignore[attr-defined]  # it is one
        elif kind is MembersFrame:
            self._end_members(frame)
        elif kind is ListFrame or kind is EntryFrame:
            frame.finish()  # type: ignore[attr-defined]  # both have it

    def start_root(self, attributes: Attributes) -> None:
        """Open the root."""
        if self._stack or not self._is_document:
            raise ClixmlError("Objs stands inside of the document.")
        version = attributes.get("Version")
        if version is not None and version_of(version).major != 1:
            raise ClixmlError(f"CLIXML of version {version} is not known.")
        self._push(self._root)

    def _owner(self) -> ObjectFrame:
        frame = self._frame
        if type(frame) is not ObjectFrame:
            raise ClixmlError("A part of an object stands outside of an object.")
        return frame

    def _check_level(self, frame: Frame) -> None:
        # What an object itself is stands on its own level, all else one below.
        if type(frame) is not ObjectFrame:
            raise ClixmlDepthError(limits.LEVELS)

    def _deeper(self) -> None:
        self._levels += 1
        if self._levels > limits.LEVELS:
            raise ClixmlDepthError(limits.LEVELS)

    def start_object(self, attributes: Attributes) -> None:
        """Open an object."""
        if self._is_document and not self._stack:
            raise ClixmlError("The document does not begin with Objs.")
        self._levels += 1
        if self._levels > limits.LEVELS:
            raise ClixmlDepthError(limits.LEVELS)
        name = attributes.get("N")
        reference = attributes.get("RefId")
        frame = ObjectFrame(
            name if name is None or "_" not in name else decoded(name), reference, self._shapes
        )
        if reference is not None:
            self._objects[reference] = frame
        self._stack.append(self._frame)
        self._frame = frame

    def _end_object(self, frame: Any, outer: Frame) -> None:
        self._levels -= 1
        made = frame.finish()
        reference = frame.reference
        if reference is not None and self._objects[reference] is frame:
            self._objects[reference] = made
        outer.put(frame.name, made)

    def _named(self, attributes: Attributes) -> str | None:
        name = attributes.get("N")
        return None if name is None else decoded(name)

    def start_reference(self, attributes: Attributes) -> None:
        """Take an object that stood in front."""
        if self._levels >= limits.LEVELS:
            self._check_level(self._frame)
        reference = attributes.get("RefId")
        if reference is None or reference not in self._objects:
            raise ClixmlError("A reference means no object in front of it.")
        found = self._objects[reference]
        value = found.early() if type(found) is ObjectFrame else found
        self._frame.put(self._named(attributes), value)
        self._skipped = 1

    def start_nil(self, attributes: Attributes) -> None:
        """Take null; what stands in it is passed over."""
        if self._levels >= limits.LEVELS:
            self._check_level(self._frame)
        self._frame.put(self._named(attributes), None)
        self._skipped = 1

    def start_types(self, attributes: Attributes) -> None:
        """Open a list of type names."""
        self._push(TypesFrame(self._owner(), attributes.get("RefId")))

    def start_type(self, _attributes: Attributes) -> None:
        """Open a type name, or the type of a progress record."""
        frame = self._frame
        if type(frame) is TypesFrame:
            self._take_text(decoded, frame.take)
        elif type(frame) is ProgressFrame:
            self.start_field("T")
        else:
            raise ClixmlError("A type name stands outside of a list of them.")

    def _end_types(self, frame: Any) -> None:
        table = self._memory.table(frame.names)
        if frame.reference is not None:
            self._tables[frame.reference] = table
        frame.owner.table = table

    def start_types_again(self, attributes: Attributes) -> None:
        """Take a list of type names that stood in front."""
        owner = self._owner()
        reference = attributes.get("RefId")
        table = None if reference is None else self._tables.get(reference)
        if table is None:
            raise ClixmlError("A reference means no list of type names in front of it.")
        owner.table = table
        self._skipped = 1

    def start_text(self, _attributes: Attributes) -> None:
        """Open what an object says of itself."""
        self._take_text(decoded, self._owner().set_text)

    def start_properties(self, _attributes: Attributes) -> None:
        """Open the properties of a type."""
        self._push(MembersFrame(self._owner(), is_notes=False))

    def start_notes(self, attributes: Attributes) -> None:
        """Open added members, or a set of them."""
        outer = self._frame
        if type(outer) is not MembersFrame or not outer.is_notes:
            self._push(MembersFrame(self._owner(), is_notes=True))
            return
        title = self._named(attributes)
        if not title:
            raise ClixmlError("A member set has no name.")
        self._deeper()
        self._push(MembersFrame(outer, is_notes=True, title=title))

    def _end_members(self, frame: Any) -> None:
        if frame.title is not None:
            self._levels -= 1
        frame.finish()

    def start_list(self, tag: str) -> None:
        """Open a list."""
        self._push(ListFrame(tag, self._owner()))

    def start_table(self, _attributes: Attributes) -> None:
        """Open a dictionary."""
        self._push(TableFrame(self._owner()))

    def start_entry(self, _attributes: Attributes) -> None:
        """Open an entry of it."""
        frame = self._frame
        if type(frame) is not TableFrame:
            raise ClixmlError("An entry stands outside of a dictionary.")
        self._push(EntryFrame(frame))

    def start_progress(self, attributes: Attributes) -> None:
        """Open a progress record."""
        self._push(ProgressFrame(self._named(attributes)))

    def start_field(self, tag: str) -> None:
        """Open a field of it."""
        frame = self._frame
        if type(frame) is not ProgressFrame or frame.next_tag() != tag:
            raise ClixmlError(f"The field '{tag}' stands outside of its place.")
        self._take_text(_PROGRESS_FIELDS[tag], frame.take)


def _refuse_doctype(*_declaration: Any) -> None:
    raise ClixmlError("The document declares a type, and with it perhaps entities.")


def _check_declaration(version: str, _encoding: str | None, _standalone: int) -> None:
    if version != "1.0":
        raise ClixmlError(f"XML {version} can't be read, only 1.0.")


_Start = Callable[[Run, Attributes], None]


def _list_starter(tag: str) -> _Start:
    return lambda run, _attributes: run.start_list(tag)


def _field_starter(tag: str) -> _Start:
    return lambda run, _attributes: run.start_field(tag)


_STARTS: Final[dict[str, _Start]] = {
    "Obj": Run.start_object,
    "TN": Run.start_types,
    "TNRef": Run.start_types_again,
    "T": Run.start_type,
    "ToString": Run.start_text,
    "Props": Run.start_properties,
    "MS": Run.start_notes,
    "DCT": Run.start_table,
    "En": Run.start_entry,
    "Ref": Run.start_reference,
    "Nil": Run.start_nil,
    "PR": Run.start_progress,
    "Objs": Run.start_root,
    **{tag: _list_starter(tag) for tag in ("LST", "IE", "STK", "QUE")},
    **{tag: _field_starter(tag) for tag in _PROGRESS_FIELDS if tag != "T"},
}
