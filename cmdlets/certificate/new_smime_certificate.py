"""New-SmimeCertificate: a person's certificate and key."""

from cmdlets._base import AdminCmdlet, name_in_row
from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.pki.authority_errors import (
    CertificateExistsError,
    InvalidAddressError,
    MissingAddressError,
)
from smimeadmin.pki.key_pair import KeyAlgorithm
from smimeadmin.pki.profile import Holder, Purpose
from smimeadmin.shell.engine import Example, Parameter

_OF_ONE_PERSON = (CertificateExistsError, InvalidAddressError, MissingAddressError)
_OF_THE_DIRECTORY = (
    ErrorKind.DENIED,
    ErrorKind.UNAVAILABLE,
    ErrorKind.TIMED_OUT,
    ErrorKind.UNTRUSTED,
)


class NewSmimeCertificate(
    AdminCmdlet,
    name="New-SmimeCertificate",
    impact="Medium",
    output_type=("System.Security.Cryptography.X509Certificates.X509Certificate2",),
):
    """Issues an S/MIME certificate to a person of the directory, and makes the key.

    The certificate names the person's primary address in its exact case, and the other addresses
    behind it. Which authority issues: the one named; else the only issuing one; else the only one,
    a root included, with a warning. It never outlives its authority.

    A valid certificate of the person for the same purpose, whose key is here, is given back
    unchanged if it has the parameters given here; with other parameters it is an error that -Force
    turns into another certificate.
    """

    identity: str = Parameter(
        "The person's address, name or other identity in the directory.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("PrimarySmtpAddress",),
    )
    certification_authority: str | None = Parameter(
        "The name of the authority that issues.", default=None
    )
    key_algorithm: str | None = Parameter(
        "The kind of key; without it RSA-2048.", default=None, choices=tuple(KeyAlgorithm)
    )
    validity_days: int | None = Parameter("For how many days; without it 730.", default=None)
    purpose: Purpose = Parameter(
        "What the key may be used for.", default=Purpose.BOTH, choices=tuple(Purpose)
    )
    force: bool = Parameter(
        "Make another certificate although there is a valid one.", default=False
    )

    examples = (
        Example(
            "One person.",
            "New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example",
            shows=(
                "Thumbprint                               Subject ...\n"
                "----------                               ------- ...\n"
                "... CN=Anna ..."
            ),
        ),
        Example(
            "Everyone in a file.",
            "Import-Csv people.csv | New-SmimeCertificate -KeyAlgorithm P-256 | "
            "Measure-Object | ForEach-Object Count",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "'Name,PrimarySmtpAddress','Anna,anna@contoso.example','Bo,bo@contoso.example' | "
            "Set-Content people.csv; Import-Csv people.csv | New-Recipient | Out-Null",
            shows="2",
        ),
    )

    def process(self, identity: str) -> None:
        """Issue to one person; what is wrong with this one person doesn't stop the others."""
        holder = self._holder(identity)
        if holder is None:
            return
        try:
            plan = self.services.certificates.plan_issue(
                holder,
                self.certification_authority,
                self.key_algorithm,
                self.validity_days,
                self.purpose,
                force=self.force,
            )
        except _OF_ONE_PERSON as error:
            self.write_error(error, identity)
            return
        for warning in plan.warnings:
            self.write_warning(warning)
        if self.make(plan.changes, holder.primary, "Issue an S/MIME certificate"):
            self.write(plan.result)

    def _holder(self, identity: str) -> Holder | None:
        nameless = name_in_row(identity)
        if nameless is not None:
            self.write_error(MissingAddressError(nameless), nameless)
            return None
        try:
            account = self.services.directory.find(identity)
        except SmimeAdminError as error:
            if error.kind in _OF_THE_DIRECTORY:
                raise
            self.write_error(error, identity)
            return None
        return Holder(account.name, account.primary_smtp_address or "", account.email_addresses)
