"""Preference variables: their values, and what may be stored in them."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.values_named import EnumType
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.error_record import CATEGORIES
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.types import register_enum

ACTION_PREFERENCE: Final = EnumType(
    "System.Management.Automation.ActionPreference",
    {
        "SilentlyContinue": 0,
        "Stop": 1,
        "Continue": 2,
        "Inquire": 3,
        "Ignore": 4,
        "Suspend": 5,
        "Break": 6,
    },
)
CONFIRM_IMPACT: Final = EnumType(
    "System.Management.Automation.ConfirmImpact", {"None": 0, "Low": 1, "Medium": 2, "High": 3}
)
SHOULD_PROCESS_REASON: Final = EnumType(
    "System.Management.Automation.ShouldProcessReason", {"None": 0, "WhatIf": 1}
)
ERROR_CATEGORY: Final = EnumType(
    "System.Management.Automation.ErrorCategory",
    {name: number for number, name in enumerate(CATEGORIES)},
)
ACTION_TYPE: Final = register_enum(ACTION_PREFERENCE, "ActionPreference")
IMPACT_TYPE: Final = register_enum(CONFIRM_IMPACT, "ConfirmImpact")
register_enum(SHOULD_PROCESS_REASON)
register_enum(ERROR_CATEGORY)

ACTION_VARIABLES: Final[dict[str, str]] = {
    "ErrorActionPreference": "Continue",
    "WarningPreference": "Continue",
    "VerbosePreference": "SilentlyContinue",
    "DebugPreference": "SilentlyContinue",
    "InformationPreference": "SilentlyContinue",
    "ProgressPreference": "Continue",
}


def _converted(name: str, value: Any) -> Any:
    try:
        return convert(value, ACTION_TYPE)
    except ConversionError as error:
        raise EngineError(
            "RuntimeException", f"'{value}' is no value for {name}.", target=value
        ) from error


def as_preference(name: str, value: Any) -> Any:
    """Return the value that a preference variable of that name holds for ``value``."""
    if name in ACTION_VARIABLES:
        return value if isinstance(value, v.EnumValue) else _converted(name, value)
    if name == "ConfirmPreference":
        return value if isinstance(value, v.EnumValue) else convert(value, IMPACT_TYPE)
    return value
