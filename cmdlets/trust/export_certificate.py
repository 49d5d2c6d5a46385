"""Export-Certificate: certificates, without keys, to a file."""

from cmdlets._base import AdminCmdlet
from smimeadmin.changes.files_executor import plan_file
from smimeadmin.core.files_errors import FileAlreadyExistsError
from smimeadmin.core.values_named import FileInfo
from smimeadmin.pki.bundle import build_pkcs7
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import EmptyCollectionError, OneCertificateError
from smimeadmin.pki.store import TrustCollection
from smimeadmin.shell.engine import Example, Parameter


class ExportCertificate(AdminCmdlet, name="Export-Certificate", impact="Medium"):
    """Writes certificates to a file, without their keys.

    CERT is one certificate in DER; SST a serialized store, which Set-SmimeConfig takes; P7B a
    PKCS #7 file. Without -Type it is CERT for one certificate and SST for several.
    """

    cert: list[Certificate] = Parameter(
        "The certificates.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("Certificate",),
    )
    file_path: str = Parameter("The file to write.", position=1)
    type: str | None = Parameter("The kind of file.", default=None, choices=("SST", "CERT", "P7B"))
    no_clobber: bool = Parameter("Don't overwrite a file that is there.", default=False)
    force: bool = Parameter("As in Windows; files are overwritten anyway.", default=False)

    examples = (
        Example(
            "A root for distribution.",
            "(Get-CertificationAuthority 'Contoso Root CA').Certificate | "
            "Export-Certificate -FilePath root.cer | Out-Null; Test-Path root.cer",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256",
            shows="True",
        ),
        Example(
            "A store, by the line of Microsoft's documentation.",
            "Get-CertificationAuthority | Export-Certificate -FilePath trust.sst -Type SST | "
            "Out-Null; (New-TrustCollection -Path trust.sst).Count",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256",
            shows="1",
        ),
    )

    def begin(self) -> None:
        """Start with nothing."""
        self._certificates: list[Certificate] = []

    def process(self, cert: list[Certificate]) -> None:
        """Take the certificates that come."""
        self._certificates += cert or ()

    def end(self) -> None:
        """Write the file."""
        files = self.services.files
        path = self.session.resolve(self.file_path)
        changes = plan_file(files, path, self._content(path))
        if changes and self.no_clobber and files.exists(path):
            raise FileAlreadyExistsError(path)
        if self.make(changes, path, "Export certificate"):
            self.write(FileInfo(path))

    def _content(self, path: str) -> bytes:
        distinct = list(dict.fromkeys(self._certificates))
        if not distinct:
            raise EmptyCollectionError("What came through the pipeline")
        kind = (self.type or ("CERT" if len(distinct) == 1 else "SST")).upper()
        if kind == "SST":
            return TrustCollection.of(distinct).build()
        if kind == "P7B":
            return build_pkcs7(distinct)
        if len(distinct) > 1:
            raise OneCertificateError(path, len(distinct))
        return distinct[0].raw
