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
    Shapes,
    TableFrame,
    TypesFrame,
)
from smimeadmin.core.clixml.live import Maker, TypeTable
from smimeadmin.core.clixml.records import PROGRESS_TYPES
from smimeadmin.core.clixml.scalars_read import SCALARS, version_of

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


class Run:
    """The state of one pass. ``table`` has a reader for each scalar element, a name for others."""

    def __init__(
        self, table: dict[str, Any], makers: dict[str, Maker], *, is_document: bool
    ) -> None:
        self._table = table
        self._makers = makers
        self._is_document = is_document
        self._root = RootFrame()
        # Outside of the root nothing may stand; a message has no root of its own.
        self._frame: Frame = Frame() if is_document else self._root
        self._stack: list[Frame] = []
        self._levels = 0
        self._objects: dict[str, Any] = {}
        self._tables: dict[str, TypeTable] = {}
        self._shapes = Shapes()
        self._pieces: list[str] = []
        self._read: Callable[[str], Any] | None = None
        self._sink: Callable[[str | None, Any], None] = self._root.put
        self._name: str | None = None
        self._skipped = 0
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "Obj": self._start_object,
            "TN": self._start_types,
            "TNRef": self._start_types_again,
            "T": self._start_type,
            "ToString": self._start_text,
            "Props": self._start_properties,
            "MS": self._start_notes,
            "DCT": self._start_table,
            "En": self._start_entry,
            "Ref": self._start_reference,
            "Nil": self._start_nil,
            "PR": self._start_progress,
            "Objs": self._start_root,
            **{tag: self._list_starter(tag) for tag in ("LST", "IE", "STK", "QUE")},
            **{tag: self._field_starter(tag) for tag in _PROGRESS_FIELDS if tag != "T"},
        }
        self._unmark: Callable[[str], str] | None = None

    def parse(self, text: str, *, unmark: Callable[[str], str] | None = None) -> list[Any]:
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
            self._starts[meaning](attributes)
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

    def _start_root(self, attributes: Attributes) -> None:
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

    def _start_object(self, attributes: Attributes) -> None:
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

    def _start_reference(self, attributes: Attributes) -> None:
        if self._levels >= limits.LEVELS:
            self._check_level(self._frame)
        reference = attributes.get("RefId")
        if reference is None or reference not in self._objects:
            raise ClixmlError("A reference means no object in front of it.")
        found = self._objects[reference]
        value = found.early() if type(found) is ObjectFrame else found
        self._frame.put(self._named(attributes), value)
        self._skipped = 1

    def _start_nil(self, attributes: Attributes) -> None:
        if self._levels >= limits.LEVELS:
            self._check_level(self._frame)
        self._frame.put(self._named(attributes), None)
        self._skipped = 1

    def _start_types(self, attributes: Attributes) -> None:
        self._push(TypesFrame(self._owner(), attributes.get("RefId")))

    def _start_type(self, _attributes: Attributes) -> None:
        frame = self._frame
        if type(frame) is TypesFrame:
            self._take_text(decoded, frame.take)
        elif type(frame) is ProgressFrame:
            self._start_field("T")
        else:
            raise ClixmlError("A type name stands outside of a list of them.")

    def _end_types(self, frame: Any) -> None:
        table = TypeTable(frame.names, self._makers)
        if frame.reference is not None:
            self._tables[frame.reference] = table
        frame.owner.table = table

    def _start_types_again(self, attributes: Attributes) -> None:
        owner = self._owner()
        reference = attributes.get("RefId")
        table = None if reference is None else self._tables.get(reference)
        if table is None:
            raise ClixmlError("A reference means no list of type names in front of it.")
        owner.table = table
        self._skipped = 1

    def _start_text(self, _attributes: Attributes) -> None:
        self._take_text(decoded, self._owner().set_text)

    def _start_properties(self, _attributes: Attributes) -> None:
        self._push(MembersFrame(self._owner(), is_notes=False))

    def _start_notes(self, attributes: Attributes) -> None:
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

    def _list_starter(self, tag: str) -> Callable[[Attributes], None]:
        return lambda _attributes: self._push(ListFrame(tag, self._owner()))

    def _start_table(self, _attributes: Attributes) -> None:
        self._push(TableFrame(self._owner()))

    def _start_entry(self, _attributes: Attributes) -> None:
        frame = self._frame
        if type(frame) is not TableFrame:
            raise ClixmlError("An entry stands outside of a dictionary.")
        self._push(EntryFrame(frame))

    def _start_progress(self, attributes: Attributes) -> None:
        self._push(ProgressFrame(self._named(attributes)))

    def _field_starter(self, tag: str) -> Callable[[Attributes], None]:
        return lambda _attributes: self._start_field(tag)

    def _start_field(self, tag: str) -> None:
        frame = self._frame
        if type(frame) is not ProgressFrame or frame.next_tag() != tag:
            raise ClixmlError(f"The field '{tag}' stands outside of its place.")
        self._take_text(_PROGRESS_FIELDS[tag], frame.take)


def _refuse_doctype(*_declaration: Any) -> None:
    raise ClixmlError("The document declares a type, and with it perhaps entities.")


def _check_declaration(version: str, _encoding: str | None, _standalone: int) -> None:
    if version != "1.0":
        raise ClixmlError(f"XML {version} can't be read, only 1.0.")
