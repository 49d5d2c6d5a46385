"""Get-Content: reads a file line by line."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from cmdlets.core._paths import TakesPaths, missing
from smimeadmin.core.encodings import decode_text, decoded_pieces
from smimeadmin.core.files import has_wildcard
from smimeadmin.core.values import Byte
from smimeadmin.shell.engine import CommandError, Example, Parameter


class GetContent(TakesPaths, name="Get-Content", aliases=("gc", "cat", "type"), default_set="Path"):
    """Reads files and writes their lines, or their bytes.

    A file is read piece by piece; a byte order mark says its encoding.
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
    force: bool = Parameter("Accepted.", default=False)

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
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Read each file."""
        for one in path or ():
            if has_wildcard(one) and not self.matching_paths(one):
                self.write_error(missing(one), one)
        for whole in self.meant(path, literal_path):
            if self.files.is_dir(whole):
                self._refuse_folder(whole)
            elif self.as_byte_stream or str(self.encoding).lower() == "byte":
                self._bytes(whole)
            else:
                self._text(whole)

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
        data = self.files.read_bytes(whole)
        if self.total_count >= 0:
            data = data[: self.total_count]
        if self.tail >= 0:
            data = data[-self.tail :] if self.tail else b""
        if self.raw or self.read_count == 0:
            self.write(bytearray(data))
        else:
            self.write_each(Byte(number) for number in data)

    def _text(self, whole: str) -> None:
        if self.raw:
            text = decode_text(self.files.read_bytes(whole), self.text_encoding(self.encoding))
            self.write(text)
            return
        lines: Iterable[str] = self._lines(whole)
        if self.total_count >= 0:
            lines = islice(lines, self.total_count)
        if self.tail >= 0:
            lines = deque(lines, maxlen=self.tail)
        self._write_lines(lines)

    def _write_lines(self, lines: Iterable[str]) -> None:
        if self.read_count == 1:
            self.write_each(lines)
            return
        waiting = iter(lines)
        while group := list(islice(waiting, self.read_count or None)):
            self.write(group)

    def _lines(self, whole: str) -> Iterator[str]:
        rest = ""
        with self.files.open(whole) as stream:
            for piece in decoded_pieces(stream, self.text_encoding(self.encoding)):
                parts = (rest + piece).split(self.delimiter)
                rest = parts.pop()
                yield from (self._bare(part) for part in parts)
        if rest:
            yield self._bare(rest)

    def _bare(self, line: str) -> str:
        return line.removesuffix("\r") if self.delimiter == "\n" else line
