"""The description of a command by its name, with all parameters, without importing a cmdlet."""

from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.scope import Scope
from smimeadmin.shell.engine.script_parameters import metadata_of


def describe_command(session: Any, name: str, scope: Scope | None = None) -> CommandInfo | None:
    """Return the function or cmdlet that a name or alias means from a scope, or None."""
    registry = session.registry
    where = session.global_scope if scope is None else scope
    seen: set[str] = set()
    while (target := registry.alias_target(name, where)) is not None and fold(name) not in seen:
        seen.add(fold(name))
        name = target
    info: CommandInfo | None = registry.find_function(name, where) or registry.find_cmdlet(name)
    return None if info is None else with_parameters(info, session)


def with_parameters(info: CommandInfo, session: Any) -> CommandInfo:
    """Return a description with its parameters: those of a function are read when asked for."""
    if not isinstance(info.target, ScriptBlock):
        return info
    full = metadata_of(info.target.code, session.calling).info
    full.name, full.kind = info.name, info.kind
    return full
