"""Get-SmimeMessage: what a message consists of."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example, Parameter

_SETUP = (
    "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
    "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
    "New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256 | "
    "Publish-SmimeCertificate | Out-Null; "
    "Protect-SmimeMessage -From anna@contoso.example -To anna@contoso.example -Subject Note "
    "-Body 'For myself.' -Encrypt -OutFile note.eml -WarningAction SilentlyContinue | Out-Null"
)


class GetSmimeMessage(
    AdminCmdlet, name="Get-SmimeMessage", output_type=("SmimeAdmin.MessageOutline",)
):
    """Shows headers and layers of a message without opening it; no key is touched.

    Layers come from the outside in: Encrypted with its cipher and the certificates it was
    encrypted for, Signed with digest and signers. What is inside an encrypted layer is not seen.
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
            "For whom a message is encrypted.",
            "(Get-SmimeMessage note.eml).Layers.Recipients",
            setup=_SETUP,
            shows="CN=Anna (serial number ...)",
        ),
        Example(
            "With which algorithm.",
            "(Get-SmimeMessage note.eml).Layers[0].Algorithm",
            setup=_SETUP,
            shows="AES-256-CBC",
        ),
    )

    def process(self, path: str) -> None:
        """Show one message."""
        source = self.session.resolve(path)
        self.write(self.services.messages.outline(self.services.files.read_bytes(source), source))
