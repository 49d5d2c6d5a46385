"""The execution policy of Windows: kept so that it can be read again, and without any effect."""

from typing import Final

from cmdlets.core._base import CoreCmdlet

POLICIES: Final = (
    "AllSigned",
    "Bypass",
    "Default",
    "RemoteSigned",
    "Restricted",
    "Undefined",
    "Unrestricted",
)
SCOPES: Final = ("MachinePolicy", "UserPolicy", "Process", "CurrentUser", "LocalMachine")
"""In the order in which they count."""

UNSET: Final = "Undefined"
IN_FORCE: Final = "Unrestricted"
"""What holds in truth, as with PowerShell on Linux."""


class UsesExecutionPolicy(CoreCmdlet):
    """Reads and keeps what scripts say of the policy."""

    @property
    def policies(self) -> dict[str, str]:
        """What was set in this session, by scope."""
        kept: dict[str, str] = self.session.accepted.setdefault("execution policy", {})
        return kept

    def of_scope(self, scope: str) -> str:
        """Return the policy of a scope."""
        start = IN_FORCE if scope == "LocalMachine" else UNSET
        return self.policies.get(scope, start)


def as_listed(name: str, names: tuple[str, ...]) -> str:
    """Return a name as it is written in a list, whatever its case."""
    return next(known for known in names if known.lower() == name.lower())
