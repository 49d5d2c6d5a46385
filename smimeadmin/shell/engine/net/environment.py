"""[Environment], [Console], and what tells of the running program."""

import os
import platform
import re
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.drives import home_folder, read_environment, write_environment
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.flow import ExitFlow
from smimeadmin.shell.engine.members_table import (
    STATIC_PROPERTIES,
    net_exception,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.reach import access
from smimeadmin.shell.engine.overloads import Property
from smimeadmin.shell.engine.types import register_enum, register_type

_FOLDERS: Final = v.EnumType(
    "System.Environment+SpecialFolder",
    {
        "Desktop": 0, "Programs": 2, "MyDocuments": 5, "Personal": 5, "Favorites": 6,
        "Startup": 7, "Recent": 8, "SendTo": 9, "StartMenu": 11, "MyMusic": 13, "MyVideos": 14,
        "DesktopDirectory": 16, "MyComputer": 17, "NetworkShortcuts": 19, "Fonts": 20,
        "Templates": 21, "CommonStartMenu": 22, "CommonPrograms": 23, "CommonStartup": 24,
        "CommonDesktopDirectory": 25, "ApplicationData": 26, "PrinterShortcuts": 27,
        "LocalApplicationData": 28, "InternetCache": 32, "Cookies": 33, "History": 34,
        "CommonApplicationData": 35, "Windows": 36, "System": 37, "ProgramFiles": 38,
        "MyPictures": 39, "UserProfile": 40, "SystemX86": 41, "ProgramFilesX86": 42,
        "CommonProgramFiles": 43, "CommonProgramFilesX86": 44, "CommonTemplates": 45,
        "CommonDocuments": 46, "CommonAdminTools": 47, "AdminTools": 48, "CommonMusic": 53,
        "CommonPictures": 54, "CommonVideos": 55, "Resources": 56,
    },
)  # fmt: skip
_OPTION: Final = v.EnumType(
    "System.Environment+SpecialFolderOption", {"None": 0, "DoNotVerify": 16384, "Create": 32768}
)
_TARGET: Final = v.EnumType(
    "System.EnvironmentVariableTarget", {"Process": 0, "User": 1, "Machine": 2}
)
_PLATFORM: Final = v.EnumType(
    "System.PlatformID",
    {"Win32S": 0, "Win32Windows": 1, "Win32NT": 2, "WinCE": 3, "Unix": 4, "Xbox": 5, "MacOSX": 6},
)
COLORS: Final = v.EnumType(
    "System.ConsoleColor",
    {
        name: number
        for number, name in enumerate(
            (
                *("Black", "DarkBlue", "DarkGreen", "DarkCyan", "DarkRed", "DarkMagenta"),
                *("DarkYellow", "Gray", "DarkGray", "Blue", "Green", "Cyan", "Red", "Magenta"),
                *("Yellow", "White"),
            )
        )
    },
)
for _enum in (_FOLDERS, _OPTION, _TARGET, _PLATFORM, COLORS):
    register_enum(_enum)
_BELOW_HOME: Final = {
    0: "Desktop", 5: "", 13: "Music", 14: "Videos", 16: "Desktop", 21: "Templates", 26: ".config",
    28: ".local/share", 39: "Pictures", 40: "",
}  # fmt: skip
_ON_WINDOWS: Final = {
    5: ("USERPROFILE", "Documents"), 26: ("APPDATA", ""), 28: ("LOCALAPPDATA", ""),
    35: ("ProgramData", ""), 36: ("SystemRoot", ""), 37: ("SystemRoot", "System32"),
    38: ("ProgramFiles", ""), 42: ("ProgramFiles(x86)", ""),
}  # fmt: skip


def _special_folder(folder: v.EnumValue, _option: Any = None) -> str:
    number = folder.value
    if os.name == "nt" and number in _ON_WINDOWS:
        name, below = _ON_WINDOWS[number]
        return os.path.join(os.environ.get(name, ""), below).rstrip("\\")  # noqa: PTH118 - texts
    if number == 35:
        return "/usr/share"
    below = _BELOW_HOME.get(number, "?")
    if below == "?":
        return ""
    return os.path.join(home_folder(), below) if below else home_folder()  # noqa: PTH118 - texts


def _set_variable(name: str, value: str, _target: Any = None) -> None:
    if not name or "=" in name:
        raise net_exception("ArgumentException", "The name of a variable is empty or holds '='.")
    write_environment(name, value)


def _all_variables(_target: Any = None) -> v.Hashtable:
    return v.Hashtable(os.environ.items(), ignore_case=os.name == "nt")


_VARIABLE: Final = LazyPattern(r"%([^%]+)%")


def _expanded(text: str) -> str:
    def fill(match: re.Match[str]) -> str:
        value = read_environment(match.group(1))
        return match.group() if value is None else value

    result: str = _VARIABLE.sub(fill, text)
    return result


def _exit(code: int) -> None:
    raise ExitFlow(code)


class OperatingSystem:
    """System.OperatingSystem."""

    __slots__ = ()

    def version(self) -> v.Version:
        """Return the kernel's version."""
        numbers = [int(n) for n in re.findall(r"\d+", platform.release())[:4]]
        padded = [*numbers, 0, 0, 0, 0][:4]
        return v.Version(*padded)

    def __str__(self) -> str:
        name = "Microsoft Windows NT" if os.name == "nt" else "Unix"
        return f"{name} {self.version()}"


def _platform(_system: OperatingSystem) -> v.EnumValue:
    return _PLATFORM.value("Win32NT" if os.name == "nt" else "Unix")


def _user_name() -> str:
    return read_environment("USERNAME") or ""


def _milliseconds() -> int:
    return int(time.monotonic() * 1000)


def _tick_count() -> int:
    low = _milliseconds() & 0xFFFFFFFF
    return low - (1 << 32) if low >> 31 else low


def _interactive() -> bool:
    try:
        return FILE_ACCESS.get().host.interactive
    except LookupError:
        return False


def settable_static(
    type_name: str,
    name: str,
    get: Callable[[Any], Any],
    set_value: Callable[[Any, Any], None],
) -> None:
    """Give a type a static property that can be set."""
    STATIC_PROPERTIES.setdefault(type_name, {})[name.lower()] = Property(name, get, set_value)


def _set_folder(_type: Any, path: Any) -> None:
    whole = access().resolve(to_text(path))
    if not access().files.is_dir(whole):
        raise net_exception("System.IO.DirectoryNotFoundException", f"No folder '{path}'.")
    access().location = whole


def _set_exit_code(_type: Any, code: Any) -> None:
    access().set_exit_code(int(code))


register_type("System.OperatingSystem", python=OperatingSystem, interfaces=("System.ICloneable",))
properties(
    OperatingSystem,
    Platform=_platform,
    ServicePack=lambda _s: "",
    Version=lambda s: s.version(),
    VersionString=str,
)
_TYPE: Final = "System.Environment"
static_properties(
    _TYPE,
    CommandLine=lambda _t: " ".join(sys.argv),
    CurrentManagedThreadId=lambda _t: threading.get_ident() & 0x7FFF,
    HasShutdownStarted=lambda _t: False,
    Is64BitOperatingSystem=lambda _t: sys.maxsize > 1 << 32,
    Is64BitProcess=lambda _t: sys.maxsize > 1 << 32,
    IsPrivilegedProcess=lambda _t: hasattr(os, "geteuid") and os.geteuid() == 0,
    MachineName=lambda _t: platform.node().split(".")[0],
    NewLine=lambda _t: os.linesep,
    OSVersion=lambda _t: OperatingSystem(),
    ProcessId=lambda _t: os.getpid(),
    ProcessPath=lambda _t: sys.executable,
    ProcessorCount=lambda _t: os.cpu_count() or 1,
    StackTrace=lambda _t: "",
    SystemDirectory=lambda _t: _special_folder(_FOLDERS.value("System")),
    SystemPageSize=lambda _t: 4096,
    TickCount=lambda _t: _tick_count(),
    TickCount64=lambda _t: v.Int64(_milliseconds()),
    UserDomainName=lambda _t: read_environment("USERDOMAIN") or "",
    UserInteractive=lambda _t: _interactive(),
    UserName=lambda _t: _user_name(),
    Version=lambda _t: v.Version(10, 0, 0),
)
settable_static(_TYPE, "CurrentDirectory", lambda _t: access().resolve("."), _set_folder)
settable_static(_TYPE, "ExitCode", lambda _t: 0, _set_exit_code)
static_methods(
    _TYPE,
    GetEnvironmentVariable=[
        ("string:variable -> string", read_environment),
        (
            "string:variable System.EnvironmentVariableTarget:target -> string",
            lambda name, _target: read_environment(name),
        ),
    ],
    GetEnvironmentVariables=[
        ("-> System.Collections.IDictionary", _all_variables),
        (
            "System.EnvironmentVariableTarget:target -> System.Collections.IDictionary",
            _all_variables,
        ),
    ],
    SetEnvironmentVariable=[
        ("string:variable string:value -> void", _set_variable),
        (
            "string:variable string:value System.EnvironmentVariableTarget:target -> void",
            _set_variable,
        ),
    ],
    ExpandEnvironmentVariables=[("string:name -> string", _expanded)],
    GetFolderPath=[
        ("System.Environment+SpecialFolder:folder -> string", _special_folder),
        (
            "System.Environment+SpecialFolder:folder System.Environment+SpecialFolderOption:option"
            " -> string",
            _special_folder,
        ),
    ],
    GetCommandLineArgs=[("-> string[]", lambda: v.TypedArray(sys.argv, "System.String"))],
    GetLogicalDrives=[("-> string[]", lambda: v.TypedArray([os.sep], "System.String"))],
    Exit=[("int:exitCode -> void", _exit)],
    FailFast=[("string:message -> void", lambda _message: _exit(1))],
)
register_type("System.Runtime.InteropServices.RuntimeInformation")
static_properties(
    "System.Runtime.InteropServices.RuntimeInformation",
    FrameworkDescription=lambda _t: ".NET 10.0",
    OSDescription=lambda _t: f"{platform.system()} {platform.release()}",
    RuntimeIdentifier=lambda _t: f"{platform.system().lower()}-{platform.machine()}",
)
