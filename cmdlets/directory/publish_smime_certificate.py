"""Publish-SmimeCertificate: a person's certificate, for all to see in the directory."""

from cmdlets._base import AdminCmdlet
from smimeadmin.core.errors import ErrorKind, SmimeAdminError
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
# What stops the whole command: the next person would fail in the same way.
_OF_THE_DIRECTORY = (ErrorKind.UNAVAILABLE, ErrorKind.TIMED_OUT, ErrorKind.UNTRUSTED)
_SETUP = (
    "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
    "'Name,PrimarySmtpAddress','Anna,anna@contoso.example','Bo,bo@contoso.example' | "
    "Set-Content people.csv; Import-Csv people.csv | New-Recipient | Out-Null"
)


class PublishSmimeCertificate(
    AdminCmdlet,
    name="Publish-SmimeCertificate",
    impact="Medium",
    output_type=("SmimeAdmin.PublishedCertificate",),
):
    """Publishes a certificate in the directory, so that others can encrypt to its owner.

    Without -Certificate it is the person's newest valid one of this workspace. userCertificate
    gets the certificate itself; userSMIMECertificate gets the form that Outlook reads, signed with
    the person's key, with the chain and the mark that this is the certificate to encrypt to.
    Values of earlier certificates of this workspace are taken away from userSMIMECertificate in
    the same request; values that others wrote stay, and a warning names them. What is published
    already is left as it is.

    The published values of the certificate go down the pipeline.
    """

    identity: str | None = Parameter(
        "The person's address or name; without it, the certificate's owner.",
        default=None,
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("PrimarySmtpAddress",),
    )
    certificate: Certificate | None = Parameter(
        "The certificate; without it, the person's newest of this workspace.",
        default=None,
        from_pipeline=True,
    )
    attribute: str = Parameter(
        "Which attribute to write.",
        default="Both",
        choices=("Both", "UserCertificate", "UserSMIMECertificate"),
    )

    examples = (
        Example(
            "Everyone's new certificate.",
            "Import-Csv people.csv | New-SmimeCertificate -KeyAlgorithm P-256 | "
            "Publish-SmimeCertificate | ForEach-Object Attribute",
            setup=_SETUP,
            shows=("userCertificate\nuserSMIMECertificate\nuserCertificate\nuserSMIMECertificate"),
        ),
        Example(
            "What would be written for one person.",
            "Publish-SmimeCertificate anna@contoso.example -WhatIf -PlanVariable plan; "
            "$plan.Attribute",
            setup=_SETUP + "; $null = New-SmimeCertificate anna@contoso.example "
            "-KeyAlgorithm P-256",
            shows=("userCertificate\nuserSMIMECertificate"),
        ),
    )

    def process(self, identity: str | None, certificate: Certificate | None) -> None:
        """Publish for one person; what is wrong with this one doesn't stop the others."""
        attributes = _ATTRIBUTES[self.attribute.lower()]
        try:
            plan = self.services.published.plan(identity, certificate, attributes)
            for warning in plan.warnings:
                self.write_warning(warning)
            label = plan.account.label
            if not self.make(plan.changes, label, "Publish S/MIME certificate"):
                return
        except SmimeAdminError as error:
            if error.kind in _OF_THE_DIRECTORY:
                raise
            self.write_error(error, identity if identity is not None else certificate)
            return
        for published in self.services.published.of(str(plan.account.guid)):
            if published.thumbprint == plan.result.thumbprint:
                self.write(published)
