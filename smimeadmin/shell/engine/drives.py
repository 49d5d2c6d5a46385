"""Variables of drives: ``$env:NAME``, ``$function:name``, ``$alias:name``."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.script_files import compile_script

if TYPE_CHECKING:
    import pwd
else:
    pwd = at_first_use("pwd")

Reader = Callable[[Frame], Any]
Writer = Callable[[Frame, Any], None]


def home_folder() -> str:
    """Return the folder of the user; pathlib would cost the start of every run."""
    return os.environ.get("HOME") or os.environ.get("USERPROFILE", "")


def _temporary_folder() -> str:
    return os.environ.get("TMPDIR", "/tmp")  # noqa: S108 - the name is shown, no file is made


def _computer_name() -> str:
    return os.uname().nodename.split(".")[0].upper() if hasattr(os, "uname") else ""


def _user_name() -> str:
    named = os.environ.get("USER") or os.environ.get("LOGNAME")
    if named or not hasattr(os, "getuid"):
        return named or ""
    try:
        return str(pwd.getpwuid(os.getuid()).pw_name)
    except KeyError:  # a number without a name, as in containers
        return str(os.getuid())


_FILLED_IN: dict[str, Callable[[], str]] = {
    "temp": _temporary_folder,
    "tmp": _temporary_folder,
    "userprofile": home_folder,
    "computername": _computer_name,
    "username": _user_name,
    "userdomain": _computer_name,
    "appdata": lambda: f"{home_folder()}/.config",
    "localappdata": lambda: f"{home_folder()}/.local/share",
}
"""What Windows' scripts expect in the environment, where the system does not set it."""


def read_environment(name: str) -> str | None:
    """Return a variable of the environment, also those that only Windows sets."""
    value = os.environ.get(name)
    if value is None:
        folded = fold(name)
        value = next((v for k, v in os.environ.items() if fold(k) == folded), None)
        if value is None and folded in _FILLED_IN:
            value = _FILLED_IN[folded]()
    return value


def write_environment(name: str, value: Any) -> None:
    """Set a variable of the environment; null or an empty text removes it."""
    text = "" if value is None else to_text(value)
    if text:
        os.environ[name] = text
    else:
        os.environ.pop(name, None)


def drive_reader(drive: str, name: str) -> Reader:
    """Return what reads ``$drive:name``."""
    kind = fold(drive)
    if kind == "env":
        return lambda _frame: read_environment(name)
    if kind == "function":
        return lambda frame: _function(frame, name)
    if kind == "alias":
        return lambda frame: frame.session.registry.alias_target(name, frame.scope)
    if kind == "variable":
        return lambda frame: _variable(frame, name)

    def missing(_frame: Frame) -> Any:
        raise no_drive(drive, hint=_IN_BRACES % drive)

    return missing


def _function(frame: Frame, name: str) -> Any:
    info = frame.session.registry.find_function(name, frame.scope)
    return None if info is None else info.target


def _variable(frame: Frame, name: str) -> Any:
    found = frame.scope.find(fold(name))
    return None if found is None else found.v


def define_function(frame: Frame, name: str, value: Any) -> None:
    """Define a function by its block or its text; null takes it away.

    CommandError if the value is neither.
    """
    registry = frame.session.registry
    if value is None:
        registry.remove_function(name, frame.scope)
        return
    block = compile_script(value, None, frame.session) if isinstance(value, str) else value
    if not isinstance(block, ScriptBlock):
        raise CommandError(
            "Argument",
            f"A function is defined by a block or its text, not by '{to_text(value)}'.",
            category="InvalidArgument",
            target=value,
            inner=AUTOMATION + "PSArgumentException",
        )
    registry.define_block(name, block, frame.scope)


def drive_writer(drive: str, name: str) -> Writer:
    """Return what writes ``$drive:name``."""
    kind = fold(drive)
    if kind == "env":
        return lambda _frame, value: write_environment(name, value)
    if kind == "function":
        return lambda frame, value: define_function(frame, name, bare(value))
    if kind == "variable":
        return lambda frame, value: frame.scope.assign(fold(name), value, name)
    if kind == "alias":
        return lambda frame, value: frame.session.registry.set_alias(
            name, to_text(value), frame.scope
        )

    def missing(_frame: Frame, _value: Any) -> None:
        raise no_drive(drive, hint=_IN_BRACES % drive)

    return missing


_IN_BRACES = "Write ${%s} in braces if a variable and a colon are meant."
_PLAIN_PATH = "Give a path that starts with '/', or one relative to the current folder."


def no_drive(drive: str, *, hint: str = _PLAIN_PATH) -> CommandError:
    """Make the error for a drive that does not exist."""
    return CommandError(
        "DriveNotFound",
        f"There is no drive '{drive}'.",
        category="ObjectNotFound",
        target=drive,
        inner=AUTOMATION + "DriveNotFoundException",
        hint=hint,
    )
