"""Import-PfxCertificate: a key and its certificate from a PFX file into the workspace."""

from cmdlets._base import AdminCmdlet
from smimeadmin.core.secret import Secret
from smimeadmin.pki.pkcs12 import parse_pfx
from smimeadmin.pki.store_errors import NotAPfxError
from smimeadmin.shell.engine import Example, Parameter


class ImportPfxCertificate(
    AdminCmdlet,
    name="Import-PfxCertificate",
    impact="Medium",
    output_type=("System.Security.Cryptography.X509Certificates.X509Certificate2",),
):
    """Brings the certificate and the private key of a PFX file into the workspace.

    Its owner is the first address in the certificate. The chain in the file is not kept: it belongs
    into a trust collection, if it is to be trusted.
    """

    file_path: str = Parameter(
        "The PFX file.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("FullName",),
    )
    password: Secret[str] | None = Parameter(
        "The password of the file.", default=None, type="SecureString"
    )

    examples = (
        Example(
            "A certificate that a public authority issued.",
            "(Import-PfxCertificate carl.pfx -Password $password).HasPrivateKey",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "$null = New-Recipient -Name Carl -PrimarySmtpAddress carl@contoso.example; "
            "$password = ConvertTo-SecureString 'correct horse' -AsPlainText -Force; "
            "New-SmimeCertificate carl@contoso.example -KeyAlgorithm P-256 | "
            "Export-PfxCertificate -FilePath carl.pfx -Password $password | Out-Null",
            shows="True",
        ),
    )

    def process(self, file_path: str) -> None:
        """Bring one file in."""
        path = self.session.resolve(file_path)
        pfx = parse_pfx(self.services.files.read_bytes(path), self.password, path)
        if pfx.private_key is None:
            raise NotAPfxError(path, "it holds no private key")
        plan = self.services.certificates.plan_import(pfx.certificate, pfx.private_key)
        if self.make(plan.changes, plan.result.subject, "Import certificate and private key"):
            self.write(plan.result)
