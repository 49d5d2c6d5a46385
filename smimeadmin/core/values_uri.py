"""System.Uri: a text taken apart as RFC 3986 has it, with the spellings that .NET gives back."""

import os
from collections.abc import Callable
from typing import Final

_PORTS: Final = {
    "http": 80, "https": 443, "ftp": 21, "ldap": 389, "ws": 80, "wss": 443, "gopher": 70,
    "nntp": 119, "telnet": 23, "mailto": 25, "net.tcp": 808, "sftp": 22, "ssh": 22,
}  # fmt: skip
_NEED_HOST: Final = frozenset({"http", "https", "ftp", "ws", "wss", "gopher", "net.tcp"})
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_RESERVED: Final = frozenset(":/?#[]@!$&'()*+,;=")
_HEX: Final = frozenset("0123456789abcdefABCDEF")
# What a readable text keeps escaped, since it would say something else without.
_KEEPS: Final = frozenset(b"%#?/\\:@&=+$,;")


class UriParts:
    """The parts of an absolute address; path, query and fragment are escaped."""

    __slots__ = ("fragment", "host", "path", "port", "query", "scheme", "user")

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.user = ""
        self.host = ""
        self.port = _PORTS.get(scheme, -1)
        self.path = ""
        self.query = ""
        self.fragment = ""

    @property
    def is_default_port(self) -> bool:
        """Whether the port is the scheme's own."""
        return self.port == _PORTS.get(self.scheme, -1)

    @property
    def authority(self) -> str:
        """Host and port, the port only where it is not the scheme's own."""
        return self.host if self.is_default_port else f"{self.host}:{self.port}"

    @property
    def front(self) -> str:
        """All that stands before the path."""
        if self.scheme == "mailto":
            user = f"{self.user}@" if self.user else ""
            return f"mailto:{user}{self.host}"
        if self.host or self.path.startswith("/"):
            user = f"{self.user}@" if self.user else ""
            return f"{self.scheme}://{user}{self.authority}"
        return f"{self.scheme}:"

    def text(self) -> str:
        """Return the whole address, escaped."""
        return f"{self.front}{self.path}{self.query}{self.fragment}"


class Uri:
    """System.Uri: the text as it was given; ``is_absolute`` when it starts with a scheme."""

    __slots__ = ("_parts", "is_absolute", "original")

    def __init__(self, original: str, *, is_absolute: bool) -> None:
        self.original = original
        self.is_absolute = is_absolute
        self._parts: UriParts | None = None

    @classmethod
    def parse(cls, text: str, kind: str = "RelativeOrAbsolute") -> "Uri":
        """Read an address of a UriKind; ValueError if it is none."""
        parts = _split(text)
        if parts is None and kind == "Absolute":
            raise ValueError("Invalid URI: The format of the URI could not be determined.")
        if parts is not None and kind == "Relative":
            raise ValueError("A relative URI cannot be created of an absolute address.")
        uri = cls(text, is_absolute=parts is not None)
        uri._parts = parts
        return uri

    @property
    def parts(self) -> UriParts:
        """The parts of an absolute address; ValueError for a relative one."""
        if self._parts is None:
            found = _split(self.original)
            if found is None:
                raise ValueError("This operation is not supported for a relative URI.")
            self._parts = found
        return self._parts

    def __str__(self) -> str:
        if not self.is_absolute:
            return self.original
        return readable(self.parts.text())

    def __repr__(self) -> str:
        return f"Uri({self.original!r})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not Uri or self.is_absolute is not other.is_absolute:
            return False
        if not self.is_absolute:
            return self.original == other.original
        return _without_fragment(self.parts) == _without_fragment(other.parts)

    def __hash__(self) -> int:
        text = _without_fragment(self.parts) if self.is_absolute else self.original
        return hash((Uri, text))


def _without_fragment(parts: UriParts) -> str:
    return f"{parts.scheme}://{parts.authority}{parts.path}{parts.query}"


def escape(text: str, keeps: Callable[[str], bool]) -> str:
    """Return a text with all but some characters as ``%XX`` of their UTF-8."""
    if all(keeps(char) for char in text):
        return text
    return "".join(
        char if keeps(char) else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
        for char in text
    )


def escape_data(text: str) -> str:
    """Return Uri.EscapeDataString: all but the unreserved characters."""
    return escape(text, _UNRESERVED.__contains__)


