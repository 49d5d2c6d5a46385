"""Types as they stand in source text: looked up once, at the first run."""

from collections.abc import Callable
from typing import Any

from smimeadmin.shell.engine.compile_unit import Unit
from smimeadmin.shell.engine.errors import EngineError, TypeNameError
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.types import find_type, resolve_type
from smimeadmin.shell.language import ast


def type_getter(name: ast.TypeName, unit: Unit) -> Callable[[], NetType]:
    """Return a function that gives the type; the first call may raise that it is unknown."""
    found: list[NetType] = []

    def get() -> NetType:
        if not found:
            found.append(look_up_type(name.full_name, unit))
        return found[0]

    return get


def look_up_type(name: str, unit: Unit) -> NetType:
    """Return the type of a name, the unit's ``using namespace`` lines considered."""
    try:
        return resolve_type(name)
    except TypeNameError:
        for namespace in unit.namespaces:
            known = find_type(f"{namespace}.{name}")
            if known is not None:
                return known
        raise


def as_type_value(value: Any) -> NetType:
    """Return the type that stands left of ``::``: a type, or its name as a text."""
    if type(value) is NetType:
        return value
    if isinstance(value, str):
        return resolve_type(value)
    raise EngineError("RuntimeException", "What stands left of '::' is not a type.", target=value)
