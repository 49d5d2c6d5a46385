"""A small reader of CLIXML for tests: the parts of objects as the lab host describes them."""

import base64
import re
from decimal import Decimal
from xml.etree import ElementTree as ET

from smimeadmin.core import values as v
from smimeadmin.lab.wire_values import WireObject

NUMBERS = {
    "I32": int,
    "I64": v.Int64,
    "U32": v.UInt32,
    "By": v.Byte,
    "I16": v.Int16,
    "U64": v.UInt64,
    "Db": float,
    "Sg": v.Single,
    "D": Decimal,
    "BA": base64.b64decode,
    "URI": lambda text: v.Uri(text, is_absolute=True),
    "C": lambda text: v.Char(chr(int(text))),
}
ESCAPE = re.compile(r"_x([0-9A-F]{4})_")


class OtherScalarError(Exception):
    """A scalar that this reader leaves to the product's own."""


def unescaped(text):
    """Undo ``_xHHHH_``, halves of surrogates joined."""
    plain = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


class WireReader:
    """Reads one message."""

    def __init__(self):
        self.objects, self.names = {}, {}

    def read(self, element):
        tag, text = element.tag, element.text or ""
        if tag in NUMBERS:
            return NUMBERS[tag](text)
        match tag:
            case "Nil":
                return None
            case "S":
                return unescaped(text)
            case "B":
                return text == "true"
            case "Version":
                return v.Version(*map(int, text.split(".")))
            case "G":
                return v.Guid.parse(text)
            case "Ref":
                return self.objects[element.get("RefId")]
            case "Obj":
                return self.object(element)
        raise OtherScalarError(tag)

    def object(self, element):
        made = self.objects[element.get("RefId")] = WireObject()
        for part in element:
            match part.tag:
                case "TN":
                    made.type_names = [unescaped(one.text) for one in part]
                    self.names[part.get("RefId")] = made.type_names
                case "TNRef":
                    made.type_names = self.names[part.get("RefId")]
                case "ToString":
                    made.text = unescaped(part.text or "")
                case "LST" | "QUE" | "STK" | "IE":
                    made.tag = part.tag
                    made.items = [self.read(one) for one in part]
                case "DCT":
                    made.entries = [tuple(self.read(one) for one in pair) for pair in part]
                case "Props":
                    made.adapted = {unescaped(one.get("N")): self.read(one) for one in part}
                case "MS":
                    made.extended = {unescaped(one.get("N")): self.read(one) for one in part}
                case _:
                    made.base = self.read(part)
        return made


def read_wire(text):
    """Return a WireObject or scalar of a message's text."""
    return WireReader().read(ET.fromstring(text))  # noqa: S314 - our own recordings
