"""Get-SmimeConfig: the S/MIME settings of the organization."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example, Parameter


class GetSmimeConfig(AdminCmdlet, name="Get-SmimeConfig"):
    """Gets the S/MIME settings of the organization, which govern Outlook on the web.

    There is one object. SMIMECertificateIssuingCA holds the very bytes that were set;
    SMIMECertificatesExpiryDate and SMIMEExpiredCertificateThumbprint are read from its members.
    """

    identity: str | None = Parameter(
        "Reserved by Microsoft: there is one object.", default=None, position=0, from_pipeline=True
    )

    examples = (
        Example(
            "The hash algorithms, SHA-1 as Exchange has it until another one is set.",
            "(Get-SmimeConfig).OWASigningAlgorithms",
            shows="8004",
        ),
        Example(
            "All settings whose name ends in Algorithms.",
            "Get-SmimeConfig | Format-List *Algorithms",
            shows=("OWAEncryptionAlgorithms : 6610\nOWASigningAlgorithms    : 8004"),
        ),
    )

    def process(self, identity: str | None) -> None:
        """Write the object."""
        del identity
        self.write(self.services.exchange.smime_config())
