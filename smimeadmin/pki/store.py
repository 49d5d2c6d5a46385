"""The serialized certificate store (.sst): what Exchange takes as virtual certificate collection.

MS-OSHARED 2.3.2.5 and 2.3.9.1. All integers are little-endian u32: version 0, the type ``CERT``,
elements ``id | encoding type | length | data``, and 12 zero bytes. Elements with other ids than
32 (certificate), 33 (CRL) and 34 (CTL) are properties of the context that follows them.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, NamedTuple

from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.store_errors import (
    NotAStoreError,
    StoreCorruptError,
    StoreElementError,
    StoreTooLargeError,
    StoreTruncatedError,
)
from smimeadmin.pki.store_properties import HEADER, StoreProperty, parse_properties

MAGIC: Final = b"\x00\x00\x00\x00CERT"
END_MARKER: Final = bytes(12)
CERTIFICATE: Final = 32
CRL: Final = 33
CTL: Final = 34
X509_ENCODING: Final = 1
MAX_STORE_SIZE: Final = 64 * 1024 * 1024
MAX_ELEMENT_SIZE: Final = 16 * 1024 * 1024
_MAX_ID: Final = 0xFFFF


class StoreEntry(NamedTuple):
    """A context with the properties before it, which stay encoded until they are asked for."""

    data: bytes
    context_id: int = CERTIFICATE
    encoding_type: int = X509_ENCODING
    encoded_properties: bytes = b""

    @property
    def properties(self) -> tuple[StoreProperty, ...]:
        """The properties, in the order of the store."""
        return tuple(parse_properties(self.encoded_properties))

    def property_value(self, identifier: int) -> str | datetime | tuple[str, ...] | bytes | None:
        """Return the value of a property, or None."""
        for one in self.properties:
            if one.id == identifier:
                return one.value
        return None

    @property
    def certificate(self) -> Certificate:
        """The certificate of this entry, with the friendly name that the store gives it."""
        return Certificate(self.data, store_properties=self.encoded_properties)

    def build(self) -> bytes:
        """Return the group's bytes."""
        header = HEADER.pack(self.context_id, self.encoding_type, len(self.data))
        return self.encoded_properties + header + self.data


def parse_store(data: bytes, name: str = "The data") -> tuple[StoreEntry, ...]:
    """Return the entries of a store; ``name`` says whose data it is.

    Raises ``NotAStoreError``, ``StoreTruncatedError``, ``StoreCorruptError``,
    ``StoreElementError`` (an id that no store may hold) or ``StoreTooLargeError``.
    """
    size = len(data)
    if data[:8] != MAGIC[:size] or size < 4:
        raise NotAStoreError(name)
    if size > MAX_STORE_SIZE:
        raise StoreTooLargeError(name, size, MAX_STORE_SIZE)
    entries = []
    offset = group = 8
    unpack = HEADER.unpack_from
    while True:
        if offset + 12 > size:
            raise StoreTruncatedError(name, offset, size)
        identifier, encoding, length = unpack(data, offset)
        if not 0 < identifier <= _MAX_ID:
            break
        end = offset + 12 + length
        if end > size or length > MAX_ELEMENT_SIZE:
            _refuse_length(name, offset, length, size)
        if CERTIFICATE <= identifier <= CTL:
            content = data[offset + 12 : end]
            entries.append(StoreEntry(content, identifier, encoding, data[group:offset]))
            group = end
        offset = end
    if identifier:
        raise StoreElementError(name, identifier)
    _check_end(data, name, offset, group)
    return tuple(entries)


def _refuse_length(name: str, offset: int, length: int, size: int) -> None:
    if length > MAX_ELEMENT_SIZE:
        raise StoreTooLargeError(f"An element of {name}", length, MAX_ELEMENT_SIZE)
    raise StoreTruncatedError(name, offset, size)


def _check_end(data: bytes, name: str, offset: int, group: int) -> None:
    if data[offset : offset + 12] != END_MARKER:
        raise StoreCorruptError(name, f"the end marker at byte {offset} is not 12 zero bytes")
    if group != offset:
        raise StoreCorruptError(name, "properties at its end belong to no certificate")
    if len(data) != offset + 12:
        raise StoreCorruptError(name, f"{len(data) - offset - 12} bytes stand after its end")


def build_store(entries: Iterable[StoreEntry]) -> bytes:
    """Return the store's bytes."""
    return b"".join((MAGIC, *(entry.build() for entry in entries), END_MARKER))


def is_store(data: bytes) -> bool:
    """Say whether the data begins like a store."""
    return data[:8] == MAGIC


@dataclass(frozen=True)
class TrustCollection:
    """Certificates in memory that are to be trusted together: no two entries are the same."""

    type_name: ClassVar[str] = "SmimeAdmin.TrustCollection"
    shown: ClassVar[tuple[str, ...]] = (
        "count",
        "earliest_expiry",
        "size",
        "sha256",
        "thumbprints",
        "certificates",
    )

    entries: tuple[StoreEntry, ...]

    @classmethod
    def of(cls, certificates: Iterable[Certificate]) -> "TrustCollection":
        """Return the collection of these certificates, without properties."""
        return cls.of_entries(StoreEntry(certificate.raw) for certificate in certificates)

    @classmethod
    def of_entries(cls, entries: Iterable[StoreEntry]) -> "TrustCollection":
        """Return the collection of these entries; of equal contexts the first stays."""
        distinct: dict[tuple[int, bytes], StoreEntry] = {}
        for entry in entries:
            distinct.setdefault((entry.context_id, entry.data), entry)
        return cls(tuple(distinct.values()))

    @classmethod
    def parse(cls, data: bytes, name: str = "The data") -> "TrustCollection":
        """Return the collection in a store, entry for entry; see ``parse_store`` for errors."""
        return cls(parse_store(data, name))

    def build(self) -> bytes:
        """Return the collection as a store."""
        return build_store(self.entries)

    def merge(self, other: "TrustCollection") -> "TrustCollection":
        """Return this collection and what the other one has more, behind it."""
        return TrustCollection.of_entries((*self.entries, *other.entries))

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """The certificates, in order."""
        return tuple(e.certificate for e in self.entries if e.context_id == CERTIFICATE)

    @property
    def thumbprints(self) -> tuple[str, ...]:
        """The thumbprints of the certificates, in order."""
        return tuple(certificate.thumbprint for certificate in self.certificates)

    @property
    def count(self) -> int:
        """How many certificates there are."""
        return sum(entry.context_id == CERTIFICATE for entry in self.entries)

    @property
    def size(self) -> int:
        """How many bytes the store takes."""
        return len(self.build())

    @property
    def sha256(self) -> str:
        """SHA-256 of the store in upper-case hex."""
        return hashlib.sha256(self.build()).hexdigest().upper()

    @property
    def earliest_expiry(self) -> datetime | None:
        """When the first certificate expires; None for an empty collection."""
        return min((one.not_after for one in self.certificates), default=None)

    def expired(self, at: datetime) -> tuple[Certificate, ...]:
        """Return the certificates that have expired at that time."""
        return tuple(one for one in self.certificates if one.not_after < at)

    def holds(self, certificate: Certificate) -> bool:
        """Say whether the certificate is in the collection."""
        return any(e.context_id == CERTIFICATE and e.data == certificate.raw for e in self.entries)

    def anchors(self) -> tuple[Certificate, ...]:
        """Return the roots: what issued itself."""
        return tuple(one for one in self.certificates if one.is_self_issued)
