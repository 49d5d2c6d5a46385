"""Remove-Module: takes a module's functions away."""

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._modules import not_loaded
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.script_modules import withdraw


class RemoveModule(CoreCmdlet, name="Remove-Module", aliases=("rmo",), impact="Medium"):
    """Unloads modules: their functions, aliases and variables are gone."""

    name_: list[str] = Parameter(
        "Names, with wildcards.",
        name="Name",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("ModuleInfo",),
    )
    force: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "Gone again.",
            "Import-Module ./Tools.psm1; Remove-Module Tools; @(Get-Module Tools).Count",
            setup="Set-Content Tools.psm1 'function Get-Greeting { \"hello\" }'",
            shows="0",
        ),
    )

    def process(self, name_: list[str]) -> None:
        """Unload what matches."""
        for pattern in name_:
            modules = list(self.session.modules.items())
            found = [module for key, module in modules if name_matches(key, fold(pattern))]
            if not found and "*" not in pattern and "?" not in pattern:
                self.write_error(not_loaded(pattern), pattern)
            for module in found:
                if self.should_process(f"{module.name} (Path: '{module.path}')", "Remove-Module"):
                    withdraw(self.invocation.frame, module)
