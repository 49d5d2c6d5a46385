"""Remove-PSSnapin: takes a snap-in off the list of those that were added."""

from cmdlets.core._snapins import SnapIn, UsesSnapIns, is_pattern, no_snap_in
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, Parameter


class RemovePSSnapin(
    UsesSnapIns, name="Remove-PSSnapin", aliases=("rsnp",), supports_should_process=True
):
    """Takes snap-ins off the list of those that were added; the built-in commands remain."""

    name_: list[str] = Parameter(
        "Their names, with wildcards.",
        name="Name",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    pass_thru: bool = Parameter("Write what was removed.", default=False)

    examples = (
        Example(
            "At the end of an old script.",
            "Remove-PSSnapin Microsoft.Exchange*; @(Get-PSSnapin).Count",
            setup="Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn",
            shows="0",
        ),
    )

    def process(self, name_: list[str]) -> None:
        """Take away what matches."""
        for pattern in name_:
            found = self.matching(pattern)
            if not found and not is_pattern(pattern):
                self.write_error(no_snap_in("RemovePSSnapIn", pattern), pattern)
            for snap_in in found:
                self._remove(snap_in)

    def _remove(self, snap_in: SnapIn) -> None:
        if not self.should_process(snap_in.name):
            return
        del self.added[fold(snap_in.name)]
        if self.pass_thru:
            self.write(snap_in)
