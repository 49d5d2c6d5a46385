"""[Console]: text through the host, the encodings and the size of the terminal."""

import os
import sys
from typing import Any, Final

from smimeadmin.core.encodings import TextEncoding
from smimeadmin.shell.engine.convert import convert, to_text
from smimeadmin.shell.engine.formats import culture_text, format_composite
from smimeadmin.shell.engine.members_table import (
    Forms,
    net_exception,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.encodings import UNMARKED
from smimeadmin.shell.engine.net.environment import COLORS, settable_static
from smimeadmin.shell.engine.net.reach import access
from smimeadmin.shell.engine.net.readers import TextReader, TextWriter
from smimeadmin.shell.engine.types import resolve_type

_TYPE: Final = "System.Console"


class _Settings:
    """What scripts set on the console and read back; the terminal's own look stays as it is."""

    __slots__ = ("background", "foreground", "input", "output", "title")

    def __init__(self) -> None:
        self.reset()
        self.input: TextEncoding = UNMARKED[1]
        self.output: TextEncoding = UNMARKED[1]
        self.title = ""

    def reset(self) -> None:
        """Take back the colours."""
        self.foreground = COLORS.value("Gray")
        self.background = COLORS.value("Black")


_SETTINGS: Final = _Settings()


def _out(text: str) -> None:
    access().host.write(text, newline=False)


def _error(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _write(value: Any = "") -> None:
    _out(culture_text(value))


def _write_line(value: Any = "") -> None:
    _out(culture_text(value) + "\n")


def _form(text: str, *values: Any) -> None:
    _out(format_composite(text, list(values)))


def _form_line(text: str, *values: Any) -> None:
    _out(format_composite(text, list(values)) + "\n")


def _read_line() -> str | None:
    host = access().host
    if host.interactive:
        return host.ask("", name="Console.ReadLine")
    line = sys.stdin.readline()
    return line.rstrip("\r\n") if line else None


def _read() -> int:
    char = sys.stdin.read(1)
    return ord(char) if char else -1


def _no_keys(*_arguments: Any) -> Any:
    raise net_exception(
        "InvalidOperationException",
        "Single keys can't be read here. Use Read-Host.",
    )


def _height() -> int:
    try:
        return os.get_terminal_size().lines
    except OSError:  # no terminal
        return 24


def _set_encoding(which: str) -> Any:
    def run(_type: Any, value: Any) -> None:
        setattr(_SETTINGS, which, convert(value, resolve_type("System.Text.Encoding")))

    return run


def _set_color(which: str) -> Any:
    def run(_type: Any, value: Any) -> None:
        setattr(_SETTINGS, which, convert(value, resolve_type("System.ConsoleColor")))

    return run


def _set_title(_type: Any, value: Any) -> None:
    _SETTINGS.title = to_text(value)


def _set_nothing(_type: Any, _value: Any) -> None:
    """Accept what has no effect on a terminal that is not .NET's."""


_VALUES: Final = ("string:value", "char:value", "object:value")
_WRITE: Final[Forms] = [
    *((f"{form} -> void", _write) for form in _VALUES),
    ("char[]:buffer -> void", lambda chars: _out("".join(chars))),
    ("string:format object*:arg -> void", _form),
]
_WRITE_LINE: Final[Forms] = [
    ("-> void", _write_line),
    *((f"{form} -> void", _write_line) for form in _VALUES),
    ("char[]:buffer -> void", lambda chars: _out("".join(chars) + "\n")),
    ("string:format object*:arg -> void", _form_line),
]
static_methods(
    _TYPE,
    Write=_WRITE,
    WriteLine=_WRITE_LINE,
    ReadLine=[("-> string", _read_line)],
    Read=[("-> int", _read)],
    ReadKey=[("-> System.ConsoleKeyInfo", _no_keys), ("bool:intercept -> object", _no_keys)],
    Clear=[("-> void", lambda: None)],
    Beep=[("-> void", lambda: None), ("int:frequency int:duration -> void", lambda _f, _d: None)],
    ResetColor=[("-> void", _SETTINGS.reset)],
    SetCursorPosition=[("int:left int:top -> void", lambda _l, _t: None)],
    SetWindowSize=[("int:width int:height -> void", lambda _w, _h: None)],
    SetBufferSize=[("int:width int:height -> void", lambda _w, _h: None)],
)
static_properties(
    _TYPE,
    Out=lambda _t: TextWriter(_out),
    Error=lambda _t: TextWriter(_error),
    In=lambda _t: TextReader(iter(sys.stdin)),
    IsOutputRedirected=lambda _t: not sys.stdout.isatty(),
    IsErrorRedirected=lambda _t: not sys.stderr.isatty(),
    IsInputRedirected=lambda _t: not sys.stdin.isatty(),
    KeyAvailable=lambda _t: False,
    LargestWindowWidth=lambda _t: access().host.columns,
    LargestWindowHeight=lambda _t: _height(),
    CapsLock=lambda _t: False,
    NumberLock=lambda _t: False,
)
settable_static(_TYPE, "OutputEncoding", lambda _t: _SETTINGS.output, _set_encoding("output"))
settable_static(_TYPE, "InputEncoding", lambda _t: _SETTINGS.input, _set_encoding("input"))
settable_static(_TYPE, "ForegroundColor", lambda _t: _SETTINGS.foreground, _set_color("foreground"))
settable_static(_TYPE, "BackgroundColor", lambda _t: _SETTINGS.background, _set_color("background"))
settable_static(_TYPE, "Title", lambda _t: _SETTINGS.title, _set_title)
for _name in ("WindowWidth", "BufferWidth"):
    settable_static(_TYPE, _name, lambda _t: access().host.columns, _set_nothing)
for _name in ("WindowHeight", "BufferHeight"):
    settable_static(_TYPE, _name, lambda _t: _height(), _set_nothing)
for _name in ("CursorLeft", "CursorTop", "WindowLeft", "WindowTop"):
    settable_static(_TYPE, _name, lambda _t: 0, _set_nothing)
settable_static(_TYPE, "CursorVisible", lambda _t: True, _set_nothing)
settable_static(_TYPE, "CursorSize", lambda _t: 100, _set_nothing)
settable_static(_TYPE, "TreatControlCAsInput", lambda _t: False, _set_nothing)
