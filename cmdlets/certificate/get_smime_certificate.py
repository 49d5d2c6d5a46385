"""Get-SmimeCertificate: what this workspace issued or imported."""

from cmdlets._base import AdminCmdlet
from smimeadmin.pki.authority_errors import CertificateNotFoundError
from smimeadmin.shell.engine import Example, Parameter


class GetSmimeCertificate(
    AdminCmdlet,
    name="Get-SmimeCertificate",
    output_type=("System.Security.Cryptography.X509Certificates.X509Certificate2",),
):
    """Gets people's certificates that this workspace issued or imported, the oldest first.

    What a directory shows the world is Get-PublishedCertificate's. HasPrivateKey says whether the
    workspace has the key.
    """

    identity: str | None = Parameter(
        "An address or the name in a certificate; without it, everyone's.",
        default=None,
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("PrimarySmtpAddress",),
    )

    examples = (
        Example(
            "Everyone's certificates that expire within 60 days.",
            "Get-SmimeCertificate | Where-Object NotAfter -lt (Get-Date).AddDays(60) | "
            "Select-Object -ExpandProperty Subject",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
            "$null = New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256"
            " -ValidityDays 30",
            shows="CN=Anna",
        ),
        Example(
            "One person's.",
            "(Get-SmimeCertificate anna@contoso.example).HasPrivateKey",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
            "$null = New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256",
            shows="True",
        ),
    )

    def process(self, identity: str | None) -> None:
        """Write the certificates of one person, or of everyone."""
        found = self.services.certificates.of(identity)
        if identity is not None and not found:
            self.write_error(CertificateNotFoundError(identity), identity)
            return
        self.write_each(found)
