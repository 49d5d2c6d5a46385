"""Export-ModuleMember: says what a module gives out."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.script_modules import Exports


class ExportModuleMember(CoreCmdlet, name="Export-ModuleMember"):
    """Names the functions, aliases and variables of a module that others may use.

    A module that never calls it gives out all its functions and aliases, and no variables.
    """

    function: list[str] = Parameter(
        "Functions, with wildcards.",
        default=(),
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        allows=("empty-collection",),
    )
    cmdlet: list[str] = Parameter("Accepted.", default=(), from_pipeline_by_property_name=True)
    variable: list[str] = Parameter("Variables, with wildcards.", default=())
    alias: list[str] = Parameter("Aliases, with wildcards.", default=())

    examples = (
        Example(
            "One of two.",
            "Import-Module ./Tools.psm1; [bool](Test-Path function:Get-Inner)",
            setup="Set-Content Tools.psm1 'function Get-Inner { 1 }', 'function Get-Outer { 2 }', "
            "'Export-ModuleMember -Function Get-Outer'",
            shows="False",
        ),
    )

    def process(self, function: list[str], cmdlet: list[str]) -> None:
        """Note what is given out."""
        del cmdlet
        loading = self.session.loading_modules
        if not loading:
            raise CommandError(
                "Modules_CanOnlyExecuteExportModuleMemberInsideAModule",
                "Export-ModuleMember belongs into a module.",
                category="PermissionDenied",
                inner=AUTOMATION + "PSInvalidOperationException",
                hint="Put it into a .psm1 file, and load that by Import-Module.",
            )
        _module, exports = loading[-1]
        exports.add(Exports(list(function), list(self.alias), list(self.variable)))
