"""Import-TrustCollection: makes a file the organization's virtual certificate collection."""

from cmdlets._base import AdminCmdlet
from smimeadmin.pki.bundle import parse_collection
from smimeadmin.pki.store import TrustCollection, is_store
from smimeadmin.shell.engine import Example, Parameter


class ImportTrustCollection(AdminCmdlet, name="Import-TrustCollection", impact="Medium"):
    """Makes a file the virtual certificate collection of the organization.

    Exchange takes the whole collection: what is not in the file is trusted no longer. With -Merge
    the members of the file are added to those that are there. An .sst file goes in byte for byte;
    certificates in another form (.cer, .p7b, .pem) are put into a store first. A certificate that
    has expired is refused before anything is written, since Exchange would refuse the whole.
    """

    path: str = Parameter(
        "The file.",
        position=0,
        from_pipeline_by_property_name=True,
        aliases=("FullName", "FilePath"),
    )
    merge: bool = Parameter("Add to what is there, instead of replacing it.", default=False)

    examples = (
        Example(
            "Bring in a collection that was built here.",
            "Import-TrustCollection trust.sst | ForEach-Object Count",
            setup="$root = New-CertificationAuthority -Name 'Contoso Root CA' "
            "-KeyAlgorithm P-256; New-TrustCollection -Certificate $root.Certificate | "
            "Export-TrustCollection -Path trust.sst | Out-Null",
            shows="1",
        ),
    )

    def process(self, path: str) -> None:
        """Plan, ask, set, and write the collection that stands now."""
        whole = self.session.resolve(path)
        data = self.services.files.read_bytes(whole)
        if is_store(data):
            TrustCollection.parse(data, whole)  # what is wrong with it is told of this file
        else:
            data = parse_collection(data, whole).build()
        changes = self.services.trust.plan_import(data, merge=self.merge)
        action = "Merge into the collection" if self.merge else "Replace the collection"
        if self.make(changes, "SmimeConfig", f"{action}: {whole}"):
            self.write(self.services.trust.current())
