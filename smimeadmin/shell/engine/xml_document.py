"""XML as scripts see it: elements whose children and attributes are properties.

The parser (expat) is loaded at the first document. A DOCTYPE is refused, so that no entity can
expand.
"""

from typing import Any
from xml.parsers import expat


class XmlElement:
    """System.Xml.XmlElement: a name, attributes in order, children (elements and texts)."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[XmlElement | str] = []

    def elements(self) -> list["XmlElement"]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, XmlElement)]

    def inner_text(self) -> str:
        """Return all text inside."""
        return "".join(c if isinstance(c, str) else c.inner_text() for c in self.children)

    def value(self) -> Any:
        """Return what a property shows: the text of a plain element, else the element."""
        return self if self.attributes or self.elements() else self.inner_text()

    def outer_xml(self) -> str:
        """Return the element as XML."""
        pairs = "".join(f' {name}="{_escape(text)}"' for name, text in self.attributes.items())
        if not self.children:
            return f"<{self.name}{pairs} />"
        return f"<{self.name}{pairs}>{self.inner_xml()}</{self.name}>"

    def inner_xml(self) -> str:
        """Return the children as XML."""
        return "".join(_escape(c) if isinstance(c, str) else c.outer_xml() for c in self.children)

    def __str__(self) -> str:
        return "System.Xml.XmlElement"


class XmlDocument(XmlElement):
    """System.Xml.XmlDocument: its only child is the root, if there is one."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("#document", {})

    def outer_xml(self) -> str:
        """Return the document as XML."""
        return self.inner_xml()

    def __str__(self) -> str:
        return "System.Xml.XmlDocument"


def _escape(text: str) -> str:
    for char, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        text = text.replace(char, f"&{name};")
    return text


def parse_xml(text: str) -> XmlDocument:
    """Read a document; nothing gives an empty one; ValueError if it is not well-formed."""
    document = XmlDocument()
    if not text:
        return document

    parser = expat.ParserCreate()
    stack: list[XmlElement] = [document]

    def start(name: str, attributes: dict[str, str]) -> None:
        element = XmlElement(name, attributes)
        stack[-1].children.append(element)
        stack.append(element)

    def characters(data: str) -> None:
        children = stack[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)

    def refuse(*_args: Any) -> None:
        raise ValueError("A DOCTYPE is not allowed.")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: stack.pop()
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except expat.ExpatError as reason:
        raise ValueError(str(reason)) from reason
    _drop_blanks(document)
    return document


def _drop_blanks(element: XmlElement) -> None:
    """Drop blank text between elements, as XmlDocument does unless told otherwise."""
    if element.elements():
        element.children = [c for c in element.children if isinstance(c, XmlElement) or c.strip()]
        for child in element.elements():
            _drop_blanks(child)
