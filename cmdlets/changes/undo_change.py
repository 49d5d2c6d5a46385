"""Undo-Change: the opposite of what a batch or a run changed."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example, Parameter


class UndoChange(
    AdminCmdlet, name="Undo-Change", impact="Medium", output_type=("SmimeAdmin.AppliedBatch",)
):
    """Undoes the changes of a batch or a run, the newest first, through the same door.

    The opposites are built from the journal. If one of the changes has none (a certificate that
    was issued, the old content of a file), nothing is undone and the error names it. What stands
    already as it was is left alone; a value that was changed again since then is an error. The
    undoing is a batch of its own, so it can be undone, too.
    """

    batch: str = Parameter(
        "The batch or the run, as Get-ChangeJournal shows it.",
        position=0,
        from_pipeline_by_property_name=True,
        aliases=("Run",),
    )

    examples = (
        Example(
            "Take back what the last command did.",
            "Get-ChangeJournal -Last 1 | Undo-Change | ForEach-Object Count",
            setup="Set-SmimeConfig -OWAAlwaysSign $true",
            shows="1",
        ),
    )

    def begin(self) -> None:
        """Start with nothing undone."""
        self._done: set[str] = set()

    def process(self, batch: str) -> None:
        """Undo one batch or run; entries of the same batch count once."""
        if batch in self._done:
            return
        self._done.add(batch)
        door = self.services.changes
        opposites = door.opposites(batch)
        self._keep_plan(tuple(opposites))
        if self.should_process(batch, f"Undo {len(opposites)} changes"):
            self.write(door.undo(batch))
