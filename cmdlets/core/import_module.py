"""Import-Module: loads a module of functions."""

import os
from typing import Any

from cmdlets.core._modules import FindsModules, no_module, stem, texts, version_of
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.script_modules import ScriptModule, load_module, publish, withdraw


class ImportModule(FindsModules, name="Import-Module", aliases=("ipmo",)):
    """Loads a script module (.psm1, or by its manifest .psd1) and makes its functions known.

    Names of modules that this program stands in for (ActiveDirectory, the Exchange ones, PKI) are
    accepted, with a warning that names the commands that are here in their place. Those of
    PowerShell itself (Microsoft.PowerShell.Utility) are accepted without one.
    """

    name_: list[str] = Parameter(
        "The path of a module, or its name.",
        name="Name",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("Path", "ModuleInfo"),
    )
    function: list[str] | None = Parameter("Only these functions.", default=None)
    alias: list[str] | None = Parameter("Only these aliases.", default=None)
    variable: list[str] | None = Parameter("Only these variables.", default=None)
    cmdlet: list[str] | None = Parameter("Accepted.", default=None)
    argument_list: list[object] = Parameter(
        "Arguments for the module.", default=(), aliases=("Args",), type="Object[]"
    )
    minimum_version: object = Parameter("Accepted.", default=None, aliases=("Version",))
    required_version: object = Parameter("Accepted.", default=None)
    scope: str | None = Parameter("Accepted: modules are global.", default=None)
    global_: bool = Parameter("Accepted: modules are global.", default=False, name="Global")
    force: bool = Parameter("Load it again if it is loaded.", default=False)
    pass_thru: bool = Parameter("Write the module.", default=False)
    disable_name_checking: bool = Parameter("Accepted.", default=False)
    no_clobber: bool = Parameter("Accepted.", default=False)
    skip_edition_check: bool = Parameter("Accepted.", default=False)
    use_windows_power_shell: bool = Parameter(
        "Accepted.", default=False, name="UseWindowsPowerShell", aliases=("UseWinPS",)
    )

    examples = (
        Example(
            "A module of one's own.",
            "Import-Module ./Tools.psm1; Get-Greeting",
            setup="Set-Content Tools.psm1 'function Get-Greeting { \"hello\" }'",
            shows="hello",
        ),
    )

    def process(self, name_: list[str]) -> None:
        """Load each module."""
        for name in name_:
            module = self._module(name)
            if module is not None and self.pass_thru:
                self.write(module)

    def _module(self, name: str) -> ScriptModule | None:
        path = self.module_file(name)
        if path is None:
            if self.session.registry.knows_module(name):
                return self._stand_in(name)
            self.write_error(no_module(name), name)
            return None
        known: ScriptModule | None = self.session.modules.get(fold(stem(path)))
        if known is not None and not self.force:
            return known
        if known is not None:
            withdraw(self.invocation.frame, known)
        module = self._loaded(path)
        self._narrow(module)
        publish(self.invocation.frame, module)
        return module

    def _stand_in(self, name: str) -> ScriptModule:
        known: ScriptModule | None = self.session.modules.get(fold(name))
        if known is None:
            known = self.session.modules[fold(name)] = ScriptModule(name)
            self.say_stand_in(name)
        return known

    def _loaded(self, path: str) -> ScriptModule:
        frame = self.invocation.frame
        arguments = list(self.argument_list)
        if not path.lower().endswith(".psd1"):
            return load_module(frame, stem(path), path, arguments)
        table = self.manifest(path)
        root = texts(table.get("RootModule") or table.get("ModuleToProcess"))
        if not root:
            module = ScriptModule(stem(path), path)
        else:
            beside = os.path.join(os.path.dirname(path), root[0])  # noqa: PTH118, PTH120 - the port takes texts
            module = load_module(frame, stem(path), beside, arguments)
            module.path = path
        module.version = version_of(table.get("ModuleVersion"))
        module.description = "".join(texts(table.get("Description")))
        _keep(module, table.get("FunctionsToExport"), table.get("AliasesToExport"), None)
        return module

    def _narrow(self, module: ScriptModule) -> None:
        """Leave what the caller wants of what the module gives out."""
        if self.function is not None or self.alias is not None or self.variable is not None:
            _keep(module, self.function or [], self.alias or [], self.variable or [])


def _keep(module: ScriptModule, functions: Any, aliases: Any, variables: Any) -> None:
    """Leave only what patterns name; a list that is None leaves all."""
    for table, patterns in (
        (module.functions, functions),
        (module.aliases, aliases),
        (module.variables, variables),
    ):
        if patterns is None:
            continue
        wanted = [fold(pattern) for pattern in texts(patterns)]
        for key in list(table):
            if not any(name_matches(fold(key), pattern) for pattern in wanted):
                del table[key]
