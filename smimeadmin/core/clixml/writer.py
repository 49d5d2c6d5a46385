"""Values to CLIXML (MS-PSRP 2.2.5; the rules are those that were recorded from PowerShell)."""

from collections.abc import Iterable
from typing import Any, Final

from smimeadmin.core.clixml.errors import ClixmlDepthArgumentError
from smimeadmin.core.clixml.escapes import encoded, encoded_attribute
from smimeadmin.core.clixml.limits import LEVELS
from smimeadmin.core.clixml.parts import MemberSet, Pairs, Portrait
from smimeadmin.core.clixml.portrait import Portrayer
from smimeadmin.core.clixml.reader import NAMESPACE
from smimeadmin.core.clixml.records import ProgressRecord
from smimeadmin.core.clixml.scalars_write import BYTES, ESCAPED, PLAIN, bytes_text

HEAD: Final = f'<Objs Version="1.1.0.1" xmlns="{NAMESPACE}"'
_TOO_DEEP: Final = "What follows stands more than 49 levels deep and was left out."


class ClixmlWriter:
    """Writes values one after the other; what was written before is referred to.

    ``depth``: so many levels of objects' own properties are written whole. ``indent`` is how a
    file looks; messages of remoting have no root and no indentation, and are ``lenient`` about
    U+FFFE and U+FFFF. References count from ``first_reference``: a piece of a larger message takes
    numbers of its own.
    """

    def __init__(
        self,
        portrayer: Portrayer | None = None,
        *,
        depth: int = 1,
        indent: bool = True,
        lenient: bool = False,
        first_reference: int = 0,
    ) -> None:
        if depth < 1:
            raise ClixmlDepthArgumentError(depth)
        self._portrayer = portrayer or Portrayer()
        self._depth = depth
        self._indent = indent
        self._lenient = lenient
        self._parts: list[str] = []
        self._references: dict[int, tuple[str, Any]] = {}
        self._tables: dict[tuple[str, ...], str] = {}
        self._first = first_reference
        self._open = 0

    def add(self, value: Any) -> None:
        """Write a value behind those that were written."""
        self._write(value, "", self._depth, 1 if self._indent else 0)

    def document(self) -> str:
        """Return the document of all values that were added."""
        if not self._parts:
            return f"{HEAD} />"
        end = "\n</Objs>" if self._indent else "</Objs>"
        return f"{HEAD}>{''.join(self._parts)}{end}"

    @property
    def next_reference(self) -> int:
        """The first number that no reference has taken yet."""
        return self._first + max(len(self._references), len(self._tables))

    def take_pieces(self) -> str:
        """Return what was written since the last call, without a root."""
        text = "".join(self._parts)
        self._parts.clear()
        return text

    def _pad(self, level: int) -> str:
        return f"\n{'  ' * level}" if self._indent else ""

    def _encoded(self, text: str) -> str:
        return encoded(text, lenient=self._lenient)

    def _named(self, name: str) -> str:
        return f' N="{encoded_attribute(name, lenient=self._lenient)}"'

    def _write(self, value: Any, name: str, depth: int, level: int) -> None:
        """Write a value; ``name`` is the attribute, with the blank in front of it."""
        kind = type(value)
        plain = PLAIN.get(kind)
        if plain is not None:
            tag = plain[0]
            self._parts.append(f"{self._pad(level)}<{tag}{name}>{plain[1](value)}</{tag}>")
            return
        if value is None:
            self._parts.append(f"{self._pad(level)}<Nil{name} />")
            return
        escaped = ESCAPED.get(kind)
        if escaped is not None:
            self._element(escaped[0], name, escaped[1](value), level)
        elif kind in BYTES:
            self._bytes(value, name, level)
        elif kind is ProgressRecord:
            self._progress(value, name, level)
        else:
            self._write_object(value, name, depth, level)

    def _element(self, tag: str, name: str, text: str, level: int) -> None:
        self._parts.append(f"{self._pad(level)}<{tag}{name}>{self._encoded(text)}</{tag}>")

    def _bytes(self, value: Any, name: str, level: int) -> None:
        text = bytes_text(value)
        self._parts.append(
            f"{self._pad(level)}<BA{name}>{text}</BA>"
            if text
            else f"{self._pad(level)}<BA{name} />"
        )

    def _write_object(self, value: Any, name: str, depth: int, level: int) -> None:
        known = self._references.get(id(value))
        if known is not None:
            self._parts.append(f'{self._pad(level)}<Ref{name} RefId="{known[0]}" />')
            return
        if self._open >= LEVELS:
            self._element("S", name, _TOO_DEEP, level)
            return
        portrait = self._portrayer.portrait(value)
        if portrait.element is not None:
            self._scalar(value, portrait, name, depth, level)
            return
        depth = portrait.depth or depth
        if not portrait.container and (portrait.is_text or depth == 0):
            self._as_text(value, portrait, name, depth, level)
            return
        self._whole(value, portrait, name, depth, level)

    def _scalar(self, value: Any, portrait: Portrait, name: str, depth: int, level: int) -> None:
        """Write a scalar of the portrayer's, or one that something was pinned to."""
        tag, text = portrait.element or ("S", "")
        if not portrait.extended and not portrait.names and portrait.text is None:
            self._tagged(tag, name, text, level)
            return
        mark = self._begin(value, name, level)
        self._types(portrait.names, level + 1)
        self._to_string(portrait.text, level + 1)
        self._tagged(tag, "", text, level + 1)
        self._members("MS", portrait.extended, depth, level + 1)
        self._finish(mark, level)

    def _tagged(self, tag: str, name: str, text: str, level: int) -> None:
        if tag == "BA" and not text:
            self._parts.append(f"{self._pad(level)}<BA{name} />")
        else:
            self._element(tag, name, text, level)

    def _as_text(self, value: Any, portrait: Portrait, name: str, depth: int, level: int) -> None:
        """Write an object that is not written whole: its text, and what was added to it."""
        text = portrait.as_text
        if text is None:
            text = portrait.text if portrait.text is not None else self._portrayer.text(value)
        if not portrait.extended and not portrait.is_bag:
            self._element("S", name, text, level)
            return
        mark = self._begin(value, name, level)
        if portrait.is_bag and portrait.names[:1] != _BAG:
            self._types(portrait.names, level + 1)
        self._element("S", "", text, level + 1)
        self._members("MS", portrait.extended, depth, level + 1)
        self._finish(mark, level)

    def _whole(self, value: Any, portrait: Portrait, name: str, depth: int, level: int) -> None:
        mark = self._begin(value, name, level)
        self._types(portrait.names, level + 1)
        if portrait.container:
            self._container(portrait, depth, level + 1)
        else:
            self._to_string(portrait.text, level + 1)
            if portrait.inner is not None:
                self._write(portrait.inner, "", depth, level + 1)
        if portrait.adapted is not None and (depth > 0 or not portrait.container):
            self._properties(portrait.adapted, depth - 1, level + 1)
        self._members("MS", portrait.extended, depth, level + 1)
        self._finish(mark, level)

    def _begin(self, value: Any, name: str, level: int) -> int:
        reference = str(self._first + len(self._references))
        self._references[id(value)] = (reference, value)
        self._parts.append(f'{self._pad(level)}<Obj{name} RefId="{reference}">')
        self._open += 1
        return len(self._parts)

    def _finish(self, mark: int, level: int) -> None:
        self._open -= 1
        if len(self._parts) == mark:
            self._parts[-1] = f"{self._parts[-1][:-1]} />"
        else:
            self._parts.append(f"{self._pad(level)}</Obj>")

    def _types(self, names: tuple[str, ...], level: int) -> None:
        if not names:
            return
        known = self._tables.get(names)
        if known is not None:
            self._parts.append(f'{self._pad(level)}<TNRef RefId="{known}" />')
            return
        reference = self._tables[names] = str(self._first + len(self._tables))
        self._parts.append(f'{self._pad(level)}<TN RefId="{reference}">')
        for name in names:
            self._element("T", "", name, level + 1)
        self._parts.append(f"{self._pad(level)}</TN>")

    def _to_string(self, text: str | None, level: int) -> None:
        if text is None:
            return
        if text:
            self._element("ToString", "", text, level)
        else:
            self._parts.append(f"{self._pad(level)}<ToString />")

    def _container(self, portrait: Portrait, depth: int, level: int) -> None:
        tag = portrait.container
        mark = len(self._parts)
        self._parts.append(f"{self._pad(level)}<{tag}>")
        if tag == "DCT":
            self._entries(portrait.items, depth, level + 1)
        else:
            for item in portrait.items:
                self._write(item, "", depth, level + 1)
        if len(self._parts) == mark + 1:
            self._parts[mark] = f"{self._pad(level)}<{tag} />"
        else:
            self._parts.append(f"{self._pad(level)}</{tag}>")

    def _entries(self, pairs: Iterable[tuple[Any, Any]], depth: int, level: int) -> None:
        for key, value in pairs:
            self._parts.append(f"{self._pad(level)}<En>")
            self._write(key, ' N="Key"', depth, level + 1)
            self._write(value, ' N="Value"', depth, level + 1)
            self._parts.append(f"{self._pad(level)}</En>")

    def _properties(self, pairs: Pairs, depth: int, level: int) -> None:
        if pairs:
            self._members("Props", pairs, depth, level)
        else:
            self._parts.append(f"{self._pad(level)}<Props />")

    def _members(self, tag: str, pairs: Pairs | None, depth: int, level: int) -> None:
        if not pairs:
            return
        self._parts.append(f"{self._pad(level)}<{tag}>")
        self._named_values(pairs, depth, level + 1)
        self._parts.append(f"{self._pad(level)}</{tag}>")

    def _named_values(self, pairs: Pairs, depth: int, level: int) -> None:
        for name, value in pairs:
            if type(value) is MemberSet:
                self._parts.append(f"{self._pad(level)}<MS{self._named(name)}>")
                self._named_values(value.members, depth, level + 1)
                self._parts.append(f"{self._pad(level)}</MS>")
            else:
                self._write(value, self._named(name), depth, level)

    def _progress(self, record: ProgressRecord, name: str, level: int) -> None:
        self._parts.append(f"{self._pad(level)}<PR{name}>")
        inside = level + 1
        self._element("AV", "", record.activity, inside)
        self._element("AI", "", str(record.activity_id), inside)
        self._write(record.current_operation, "", 1, inside)
        for tag, number in (("PI", record.parent_activity_id), ("PC", record.percent_complete)):
            self._element(tag, "", str(number), inside)
        self._element("T", "", str(record.record_type), inside)
        self._element("SR", "", str(record.seconds_remaining), inside)
        self._element("SD", "", record.status_description, inside)
        self._parts.append(f"{self._pad(level)}</PR>")


_BAG: Final = ("System.Management.Automation.PSCustomObject",)


def write_document(
    values: Iterable[Any], portrayer: Portrayer | None = None, *, depth: int = 1
) -> str:
    """Return values as a document, as Export-Clixml and PSSerializer write it."""
    writer = ClixmlWriter(portrayer, depth=depth)
    for value in values:
        writer.add(value)
    return writer.document()


def write_message(value: Any, portrayer: Portrayer | None = None, *, depth: int = 1) -> str:
    """Return one value as a message of remoting: no root, no blanks."""
    writer = ClixmlWriter(portrayer, depth=depth, indent=False, lenient=True)
    writer.add(value)
    return writer.take_pieces()
