"""Export-TrustCollection: a collection as a serialized store (.sst)."""

from cmdlets._base import AdminCmdlet, counted
from smimeadmin.changes.files_executor import plan_file
from smimeadmin.core.files_errors import FileAlreadyExistsError
from smimeadmin.core.values_named import FileInfo
from smimeadmin.pki.store import TrustCollection
from smimeadmin.shell.engine import Example, Parameter


class ExportTrustCollection(AdminCmdlet, name="Export-TrustCollection", impact="Medium"):
    """Writes a collection to a serialized certificate store, the form that Exchange takes.

    A file that holds just that already is left as it is; another one is overwritten.
    """

    path: str = Parameter("The .sst file to write.", position=0, aliases=("FilePath",))
    collection: TrustCollection = Parameter(
        "The collection that New-TrustCollection or Get-TrustCollection gave.",
        position=1,
        from_pipeline=True,
        aliases=("InputObject",),
    )
    no_clobber: bool = Parameter("Don't overwrite a file that is there.", default=False)

    examples = (
        Example(
            "The authorities of the workspace as a store.",
            "Get-CertificationAuthority | New-TrustCollection | "
            "Export-TrustCollection trust.sst | Out-Null; "
            "(New-TrustCollection -Path trust.sst).Certificates.Subject",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256",
            shows="CN=Contoso Root CA",
        ),
    )

    def process(self, collection: TrustCollection) -> None:
        """Write the file."""
        files = self.services.files
        path = self.session.resolve(self.path)
        changes = plan_file(files, path, collection.build())
        if changes and self.no_clobber and files.exists(path):
            raise FileAlreadyExistsError(path)
        if self.make(changes, path, f"Export {counted(collection.count, 'certificate')}"):
            self.write(FileInfo(path))
