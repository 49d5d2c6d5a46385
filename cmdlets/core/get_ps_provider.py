"""Get-PSProvider: what stands behind the drives."""

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._ps_drives import providers
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.wildcard import has_wildcard, wildcard


class GetPSProvider(CoreCmdlet, name="Get-PSProvider"):
    """Lists the providers: FileSystem, Environment, Variable, Function, Alias."""

    ps_provider: list[str] = Parameter(
        "Their names; wildcards are allowed.",
        name="PSProvider",
        default=(),
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )

    examples = (
        Example(
            "Those there are.",
            "(Get-PSProvider).Name",
            shows=("Alias\nEnvironment\nFileSystem\nFunction\nVariable"),
        ),
    )

    def process(self, ps_provider: list[str]) -> None:
        """Write what matches."""
        known = providers(lambda: self.session.location)
        for name in ps_provider or ("*",):
            found = [one for one in known if wildcard(name).fullmatch(one.name)]
            self.write_each(found)
            if not found and not has_wildcard(name):
                error = CommandError(
                    "ProviderNotFound",
                    f"There is no provider '{name}'.",
                    category="ObjectNotFound",
                    target=name,
                    inner=AUTOMATION + "ProviderNotFoundException",
                    hint="Get-PSProvider lists those there are.",
                )
                self.write_error(error, name)
