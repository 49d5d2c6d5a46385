"""[Text.StringBuilder]."""

import os
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.shell.engine.convert import convert, list_items, to_text
from smimeadmin.shell.engine.formats import culture_text, format_composite
from smimeadmin.shell.engine.limits import check_characters
from smimeadmin.shell.engine.members_table import (
    Forms,
    methods,
    net_exception,
    out_of_range,
    properties,
    settable,
    static_methods,
)
from smimeadmin.shell.engine.types import CHAR, INT32, register_type

_LARGEST: Final = 0x7FFFFFFF


class StringBuilder:
    """System.Text.StringBuilder: parts that are joined when the text is asked for."""

    __slots__ = ("capacity", "parts")

    def __init__(self, text: str = "", capacity: int = 16) -> None:
        self.parts = [text]
        self.capacity = max(capacity, len(text), 16)

    def text(self) -> str:
        """Return all of it."""
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0]

    def set(self, text: str) -> "StringBuilder":
        """Put another text in its place."""
        self.parts[:] = [text]
        return self

    def net_index(self, index: Any) -> Any:
        """Return a character; IndexOutOfRangeException outside."""
        text, place = self.text(), int(convert(index, INT32))
        if not 0 <= place < len(text):
            raise net_exception("IndexOutOfRangeException", "Index was outside the bounds.")
        return v.Char(text[place])

    def net_set_index(self, index: Any, value: Any) -> None:
        """Set a character."""
        text, place = self.text(), int(convert(index, INT32))
        if not 0 <= place < len(text):
            raise out_of_range("The index")
        self.set(text[:place] + str(convert(value, CHAR)) + text[place + 1 :])

    def __str__(self) -> str:
        return self.text()


def _append(builder: StringBuilder, value: Any) -> StringBuilder:
    builder.parts.append(value if type(value) is str else culture_text(value))
    return builder


def _append_times(builder: StringBuilder, char: str, count: int) -> StringBuilder:
    if count < 0:
        raise out_of_range("The count")
    check_characters(count)
    builder.parts.append(str(char) * count)
    return builder


def _append_chars(builder: StringBuilder, chars: Any) -> StringBuilder:
    builder.parts.append("".join(chars or ()))
    return builder


def _append_part(builder: StringBuilder, value: Any, start: int, count: int) -> StringBuilder:
    text = value if isinstance(value, str) else "".join(value)
    if start < 0 or count < 0 or start + count > len(text):
        raise out_of_range("The part of the text")
    builder.parts.append(text[start : start + count])
    return builder


def _append_line(builder: StringBuilder, text: str = "") -> StringBuilder:
    builder.parts.append(text + os.linesep)
    return builder


def _append_format(builder: StringBuilder, form: str, *arguments: Any) -> StringBuilder:
    builder.parts.append(format_composite(form, list(arguments)))
    return builder


def _append_join(builder: StringBuilder, separator: str, *items: Any) -> StringBuilder:
    found = list_items(items[0]) if len(items) == 1 else None
    parts = items if found is None else found
    builder.parts.append(str(separator).join(to_text(item) for item in parts))
    return builder


def _insert(builder: StringBuilder, index: int, value: Any) -> StringBuilder:
    text = builder.text()
    if not 0 <= index <= len(text):
        raise out_of_range("The index")
    return builder.set(text[:index] + culture_text(value) + text[index:])


def _insert_times(builder: StringBuilder, index: int, value: str, count: int) -> StringBuilder:
    if count < 0:
        raise out_of_range("The count")
    return _insert(builder, index, value * count)


def _remove(builder: StringBuilder, start: int, length: int) -> StringBuilder:
    text = builder.text()
    if start < 0 or length < 0 or start + length > len(text):
        raise out_of_range("The part of the text")
    return builder.set(text[:start] + text[start + length :])


def _replace(builder: StringBuilder, old: str, new: str) -> StringBuilder:
    if not old:
        raise net_exception("ArgumentException", "Empty string is not allowed.")
    return builder.set(builder.text().replace(str(old), str(new)))


def _replace_part(
    builder: StringBuilder, old: str, new: str, start: int, count: int
) -> StringBuilder:
    text = builder.text()
    if start < 0 or count < 0 or start + count > len(text):
        raise out_of_range("The part of the text")
    middle = text[start : start + count].replace(str(old), str(new))
    return builder.set(text[:start] + middle + text[start + count :])


