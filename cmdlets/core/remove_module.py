"""Remove-Module: takes a module's functions away."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._modules import Wanted, has_name, not_loaded
from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.script_modules import ScriptModule, withdraw


class RemoveModule(
    CoreCmdlet, name="Remove-Module", aliases=("rmo",), impact="Medium", default_set="name"
):
    """Unloads modules: their functions, aliases and variables are gone."""

    name_: list[str] = Parameter(
        "Names, with wildcards, or paths.",
        name="Name",
        default=(),
        sets=(
            InSet(
                "name",
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    fully_qualified_name: list[object] = Parameter(
        "Tables with ModuleName and ModuleVersion, RequiredVersion or MaximumVersion.",
        default=(),
        sets=(
            InSet(
                "FullyQualifiedName",
                mandatory=True,
                position=0,
                from_pipeline_by_property_name=True,
            ),
        ),
        type="Object[]",
    )
    module_info: list[object] = Parameter(
        "Modules as Get-Module gives them.",
        default=(),
        sets=(InSet("ModuleInfo", mandatory=True, position=0, from_pipeline=True),),
        type="Object[]",
    )
    force: bool = Parameter("Also one that another module requires.", default=False)

    examples = (
        Example(
            "Gone again.",
            "Import-Module ./Tools.psm1; Remove-Module Tools; @(Get-Module Tools).Count",
            setup="Set-Content Tools.psm1 'function Get-Greeting { \"hello\" }'",
            shows="0",
        ),
    )

    def process(self, *_given: Any) -> None:
        """Unload what matches."""
        modules: list[ScriptModule] = list(self.session.modules.values())
        found = [m for one in self.module_info or () for m in modules if m is bare(one)]
        for one in self.fully_qualified_name or ():
            wanted = Wanted.of(one)
            named = [m for m in modules if fold(m.name) == fold(wanted.name)]
            found += [m for m in named if wanted.takes(m.version)]
        for pattern in self.name_ or ():
            folded = fold(pattern)
            named = [m for m in modules if name_matches(fold(m.name), folded)]
            named = named or [m for m in modules if has_name(m, folded)]
            found += named
            if not named and "*" not in pattern and "?" not in pattern:
                self.write_error(not_loaded(pattern), pattern)
        for module in found:
            self._unload(module, modules)

    def _unload(self, module: ScriptModule, modules: list[ScriptModule]) -> None:
        needs = [m.name for m in modules if module in m.required_modules]
        if needs and not self.force:
            self.write_error(_is_required(module.name, needs[0]), module)
        elif self.should_process(f"{module.name} (Path: '{module.path}')", "Remove-Module"):
            withdraw(self.invocation.frame, module)


def _is_required(name: str, by: str) -> CommandError:
    return CommandError(
        "Modules_ModuleIsRequired",
        f"The module '{name}' is required by the module '{by}'.",
        category="PermissionDenied",
        target=name,
        inner=AUTOMATION + "PSInvalidOperationException",
        hint=f"Remove the module '{by}' first, or add -Force.",
    )
