"""Get-Module: the modules that are loaded, or that could be."""

from collections.abc import Iterator
from typing import Any

from cmdlets.core._modules import FindsModules, Wanted, has_name, stem, texts
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.script_modules import ScriptModule
from smimeadmin.shell.language import ParseError
from smimeadmin.shell.language.ast import FunctionDefinitionAst

_LOADED = "Loaded"
_AVAILABLE = "Available"


class GetModule(FindsModules, name="Get-Module", aliases=("gmo",), default_set=_LOADED):
    """Lists the modules that Import-Module loaded.

    With -ListAvailable those in the folders of $env:PSModulePath, and modules that this program
    stands in for if they are asked for by name.
    """

    name_: list[str] = Parameter(
        "Names, with wildcards, or paths.",
        name="Name",
        default=(),
        sets=(
            InSet(_LOADED, position=0, from_pipeline=True),
            InSet(_AVAILABLE, position=0, from_pipeline=True),
        ),
    )
    fully_qualified_name: list[object] = Parameter(
        "Tables with ModuleName and ModuleVersion, RequiredVersion or MaximumVersion.",
        default=(),
        from_pipeline_by_property_name=True,
        type="Object[]",
    )
    all_: bool = Parameter("Also the modules within modules.", default=False, name="All")
    list_available: bool = Parameter(
        "Those that could be loaded.",
        default=False,
        sets=(InSet(_AVAILABLE, mandatory=True),),
    )
    ps_edition: str | None = Parameter(
        "Accepted: there is one edition here.", default=None, name="PSEdition"
    )
    skip_edition_check: bool = Parameter("Accepted: no module is left out.", default=False)
    refresh: bool = Parameter("Accepted: nothing is cached.", default=False)

    examples = (
        Example(
            "What is loaded.",
            "Import-Module ./Tools.psm1; (Get-Module Tools).Name",
            setup="Set-Content Tools.psm1 'function Get-Greeting { \"hello\" }'",
            shows="Tools",
        ),
    )

    def process(self, *_given: Any) -> None:
        """List what matches."""
        for one in self.fully_qualified_name or ():
            wanted = Wanted.of(one)
            found = [m for m in self._known(wanted.name) if wanted.takes(m.version)]
            self.write_each(found)
        if self.fully_qualified_name:
            return
        for pattern in self.name_ or ("*",):
            self.write_each(self._known(pattern))

    def _known(self, pattern: str) -> list[ScriptModule]:
        if self.list_available:
            return self._available(pattern)
        loaded = list(self.session.modules.values())
        if self.all_:
            loaded += [nested for module in loaded for nested in module.nested_modules]
        folded = fold(pattern)
        return [m for m in loaded if name_matches(fold(m.name), folded) or has_name(m, folded)]

    def _available(self, pattern: str) -> list[ScriptModule]:
        if "/" in pattern or "\\" in pattern:
            path = self.module_file(pattern)
            return [] if path is None else [self._told(path)]
        found = [self._told(path) for path in self._files(pattern)]
        is_pattern = any(mark in pattern for mark in "*?[")
        if not found and not is_pattern and self.session.registry.knows_module(pattern):
            return [ScriptModule(pattern)]
        return found

    def _files(self, pattern: str) -> Iterator[str]:
        for folder in self.module_folders():
            for info in self.files.list_dir(folder):
                if info.is_dir and name_matches(fold(info.name), fold(pattern)):
                    yield from self.all_files(info.path)

    def _told(self, path: str) -> ScriptModule:
        """Return a module that is not loaded: what its manifest tells, or its text."""
        try:
            if path.lower().endswith(".psd1"):
                table = self.manifest(path)
                module = self.described(path, table)
                names = [one for one in texts(table.get("FunctionsToExport")) if "*" not in one]
            else:
                module = ScriptModule(stem(path), path)
                names = self._functions_in(path)
            module.module_type = "Script" if not path.lower().endswith(".psd1") else "Manifest"
            if module.root_module:
                module.module_type = "Script"
        except (EngineError, ParseError) as error:
            self.write_error(error, path)
            return ScriptModule(stem(path), path)
        for name in names:
            module.functions[fold(name)] = CommandInfo(
                name, "Function", None, advanced=False, module=module.name
            )
        return module

    def _functions_in(self, path: str) -> list[str]:
        end = self.session.load_script(path).code.ast.end_block
        statements = end.statements if end is not None else []
        return [one.name for one in statements if isinstance(one, FunctionDefinitionAst)]
