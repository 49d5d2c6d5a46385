"""[Web.HttpUtility], [Net.WebUtility] and the name-value lists of query strings."""

import html
from collections.abc import Callable, Iterator
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.values_uri import escape, unescape
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.members_table import methods, out_of_range, properties, static_methods
from smimeadmin.shell.engine.types import register_type

_URL_SAFE: Final = frozenset("-_.!*()")


class NameValueCollection:
    """System.Collections.Specialized.NameValueCollection: a name may have several values."""

    __slots__ = ("pairs",)

    def __init__(self) -> None:
        self.pairs: dict[str, tuple[str | None, list[str]]] = {}

    def add(self, name: str | None, value: str) -> None:
        """Add a value to a name."""
        self.pairs.setdefault(fold(name or ""), (name, []))[1].append(value)

    def values_of(self, name: str | None) -> list[str] | None:
        """Return the values of a name, None if it has none."""
        found = self.pairs.get(fold(name or ""))
        return None if found is None else found[1]

    def get(self, name: str | None) -> str | None:
        """Return the values of a name joined by commas."""
        values = self.values_of(name)
        return None if values is None else ",".join(values)

    def set(self, name: str, value: str) -> None:
        """Put one value in the place of all."""
        known = self.pairs.get(fold(name))
        self.pairs[fold(name)] = (known[0] if known else name, [value])

    def names(self) -> list[Any]:
        """Return the names in order."""
        return [name for name, _ in self.pairs.values()]

    def net_items(self) -> Iterator[Any]:
        """Yield what the collection unrolls to: its names."""
        return iter(self.names())

    def net_index(self, index: Any) -> Any:
        """Return the values of a name, or of a place."""
        if type(index) is int:
            return _at(self, index)
        return self.get(to_text(index))

    def net_set_index(self, index: Any, value: Any) -> None:
        """Set the value of a name."""
        self.set(to_text(index), to_text(value))

    def __len__(self) -> int:
        return len(self.pairs)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return "&".join(
            f"{url_encode(name)}={url_encode(value)}" if name is not None else url_encode(value)
            for name, values in self.pairs.values()
            for value in values
        )


def _at(table: NameValueCollection, place: int) -> str:
    values = list(table.pairs.values())
    if not 0 <= place < len(values):
        raise out_of_range("The index")
    return ",".join(values[place][1])


def _name_at(table: NameValueCollection, place: int) -> Any:
    names = table.names()
    if not 0 <= place < len(names):
        raise out_of_range("The index")
    return names[place]


def _values(table: NameValueCollection, name: str) -> Any:
    found = table.values_of(name)
    return None if found is None else v.TypedArray(found, "System.String")


def _remove(table: NameValueCollection, name: str) -> None:
    table.pairs.pop(fold(name), None)


def _add_all(table: NameValueCollection, other: NameValueCollection) -> None:
    for name, values in other.pairs.values():
        for value in values:
            table.add(name, value)


def parse_query(text: str, _encoding: Any = None) -> NameValueCollection:
    """Return the pairs of a query string."""
    table = NameValueCollection()
    for part in text.removeprefix("?").split("&") if text.removeprefix("?") else []:
        name, equals, value = part.partition("=")
        if equals:
            table.add(url_decode(name), url_decode(value))
        else:
            table.add(None, url_decode(name))
    return table


def url_encode(text: str, _encoding: Any = None) -> str:
    """Return HttpUtility.UrlEncode: small hexadecimal digits, a plus for a blank."""
    encoded = escape(text, lambda c: c == " " or _is_plain(c))
    return _lower_hex(encoded).replace(" ", "+")


def _is_plain(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in _URL_SAFE)


def _lower_hex(text: str) -> str:
    parts = text.split("%")
    return "%".join([parts[0], *(part[:2].lower() + part[2:] for part in parts[1:])])


def url_decode(text: str, _encoding: Any = None) -> str:
    """Return UrlDecode: plus signs are blanks."""
    return unescape(text.replace("+", " "))


