"""Get-TrustCollection: the organization's virtual certificate collection."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example


class GetTrustCollection(AdminCmdlet, name="Get-TrustCollection"):
    """Gets the virtual certificate collection that the organization uses.

    It is read from SMIMECertificateIssuingCA. Its Certificates are those that Outlook on the web
    and Exchange trust for S/MIME.
    """

    examples = (
        Example(
            "Whom the organization trusts.",
            "(Get-TrustCollection).Certificates | ForEach-Object Subject",
            setup="$root = New-CertificationAuthority -Name 'Contoso Root CA' "
            "-KeyAlgorithm P-256; New-TrustCollection -Certificate $root.Certificate | "
            "Export-TrustCollection -Path trust.sst | Out-Null; "
            "Import-TrustCollection trust.sst | Out-Null",
            shows="CN=Contoso Root CA",
        ),
    )

    def process(self) -> None:
        """Write the collection."""
        self.write(self.services.trust.current())
