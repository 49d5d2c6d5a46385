"""Unprotect-SmimeMessage: a message in clear."""

from cmdlets._base import AdminCmdlet
from smimeadmin.changes.files_executor import plan_file
from smimeadmin.messages.errors import OutFileExistsError
from smimeadmin.shell.engine import Example, Parameter

_SETUP = (
    "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
    "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
    "New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256 | "
    "Publish-SmimeCertificate | Out-Null; "
    "Get-CertificationAuthority | New-TrustCollection | "
    "Export-TrustCollection trust.sst | Out-Null; "
    "Import-TrustCollection trust.sst | Out-Null; "
    "Protect-SmimeMessage -From anna@contoso.example -To anna@contoso.example -Subject Note "
    "-Body 'For myself.' -Sign -Encrypt -OutFile note.eml | Out-Null"
)


class UnprotectSmimeMessage(
    AdminCmdlet,
    name="Unprotect-SmimeMessage",
    impact="Medium",
    output_type=("SmimeAdmin.Message",),
):
    """Decrypts a message, takes its signature off, and shows what a person reads.

    Without -Identity every key of the workspace may open it, with it only that person's. The
    signature is checked on the way: SignatureValid and Problem tell what Test-SmimeMessage would
    tell, and a warning says when it is not valid. -OutFile writes the message in clear, readable
    for its owner only: its headers, and what was inside.
    """

    path: str = Parameter(
        "The message, an .eml file.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("FullName", "PSPath"),
    )
    identity: str | None = Parameter(
        "The person whose key opens it; without it, any key that is here.", default=None
    )
    out_file: str | None = Parameter("Where to write the message in clear.", default=None)
    force: bool = Parameter("Replace a file that holds something else.", default=False)

    examples = (
        Example(
            "What a message says.",
            "(Unprotect-SmimeMessage note.eml -Identity anna@contoso.example).Body",
            setup=_SETUP,
            shows="For myself.",
        ),
        Example(
            "The message in clear, as a file.",
            "Unprotect-SmimeMessage note.eml -OutFile clear.eml | Out-Null; "
            "Get-Content clear.eml | Where-Object { $_ -like 'Subject:*' }",
            setup=_SETUP,
            shows="Subject: Note",
        ),
    )

    def process(self, path: str) -> None:
        """Open one message."""
        files = self.services.files
        source = self.session.resolve(path)
        opened = self.services.messages.open(files.read_bytes(source), source, self.identity)
        if opened.message.signature_valid is False:
            self.write_warning(f"'{source}': {opened.message.problem}")
        if self.out_file is not None and not self._write(self.out_file, opened.data):
            return
        self.write(opened.message)

    def _write(self, out_file: str, data: bytes) -> bool:
        files = self.services.files
        target = self.session.resolve(out_file)
        changes = plan_file(files, target, data, private=True)
        is_other = files.exists(target) and files.read_bytes(target) != data
        if is_other and not self.force:
            raise OutFileExistsError(target)
        return self.make(changes, target, "Write message in clear")
