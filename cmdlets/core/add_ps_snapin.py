"""Add-PSSnapin: what scripts of older days say before they use Exchange's commands."""

from cmdlets.core._snapins import UsesSnapIns, no_snap_in
from smimeadmin.shell.engine import Example, Parameter


class AddPSSnapin(UsesSnapIns, name="Add-PSSnapin", aliases=("asnp",)):
    """Accepts the names of Exchange's snap-ins, and says which commands here do their work."""

    name_: list[str] = Parameter(
        "Their names, with wildcards.",
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
        for pattern in name_:
            names = self.meant(pattern)
            added = [self.add(name, tell=name == names[0]) for name in names]
            if not added or None in added:
                self.write_error(no_snap_in("AddPSSnapInRead", pattern), pattern)
            elif self.pass_thru:
                self.write_each(added)
