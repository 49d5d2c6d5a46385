"""New-TrustCollection: a virtual certificate collection in memory."""

from collections.abc import Sequence

from cmdlets._base import AdminCmdlet
from cmdlets.trust._files import read_entries
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import day
from smimeadmin.pki.store import StoreEntry, TrustCollection
from smimeadmin.pki.store_errors import EmptyCollectionError
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
        "Files with certificates; wildcards are allowed. Those of Get-ChildItem come by pipeline.",
        default=None,
        type="String[]",
        from_pipeline_by_property_name=True,
        aliases=("FullName", "PSPath"),
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
        self._typed = self.path or ()

    def process(self, certificate: Sequence[Certificate] | None, path: list[str] | None) -> None:
        """Take the certificates that come, and those of the files that come."""
        self._entries += [StoreEntry(one.raw) for one in certificate or ()]
        for pattern in () if self._typed else path or ():
            self._entries += read_entries(self, pattern)

    def end(self) -> None:
        """Add the files and write the collection."""
        for pattern in self._typed:
            self._entries += read_entries(self, pattern)
        collection = TrustCollection.of_entries(self._entries)
        if not collection.count:
            raise EmptyCollectionError("The collection")
        for expired in collection.expired(self.services.clock.now()):
            self.write_warning(
                f"'{expired.subject}' expired on {day(expired.not_after)}: Exchange refuses a "
                "collection with it."
            )
        self.write(collection)
