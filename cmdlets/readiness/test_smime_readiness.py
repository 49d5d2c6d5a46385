"""Test-SmimeReadiness: who can sign, who can be encrypted to, and what to fix first."""

from cmdlets._base import AdminCmdlet
from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.shell.engine import Example, Parameter

# Who is not there, or is there twice, doesn't stop the others; all else would fail for them too.
_OF_ONE_PERSON = (ErrorKind.NOT_FOUND, ErrorKind.CONFLICT, ErrorKind.INVALID_INPUT)


class TestSmimeReadiness(AdminCmdlet, name="Test-SmimeReadiness"):
    """Tells for a person, or for everyone, whether S/MIME works, and if not what to do next.

    Directory, virtual certificate collection and key store are read afresh. CanSign: the workspace
    holds a valid certificate with its key, and the collection leads to its root. CanBeEncryptedTo:
    the certificate that Outlook would take from the directory is usable and trusted. Expires is the
    earlier end of the two. FirstFix names the first thing that is wrong and the command that mends
    it; it is empty when nothing is.
    """

    identity: str | None = Parameter(
        "The person's address or name; without it, everyone.",
        default=None,
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("PrimarySmtpAddress",),
    )

    examples = (
        Example(
            "What is missing for one person.",
            "(Test-SmimeReadiness alice@contoso.example).FirstFix",
            setup="$null = New-Recipient -Name Alice -PrimarySmtpAddress alice@contoso.example",
            shows="The organization has no virtual certificate collection: ...",
        ),
        Example(
            "Everyone who can't be encrypted to.",
            "Test-SmimeReadiness | Where-Object CanBeEncryptedTo -eq $false | "
            "ForEach-Object Identity",
            setup="$null = New-Recipient -Name Alice -PrimarySmtpAddress alice@contoso.example",
            shows="alice@contoso.example",
        ),
    )

    def process(self, identity: str | None) -> None:
        """Write one row, or everyone's."""
        if identity is not None:
            self._write_one(identity)
            return
        for row in self.services.readiness.of_everyone():
            self.write(row)

    def _write_one(self, identity: str) -> None:
        try:
            row = self.services.readiness.of(identity)
        except SmimeAdminError as error:
            if error.kind not in _OF_ONE_PERSON:
                raise
            self.write_error(error, identity)
            return
        self.write(row)
