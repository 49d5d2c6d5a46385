"""Resume-Change: what is missing of a batch or a run that was cut off."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example, Parameter


class ResumeChange(
    AdminCmdlet, name="Resume-Change", impact="Medium", output_type=("SmimeAdmin.AppliedBatch",)
):
    """Makes what is missing of a batch or a run that was cut off, with the journal's own values.

    Each change is looked at first: what stands is only confirmed in the journal. A change that
    goes with a private key or the content of a file can't be made from the journal; the error
    names it, and running its command again finishes it.
    """

    batch: str = Parameter(
        "The batch or the run, as Get-ChangeJournal shows it.",
        position=0,
        from_pipeline_by_property_name=True,
        aliases=("Run",),
    )

    examples = (
        Example(
            "Everything that is not confirmed; here nothing was cut off.",
            "Get-ChangeJournal | Select-Object -Last 1 | Resume-Change | ForEach-Object Count",
            setup="$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example",
            shows="0",
        ),
    )

    def begin(self) -> None:
        """Start with nothing resumed."""
        self._done: set[str] = set()

    def process(self, batch: str) -> None:
        """Resume one batch or run; entries of the same batch count once."""
        if batch in self._done:
            return
        self._done.add(batch)
        door = self.services.changes
        missing = door.missing(batch)
        self._keep_plan(tuple(missing))
        if self.should_process(batch, f"Resume {len(missing)} changes"):
            self.write(door.resume(batch))
