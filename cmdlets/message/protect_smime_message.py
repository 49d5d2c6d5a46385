"""Protect-SmimeMessage: a signed or encrypted message, written as a file."""

from cmdlets._base import AdminCmdlet
from smimeadmin.changes.files_executor import plan_file
from smimeadmin.core.values_named import FileInfo
from smimeadmin.messages.compose import build_file_entity, build_text_entity
from smimeadmin.messages.errors import OutFileExistsError
from smimeadmin.messages.service import MessageRequest
from smimeadmin.shell.engine import Example, Parameter

_SETUP = (
    "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
    "'Name,PrimarySmtpAddress','Anna,anna@contoso.example','Bo,bo@contoso.example' | "
    "Set-Content people.csv; "
    "Import-Csv people.csv | New-Recipient | Out-Null; "
    "Import-Csv people.csv | New-SmimeCertificate -KeyAlgorithm P-256 | "
    "Publish-SmimeCertificate | Out-Null; "
    "Get-CertificationAuthority | New-TrustCollection | "
    "Export-TrustCollection trust.sst | Out-Null; "
    "Import-TrustCollection trust.sst | Out-Null"
)


class ProtectSmimeMessage(
    AdminCmdlet,
    name="Protect-SmimeMessage",
    impact="Medium",
    default_set="Body",
    output_type=("System.IO.FileInfo",),
):
    """Writes a message that is signed, encrypted, or both (signed first), as an .eml file.

    It is signed with the newest valid certificate of the sender whose key is in the workspace, and
    encrypted for the certificates that Outlook would take from the directory, the sender's own
    among them. Algorithms are the strongest that SmimeConfig lists, never less than SHA-256 and
    AES-128; if it lists only weaker ones, SHA-256 and AES-256 are used and a warning says so.

    A file that is there already and holds the same message for the same people, protected in the
    same way, is left as it is; one that holds anything else is an error without -Force.
    """

    sender: str = Parameter("The sender's address or name.", name="From")
    to: list[str] = Parameter("The recipients' addresses or names.", type="String[]")
    subject: str = Parameter("The subject; it is never encrypted.", default="")
    body: str = Parameter("The text of the message.", default="", sets=("Body",))
    path: str = Parameter(
        "A file that becomes the message: its text if it is UTF-8, else an attachment.",
        sets=("Path",),
        mandatory=True,
    )
    sign: bool = Parameter("Sign the message.", default=False)
    encrypt: bool = Parameter("Encrypt the message.", default=False)
    out_file: str = Parameter("The .eml file to write.")
    force: bool = Parameter("Replace a file that holds something else.", default=False)

    examples = (
        Example(
            "A signed and encrypted message.",
            "Protect-SmimeMessage -From anna@contoso.example -To bo@contoso.example "
            "-Subject Hello -Body 'Only for you.' -Sign -Encrypt -OutFile hello.eml | Out-Null; "
            "(Unprotect-SmimeMessage hello.eml -Identity bo@contoso.example).Body",
            setup=_SETUP,
            shows="Only for you.",
        ),
        Example(
            "A signed message that everyone can read.",
            "Protect-SmimeMessage -From anna@contoso.example -To bo@contoso.example "
            "-Subject Hello -Body 'From me.' -Sign -OutFile signed.eml | Out-Null; "
            "(Test-SmimeMessage signed.eml).Valid",
            setup=_SETUP,
            shows="True",
        ),
    )

    def process(self) -> None:
        """Write one message."""
        files = self.services.files
        path = self.session.resolve(self.out_file)
        request = MessageRequest(
            self.sender,
            tuple(self.to),
            self.subject,
            self._content(),
            sign=self.sign,
            encrypt=self.encrypt,
        )
        if files.exists(path) and not self.force:
            if not self.services.messages.holds_same(files.read_bytes(path), request, path):
                raise OutFileExistsError(path)
            self.make((), path, "Write message")
            self.write(FileInfo(path))
            return
        made = self.services.messages.protect(request)
        for warning in made.warnings:
            self.write_warning(warning)
        if self.make(plan_file(files, path, made.data), path, "Write message"):
            self.write(FileInfo(path))

    def _content(self) -> bytes:
        if not self.is_bound("Path"):
            return build_text_entity(self.body)
        source = self.session.resolve(self.path)
        files = self.services.files
        return build_file_entity(files.info(source).name, files.read_bytes(source))
