"""Get-Content: reads a file line by line."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from cmdlets.core._lines import last_lines, pieces_from
from cmdlets.core._paths import FiltersNames, missing
from smimeadmin.core.encodings import decode_text, decoded_pieces
from smimeadmin.core.files import has_wildcard
from smimeadmin.core.files_errors import FileError
from smimeadmin.core.values import Byte
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.convert import enumerate_value

_CHUNK = 1 << 16
_LOOKS_EVERY = 0.25
"""Seconds between two looks at a file that is waited for."""


class GetContent(
    FiltersNames, name="Get-Content", aliases=("gc", "cat", "type"), default_set="Path"
):
    """Reads files and writes their lines, or their bytes.

    A file is read piece by piece; a byte order mark says its encoding. Names in `env:`,
    `variable:`, `function:` and `alias:` give their values.
    """

    read_count: int = Parameter("How many lines at a time; 0 for all.", default=1, type="Int64")
    total_count: int = Parameter(
        "How many lines from the start.", default=-1, aliases=("First", "Head"), type="Int64"
    )
    tail: int = Parameter("How many lines from the end.", default=-1, aliases=("Last",))
    encoding: object = Parameter("The encoding; Byte for bytes.", default="utf8")
    raw: bool = Parameter("The whole file as one text, or one array of bytes.", default=False)
    as_byte_stream: bool = Parameter("Bytes, not text.", default=False)
    delimiter: str = Parameter("What separates the lines.", default="\n")
    wait: bool = Parameter(
        "Stay, and write what is added to the file until Ctrl-C, or until it is removed.",
        default=False,
    )
    force: bool = Parameter("Hidden ones too, where wildcards stand.", default=False)

    examples = (
        Example(
            "The last line.",
            "Get-Content note.txt -Tail 1",
            setup="Set-Content note.txt 'a', 'b'",
            shows="b",
        ),
        Example(
            "A collection as bytes, by the old line of the documentation.",
            "(Get-Content data.bin -Encoding Byte).Count",
            setup="Set-Content data.bin ([byte[]](1, 2, 3)) -AsByteStream",
            shows="3",
        ),
        Example("A variable of the environment.", "$env:TOWN = 'Rome'; gc env:TOWN", shows="Rome"),
    )

    def begin(self) -> None:
        """Refuse what excludes each other."""
        if self.tail >= 0 and self.total_count >= 0:
            raise _together("TailAndHeadCannotCoexist", "Tail", "TotalCount")
        if self.raw and self.wait:
            raise _together("RawAndWaitCannotCoexist", "Raw", "Wait")

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Read each file."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name in self.items_meant(names):
            self._values(drive.value(name))
        for one in plain:
            if has_wildcard(one) and not self.matching_paths(one):
                self.write_error(missing(one), one)
        for whole in self.meant(plain, literal):
            if self.files.is_dir(whole):
                self._refuse_folder(whole)
                continue
            try:
                self._read(whole)
            except FileError as error:
                self.write_error(_unreadable(error, whole), whole)

    def _read(self, whole: str) -> None:
        if self.as_byte_stream or str(self.encoding).lower() == "byte":
            self._bytes(whole)
        else:
            self._text(whole)
        if self.wait:
            self._follow(whole)

    def _values(self, value: Any) -> None:
        """Write what a variable or an entry holds, as if it were lines."""
        items = enumerate_value(value)
        self._write_lines(self._chosen(iter([value] if items is None else items)))

    def _chosen(self, lines: Iterable[Any]) -> Iterable[Any]:
        if self.total_count >= 0:
            return islice(lines, self.total_count)
        return deque(lines, maxlen=self.tail) if self.tail >= 0 else lines

    def _refuse_folder(self, whole: str) -> None:
        self.write_error(
            CommandError(
                "GetContentReaderUnauthorizedAccessError",
                f"'{whole}' is a folder and has no content.",
                category="PermissionDenied",
                target=whole,
                inner="System.UnauthorizedAccessException",
                hint="Get-ChildItem lists what is in it.",
            ),
            whole,
        )

    def _bytes(self, whole: str) -> None:
        if self.raw:
            self.write(bytearray(self.files.read_bytes(whole)))
            return
        if self.tail >= 0:
            start = max(self.files.info(whole).size - self.tail, 0)
            numbers: Iterable[Any] = map(Byte, self.files.read_range(whole, start, self.tail))
        else:
            numbers = self._chosen(self._numbers(whole))
        if self.read_count == 0:
            self.write(bytearray(numbers))
        else:
            self._write_lines(numbers)

    def _numbers(self, whole: str) -> Iterator[Byte]:
        with self.files.open(whole) as stream:
            while piece := stream.read(_CHUNK):
                yield from map(Byte, piece)

    def _text(self, whole: str) -> None:
        encoding = self.text_encoding(self.encoding)
        if self.raw:
            self.write(decode_text(self.files.read_bytes(whole), encoding))
            return
        if self.tail >= 0 and self.delimiter == "\n":
            lines: Iterable[str] = last_lines(self.files, whole, self.tail, encoding)
            self._write_lines(map(self._bare, lines))
            return
        self._write_lines(self._chosen(self._lines(whole)))

    def _write_lines(self, lines: Iterable[Any]) -> None:
        if self.read_count == 1:
            self.write_each(lines)
            return
        waiting = iter(lines)
        while group := list(islice(waiting, self.read_count or None)):
            self.write(group)

    def _lines(self, whole: str) -> Iterator[str]:
        rest = ""
        strips = self.delimiter == "\n"
        with self.files.open(whole) as stream:
            for piece in decoded_pieces(stream, self.text_encoding(self.encoding)):
                parts = (rest + piece).split(self.delimiter)
                rest = parts.pop()
                yield from map(self._bare, parts) if strips and "\r" in piece + rest else parts
        if rest:
            yield self._bare(rest)

    def _bare(self, line: str) -> str:
        return line.removesuffix("\r") if self.delimiter == "\n" else line

    def _follow(self, whole: str) -> None:
        """Write each line that is added to a file, as long as there is the file."""
        at = self.files.info(whole).size
        rest = b""
        encoding = self.text_encoding(self.encoding)
        while self.files.exists(whole):
            size = self.files.info(whole).size
            if size < at:  # it was written anew
                at, rest = 0, b""
            for piece in pieces_from(self.files, whole, at):
                at += len(piece)
                parts = (rest + piece).split("\n".encode(encoding.codec))
                rest = parts.pop()
                for part in parts:
                    self.write(self._bare(encoding.decode(part)))
            self.session.wait(_LOOKS_EVERY)


def _together(error_id: str, one: str, other: str) -> CommandError:
    return CommandError(
        error_id,
        f"-{one} and -{other} cannot stand together.",
        category="InvalidOperation",
        inner="System.InvalidOperationException",
        hint=f"Leave out -{one} or -{other}.",
    )


def _unreadable(error: FileError, whole: str) -> CommandError:
    made = CommandError(
        "GetContentReaderUnauthorizedAccessError",
        error.message,
        category="PermissionDenied",
        target=whole,
        inner="System.UnauthorizedAccessException",
        hint=error.hint,
    )
    made.__cause__ = error
    return made
