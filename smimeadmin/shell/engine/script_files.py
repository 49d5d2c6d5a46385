"""Script files: read in whatever encoding they come, parsed once, and compiled."""

from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any, BinaryIO

from smimeadmin.shell.engine.blocks import BlockCode, ScriptBlock
from smimeadmin.shell.engine.compile_unit import Unit
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.language import ParseError, parse

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode_script(data: bytes) -> str:
    """Return the text of a script: by its mark, else UTF-8, else Windows' code page 1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def decoded_lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a text file as they are read, and close it: by its mark, else UTF-8."""
    with stream:
        start = stream.read(4)
        stream.seek(0)
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        with TextIOWrapper(stream, encoding, errors="replace") as text:
            for line in text:
                yield line.removesuffix("\n")


def compile_script(text: str, path: str | None, session: Any) -> ScriptBlock:
    """Parse a script and return it as a block; ParseError if it is wrong."""
    tree = parse(text, path) if path is not None else parse(text)
    name = "" if path is None else path.replace("\\", "/").rpartition("/")[2]
    return ScriptBlock(BlockCode(tree, Unit(path), name=name), session)


def create_block(text: str) -> ScriptBlock:
    """Return the block of ``[scriptblock]::Create``; the caller's session is set by its call."""
    try:
        return ScriptBlock(BlockCode(parse(text), Unit(None)), None)
    except ParseError as error:
        raise MethodCallError(
            "ParseException", str(error), inner=AUTOMATION + "ParseException"
        ) from error
