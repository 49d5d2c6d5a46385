"""The small objects of .NET that hang on a certificate: Oid, PublicKey, names, purposes."""

from dataclasses import dataclass, field
from typing import ClassVar

from smimeadmin.pki import extensions
from smimeadmin.pki import name as names

_FRIENDLY_NAMES = {
    "1.2.840.113549.1.1.1": "RSA",
    "1.2.840.113549.1.1.4": "md5RSA",
    "1.2.840.113549.1.1.5": "sha1RSA",
    "1.2.840.113549.1.1.7": "RSAES_OAEP",
    "1.2.840.113549.1.1.10": "RSASSA-PSS",
    "1.2.840.113549.1.1.11": "sha256RSA",
    "1.2.840.113549.1.1.12": "sha384RSA",
    "1.2.840.113549.1.1.13": "sha512RSA",
    "1.2.840.10040.4.1": "DSA",
    "1.2.840.10040.4.3": "sha1DSA",
    "1.2.840.10045.2.1": "ECC",
    "1.2.840.10045.4.1": "sha1ECDSA",
    "1.2.840.10045.4.3.2": "sha256ECDSA",
    "1.2.840.10045.4.3.3": "sha384ECDSA",
    "1.2.840.10045.4.3.4": "sha512ECDSA",
    "1.3.101.112": "Ed25519",
    "1.3.101.113": "Ed448",
    extensions.EMAIL_PROTECTION: "Secure Email",
    extensions.ANY_EXTENDED_KEY_USAGE: "Any Purpose",
    "1.3.6.1.5.5.7.3.1": "Server Authentication",
    "1.3.6.1.5.5.7.3.2": "Client Authentication",
    "1.3.6.1.5.5.7.3.3": "Code Signing",
    "1.3.6.1.5.5.7.3.8": "Time Stamping",
    "1.3.6.1.5.5.7.3.9": "OCSP Signing",
    "1.3.6.1.4.1.311.20.2.2": "Smart Card Logon",
    "1.3.6.1.4.1.311.10.3.4": "Encrypting File System",
}


@dataclass(frozen=True, slots=True)
class Oid:
    """An object identifier with the name that Windows shows for it."""

    type_name: ClassVar[str] = "System.Security.Cryptography.Oid"

    value: str

    @property
    def friendly_name(self) -> str:
        """The name, or the number itself where there is none."""
        return _FRIENDLY_NAMES.get(self.value, self.value)

    shown: ClassVar[tuple[str, ...]] = ("value", "friendly_name")

    def __str__(self) -> str:
        return self.friendly_name


@dataclass(frozen=True, slots=True)
class EnhancedKeyUsage:
    """A purpose of a certificate, as PowerShell's EnhancedKeyUsageList shows it."""

    type_name: ClassVar[str] = "Microsoft.PowerShell.Commands.EnhancedKeyUsageRepresentation"

    friendly_name: str
    object_id: str

    def __str__(self) -> str:
        return f"{self.friendly_name} ({self.object_id})"


@dataclass(frozen=True, slots=True)
class PublicKeyInfo:
    """A certificate's public key: its algorithm and its SubjectPublicKeyInfo."""

    type_name: ClassVar[str] = "System.Security.Cryptography.X509Certificates.PublicKey"

    oid: Oid
    encoded_key_value: bytes
    spki: bytes = field(metadata={"hidden": True})


@dataclass(frozen=True, slots=True)
class DistinguishedName:
    """A name as .NET's X500DistinguishedName; ``typed`` is the text that it was made from."""

    type_name: ClassVar[str] = "System.Security.Cryptography.X509Certificates.X500DistinguishedName"
    shown: ClassVar[tuple[str, ...]] = ("name", "raw_data")

    raw_data: bytes
    typed: str | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The text: as it was typed, else as .NET spells the DER."""
        return names.format_name(self.raw_data) if self.typed is None else self.typed

    def __str__(self) -> str:
        return self.type_name