def _escape_part(text: str, extra: str = "") -> str:
    """Escape what can't stand in a path or query; what is escaped already stays."""
    out: list[str] = []
    for place, char in enumerate(text):
        if (
            (char == "%" and set(text[place + 1 : place + 3]) <= _HEX and len(text) > place + 2)
            or char in _UNRESERVED
            or (char in _RESERVED and char not in extra)
        ):
            out.append(char)
        else:
            out.append("".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace")))
    return "".join(out)


def unescape(text: str, keeps: frozenset[int] = frozenset()) -> str:
    """Return a text with ``%XX`` resolved where the bytes are UTF-8, but for some of them."""
    if "%" not in text:
        return text
    out: list[str] = []
    at = 0
    while at < len(text):
        end = at
        run = bytearray()
        while text[end : end + 1] == "%" and len(text) > end + 2:
            pair = text[end + 1 : end + 3]
            if not set(pair) <= _HEX or int(pair, 16) in keeps:
                break
            run.append(int(pair, 16))
            end += 3
        if run:
            out.append(_decoded(bytes(run)))
            at = end
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def _decoded(raw: bytes) -> str:
    """Decode UTF-8; bytes that are none stay escaped."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as reason:
        bad = "".join(f"%{byte:02X}" for byte in raw[reason.start : reason.end])
        return raw[: reason.start].decode("utf-8") + bad + _decoded(raw[reason.end :])


def readable(text: str) -> str:
    """Return an escaped address as ``ToString()`` shows it."""
    return unescape(text, _KEEPS)


def is_scheme(text: str) -> bool:
    """Say whether a text can be the scheme of an address."""
    return text.isascii() and text[:1].isalpha() and all(c.isalnum() or c in "+-." for c in text)


def _split(text: str) -> UriParts | None:
    """Return the parts of an absolute address, None for a relative one; ValueError if broken."""
    bare = text.strip()
    if len(bare) > 65519:
        raise ValueError("Invalid URI: The Uri string is too long.")
    local = _split_local(bare)
    if local is not None:
        return local
    scheme, colon, rest = bare.partition(":")
    if not colon or not is_scheme(scheme) or len(scheme) == 1:
        return None
    parts = UriParts(scheme.lower())
    rest, _, fragment = _cut(rest, "#")
    parts.fragment = fragment
    slashes = rest.replace("\\", "/") if parts.scheme in _NEED_HOST or scheme == "file" else rest
    if slashes.startswith("//"):
        _read_hierarchy(parts, slashes[2:])
    elif parts.scheme in _NEED_HOST:
        raise ValueError("Invalid URI: The Authority/Host could not be parsed.")
    else:
        _read_opaque(parts, rest)
    return parts


def _cut(text: str, mark: str) -> tuple[str, bool, str]:
    """Cut a text at a mark; return the front, whether it was there, and the escaped rest."""
    front, found, rest = text.partition(mark)
    return front, bool(found), mark + _escape_part(rest) if found else ""


def _split_local(text: str) -> UriParts | None:
    """Return the parts of a path: of a drive, of a share, and of a root where paths have one."""
    parts = UriParts("file")
    if len(text) > 2 and text[0].isalpha() and text[1] == ":" and text[2] in "/\\":
        parts.path = "/" + _escape_part(text.replace("\\", "/"), "?#")
    elif text.startswith("\\\\") and len(text) > 2:
        host, _, path = text[2:].replace("\\", "/").partition("/")
        parts.host = host.lower()
        parts.path = "/" + _escape_part(path, "?#")
    elif text.startswith("/") and os.name != "nt" and not text.startswith("//"):
        parts.path = _escape_part(text, "?#")
    else:
        return None
    return parts


def _read_hierarchy(parts: UriParts, rest: str) -> None:
    rest, _, parts.query = _cut(rest, "?")
    authority, slash, path = rest.partition("/")
    _read_authority(parts, authority)
    parts.path = _without_dots("/" + _escape_part(path)) if slash else "/"


def _read_authority(parts: UriParts, authority: str) -> None:
    user, at, place = authority.rpartition("@")
    parts.user = _escape_part(user) if at else ""
    host, colon, port = _host_and_port(place)
    if not host and parts.scheme in _NEED_HOST:
        raise ValueError("Invalid URI: The hostname could not be parsed.")
    if not _is_host(host):
        raise ValueError("Invalid URI: The hostname could not be parsed.")
    if colon and port:
        if not (port.isascii() and port.isdigit() and int(port) <= 65535):
            raise ValueError("Invalid URI: Invalid port specified.")
        parts.port = int(port)
    parts.host = host.lower()


def _host_and_port(place: str) -> tuple[str, str, str]:
    if place.startswith("["):
        host, bracket, behind = place.partition("]")
        if not bracket or (behind and not behind.startswith(":")):
            raise ValueError("Invalid URI: The hostname could not be parsed.")
        return host + bracket, behind[:1], behind[1:]
    host, colon, port = place.rpartition(":")
    return (host, colon, port) if colon else (place, "", "")


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return ":" in host
    return all(c.isalnum() or c in "-._~%!$&'()*+,;=" for c in host) and ".." not in host


def _read_opaque(parts: UriParts, rest: str) -> None:
    rest, _, parts.query = _cut(rest, "?")
    if parts.scheme == "mailto" and "@" in rest:
        user, _, host = rest.rpartition("@")
        parts.user, parts.host = _escape_part(user), host.lower()
        return
    if parts.scheme == "file" and not rest.startswith("/"):
        raise ValueError("Invalid URI: The format of the URI could not be determined.")
    parts.path = _escape_part(rest)


def _without_dots(path: str) -> str:
    """Return a path without ``.`` and ``..`` (RFC 3986 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    words = path.split("/")[1:]
    for place, word in enumerate(words):
        is_last = place == len(words) - 1
        if word == "..":
            if kept:
                kept.pop()
        elif word != ".":
            kept.append(word)
            continue
        if is_last:
            kept.append("")
    return "/" + "/".join(kept)


def join(base: Uri, relative: str) -> Uri:
    """Return a reference resolved against an absolute address (RFC 3986 5.2)."""
    other = None if relative.startswith("/") else _split(relative)
    if other is not None:
        return Uri.parse(relative)
    parts = base.parts
    if relative.startswith("//"):
        return Uri.parse(f"{parts.scheme}:{relative}")
    head = parts.front
    path, _, fragment = _cut(relative, "#")
    path, has_query, query = _cut(path, "?")
    if path.startswith("/"):
        whole = path
    elif path:
        whole = parts.path[: parts.path.rfind("/") + 1] + path
    else:
        whole = parts.path
        query = query if has_query else parts.query
    return Uri.parse(f"{head}{_without_dots(whole)}{query}{fragment}")
