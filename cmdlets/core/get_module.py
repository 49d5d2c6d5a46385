"""Get-Module: the modules that are loaded."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.script_modules import ScriptModule


class GetModule(CoreCmdlet, name="Get-Module", aliases=("gmo",)):
    """Lists the modules that Import-Module loaded.

    With -ListAvailable also the names of modules that this program stands in for, if asked by name.
    """

    name_: list[str] = Parameter(
        "Names, with wildcards.", name="Name", default=(), position=0, from_pipeline=True
    )
    list_available: bool = Parameter("Also those that could be loaded.", default=False)
    all_: bool = Parameter("Accepted.", default=False, name="All")
    refresh: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "What is loaded.",
            "Import-Module ./Tools.psm1; (Get-Module Tools).Name",
            setup="Set-Content Tools.psm1 'function Get-Greeting { \"hello\" }'",
            shows="Tools",
        ),
    )

    def process(self, name_: list[str]) -> None:
        """List what matches."""
        modules = self.session.modules
        for pattern in name_ or ("*",):
            found = [m for key, m in modules.items() if name_matches(key, fold(pattern))]
            self.write_each(found)
            is_available = self.list_available and self.session.registry.knows_module(pattern)
            if not found and is_available and "*" not in pattern and "?" not in pattern:
                self.write(ScriptModule(pattern))
