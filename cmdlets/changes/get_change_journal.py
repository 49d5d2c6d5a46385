"""Get-ChangeJournal: what was changed, when, and how far it came."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example, Parameter


def _at_least_one(value: int) -> str | None:
    return None if value > 0 else "It must be 1 or more."


class GetChangeJournal(
    AdminCmdlet, name="Get-ChangeJournal", output_type=("SmimeAdmin.JournalEntry",)
):
    """Gets the journal of the workspace: one object a change, the oldest first.

    State is intended, applied, confirmed or failed; Reason says why a change failed, or how its
    outcome was found. The rows are chained by hashes: -Verify checks that none was edited or taken
    out, and ends in an error that names the first that was. The journal keeps the values of
    settings and directories, but no keys and no contents of files. Batch is what Undo-Change and
    Resume-Change take; they take a Run, which is one start of the program, as well.
    """

    last: int | None = Parameter(
        "Only so many of the newest.", default=None, validate=(_at_least_one,)
    )
    verify: bool = Parameter("Check the whole journal first.", default=False)

    examples = (
        Example(
            "The newest change.",
            'Get-ChangeJournal -Last 1 | ForEach-Object { "$($_.Kind) $($_.Target)" }',
            setup="$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example",
            shows="create directory:anna@contoso.example",
        ),
        Example(
            "Whether everything that was begun also stands.",
            "(Get-ChangeJournal -Verify | Where-Object State -ne confirmed | Measure-Object).Count",
            setup="$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example",
            shows="0",
        ),
    )

    def process(self) -> None:
        """Write the entries."""
        journal = self.services.changes.journal
        if self.verify:
            rows = journal.verify_chain()
            self.write_verbose(f"The journal is whole: {rows} rows.")
        self.write_each(journal.entries(self.last))
