"""XML documents out of CLIXML: blanks are kept, and so is a document type with its entities."""

import re
from typing import Any, Final
from xml.parsers import expat

from smimeadmin.shell.engine.xml_document import XmlDocument, XmlElement

_TYPE: Final = re.compile("<!DOCTYPE\\s+([^\\s\\[>]+)\\s*(\\[.*?\\])?\\s*>", re.DOTALL)


class DocumentType(XmlElement):
    """System.Xml.XmlDocumentType: a name, and the declarations as they stand."""

    __slots__ = ("declarations",)

    def __init__(self, name: str, declarations: str) -> None:
        super().__init__(name, {})
        self.declarations = declarations

    def outer_xml(self) -> str:
        """Return the declaration."""
        return f"<!DOCTYPE {self.name}{self.declarations}>"


class _Builder:
    """Takes what expat finds."""

    def __init__(self) -> None:
        self.document = XmlDocument()
        self._open: list[XmlElement] = [self.document]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        element = XmlElement(name, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        """Close it."""
        self._open.pop()

    def text(self, data: str) -> None:
        """Take text."""
        self._open[-1].children.append(data)


def read_document(text: str) -> Any:
    """Read a document that ``core.clixml.limits.check_xml`` has passed."""
    builder = _Builder()
    declared = _TYPE.search(text)
    if declared is not None:
        builder.document.children.append(DocumentType(declared[1], declared[2] or ""))
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.Parse(text.encode("utf-8"), True)
    return builder.document
