"""Add-PSSnapin: what scripts of older days say before they use Exchange's commands."""

from cmdlets.core._snapins import UsesSnapIns, no_snap_in
from smimeadmin.shell.engine import Example, Parameter


class AddPSSnapin(UsesSnapIns, name="Add-PSSnapin", aliases=("asnp",)):
    """Accepts the names of Exchange's snap-ins, and says which commands here do their work."""

    name_: list[str] = Parameter(
        "Their names.",
        name="Name",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    pass_thru: bool = Parameter("Write what was added.", default=False)

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
            snap_in = self.add(name)
            if snap_in is None:
                self.write_error(no_snap_in("AddPSSnapInRead", name), name)
            elif self.pass_thru:
                self.write(snap_in)
