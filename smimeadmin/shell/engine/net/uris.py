"""[uri] and [UriBuilder]."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core import values_uri as addresses
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.convert_objects import parse_address
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    settable,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.types import register_enum, register_type

_KIND: Final = v.EnumType("System.UriKind", {"RelativeOrAbsolute": 0, "Absolute": 1, "Relative": 2})
_PARTIAL: Final = v.EnumType(
    "System.UriPartial", {"Scheme": 0, "Authority": 1, "Path": 2, "Query": 3}
)
_HOST_TYPE: Final = v.EnumType(
    "System.UriHostNameType", {"Unknown": 0, "Basic": 1, "Dns": 2, "IPv4": 3, "IPv6": 4}
)
for _enum in (_KIND, _PARTIAL, _HOST_TYPE):
    register_enum(_enum)


def _bad(reason: Exception) -> MethodCallError:
    return net_exception("UriFormatException", str(reason))


def _make(text: str, kind: v.EnumValue | None = None) -> v.Uri:
    try:
        return v.Uri.parse(text, "Absolute" if kind is None else str(kind))
    except ValueError as reason:
        raise _bad(reason) from reason


def _joined(base: v.Uri, relative: Any) -> v.Uri:
    if not base.is_absolute:
        raise net_exception("ArgumentOutOfRangeException", "The base URI is not absolute.")
    try:
        text = relative.original if isinstance(relative, v.Uri) else relative
        return addresses.join(base, text)
    except ValueError as reason:
        raise _bad(reason) from reason


def _try_create(text: str, kind: v.EnumValue, result: Any) -> bool:
    try:
        result.value = v.Uri.parse(text, str(kind))
    except ValueError:
        result.value = None
        return False
    return True


def _try_join(base: v.Uri, relative: Any, result: Any) -> bool:
    try:
        result.value = _joined(base, relative)
    except MethodCallError:
        result.value = None
        return False
    return True


def _is_well_formed(text: str, kind: v.EnumValue) -> bool:
    try:
        uri = v.Uri.parse(text, str(kind))
    except ValueError:
        return False
    if not uri.is_absolute:
        return addresses.readable(text) == text and " " not in text
    return uri.parts.text().rstrip("/") == text.rstrip("/")


def _part(read: Callable[[Any], Any]) -> Callable[[v.Uri], Any]:
    """Return a getter; of a relative address it gives null, as PowerShell's ``.`` does."""

    def get(uri: v.Uri) -> Any:
        return read(uri.parts) if uri.is_absolute else None

    return get


def _local_path(parts: addresses.UriParts) -> str:
    path = addresses.unescape(parts.path)
    if parts.scheme != "file":
        return path
    if parts.host:
        return f"\\\\{parts.host}{path}".replace("/", "\\")
    drive = len(path) > 2 and path[2] == ":"
    return path[1:].replace("/", "\\") if drive else path


def _segments(parts: addresses.UriParts) -> Any:
    path = parts.path
    found: list[str] = []
    while path:
        cut = path.find("/") + 1 or len(path)
        found.append(path[:cut])
        path = path[cut:]
    return v.TypedArray(found, "System.String")


def _host_type(host: str) -> v.EnumValue:
    if not host:
        return _HOST_TYPE.value("Basic")
    try:
        packed = parse_address(host).packed
    except ValueError:
        is_name = all(c.isalnum() or c in "-._" for c in host)
        return _HOST_TYPE.value("Dns" if is_name else "Unknown")
    if len(packed) == 4 and host.count(".") != 3:
        return _HOST_TYPE.value("Dns")
    return _HOST_TYPE.value("IPv4" if len(packed) == 4 else "IPv6")


def _left(uri: v.Uri, part: v.EnumValue) -> str:
    parts = _parts(uri)
    if part.value == 0:
        return f"{parts.scheme}://" if parts.host or parts.path[:1] == "/" else f"{parts.scheme}:"
    text = parts.front
    text += parts.path if part.value >= 2 else ""
    return text + (parts.query if part.value == 3 else "")


def _parts(uri: v.Uri) -> addresses.UriParts:
    if not uri.is_absolute:
        raise net_exception(
            "InvalidOperationException", "This operation is not supported for a relative URI."
        )
    return uri.parts


