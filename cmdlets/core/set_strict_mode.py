"""Set-StrictMode: makes errors of what is usually let through."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.parameters import Validator

_VERSIONS = ("1.0", "2.0", "3.0", "latest")


def _known(text: str) -> str | None:
    return None if _as_version(text) else f"There is no strict mode '{text}'."


def _as_version(text: str) -> str:
    lowered = text.lower()
    if lowered.isdigit():
        lowered += ".0"
    return lowered if lowered in _VERSIONS else ""


_CHECKS: tuple[Validator, ...] = (_known,)


class SetStrictMode(CoreCmdlet, name="Set-StrictMode", default_set="Version"):
    """Turns strict mode on or off, in the scope that calls and those below it.

    1.0 refuses variables that were never set; 2.0 also properties that do not exist and functions
    called with parentheses; 3.0 (and Latest) also indexes outside an array.
    """

    version: str | None = Parameter(
        "The version: 1.0, 2.0, 3.0 or Latest.",
        default=None,
        aliases=("v",),
        sets=(InSet("Version", mandatory=True),),
        validate=_CHECKS,
    )
    off: bool = Parameter("No strict mode.", default=False, sets=(InSet("Off", mandatory=True),))

    examples = (
        Example(
            "A variable that was never set.",
            "& { Set-StrictMode -Version Latest; try { $nothing } catch { 'refused' } }",
            shows="refused",
        ),
    )

    def process(self) -> None:
        """Set the mode of the caller's scope."""
        scope = self.invocation.frame.scope
        scope.strict = "off" if self.off else _as_version(self.version or "latest")
        self.session.any_strict = True
