"""Get-PublishedCertificate: what the directory shows of a person's certificates."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example, Parameter

_SETUP = (
    "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
    "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
    "New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256 | "
    "Publish-SmimeCertificate | Out-Null"
)


class GetPublishedCertificate(
    AdminCmdlet,
    name="Get-PublishedCertificate",
    output_type=("SmimeAdmin.PublishedCertificate",),
):
    """Gets the certificates that the directory publishes for a person, or for everyone.

    There is one object a value of userCertificate or userSMIMECertificate; certificates of a chain
    in a value are not objects of their own but stand in Chain. Form tells how a value holds its
    certificate: Certificate (bare), SignedData (as Outlook publishes), CertificatesOnly, TagList,
    or Unreadable, with the reason in Problem. Preferred says that a value marks its certificate as
    the one to encrypt to, SignatureValid whether it is as it was signed.
    """

    identity: str | None = Parameter(
        "The person's address or name; without it, everyone.",
        default=None,
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("PrimarySmtpAddress",),
    )
    attribute: str | None = Parameter(
        "Only this attribute.", default=None, choices=("UserCertificate", "UserSMIMECertificate")
    )

    examples = (
        Example(
            "One person.",
            "Get-PublishedCertificate anna@contoso.example | ForEach-Object Form",
            setup=_SETUP,
            shows=("Certificate\nSignedData"),
        ),
        Example(
            "Whose published certificates have expired.",
            "@(Get-PublishedCertificate | Where-Object NotAfter -lt (Get-Date)).Count",
            setup=_SETUP,
            shows="0",
        ),
    )

    def process(self, identity: str | None) -> None:
        """Write the certificates of one person, or of everyone."""
        for certificate in self.services.published.of(identity, self.attribute):
            self.write(certificate)
