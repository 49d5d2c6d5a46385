"""Add-PSSnapin: what scripts of older days say before they use Exchange's commands."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class AddPSSnapin(CoreCmdlet, name="Add-PSSnapin", aliases=("asnp",)):
    """Accepts the names of Exchange's and Active Directory's snap-ins: their commands are here."""

    name_: list[str] = Parameter(
        "Their names.", name="Name", position=0, from_pipeline_by_property_name=True
    )
    pass_thru: bool = Parameter("Accepted.", default=False)

    examples = (
        Example(
            "Exchange's.",
            "Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn; 'ready'",
            shows="ready",
        ),
    )

    def process(self, name_: list[str]) -> None:
        """Look whether each is known."""
        for name in name_:
            if not self.session.registry.knows_module(name):
                self.write_error(
                    CommandError(
                        "AddPSSnapInRead",
                        f"There is no snap-in '{name}'.",
                        category="InvalidArgument",
                        target=name,
                        inner=AUTOMATION + "PSArgumentException",
                    ),
                    name,
                )
