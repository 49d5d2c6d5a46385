"""What the commands share that take a batch or a run of the journal."""

from collections.abc import Sequence

from cmdlets._base import AdminCmdlet, counted
from smimeadmin.changes.change import Change
from smimeadmin.shell.engine import Parameter


class BatchCommand(AdminCmdlet):
    """A command that acts on a batch or a run once, however many of its entries come."""

    batch: str = Parameter(
        "The batch or the run, as Get-ChangeJournal shows it.",
        position=0,
        from_pipeline_by_property_name=True,
        aliases=("Run",),
    )

    def begin(self) -> None:
        """Start with nothing done."""
        self._done: set[str] = set()

    def is_new(self, batch: str) -> bool:
        """Whether a batch comes for the first time."""
        is_new = batch not in self._done
        self._done.add(batch)
        return is_new

    def may_make(self, changes: Sequence[Change], batch: str, verb: str) -> bool:
        """Keep the Changes as the plan, and ask."""
        self._keep_plan(tuple(changes))
        return self.should_process(batch, f"{verb} {counted(len(changes), 'change')}")
