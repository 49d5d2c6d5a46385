"""Export-PfxCertificate: a certificate, its key and its chain in a file under a password."""

from cmdlets._base import AdminCmdlet
from smimeadmin.changes.files_executor import plan_file
from smimeadmin.core.files_errors import FileAlreadyExistsError
from smimeadmin.core.secret import Secret
from smimeadmin.core.values_named import FileInfo
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import PkiError
from smimeadmin.pki.key_pair import key_id_of
from smimeadmin.pki.pkcs12 import build_pfx, parse_pfx
from smimeadmin.shell.engine import Example, Parameter

_SETUP = (
    "$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
    "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
    "$null = New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256; "
    "$password = ConvertTo-SecureString 'correct horse' -AsPlainText -Force"
)


class ExportPfxCertificate(AdminCmdlet, name="Export-PfxCertificate", impact="Medium"):
    """Writes a certificate of the workspace with its private key and its chain to a PFX file.

    The file is protected with AES-256 and a SHA-256 MAC, which Windows Server 2019, macOS 12 and
    OpenSSL 1.1.1 and newer read; it is readable for its owner only. A file that holds the same
    under the same password is left as it is.
    """

    cert: Certificate = Parameter(
        "A certificate whose key the workspace has.",
        position=0,
        from_pipeline=True,
        aliases=("Certificate",),
    )
    file_path: str = Parameter("The file to write.", position=1)
    password: Secret[str] = Parameter("The password of the file.", position=2, type="SecureString")
    chain_option: str = Parameter(
        "Whether the certificates above it go in, too.",
        default="BuildChain",
        choices=("BuildChain", "EndEntityCertOnly"),
    )
    no_clobber: bool = Parameter("Don't overwrite a file that is there.", default=False)
    force: bool = Parameter("As in Windows; files are overwritten anyway.", default=False)

    examples = (
        Example(
            "One person's certificate, for Outlook.",
            "Get-SmimeCertificate anna@contoso.example | "
            "Export-PfxCertificate -FilePath anna.pfx -Password $password | Out-Null; "
            "(Get-PfxCertificate anna.pfx -Password $password).Subject",
            setup=_SETUP,
            shows="CN=Anna",
        ),
    )

    def process(self, cert: Certificate) -> None:
        """Write one file."""
        services = self.services
        path = self.session.resolve(self.file_path)
        key = services.keys.private_key(cert.key_id or key_id_of(cert.spki))
        chain = services.authorities.chain_of(cert) if self.chain_option == "BuildChain" else ()
        if services.files.exists(path):
            if self.no_clobber:
                raise FileAlreadyExistsError(path)
            if self._holds(path, cert, chain):
                self.make((), path, "Export certificate and private key")
                self.write(FileInfo(path))
                return
        content = build_pfx(cert, key, chain, self.password)
        changes = plan_file(services.files, path, content, private=True)
        if self.make(changes, path, "Export certificate and private key"):
            self.write(FileInfo(path))

    def _holds(self, path: str, cert: Certificate, chain: tuple[Certificate, ...]) -> bool:
        """Say whether a file holds just that under the same password; two are never alike."""
        try:
            there = parse_pfx(self.services.files.read_bytes(path), self.password, path)
        except PkiError:
            return False
        return (
            there.private_key is not None
            and there.certificate == cert
            and set(there.chain) == set(chain)
        )
