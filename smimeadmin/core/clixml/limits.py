"""How much may be read, and how XML documents inside CLIXML are kept from growing."""

from typing import Any, Final
from xml.parsers import expat

from smimeadmin.core.clixml.errors import (
    ClixmlDepthError,
    ClixmlEntityError,
    ClixmlError,
    ClixmlSizeError,
    ClixmlTotalError,
    ClixmlValueError,
)

LEVELS: Final = 49
"""Objects may stand in each other so many levels deep."""
OBJECT_BYTES: Final = 200 * 1024 * 1024
COMMAND_BYTES: Final = 50 * 1024 * 1024
ENTITY_CHARACTERS: Final = 10_000
MESSAGE_ELEMENTS: Final = 4 * LEVELS
"""An object takes up to four elements for each level: itself, its part, an entry, its value."""
XML_LEVELS: Final = 100
"""So deep may elements of an XML document stand in each other that a value holds."""


class DataMeter:
    """Counts what one command sends; each object and the sum have a limit of their own."""

    __slots__ = ("_command", "_object", "total")

    def __init__(self, *, command: int = COMMAND_BYTES, one_object: int = OBJECT_BYTES) -> None:
        self._command = command
        self._object = one_object
        self.total = 0

    def add(self, size: int, *, of_object: int | None = None) -> None:
        """Count some bytes; ``of_object`` is how many the object has that they belong to.

        Raises ``ClixmlSizeError`` or ``ClixmlTotalError`` beyond the limit.
        """
        if (size if of_object is None else of_object) > self._object:
            raise ClixmlSizeError(self._object)
        self.total += size
        if self.total > self._command:
            raise ClixmlTotalError(self._command)


class _XmlCheck:
    """One run of expat over a document: counts levels, and what its entities expand to."""

    def __init__(self, text: str) -> None:
        self._levels = 0
        self._left = ENTITY_CHARACTERS
        self._size = len(text)
        self._values: dict[str, str] = {}

    def start(self, _name: str, attributes: list[str]) -> None:
        """Take an element: its level, and what its attributes have grown to."""
        self._levels += 1
        if self._levels > XML_LEVELS:
            raise ClixmlDepthError(XML_LEVELS)
        if attributes and sum(map(len, attributes)) > self._size + ENTITY_CHARACTERS:
            raise _too_much()

    def end(self, _name: str) -> None:
        """Leave an element."""
        self._levels -= 1

    def doctype(self, _name: str, system: str | None, public: str | None, _internal: int) -> None:
        """Take the declaration of the document's type."""
        if system is not None or public is not None:
            raise ClixmlEntityError("The type of the document is declared outside of it.")

    def entity(self, name: str, _parameter: int, value: str | None, _base: Any, *ids: Any) -> None:
        """Take the declaration of an entity; only what stands in the document itself counts."""
        if value is None or ids[0] is not None or ids[1] is not None:
            raise ClixmlEntityError(f"The entity '{name}' stands outside of the document.")
        self._values.setdefault(name, value)

    def other(self, data: str) -> None:
        """Take what nobody else handles; references to entities come here unexpanded."""
        if data.startswith("&") and data.endswith(";"):
            self._spend(data[1:-1], ())

    def _spend(self, name: str, within: tuple[str, ...]) -> None:
        value = self._values.get(name)
        if value is None:
            return
        if name in within:
            raise ClixmlEntityError(f"The entity '{name}' stands in itself.")
        self._left -= len(value)
        if self._left < 0 or len(within) > XML_LEVELS:
            raise _too_much()
        for part in value.split("&")[1:]:
            inner, semicolon, _rest = part.partition(";")
            if semicolon:
                self._spend(inner, (*within, name))


def _too_much() -> ClixmlEntityError:
    return ClixmlEntityError(
        f"The entities of the document expand to more than {ENTITY_CHARACTERS} characters."
    )


def check_xml(text: str) -> None:
    """Refuse an XML document that isn't well-formed, or whose entities go beyond the limits.

    Internal entities may expand to 10,000 characters in all, none may be external; elements may
    stand in each other 100 levels deep. Raises ``ClixmlValueError``, ``ClixmlEntityError``,
    ``ClixmlDepthError``.
    """
    check = _XmlCheck(text)
    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    parser.StartElementHandler = check.start
    parser.EndElementHandler = check.end
    parser.StartDoctypeDeclHandler = check.doctype
    parser.EntityDeclHandler = check.entity
    parser.DefaultHandler = check.other  # with this one, expat expands nothing in the content
    try:
        parser.Parse(text.encode("utf-8"), True)
    except (expat.ExpatError, UnicodeEncodeError) as reason:
        raise ClixmlValueError(text, "XML document", why="System.Xml.XmlException") from reason


class _MessageCheck:
    """Counts the levels of a message that somebody else will read."""

    def __init__(self) -> None:
        self._levels = 0

    def start(self, _name: str, _attributes: list[str]) -> None:
        """Take an element."""
        self._levels += 1
        if self._levels > MESSAGE_ELEMENTS:
            raise ClixmlDepthError(LEVELS)

    def end(self, _name: str) -> None:
        """Leave an element."""
        self._levels -= 1


def _refuse_doctype(*_declaration: Any) -> None:
    raise ClixmlError("The message declares a document type, and with it perhaps entities.")


def check_message(text: str) -> None:
    """Refuse a message that another reader could not bear: too deep, with entities, or broken.

    Raises ``ClixmlError`` and its subclasses.
    """
    check = _MessageCheck()
    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    parser.StartElementHandler = check.start
    parser.EndElementHandler = check.end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(text.encode("utf-8"), True)
    except (expat.ExpatError, UnicodeEncodeError) as reason:
        raise ClixmlError("A message is not well-formed XML.") from reason
