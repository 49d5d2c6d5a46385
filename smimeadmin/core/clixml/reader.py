"""CLIXML to values: expat drives, the frames take what stands in each element.

Nothing of a document type is ever read, objects stand in each other at most 49 levels deep, and
the stack of open elements is a list, so that no input can exhaust Python's own.
"""

import re
from typing import Any, ClassVar, Final
from xml.parsers import expat

from smimeadmin.core.clixml import limits
from smimeadmin.core.clixml.errors import ClixmlArgumentError, ClixmlError, ClixmlSizeError
from smimeadmin.core.clixml.escapes import decoded
from smimeadmin.core.clixml.live import MAKERS, Maker
from smimeadmin.core.clixml.reading import Memory, Run
from smimeadmin.core.clixml.scalars_read import SCALARS
from smimeadmin.core.secret import Secret

NAMESPACE: Final = "http://schemas.microsoft.com/powershell/2004/04"
_BAD_REFERENCE: Final = 14  # expat's XML_ERROR_BAD_CHAR_REF
_MARK: Final = "\U0010fffe"
_HEXADECIMAL: Final = re.compile("(?:[0-9A-Fa-f]{4})+")
_STRUCTURE: Final = (
    *("Obj", "TN", "TNRef", "T", "ToString", "Props", "MS", "LST", "IE", "STK", "QUE"),
    *("DCT", "En", "Ref", "Nil", "PR", "Objs", "AV", "AI", "PI", "PC", "SR", "SD"),
)


def plain_secret(text: str) -> Secret[str]:
    """Read a secure string in the plain form of PowerShell on Linux: UTF-16LE in hexadecimal."""
    if _HEXADECIMAL.fullmatch(text) is None:
        raise ClixmlArgumentError("A secure string is not in a form that is known.")
    return Secret(bytes.fromhex(text).decode("utf-16-le", "surrogatepass"))


class XmlText(str):
    """The text of an XML document, where nobody reads it as one."""

    __slots__ = ()


class Rehydration:
    """What a reader makes of secure strings, XML documents and types that come back alive."""

    makers: ClassVar[dict[str, Maker]] = MAKERS

    def secret(self, text: str) -> Secret[str]:
        """Open the text of an SS element."""
        return plain_secret(text)

    def xml(self, text: str) -> Any:
        """Read the text of an XD element; ``limits.check_xml`` has passed it."""
        return XmlText(text)


class ClixmlReader:
    """Reads documents and single messages."""

    def __init__(
        self, rehydration: Rehydration | None = None, *, object_bytes: int = limits.OBJECT_BYTES
    ) -> None:
        self._rehydration = rehydration or Rehydration()
        self._object_bytes = object_bytes
        self._memory = Memory(self._rehydration.makers)
        scalars: dict[str, Any] = {
            **SCALARS,
            "XD": self._xml,
            "SS": self._rehydration.secret,
        }
        structure = {name: name for name in _STRUCTURE}
        self._in_namespace = {
            f"{NAMESPACE} {name}": meaning for name, meaning in {**scalars, **structure}.items()
        }
        self._anywhere = {**scalars, **structure, **self._in_namespace}

    def document(self, text: str) -> list[Any]:
        """Read a whole document, what Export-Clixml writes: the values in it.

        Raises ``ClixmlError``; its subclasses say what limit was met.
        """
        self._check_size(len(text))
        if text.startswith("\ufeff"):
            raise ClixmlError("A byte order mark stands in front of the document.")
        return self._run(text, self._in_namespace, is_document=True)

    def message(self, data: str | bytes) -> Any:
        """Read the one value of a remoting message, which has no root around it."""
        self._check_size(len(data))
        if isinstance(data, str):
            data = data.removeprefix("\ufeff")
        values = self._run(data, self._anywhere, is_document=False)
        return values[0] if values else None

    def _check_size(self, size: int) -> None:
        if size > self._object_bytes:
            raise ClixmlSizeError(self._object_bytes)

    def _run(self, text: str | bytes, table: dict[str, Any], *, is_document: bool) -> list[Any]:
        if (b"\0" if isinstance(text, bytes) else "\0") in text:  # type: ignore[operator]  # expat would take it for another encoding
            raise ClixmlError("A null character stands in the text.")
        try:
            return self._new_run(table, is_document=is_document).parse(text)
        except expat.ExpatError as reason:
            if reason.code == _BAD_REFERENCE:
                given = text.decode("utf-8-sig") if isinstance(text, bytes) else text
                return self._run_mended(given, table, is_document=is_document)
            raise _malformed(reason) from reason
        except UnicodeEncodeError as reason:
            raise ClixmlError("Half a surrogate pair stands in the document.") from reason

    def _run_mended(self, text: str, table: dict[str, Any], *, is_document: bool) -> list[Any]:
        """Read a text with references to characters that XML, but not PowerShell, refuses."""
        run = self._new_run(table, is_document=is_document)
        try:
            return run.parse(_mended(text), unmark=_unmarked)
        except expat.ExpatError as reason:
            raise _malformed(reason) from reason

    def _new_run(self, table: dict[str, Any], *, is_document: bool) -> Run:
        return Run(table, self._memory, is_document=is_document)

    def _xml(self, text: str) -> Any:
        meant = decoded(text)
        limits.check_xml(meant)
        return self._rehydration.xml(meant)


def _malformed(reason: expat.ExpatError) -> ClixmlError:
    words = expat.ErrorString(reason.code) or "it is broken"
    return ClixmlError(
        f"The text is not well-formed in line {reason.lineno}, column {reason.offset + 1}: {words}."
    )


_NO_REFERENCES: Final = "<!--.*?-->|<!\\[CDATA\\[.*?\\]\\]>|<\\?.*?\\?>"
_REFERENCE: Final = re.compile(
    f"(?P<other>{_NO_REFERENCES})|&#(?:x(?P<hex>[0-9A-Fa-f]+)|(?P<dec>[0-9]+));|{_MARK}", re.DOTALL
)
_MARKED: Final = re.compile(f"{_MARK}([0-9A-F]{{6}})")
_MOST_DIGITS: Final = 12


def _mended(text: str) -> str:
    """Write characters that XML can't refer to as a mark and their code."""

    def mend(match: re.Match[str]) -> str:
        if match["other"] is not None:
            return match[0]
        digits = match["hex"] or match["dec"]
        if digits is None:
            return f"{_MARK}{ord(_MARK):06X}"
        if len(digits.lstrip("0")) > _MOST_DIGITS:
            return match[0]
        code = int(digits, 16 if match["hex"] else 10)
        if code > 0xFFFF and code != ord(_MARK):
            return match[0]
        if code in {9, 10, 13} or (0x20 <= code < 0xD800) or 0xE000 <= code < 0xFFFE:
            return match[0]
        return f"{_MARK}{code:06X}"

    return _REFERENCE.sub(mend, text)


def _unmarked(text: str) -> str:
    return _MARKED.sub(lambda match: chr(int(match[1], 16)), text)
