"""The properties that Windows keeps beside a certificate: elements of a serialized store.

MS-GPEF 2.2.1.1.1.1. They are hints of the store's owner: nothing here relies on their hashes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import Final

from smimeadmin.pki.errors import MalformedDerError
from smimeadmin.pki.extensions import parse_oids

FRIENDLY_NAME: Final = 11
HEADER: Final = Struct("<III")
_FILETIME_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
_PROPERTY_NAMES: Final = {
    2: "KeyProviderInfo",
    3: "Sha1Hash",
    4: "Md5Hash",
    9: "EnhancedKeyUsage",
    11: "FriendlyName",
    13: "Description",
    15: "SignatureHash",
    19: "Archived",
    20: "KeyIdentifier",
    24: "IssuerPublicKeyMd5Hash",
    25: "SubjectPublicKeyMd5Hash",
    27: "DateStamp",
    28: "IssuerSerialNumberMd5Hash",
    29: "SubjectNameMd5Hash",
    83: "RootProgramCertificatePolicies",
    98: "AuthRootSha256Hash",
    104: "DisallowedFileTime",
    105: "RootProgramChainPolicies",
    107: "Sha256Hash",
    122: "DisallowedEnhancedKeyUsage",
    126: "NotBeforeFileTime",
    127: "NotBeforeEnhancedKeyUsage",
}
_TEXTS: Final = frozenset((11, 12, 13, 21))
_TIMES: Final = frozenset((27, 104, 126))
_OID_LISTS: Final = frozenset((9, 105, 122, 127))


@dataclass(frozen=True, slots=True)
class StoreProperty:
    """A property of a context, as it stands in the store."""

    id: int
    encoding_type: int
    data: bytes

    @property
    def name(self) -> str:
        """What the property is called, or its number."""
        return _PROPERTY_NAMES.get(self.id, str(self.id))

    @property
    def value(self) -> str | datetime | tuple[str, ...] | bytes:
        """The decoded value; the bytes where the layout isn't known or doesn't hold."""
        try:
            if self.id in _TEXTS:
                return self.data.decode("utf-16-le").rstrip("\0")
            if self.id in _TIMES and len(self.data) == 8:
                ticks = int.from_bytes(self.data, "little")
                return _FILETIME_EPOCH + timedelta(microseconds=ticks // 10)
            if self.id in _OID_LISTS:
                return parse_oids(self.data)
        except (MalformedDerError, OverflowError, ValueError):
            return self.data
        return self.data

    def build(self) -> bytes:
        """Return the element's bytes."""
        return HEADER.pack(self.id, self.encoding_type, len(self.data)) + self.data


def parse_properties(encoded: bytes) -> Iterator[StoreProperty]:
    """Yield the properties in their order; the lengths have been checked by the store's reader."""
    offset = 0
    while offset < len(encoded):
        identifier, encoding, size = HEADER.unpack_from(encoded, offset)
        offset += 12
        yield StoreProperty(identifier, encoding, encoded[offset : offset + size])
        offset += size


def friendly_name(encoded: bytes) -> str:
    """Return the friendly name among the properties, or an empty text."""
    for one in parse_properties(encoded):
        if one.id == FRIENDLY_NAME and isinstance(one.value, str):
            return one.value
    return ""
