"""Script modules: a scope of their own below the global one, and what of it others may use."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from smimeadmin.core import values as v
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.scope import Frame, Scope, Var

if TYPE_CHECKING:
    from smimeadmin.shell.engine import using_modules
else:
    using_modules = at_first_use("smimeadmin.shell.engine.using_modules")


class Exports:
    """Patterns of what a module gives out; None where nothing was said."""

    __slots__ = ("aliases", "functions", "variables")

    def __init__(
        self,
        functions: list[str] | None = None,
        aliases: list[str] | None = None,
        variables: list[str] | None = None,
    ) -> None:
        self.functions = functions
        self.aliases = aliases
        self.variables = variables

    def add(self, other: "Exports") -> None:
        """Give out what another list names, too."""
        for attribute in self.__slots__:
            more = getattr(other, attribute)
            if more is not None:
                setattr(self, attribute, [*(getattr(self, attribute) or ()), *more])


class ScriptModule:
    """A loaded module: its scope, and the functions, aliases and variables that it gives out.

    One without a scope only stands for commands that are here anyway (ActiveDirectory).
    """

    __slots__ = (
        *("aliases", "author", "company_name", "copyright", "description", "functions", "guid"),
        *("module_type", "name", "nested_modules", "path", "power_shell_version", "prefix"),
        *("private_data", "published_to", "required_modules", "root_module", "scope"),
        *("variables", "version"),
    )
    type_name = "System.Management.Automation.PSModuleInfo"
    shown = (
        *("name", "path", "description", "guid", "version", "module_base", "module_type"),
        *("private_data", "author", "company_name", "copyright", "root_module", "prefix"),
        *("power_shell_version", "nested_modules", "required_modules", "exported_commands"),
        *("exported_functions", "exported_cmdlets", "exported_aliases", "exported_variables"),
    )

    def __init__(self, name: str, path: str = "", scope: Scope | None = None) -> None:
        self.name = name
        self.path = path
        self.scope = scope
        self.version = v.Version(0, 0)
        self.guid = v.Guid(0)
        self.description = self.author = self.company_name = self.copyright = ""
        self.root_module = self.prefix = ""
        self.power_shell_version: v.Version | None = None
        self.private_data: Any = None
        self.nested_modules: list[ScriptModule] = []
        self.required_modules: list[ScriptModule] = []
        self.module_type = "Script" if scope is not None else "Manifest"
        self.functions: dict[str, CommandInfo] = {}
        self.aliases: dict[str, str] = {}
        self.variables: dict[str, Any] = {}
        self.published_to: Scope | None = None

    @property
    def module_base(self) -> str:
        """The folder of its file."""
        return os.path.dirname(self.path)  # noqa: PTH120 - a text

    @property
    def exported_cmdlets(self) -> v.Dictionary:
        """None: scripts make functions."""
        return _table({})

    @property
    def exported_functions(self) -> v.Dictionary:
        """The functions by their names."""
        return _table({info.name: info for info in self.functions.values()})

    @property
    def exported_aliases(self) -> v.Dictionary:
        """The aliases by their names."""
        return _table(self.aliases)

    @property
    def exported_variables(self) -> v.Dictionary:
        """The values of the variables by their names."""
        return _table({variable.name: variable.v for variable in self.variables.values()})

    @property
    def exported_commands(self) -> v.Dictionary:
        """Functions and aliases by their names."""
        named: dict[str, Any] = {info.name: info for info in self.functions.values()}
        return _table({**named, **self.aliases})

    def bound(self, block: ScriptBlock) -> ScriptBlock:
        """Return a block that runs in the module's scope (NewBoundScriptBlock, ``& $module``)."""
        return ScriptBlock(block.code, block.session, self.scope, self.scope)

    def __str__(self) -> str:
        return self.name


def _table(entries: dict[str, Any]) -> v.Dictionary:
    table = v.Dictionary(key_type="System.String", ignore_case=True)
    for name, value in entries.items():
        table[name] = value
    return table


