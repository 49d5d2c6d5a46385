"""Export-Certificate: certificates, without keys, to a file."""

from cmdlets._base import AdminCmdlet
from cmdlets.trust._files import read_entries
from smimeadmin.changes.files_executor import plan_file
from smimeadmin.core.files_errors import FileAlreadyExistsError
from smimeadmin.core.values_named import FileInfo
from smimeadmin.pki.bundle import build_pkcs7
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.store import TrustCollection
from smimeadmin.pki.store_errors import EmptyCollectionError, OneCertificateError
from smimeadmin.shell.engine import Example, InSet, Parameter


class ExportCertificate(
    AdminCmdlet, name="Export-Certificate", impact="Medium", default_set="Certificate"
):
    """Writes certificates to a file, without their keys.

    CERT is one certificate in DER; SST a serialized store, which Set-SmimeConfig takes; P7B a
    PKCS #7 file. Without -Type it is CERT for one certificate and SST for several. Certificates of
    files may be gathered, too: what Get-ChildItem lists is read.
    """

    cert: list[Certificate] | None = Parameter(
        "The certificates.",
        default=None,
        sets=(
            InSet(
                "Certificate",
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
        aliases=("Certificate",),
    )
    path: list[str] | None = Parameter(
        "Files with certificates; wildcards are allowed.",
        default=None,
        type="String[]",
        sets=(InSet("File", mandatory=True, from_pipeline_by_property_name=True),),
        aliases=("FullName", "PSPath"),
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
        Example(
            "The certificates of several files in one store.",
            "Get-ChildItem *.cer | Export-Certificate -FilePath all.sst -Type SST | Out-Null; "
            "(New-TrustCollection -Path all.sst).Count",
            setup="'Contoso Root CA', 'Fabrikam Root CA' | ForEach-Object { "
            "(New-CertificationAuthority $_ -KeyAlgorithm P-256).Certificate | "
            'Export-Certificate -FilePath "$_.cer" | Out-Null }',
            shows="2",
        ),
    )

    def begin(self) -> None:
        """Start with nothing."""
        self._certificates: list[Certificate] = []

    def process(self, cert: list[Certificate] | None, path: list[str] | None) -> None:
        """Take the certificates that come, and those of the files that come."""
        self._certificates += cert or ()
        for pattern in path or ():
            self._certificates += [entry.certificate for entry in read_entries(self, pattern)]

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
