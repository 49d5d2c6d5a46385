"""Get-PSSnapin: which snap-ins count as added."""

from cmdlets.core._snapins import SnapIn, UsesSnapIns, no_snap_in
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.elsewhere import ELSEWHERE


class GetPSSnapin(UsesSnapIns, name="Get-PSSnapin"):
    """Lists the snap-ins that Add-PSSnapin accepted.

    With -Registered also those that it would accept, if they are asked for by name.
    """

    name_: list[str] = Parameter("Names, with wildcards.", name="Name", default=(), position=0)
    registered: bool = Parameter("Also those that could be added.", default=False)

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
            is_plain = "*" not in pattern and "?" not in pattern
            if not found and is_plain and self.registered and ELSEWHERE.stands_in(pattern):
                found = [SnapIn(pattern)]
            if not found and is_plain:
                self.write_error(no_snap_in("GetPSSnapInRead", pattern), pattern)
            self.write_each(found)
