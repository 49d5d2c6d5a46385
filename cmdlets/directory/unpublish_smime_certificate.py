"""Unpublish-SmimeCertificate: takes back what was published of a person."""

from cmdlets._base import AdminCmdlet
from smimeadmin.directory.api import (
    CERTIFICATE_ATTRIBUTES,
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
)
from smimeadmin.pki.certificate import Certificate
from smimeadmin.shell.engine import Example, Parameter

_ATTRIBUTES = {
    "both": CERTIFICATE_ATTRIBUTES,
    "usercertificate": (USER_CERTIFICATE,),
    "usersmimecertificate": (USER_SMIME_CERTIFICATE,),
}
_SETUP = (
    "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
    "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
    "New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256 | "
    "Publish-SmimeCertificate | Out-Null"
)


class UnpublishSmimeCertificate(AdminCmdlet, name="Unpublish-SmimeCertificate", impact="Medium"):
    """Takes a certificate out of the directory, so that nobody encrypts to it any more.

    With -Certificate that one, else every one of this workspace that is published for the person.
    Values that others published stay as they are. The certificate and its key stay in the
    workspace: mail that was encrypted to it can still be read.
    """

    identity: str = Parameter(
        "The person's address or name.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("PrimarySmtpAddress",),
    )
    certificate: Certificate | None = Parameter(
        "Only this certificate.", default=None, from_pipeline_by_property_name=True
    )
    attribute: str = Parameter(
        "Which attribute to write.",
        default="Both",
        choices=("Both", "UserCertificate", "UserSMIMECertificate"),
    )

    examples = (
        Example(
            "Everything that this workspace published of one person.",
            "Unpublish-SmimeCertificate anna@contoso.example; "
            "@(Get-PublishedCertificate anna@contoso.example).Count",
            setup=_SETUP,
            shows="0",
        ),
    )

    def process(self, identity: str, certificate: Certificate | None) -> None:
        """Take back the values of one person."""
        attributes = _ATTRIBUTES[self.attribute.lower()]
        account, changes = self.services.published.plan_withdrawal(
            identity, certificate, attributes
        )
        self.make(changes, account.label, "Unpublish S/MIME certificate")
