"""Get-PSSnapin: which snap-ins count as added."""

from cmdlets.core._snapins import SnapIn, UsesSnapIns, is_pattern, no_snap_in
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.elsewhere import ELSEWHERE


class GetPSSnapin(UsesSnapIns, name="Get-PSSnapin"):
    """Lists the snap-ins that Add-PSSnapin accepted.

    With -Registered those that it would accept.
    """

    name_: list[str] = Parameter("Names, with wildcards.", name="Name", default=(), position=0)
    registered: bool = Parameter("Those that could be added.", default=False)

    examples = (
        Example(
            "Add it only once.",
            "if (-not (Get-PSSnapin Microsoft.Exchange* -ErrorAction SilentlyContinue)) "
            "{ Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn }; "
            "(Get-PSSnapin).Name",
            shows="Microsoft.Exchange.Management.PowerShell.SnapIn",
        ),
    )

    def process(self) -> None:
        """List what matches."""
        for pattern in self.name_ or ("*",):
            found = self.matching(pattern)
            if self.registered:
                found = [SnapIn(name) for name in self.meant(pattern) if ELSEWHERE.stands_in(name)]
            if not found and not is_pattern(pattern):
                self.write_error(no_snap_in("GetPSSnapInRead", pattern), pattern)
            self.write_each(found)
