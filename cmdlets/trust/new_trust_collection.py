"""New-TrustCollection: a virtual certificate collection in memory."""

from collections.abc import Sequence

from cmdlets._base import AdminCmdlet
from smimeadmin.pki.bundle import parse_collection
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import EmptyCollectionError, day
from smimeadmin.pki.store import StoreEntry, TrustCollection
from smimeadmin.shell.engine import Example, Parameter


class NewTrustCollection(
    AdminCmdlet, name="New-TrustCollection", output_type=("SmimeAdmin.TrustCollection",)
):
    """Gathers certificates into a collection in memory; nothing is stored or sent.

    The members come through the pipeline, with -Certificate, and with -Path from files of any usual
    kind: .cer, .pem, .p7b, .sst. A certificate that comes twice is in it once. Entries of a store
    keep their properties. Export-TrustCollection writes the collection to a file, and
    Import-TrustCollection makes it the organization's.
    """

    certificate: list[Certificate] | None = Parameter(
        "Certificates that are to be members; authorities may come through the pipeline.",
        default=None,
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    path: list[str] | None = Parameter(
        "Files with certificates; wildcards are allowed.", default=None, type="String[]"
    )

    examples = (
        Example(
            "All authorities of the workspace.",
            "(Get-CertificationAuthority | New-TrustCollection).Count",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "$null = New-CertificationAuthority 'Contoso Issuing CA' -Parent 'Contoso Root CA'"
            " -KeyAlgorithm P-256",
            shows="2",
        ),
        Example(
            "Certificates from files.",
            "(New-TrustCollection -Path *.cer).Certificates.Subject",
            setup="$root = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "$root.Certificate | Export-Certificate -FilePath root.cer | Out-Null",
            shows="CN=Contoso Root CA",
        ),
    )

    def begin(self) -> None:
        """Start with nothing."""
        self._entries: list[StoreEntry] = []

    def process(self, certificate: Sequence[Certificate] | None) -> None:
        """Take the certificates that come."""
        self._entries += [StoreEntry(one.raw) for one in certificate or ()]

    def end(self) -> None:
        """Add the files and write the collection."""
        for pattern in self.path or ():
            self._entries += self._read(pattern)
        collection = TrustCollection.of_entries(self._entries)
        if not collection.count:
            raise EmptyCollectionError("The collection")
        for expired in collection.expired(self.services.clock.now()):
            self.write_warning(
                f"'{expired.subject}' expired on {day(expired.not_after)}: Exchange refuses a "
                "collection with it."
            )
        self.write(collection)

    def _read(self, pattern: str) -> list[StoreEntry]:
        files = self.services.files
        whole = self.session.resolve(pattern)
        paths = [one.path for one in files.glob(whole) if not one.is_dir]
        entries: list[StoreEntry] = []
        for path in paths or [whole]:
            entries += parse_collection(files.read_bytes(path), path).entries
        return entries