def _relative_to(base: v.Uri, other: v.Uri) -> v.Uri:
    one, two = _parts(base), _parts(other)
    if one.front != two.front:
        return other
    left, right = one.path.split("/")[:-1], two.path.split("/")
    same = 0
    while same < min(len(left), len(right) - 1) and left[same] == right[same]:
        same += 1
    path = "../" * (len(left) - same) + "/".join(right[same:])
    return v.Uri.parse(f"{path}{two.query}{two.fragment}", "RelativeOrAbsolute")


def _is_base_of(base: v.Uri, other: v.Uri) -> bool:
    one, two = _parts(base), _parts(other)
    folder = one.path[: one.path.rfind("/") + 1]
    return one.front == two.front and two.path.startswith(folder)


_URI: Final = "-._~:/?#[]@!$&'()*+,;=%"


def _escape_uri(text: str) -> str:
    return addresses.escape(text, lambda c: c.isascii() and (c.isalnum() or c in _URI))


def _is_loopback(parts: addresses.UriParts) -> bool:
    return parts.host in {"localhost", "127.0.0.1", "[::1]", "loopback"} or (
        parts.scheme == "file" and not parts.host
    )


static_properties(
    "System.Uri",
    **{
        f"UriScheme{name}": (lambda _t, word=word: word)
        for name, word in {
            "File": "file", "Ftp": "ftp", "Gopher": "gopher", "Http": "http", "Https": "https",
            "Mailto": "mailto", "NetPipe": "net.pipe", "NetTcp": "net.tcp", "News": "news",
            "Nntp": "nntp", "Sftp": "sftp", "Ssh": "ssh", "Telnet": "telnet", "Ws": "ws",
            "Wss": "wss",
        }.items()
    },
    SchemeDelimiter=lambda _t: "://",
)  # fmt: skip
static_methods(
    "System.Uri",
    new=[
        ("string:uriString", _make),
        ("string:uriString System.UriKind:uriKind", _make),
        ("uri:baseUri string:relativeUri", _joined),
        ("uri:baseUri uri:relativeUri", _joined),
    ],
    TryCreate=[
        ("string:uriString System.UriKind:uriKind &uri:result -> bool", _try_create),
        ("uri:baseUri string:relativeUri &uri:result -> bool", _try_join),
        ("uri:baseUri uri:relativeUri &uri:result -> bool", _try_join),
    ],
    EscapeDataString=[("string:stringToEscape -> string", addresses.escape_data)],
    EscapeUriString=[("string:stringToEscape -> string", _escape_uri)],
    UnescapeDataString=[("string:stringToUnescape -> string", addresses.unescape)],
    IsWellFormedUriString=[("string:uriString System.UriKind:uriKind -> bool", _is_well_formed)],
    CheckHostName=[("string:name -> System.UriHostNameType", _host_type)],
    CheckSchemeName=[("string:schemeName -> bool", addresses.is_scheme)],
    HexEscape=[("char:character -> string", lambda char: f"%{ord(char) & 0xFF:02X}")],
    IsHexDigit=[("char:character -> bool", lambda char: char in "0123456789abcdefABCDEF")],
    FromHex=[("char:digit -> int", lambda char: int(char, 16))],
)
properties(
    v.Uri,
    AbsolutePath=_part(lambda p: p.path),
    AbsoluteUri=_part(lambda p: p.text()),
    LocalPath=_part(_local_path),
    Authority=_part(lambda p: p.authority),
    HostNameType=_part(lambda p: _host_type(p.host)),
    IsDefaultPort=_part(lambda p: p.is_default_port),
    IsFile=_part(lambda p: p.scheme == "file"),
    IsLoopback=_part(_is_loopback),
    PathAndQuery=_part(lambda p: p.path + p.query),
    Segments=_part(_segments),
    IsUnc=_part(lambda p: p.scheme == "file" and bool(p.host)),
    Host=_part(lambda p: p.host),
    Port=_part(lambda p: p.port),
    Query=_part(lambda p: p.query),
    Fragment=_part(lambda p: p.fragment),
    Scheme=_part(lambda p: p.scheme),
    OriginalString=lambda u: u.original,
    DnsSafeHost=_part(lambda p: p.host.strip("[]")),
    IdnHost=_part(lambda p: p.host.strip("[]").encode("idna").decode("ascii") if p.host else ""),
    IsAbsoluteUri=lambda u: u.is_absolute,
    UserEscaped=lambda _u: False,
    UserInfo=_part(lambda p: p.user),
)
methods(
    v.Uri,
    GetLeftPart=[("System.UriPartial:part -> string", _left)],
    MakeRelativeUri=[("uri:uri -> uri", _relative_to)],
    IsBaseOf=[("uri:uri -> bool", _is_base_of)],
    IsWellFormedOriginalString=[
        ("-> bool", lambda u: _is_well_formed(u.original, _KIND.value("RelativeOrAbsolute")))
    ],
    ToString=[("-> string", str)],
    Equals=[("object:comparand -> bool", lambda a, b: a == b)],
    GetHashCode=[("-> int", lambda u: hash(u) & 0x7FFFFFFF)],
)


