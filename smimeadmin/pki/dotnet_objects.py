"""The small objects of .NET that hang on a certificate: public key, names, purposes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

from smimeadmin.pki import der
from smimeadmin.pki import name as names
from smimeadmin.pki.dotnet_enums import CERTIFICATES
from smimeadmin.pki.dotnet_oids import Oid
from smimeadmin.pki.errors import MalformedDerError
from smimeadmin.pki.extension_text import format_extension

_RSA: Final = "1.2.840.113549.1.1.1"
_CURVES: Final = {
    "1.2.840.10045.3.1.1": 192,
    "1.2.840.10045.3.1.7": 256,
    "1.3.132.0.10": 256,
    "1.3.132.0.33": 224,
    "1.3.132.0.34": 384,
    "1.3.132.0.35": 521,
    "1.3.36.3.3.2.8.1.1.7": 256,
    "1.3.36.3.3.2.8.1.1.11": 384,
    "1.3.36.3.3.2.8.1.1.13": 512,
}


@dataclass(frozen=True, slots=True)
class AsnEncodedData:
    """A DER value, and the identifier that says what it is."""

    type_name: ClassVar[str] = "System.Security.Cryptography.AsnEncodedData"

    oid: Oid | None
    raw_data: bytes

    def format(self, *, multi_line: bool) -> str:
        """Return the content as Windows words it, else in hex."""
        oid = "" if self.oid is None else self.oid.value
        return format_extension(oid, self.raw_data, multi_line=multi_line)

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class EnhancedKeyUsage:
    """A purpose of a certificate, as PowerShell's EnhancedKeyUsageList shows it."""

    type_name: ClassVar[str] = "Microsoft.PowerShell.Commands.EnhancedKeyUsageRepresentation"

    friendly_name: str
    object_id: str

    def __str__(self) -> str:
        return f"{self.friendly_name} ({self.object_id})"


@dataclass(frozen=True, slots=True)
class RsaKey:
    """A public RSA key: scripts ask for its size."""

    type_name: ClassVar[str] = "System.Security.Cryptography.RSA"

    shown: ClassVar[tuple[str, ...]] = (
        "key_size",
        "key_exchange_algorithm",
        "signature_algorithm",
    )

    key_size: int
    modulus: bytes
    exponent: bytes
    key_exchange_algorithm: str = "RSA"
    signature_algorithm: str = "RSA"

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class EllipticKey:
    """A public key on an elliptic curve."""

    type_name: ClassVar[str] = "System.Security.Cryptography.ECDsa"

    key_size: int
    key_exchange_algorithm: str | None = None
    signature_algorithm: str = "ECDsa"

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class PublicKeyInfo:
    """A certificate's public key: its algorithm and its SubjectPublicKeyInfo."""

    type_name: ClassVar[str] = f"{CERTIFICATES}PublicKey"
    shown: ClassVar[tuple[str, ...]] = ("encoded_key_value", "encoded_parameters", "key", "oid")

    oid: Oid
    parameters: bytes
    bits: bytes
    spki: bytes

    @property
    def encoded_key_value(self) -> AsnEncodedData:
        """The content of the bit string."""
        return AsnEncodedData(self.oid, self.bits)

    @property
    def encoded_parameters(self) -> AsnEncodedData:
        """The parameters of the algorithm."""
        return AsnEncodedData(self.oid, self.parameters)

    @property
    def rsa(self) -> RsaKey | None:
        """The key, if it is one of RSA."""
        if self.oid.value != _RSA:
            return None
        numbers = der.read_only(self.bits, der.SEQUENCE).children()
        size = der.decode_integer(numbers[0]).bit_length()
        modulus, exponent = (one.content.lstrip(b"\0") for one in numbers)
        return RsaKey(size, modulus, exponent)

    @property
    def elliptic(self) -> EllipticKey | None:
        """The key, if it is on a known curve."""
        if self.oid.friendly_name != "ECC":
            return None
        curve = der.decode_oid(der.read_only(self.parameters, der.OID).content)
        size = _CURVES.get(curve)
        return None if size is None else EllipticKey(size)

    @property
    def key(self) -> RsaKey | EllipticKey | None:
        """The key; .NET knows only RSA here and raises for others, which no listing survives."""
        try:
            return self.rsa or self.elliptic
        except (MalformedDerError, IndexError):
            return None

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class RelativeName:
    """One component of a name, as .NET's X500RelativeDistinguishedName."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X500RelativeDistinguishedName"
    shown: ClassVar[tuple[str, ...]] = ("has_multiple_elements", "raw_data")

    attributes: tuple[tuple[str, str | None], ...]
    raw_data: bytes

    @property
    def has_multiple_elements(self) -> bool:
        """Whether several attributes stand in it."""
        return len(self.attributes) > 1

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class DistinguishedName:
    """A name as .NET's X500DistinguishedName; ``typed`` is the text that it was made from."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X500DistinguishedName"
    shown: ClassVar[tuple[str, ...]] = ("name", "raw_data")

    raw_data: bytes
    typed: str | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The text: as it was typed, else as .NET spells the DER."""
        return names.format_name(self.raw_data) if self.typed is None else self.typed

    def components(self) -> Iterator[RelativeName]:
        """Yield the components in DER order."""
        for rdn in der.read_only(self.raw_data, der.SEQUENCE).children():
            yield RelativeName(names.rdn_texts(rdn), rdn.raw)

    def __str__(self) -> str:
        return self.type_name