def _part(builder: StringBuilder, start: int, length: int) -> str:
    text = builder.text()
    if start < 0 or length < 0 or start + length > len(text):
        raise out_of_range("The part of the text")
    return text[start : start + length]


def _set_length(builder: StringBuilder, value: Any) -> None:
    length = int(value)
    if length < 0:
        raise out_of_range("The length")
    builder.set(builder.text()[:length].ljust(length, "\0"))


def _set_capacity(builder: StringBuilder, value: Any) -> None:
    if int(value) < len(builder.text()):
        raise out_of_range("The capacity")
    builder.capacity = int(value)


def _ensure(builder: StringBuilder, capacity: int) -> int:
    builder.capacity = max(builder.capacity, capacity)
    return builder.capacity


def _copy_to(builder: StringBuilder, start: int, target: Any, place: int, count: int) -> None:
    part = _part(builder, start, count)
    if place < 0 or place + count > len(target):
        raise net_exception("ArgumentException", "The target is not long enough.")
    target[place : place + count] = [v.Char(char) for char in part]


def _sized(capacity: int) -> StringBuilder:
    if capacity < 0:
        raise out_of_range("The capacity")
    return StringBuilder("", capacity)


_TYPE: Final = "System.Text.StringBuilder"
_KINDS: Final = (
    "string", "bool", "char", "byte", "sbyte", "int16", "uint16", "int", "uint", "long", "ulong",
    "float", "double", "decimal", "object",
)  # fmt: skip


def _forms(before: str, call: Callable[..., Any]) -> Forms:
    return [(f"{before}{kind}:value -> {_TYPE}", call) for kind in _KINDS]


register_type(_TYPE, python=StringBuilder)
settable(
    StringBuilder,
    "Capacity",
    lambda b: max(b.capacity, len(b.text())),
    _set_capacity,
)
properties(StringBuilder, MaxCapacity=lambda _b: _LARGEST)
settable(StringBuilder, "Length", lambda b: len(b.text()), _set_length)
methods(
    StringBuilder,
    Append=[
        *_forms("", _append),
        (f"char[]:value -> {_TYPE}", _append_chars),
        (f"{_TYPE}:value -> {_TYPE}", _append),
        (f"char:value int:repeatCount -> {_TYPE}", _append_times),
        (f"string:value int:startIndex int:count -> {_TYPE}", _append_part),
        (f"char[]:value int:startIndex int:charCount -> {_TYPE}", _append_part),
    ],
    AppendLine=[(f"-> {_TYPE}", _append_line), (f"string:value -> {_TYPE}", _append_line)],
    AppendFormat=[
        (f"string:format object:arg0 -> {_TYPE}", _append_format),
        (f"string:format object*:args -> {_TYPE}", _append_format),
    ],
    AppendJoin=[
        (f"string:separator object*:values -> {_TYPE}", _append_join),
        (f"string:separator string*:values -> {_TYPE}", _append_join),
    ],
    Insert=[
        *_forms("int:index ", _insert),
        (f"int:index string:value int:count -> {_TYPE}", _insert_times),
    ],
    Remove=[(f"int:startIndex int:length -> {_TYPE}", _remove)],
    Replace=[
        (f"string:oldValue string:newValue -> {_TYPE}", _replace),
        (f"char:oldChar char:newChar -> {_TYPE}", _replace),
        (
            f"string:oldValue string:newValue int:startIndex int:count -> {_TYPE}",
            _replace_part,
        ),
    ],
    Clear=[(f"-> {_TYPE}", lambda b: b.set(""))],
    EnsureCapacity=[("int:capacity -> int", _ensure)],
    CopyTo=[
        (
            "int:sourceIndex char[]:destination int:destinationIndex int:count -> void",
            _copy_to,
        )
    ],
    Equals=[("object:obj -> bool", lambda a, b: a is b)],
    ToString=[("-> string", str), ("int:startIndex int:length -> string", _part)],
)
static_methods(
    _TYPE,
    new=[
        ("", StringBuilder),
        ("int:capacity", _sized),
        ("string:value", StringBuilder),
        ("string:value int:capacity", StringBuilder),
        ("int:capacity int:maxCapacity", lambda capacity, _most: _sized(capacity)),
    ],
)
