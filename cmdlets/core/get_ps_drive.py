"""Get-PSDrive: what may stand before the colon of a path."""

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._ps_drives import drives
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.drives import no_drive
from smimeadmin.shell.engine.wildcard import has_wildcard, wildcard


class GetPSDrive(CoreCmdlet, name="Get-PSDrive", aliases=("gdr",), default_set="Name"):
    """Lists the drives: the disk, and those whose items are names (Env, Variable, ...)."""

    name_: list[str] = Parameter(
        "Their names; wildcards are allowed.",
        name="Name",
        default=(),
        sets=(InSet("Name", position=0, from_pipeline_by_property_name=True),),
    )
    literal_name: list[str] = Parameter(
        "Their names; every character counts as it is.",
        default=(),
        sets=(
            InSet(
                "LiteralName",
                position=0,
                mandatory=True,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    scope: str | None = Parameter("Local, Script, Global or a number.", default=None)
    ps_provider: list[str] = Parameter(
        "Only drives of these providers.", default=(), name="PSProvider"
    )

    examples = (
        Example(
            "The drives of names.", "(Get-PSDrive -PSProvider Variable).Name", shows="Variable"
        ),
    )

    def process(self, name_: list[str], literal_name: list[str]) -> None:
        """Write what matches."""
        if self.scope is not None:
            self.invocation.frame.scope.at(self.scope)
        known = [
            d
            for d in drives(lambda: self.session.location)
            if self._is_of_provider(str(d.provider.name))
        ]
        for name in name_ or (() if literal_name else ("*",)):
            found = [drive for drive in known if wildcard(name).fullmatch(drive.name)]
            self.write_each(found)
            if not found and not has_wildcard(name):
                self.write_error(no_drive(name), name)
        for name in literal_name or ():
            found = [drive for drive in known if fold(drive.name) == fold(name)]
            self.write_each(found)
            if not found:
                self.write_error(no_drive(name), name)

    def _is_of_provider(self, name: str) -> bool:
        return not self.ps_provider or any(wildcard(p).fullmatch(name) for p in self.ps_provider)