def _web_url_encode(text: str) -> str:
    return escape(text, lambda c: c == " " or _is_plain(c)).replace(" ", "+")


def _path_encode(text: str) -> str:
    path, mark, query = text.partition("?")
    return _lower_hex(escape(path, lambda c: "!" <= c <= "~")) + mark + query


def html_encode(text: str) -> str:
    """Return HtmlEncode: the five signs, and Latin-1's upper half as numbers."""
    out = []
    for char in text:
        code = ord(char)
        if char in _SIGNS:
            out.append(_SIGNS[char])
        elif 160 <= code < 256 or code > 0xFFFF:
            out.append(f"&#{code};")
        else:
            out.append(char)
    return "".join(out)


_SIGNS: Final = {"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "&": "&amp;"}


def _attribute_encode(text: str) -> str:
    signs = {**_SIGNS, ">": ">"}
    return "".join(signs.get(char, char) for char in text)


def _script_encode(text: str, quotes: bool = False) -> str:
    known = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r"}
    known |= {"\t": "\\t"} | {c: f"\\u{ord(c):04x}" for c in "<>&'+\x85\u2028\u2029"}
    body = "".join(known.get(c, f"\\u{ord(c):04x}" if c < " " else c) for c in text)
    return f'"{body}"' if quotes else body


def _encoding_forms(function: Callable[..., str]) -> list[tuple[str, Callable[..., Any]]]:
    return [
        ("string:str -> string", function),
        ("string:str System.Text.Encoding:e -> string", function),
    ]


_NAMES: Final = "System.Collections.Specialized.NameValueCollection"
register_type(
    _NAMES,
    python=NameValueCollection,
    interfaces=("System.Collections.ICollection", "System.Collections.IEnumerable"),
)
static_methods(_NAMES, new=[("", NameValueCollection)])
properties(
    NameValueCollection,
    AllKeys=lambda t: v.TypedArray(t.names(), "System.String"),
    Count=len,
    Keys=lambda t: t.names(),
)
methods(
    NameValueCollection,
    Add=[
        ("string:name string:value -> void", NameValueCollection.add),
        (f"{_NAMES}:c -> void", _add_all),
    ],
    Get=[
        ("string:name -> string", NameValueCollection.get),
        ("int:index -> string", _at),
    ],
    GetKey=[("int:index -> string", _name_at)],
    GetValues=[("string:name -> string[]", _values)],
    Set=[("string:name string:value -> void", NameValueCollection.set)],
    Remove=[("string:name -> void", _remove)],
    Clear=[("-> void", lambda t: t.pairs.clear())],
    HasKeys=[("-> bool", lambda t: any(name is not None for name in t.names()))],
    ToString=[("-> string", str)],
)
register_type("System.Web.HttpUtility")
static_methods(
    "System.Web.HttpUtility",
    ParseQueryString=[
        (f"string:query -> {_NAMES}", parse_query),
        (f"string:query System.Text.Encoding:encoding -> {_NAMES}", parse_query),
    ],
    UrlEncode=_encoding_forms(url_encode),
    UrlDecode=_encoding_forms(url_decode),
    UrlPathEncode=[("string:str -> string", _path_encode)],
    HtmlEncode=[("string:s -> string", html_encode)],
    HtmlDecode=[("string:s -> string", html.unescape)],
    HtmlAttributeEncode=[("string:s -> string", _attribute_encode)],
    JavaScriptStringEncode=[
        ("string:value -> string", _script_encode),
        ("string:value bool:addDoubleQuotes -> string", _script_encode),
    ],
)
register_type("System.Net.WebUtility")
static_methods(
    "System.Net.WebUtility",
    UrlEncode=[("string:value -> string", _web_url_encode)],
    UrlDecode=[("string:encodedValue -> string", url_decode)],
    HtmlEncode=[("string:value -> string", html_encode)],
    HtmlDecode=[("string:value -> string", html.unescape)],
)
