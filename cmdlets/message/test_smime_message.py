"""Test-SmimeMessage: whether a message's signature can be trusted."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example, Parameter

_SETUP = (
    "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
    "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
    "New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256 | Out-Null; "
    "Protect-SmimeMessage -From anna@contoso.example -To anna@contoso.example -Subject Note "
    "-Body 'Signed.' -Sign -OutFile note.eml | Out-Null"
)


class TestSmimeMessage(
    AdminCmdlet, name="Test-SmimeMessage", output_type=("SmimeAdmin.MessageVerdict",)
):
    """Checks a message: decrypted with whatever key is here, its signature verified.

    Valid means all of it: the signature is made over what a person reads, with strong algorithms,
    by a certificate that leads to the organization's virtual certificate collection, is valid now,
    may sign mail, and names the one address in the one From header (or another address of that
    person, as the directory knows them). Else Problem says what is wrong first, ErrorId names it
    for scripts, and Hint the next step. Signatures has one object a signature.
    """

    path: str = Parameter(
        "The message, an .eml file.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("FullName", "PSPath"),
    )

    examples = (
        Example(
            "A message whose signer leads to no trusted authority yet.",
            "(Test-SmimeMessage note.eml).ErrorId",
            setup=_SETUP,
            shows="Pki.ChainNotTrusted",
        ),
        Example(
            "Every message of a folder that can't be trusted, and why.",
            "Get-ChildItem *.eml | Test-SmimeMessage | Where-Object Valid -eq $false | "
            "ForEach-Object Problem",
            setup=_SETUP,
            shows="The certificate of 'CN=Contoso Root CA', which issued 'CN=Anna', is missing.",
        ),
    )

    def process(self, path: str) -> None:
        """Check one message."""
        source = self.session.resolve(path)
        self.write(self.services.messages.test(self.services.files.read_bytes(source), source))
