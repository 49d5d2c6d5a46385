"""The effect of the common parameters: preferences, and variables that get copies of streams."""

from collections.abc import Callable, Mapping
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.wildcard import wildcard

_ACTIONS = {
    "ErrorAction": "ErrorActionPreference",
    "WarningAction": "WarningPreference",
    "InformationAction": "InformationPreference",
    "ProgressAction": "ProgressPreference",
}
_VARIABLES = {
    "ErrorVariable": "error",
    "WarningVariable": "warning",
    "InformationVariable": "information",
}


def overrides_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the preference variables that the common parameters among ``values`` set."""
    found: dict[str, Any] = {}
    for parameter, variable in _ACTIONS.items():
        if parameter in values:
            found[variable] = values[parameter]
    if "Verbose" in values:
        found["VerbosePreference"] = "Continue" if values["Verbose"] else "SilentlyContinue"
    if "Debug" in values:
        found["DebugPreference"] = "Continue" if values["Debug"] else "SilentlyContinue"
    if "WhatIf" in values:
        found["WhatIfPreference"] = bool(values["WhatIf"])
    if "Confirm" in values:
        found["ConfirmPreference"] = "Low" if values["Confirm"] else "None"
    return found


def collectors_of(values: Mapping[str, Any], frame: Frame) -> dict[str, Callable[[Any], None]]:
    """Return, by stream, what fills the variables of ``-ErrorVariable`` and its like."""
    return {
        stream: collector(str(values[parameter]), frame)
        for parameter, stream in _VARIABLES.items()
        if parameter in values
    }


def collector(name: str, frame: Frame) -> Callable[[Any], None]:
    """Make the variable an ArrayList, emptied unless ``+`` stands before its name."""
    folded = fold(name.lstrip("+"))
    kept: list[Any] = []
    if name.startswith("+"):
        before = frame.scope.find(folded)
        if before is not None and before.v is not None:
            kept = list(before.v) if isinstance(before.v, list) else [before.v]
    items = v.ArrayList(kept)
    frame.scope.assign(folded, items, name.lstrip("+"))
    return items.append


def output_of(
    values: Mapping[str, Any], frame: Frame, out: Callable[[Any], Any]
) -> Callable[[Any], Any]:
    """Return the output of a command, with what -OutVariable and -PipelineVariable want of it."""
    if "OutVariable" in values:
        out = _copied(out, collector(str(values["OutVariable"]), frame))
    if "PipelineVariable" in values:
        out = _kept(out, fold(str(values["PipelineVariable"])), frame)
    return out


def _copied(out: Callable[[Any], Any], copy: Callable[[Any], None]) -> Callable[[Any], Any]:
    def pass_on(value: Any) -> None:
        copy(value)
        out(value)

    return pass_on


def _kept(out: Callable[[Any], Any], name: str, frame: Frame) -> Callable[[Any], Any]:
    def pass_on(value: Any) -> None:
        frame.scope.assign(name, value)
        out(value)

    return pass_on


def default_values(table: Any, command: str) -> dict[str, Any]:
    """Return what ``$PSDefaultParameterValues`` holds for a command, by parameter name."""
    if not isinstance(table, v.FoldingDictionary) or not table:
        return {}
    found: dict[str, Any] = {}
    folded = fold(command)
    for key, value in table.items():
        text = fold(str(key)).strip()
        if text == "disabled":
            if value:
                return {}
            continue
        pattern, _, parameter = text.partition(":")
        if parameter and name_matches(folded, pattern.strip().strip("'\"")):
            found[parameter.strip().strip("'\"")] = value
    return found


def name_matches(text: str, pattern: str) -> bool:
    """Tell whether a name matches a pattern with ``*``, ``?`` and ``[...]``, whatever its case."""
    return wildcard(pattern).fullmatch(text) is not None
