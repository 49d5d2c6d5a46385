"""Import-Certificate: certificates of a file into the workspace."""

from cmdlets._base import AdminCmdlet
from smimeadmin.pki.bundle import parse_collection
from smimeadmin.shell.engine import Example, Parameter


class ImportCertificate(
    AdminCmdlet,
    name="Import-Certificate",
    impact="Medium",
    output_type=("System.Security.Cryptography.X509Certificates.X509Certificate2",),
):
    """Brings the certificates of a file into the workspace, without keys: .cer, .pem, .p7b, .sst.

    They are listed by Get-SmimeCertificate then. Nothing is trusted by that: what Exchange trusts
    is the collection that Import-TrustCollection sets.
    """

    file_path: str = Parameter(
        "The file.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("FullName",),
    )

    examples = (
        Example(
            "The root of a partner.",
            "(Import-Certificate fabrikam.cer).Subject",
            setup="$root = New-CertificationAuthority 'Fabrikam Root CA' -KeyAlgorithm P-256; "
            "$root.Certificate | Export-Certificate -FilePath fabrikam.cer | Out-Null",
            shows="CN=Fabrikam Root CA",
        ),
    )

    def process(self, file_path: str) -> None:
        """Bring one file in."""
        files = self.services.files
        path = self.session.resolve(file_path)
        for certificate in parse_collection(files.read_bytes(path), path).certificates:
            plan = self.services.certificates.plan_import(certificate)
            if self.make(plan.changes, certificate.subject, "Import certificate"):
                self.write(plan.result)
