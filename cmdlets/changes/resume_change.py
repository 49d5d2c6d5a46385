"""Resume-Change: what is missing of a batch or a run that was cut off."""

from cmdlets.changes._batches import BatchCommand
from smimeadmin.shell.engine import Example


class ResumeChange(
    BatchCommand, name="Resume-Change", impact="Medium", output_type=("SmimeAdmin.AppliedBatch",)
):
    """Makes what is missing of a batch or a run that was cut off, with the journal's own values.

    Each change is looked at first: what stands is only confirmed in the journal. A change that
    goes with a private key or the content of a file can't be made from the journal; the error
    names it, and running its command again finishes it.
    """

    examples = (
        Example(
            "Everything that is not confirmed; here nothing was cut off.",
            "Get-ChangeJournal | Select-Object -Last 1 | Resume-Change | ForEach-Object Count",
            setup="$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example",
            shows="0",
        ),
    )

    def process(self, batch: str) -> None:
        """Resume one batch or run; entries of the same batch count once."""
        door = self.services.changes
        if self.is_new(batch) and self.may_make(door.missing(batch), batch, "Resume"):
            self.write(door.resume(batch))
