"""The variables that a session begins with."""

import os
from typing import TYPE_CHECKING, Any

from smimeadmin.core import values as v
from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.drives import home_folder
from smimeadmin.shell.engine.preferences import ACTION_VARIABLES, as_preference
from smimeadmin.shell.engine.scope import Lazy, Live, ReadOnly, Scope, Typed, Var

if TYPE_CHECKING:
    from smimeadmin.shell.engine import session_state
else:
    session_state = at_first_use("smimeadmin.shell.engine.session_state")

VERSION_TEXT = "7.6.5"


class PathInfo:
    """``$PWD``: the current folder."""

    __slots__ = ("path",)
    type_name = "System.Management.Automation.PathInfo"
    shown = ("drive", "provider_path", "path")

    def __init__(self, path: str) -> None:
        self.path = path

    @property
    def drive(self) -> str:
        """The drive: this shell has one."""
        return "/"

    @property
    def provider_path(self) -> str:
        """The path as the system knows it."""
        return self.path

    def __str__(self) -> str:
        return self.path


def version_table() -> v.Hashtable:
    """Return ``$PSVersionTable``."""
    table = v.Hashtable()
    table["PSVersion"] = v.SemanticVersion(7, 6, 5)
    table["PSEdition"] = "Core"
    table["Platform"] = "Win32NT" if os.name == "nt" else "Unix"
    table["OS"] = os.name
    table["PSCompatibleVersions"] = [v.Version(n, 0) for n in range(1, 8)]
    table["WSManStackVersion"] = v.Version(3, 0)
    table["SerializationVersion"] = v.Version(1, 1, 0, 1)
    return table


def fill(scope: Scope, session: Any) -> None:
    """Put the automatic and preference variables into the global scope."""
    for name, value in ACTION_VARIABLES.items():
        scope.put(
            Typed(name, as_preference(name, value), lambda new, n=name: as_preference(n, new))
        )
    scope.put(
        Typed(
            "ConfirmPreference",
            as_preference("ConfirmPreference", "High"),
            lambda new: as_preference("ConfirmPreference", new),
        )
    )
    plain: dict[str, Any] = {
        "WhatIfPreference": False,
        "PSDefaultParameterValues": DefaultParameterValues(),
        "MaximumHistoryCount": 4096,
        "NestedPromptLevel": 0,
        "FormatEnumerationLimit": 4,
        "OutputEncoding": None,
        "PSNativeCommandUseErrorActionPreference": False,
        "ErrorView": "ConciseView",
        "PROFILE": "",
        "args": [],
    }
    for name, value in plain.items():
        scope.put(Var(name, value))
    fixed: dict[str, Any] = {
        "HOME": home_folder(),
        "PID": os.getpid(),
        "PSVersionTable": version_table(),
        "PSEdition": "Core",
        "ShellId": "smimeadmin",
        "IsWindows": os.name == "nt",
        "IsLinux": os.name != "nt" and os.uname().sysname == "Linux",
        "IsMacOS": os.name != "nt" and os.uname().sysname == "Darwin",
        "IsCoreCLR": True,
        "PSHOME": __file__.rpartition(os.sep)[0],
        "Host": HostInfo(session),
    }
    for name, value in fixed.items():
        scope.put(ReadOnly(name, value))
    scope.put(Lazy("ExecutionContext", lambda: session_state.EngineIntrinsics(session)))
    scope.put(Live("StackTrace", lambda: last_trace(session)))
    scope.put(Live("Error", lambda: session.errors))
    scope.put(Live("PWD", lambda: PathInfo(session.location)))


def last_trace(session: Any) -> str | None:
    """Return where the last error came from, null if there was none."""
    trace: str | None = session.errors[0].script_stack_trace if session.errors else None
    return trace


class DefaultParameterValues(v.Hashtable):
    """``$PSDefaultParameterValues``."""

    __slots__ = ()
    type_name = "System.Management.Automation.DefaultParameterDictionary"


class HostInfo:
    """``$Host``: the name and version of this program, and its width."""

    __slots__ = ("_session",)
    type_name = "System.Management.Automation.Internal.Host.InternalHost"
    shown = ("name", "version", "current_culture", "ui")

    def __init__(self, session: Any) -> None:
        self._session = session

    @property
    def name(self) -> str:
        """The name that scripts test for."""
        return "ConsoleHost"

    @property
    def version(self) -> v.Version:
        """The version of the language."""
        return v.Version(7, 6, 5)

    @property
    def current_culture(self) -> str:
        """The culture that formats are made for."""
        return str(self._session.culture)

    @property
    def ui(self) -> Any:
        """The user interface: nothing that scripts could call."""
        return None