class UriBuilder:
    """System.UriBuilder: the parts of an address, changed one by one."""

    __slots__ = ("fragment", "host", "password", "path", "port", "query", "scheme", "user")

    def __init__(self, scheme: str = "http", host: str = "localhost") -> None:
        self.scheme = scheme.partition(":")[0].lower()
        self.host = host
        self.port = -1
        self.path = "/"
        self.query = ""
        self.fragment = ""
        self.user = ""
        self.password = ""

    def text(self) -> str:
        """Return the address."""
        user = self.user + (f":{self.password}" if self.password else "")
        at = f"{user}@" if user else ""
        port = f":{self.port}" if self.port >= 0 else ""
        return f"{self.scheme}://{at}{self.host}{port}{self.path}{self.query}{self.fragment}"

    def __str__(self) -> str:
        return self.text()


def _of_uri(uri: v.Uri) -> UriBuilder:
    parts = _parts(uri)
    builder = UriBuilder(parts.scheme, parts.host)
    builder.user, _, builder.password = parts.user.partition(":")
    builder.port, builder.path = parts.port, parts.path
    builder.query, builder.fragment = parts.query, parts.fragment
    return builder


def _of_text(text: str) -> UriBuilder:
    try:
        uri = v.Uri.parse(text)
        return _of_uri(uri if uri.is_absolute else v.Uri.parse(f"http://{text}", "Absolute"))
    except ValueError as reason:
        raise _bad(reason) from reason


def _of_parts(
    scheme: str, host: str, port: int = -1, path: str = "", extra: str = ""
) -> UriBuilder:
    builder = UriBuilder(scheme, host)
    _set_port(builder, port)
    if path:
        _set_path(builder, path)
    if extra:
        _mark("query" if extra[0] == "?" else "fragment", extra[0])(builder, extra)
    return builder


def _set_port(builder: UriBuilder, value: Any) -> None:
    if not -1 <= int(value) <= 65535:
        raise net_exception("ArgumentOutOfRangeException", "A port lies between -1 and 65535.")
    builder.port = int(value)


def _set_path(builder: UriBuilder, value: Any) -> None:
    path = to_text(value).replace("\\", "/")
    escaped = addresses.UriParts("http")
    escaped.path = addresses.escape(
        path if path.startswith("/") else f"/{path}", lambda c: c.isascii() and c > " "
    )
    builder.path = escaped.path


def _mark(name: str, mark: str) -> Callable[[UriBuilder, Any], None]:
    def run(builder: UriBuilder, value: Any) -> None:
        text = to_text(value)
        setattr(builder, name, text if not text or text.startswith(mark) else mark + text)

    return run


def _plain(name: str) -> Callable[[UriBuilder, Any], None]:
    return lambda builder, value: setattr(builder, name, to_text(value))


register_type("System.UriBuilder", python=UriBuilder)
static_methods(
    "System.UriBuilder",
    new=[
        ("", UriBuilder),
        ("string:uri", _of_text),
        ("uri:uri", _of_uri),
        ("string:schemeName string:hostName", UriBuilder),
        ("string:scheme string:host int:portNumber", _of_parts),
        ("string:scheme string:host int:port string:pathValue", _of_parts),
        ("string:scheme string:host int:port string:path string:extraValue", _of_parts),
    ],
)
settable(UriBuilder, "Fragment", lambda b: b.fragment, _mark("fragment", "#"))
settable(UriBuilder, "Host", lambda b: b.host, _plain("host"))
settable(UriBuilder, "Password", lambda b: b.password, _plain("password"))
settable(UriBuilder, "Path", lambda b: b.path, _set_path)
settable(UriBuilder, "Port", lambda b: b.port, _set_port)
settable(UriBuilder, "Query", lambda b: b.query, _mark("query", "?"))
settable(UriBuilder, "Scheme", lambda b: b.scheme, _plain("scheme"))
properties(UriBuilder, Uri=lambda b: _make(b.text()))
settable(UriBuilder, "UserName", lambda b: b.user, _plain("user"))
methods(UriBuilder, ToString=[("-> string", lambda b: b.text())])
