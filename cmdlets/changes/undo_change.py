"""Undo-Change: the opposite of what a batch or a run changed."""

from cmdlets.changes._batches import BatchCommand
from smimeadmin.shell.engine import Example


class UndoChange(
    BatchCommand, name="Undo-Change", impact="Medium", output_type=("SmimeAdmin.AppliedBatch",)
):
    """Undoes the changes of a batch or a run, the newest first, through the same door.

    The opposites are built from the journal. If one of the changes has none (a certificate that
    was issued, the old content of a file), nothing is undone and the error names it. What stands
    already as it was is left alone; a value that was changed again since then is an error. The
    undoing is a batch of its own, so it can be undone, too.
    """

    examples = (
        Example(
            "Take back what the last command did.",
            "Get-ChangeJournal -Last 1 | Undo-Change | ForEach-Object Count",
            setup="Set-SmimeConfig -OWAAlwaysSign $true",
            shows="1",
        ),
    )

    def process(self, batch: str) -> None:
        """Undo one batch or run; entries of the same batch count once."""
        door = self.services.changes
        if self.is_new(batch) and self.may_make(door.opposites(batch), batch, "Undo"):
            self.write(door.undo(batch))