def load_module(
    frame: Frame,
    name: str,
    path: str,
    arguments: list[Any],
    nested: "tuple[ScriptModule, ...]" = (),
) -> ScriptModule:
    """Run a module file in a scope of its own, and return the module with what it gives out.

    What ``nested`` modules give out is there for the file, and given out with its own.
    """
    block = frame.session.load_script(path)
    module = new_module(frame, name, path)
    for one in nested:
        _put_into(frame.session, one, module.scope)
    run_module(frame, module, block, arguments, _ignore)
    module.nested_modules = list(nested)
    for one in nested:
        for key, info in one.functions.items():
            module.functions.setdefault(key, info)
        module.aliases = {**one.aliases, **module.aliases}
        module.variables = {**one.variables, **module.variables}
    return module


def new_module(frame: Frame, name: str, path: str = "") -> ScriptModule:
    """Return a module with an empty scope below the global one."""
    return ScriptModule(name, path, Scope(frame.session.global_scope, is_script=True, is_home=True))


def run_module(
    frame: Frame,
    module: ScriptModule,
    block: ScriptBlock,
    arguments: list[Any],
    out: Callable[[Any], Any],
) -> None:
    """Run a block as the body of a module, and fill in what the module gives out."""
    session = frame.session
    scope = module.scope
    if scope is None:
        return
    exports = Exports()
    session.loading_modules.append((module, exports))
    try:
        if block.code.ast.using_statements:
            using_modules.load_used(block, Frame(session, scope, out, frame.streams))
        session.call_block(Frame(session, scope, out, frame.streams), block, arguments, dot=True)
    finally:
        session.loading_modules.pop()
    _give_out(module, scope, exports, session)


def _ignore(_value: Any) -> None:
    """Take what a module writes while it is loaded: nobody sees it."""


def _give_out(module: ScriptModule, scope: Scope, exports: Exports, session: Any) -> None:
    """Fill in what the module gives out: what it said, or all functions and aliases.

    What it imported from other modules is given out only if it is named.
    """
    said = exports.functions is not None or exports.aliases is not None
    functions = exports.functions if said or exports.variables is not None else None
    for key, info in (scope.functions or {}).items():
        is_own = not info.module
        if is_own if functions is None and not said else _is_named(key, functions or ()):
            module.functions[key] = _given_out(info, module, scope, session) if is_own else info
    for key, (alias, target) in (scope.aliases or {}).items():
        if _is_named(key, exports.aliases if exports.aliases is not None else () if said else "*"):
            module.aliases[alias] = target
    for key, variable in scope.vars.items():
        if _is_named(key, exports.variables or ()):
            module.variables[key] = variable


def _given_out(info: CommandInfo, module: ScriptModule, scope: Scope, session: Any) -> CommandInfo:
    block = ScriptBlock(info.target.code, session, scope)
    return CommandInfo(info.name, info.kind, block, advanced=False, module=module.name)


def _is_named(key: str, patterns: Any) -> bool:
    return any(name_matches(key, fold(pattern)) for pattern in patterns)


def publish(frame: Frame, module: ScriptModule, scope: Scope | None = None) -> None:
    """Put what a module gives out into a scope, the global one if none is named."""
    session = frame.session
    known = scope or session.global_scope
    _put_into(session, module, known)
    module.published_to = known
    session.registry.module_functions[fold(module.name)] = dict(module.functions)
    session.modules[fold(module.name)] = module


def _put_into(session: Any, module: ScriptModule, known: Scope | None) -> None:
    if known is None:
        return
    for info in module.functions.values():
        session.registry.define(info, known)
    for alias, target in module.aliases.items():
        session.registry.set_alias(alias, target, known)
    for key, variable in module.variables.items():
        known.vars[key] = variable if isinstance(variable, Var) else Var(variable.name, variable.v)


def withdraw(frame: Frame, module: ScriptModule) -> None:
    """Take away what a module gave out, unless something else of that name took its place."""
    session = frame.session
    registry = session.registry
    known = module.published_to or session.global_scope
    for key, info in module.functions.items():
        if (known.functions or {}).get(key) is info:
            registry.remove_function(info.name, known)
    for alias, target in module.aliases.items():
        if (known.aliases or {}).get(fold(alias)) == (alias, target):
            registry.remove_alias(alias, known)
    for key, variable in module.variables.items():
        if known.vars.get(key) is variable:
            del known.vars[key]
    registry.module_functions.pop(fold(module.name), None)
    session.modules.pop(fold(module.name), None)
    registry.version += 1
