"""The end of a text file, found without reading what stands before it."""

from collections import deque
from collections.abc import Iterator

from smimeadmin.core.encodings import TextEncoding, decode_text, decoded_pieces, detect_encoding
from smimeadmin.core.files import Files

_CHUNK = 1 << 16
_LINE_END_IS_ONE_BYTE = ("utf-8", "ascii", "latin", "iso8859", "cp1", "cp4", "cp8")


def last_lines(files: Files, whole: str, count: int, default: TextEncoding) -> list[str]:
    """Return the last lines of a file, without their line feeds."""
    if count == 0:
        return []
    encoding = detect_encoding(files.read_range(whole, 0, 4), default)
    if not encoding.codec.startswith(_LINE_END_IS_ONE_BYTE):
        return _by_reading_all(files, whole, count, default)
    raw = _end_of_file(files, whole, count)
    lines = decode_text(raw, encoding).split("\n")
    if not lines[-1]:
        lines.pop()
    return lines[-count:]


def _end_of_file(files: Files, whole: str, count: int) -> bytes:
    """Return the end of a file that holds at least so many line feeds before its last byte."""
    start = files.info(whole).size
    pieces: deque[bytes] = deque()
    feeds = 0
    while start > 0 and feeds <= count:
        length = min(_CHUNK, start)
        start -= length
        pieces.appendleft(files.read_range(whole, start, length))
        feeds += pieces[0].count(b"\n")
    raw = b"".join(pieces)
    return raw if start == 0 else raw.partition(b"\n")[2]


def _by_reading_all(files: Files, whole: str, count: int, default: TextEncoding) -> list[str]:
    kept: deque[str] = deque(maxlen=count)
    rest = ""
    with files.open(whole) as stream:
        for piece in decoded_pieces(stream, default):
            *lines, rest = (rest + piece).split("\n")
            kept.extend(lines)
    if rest:
        kept.append(rest)
    return list(kept)


def pieces_from(files: Files, whole: str, start: int) -> Iterator[bytes]:
    """Yield what stands in a file from an offset on."""
    while piece := files.read_range(whole, start, _CHUNK):
        start += len(piece)
        yield piece
