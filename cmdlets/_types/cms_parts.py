"""The parts of SignedCms and EnvelopedCms: contents, algorithms, who signed and who may open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

from cmdlets._types._making import CRYPTOGRAPHY
from smimeadmin import cms
from smimeadmin.cms.algorithms.identifier import AlgorithmIdentifier
from smimeadmin.cms.attributes import SIGNING_TIME, Attributes
from smimeadmin.cms.enveloped import AgreementRecipient, OtherRecipient, TransportRecipient
from smimeadmin.cms.structure import CertificateId, IssuerAndSerial
from smimeadmin.core.values_named import EnumType, EnumValue
from smimeadmin.pki import name as names
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.dotnet_objects import AsnEncodedData
from smimeadmin.pki.dotnet_oids import Oid

PKCS: Final = f"{CRYPTOGRAPHY}Pkcs."
IDENTIFIER_TYPE: Final = EnumType(
    f"{PKCS}SubjectIdentifierType",
    {"Unknown": 0, "IssuerAndSerialNumber": 1, "SubjectKeyIdentifier": 2, "NoSignature": 3},
)
RECIPIENT_TYPE: Final = EnumType(
    f"{PKCS}RecipientInfoType", {"Unknown": 0, "KeyTransport": 1, "KeyAgreement": 2}
)


@dataclass(frozen=True, slots=True)
class ContentInfo:
    """What was signed or encrypted, and of what kind it is."""

    type_name: ClassVar[str] = f"{PKCS}ContentInfo"

    content_type: Oid
    content: bytes

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class Algorithm:
    """An algorithm with its parameters."""

    type_name: ClassVar[str] = f"{PKCS}AlgorithmIdentifier"

    oid: Oid
    parameters: bytes = b""
    key_length: int = 0

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class IssuerSerial:
    """A certificate by its issuer and serial number."""

    type_name: ClassVar[str] = f"{CRYPTOGRAPHY}Xml.X509IssuerSerial"

    issuer_name: str
    serial_number: str

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class SubjectIdentifier:
    """How a certificate is named: ``value`` is an IssuerSerial or the key's identifier in hex."""

    type_name: ClassVar[str] = f"{PKCS}SubjectIdentifier"

    type: EnumValue
    value: Any

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class SigningTime:
    """The time that a signer claims."""

    type_name: ClassVar[str] = f"{PKCS}Pkcs9SigningTime"
    shown: ClassVar[tuple[str, ...]] = ("signing_time", "oid", "raw_data")

    signing_time: datetime
    raw_data: bytes
    oid: Oid = field(default_factory=lambda: Oid(SIGNING_TIME))

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a signature, with its values."""

    type_name: ClassVar[str] = f"{CRYPTOGRAPHY}CryptographicAttributeObject"

    oid: Oid
    values: tuple[AsnEncodedData | SigningTime, ...]

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class SignerInfo:
    """One signature, with the signer's certificate as far as it came along."""

    type_name: ClassVar[str] = f"{PKCS}SignerInfo"
    shown: ClassVar[tuple[str, ...]] = (
        "certificate",
        "digest_algorithm",
        "signature_algorithm",
        "signed_attributes",
        "signer_identifier",
        "unsigned_attributes",
        "version",
    )

    signed: cms.SignedData
    info: cms.SignerInfo
    detached: bytes | None = None

    @property
    def certificate(self) -> Certificate | None:
        """The signer's certificate, None if it is not in the message."""
        found = self.signed.certificate_of(self.info)
        return None if found is None else Certificate(found.raw)

    @property
    def digest_algorithm(self) -> Oid:
        """The digest."""
        return Oid(self.info.digest_algorithm.oid)

    @property
    def signature_algorithm(self) -> Oid:
        """The algorithm of the signature."""
        return Oid(self.info.signature_algorithm.oid)

    @property
    def signer_identifier(self) -> SubjectIdentifier:
        """How the signer's certificate is named."""
        return identifier_of(self.info.identifier)

    @property
    def signed_attributes(self) -> tuple[Attribute, ...]:
        """What is signed beside the content."""
        return _attributes(self.info.signed_attributes, self.info.signing_time)

    @property
    def unsigned_attributes(self) -> tuple[Attribute, ...]:
        """What was added to the signature."""
        return _attributes(self.info.unsigned_attributes, None)

    @property
    def version(self) -> int:
        """1 or 3."""
        return self.info.version

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class RecipientInfo:
    """One recipient, by its certificate."""

    type_name: ClassVar[str] = f"{PKCS}RecipientInfo"
    shown: ClassVar[tuple[str, ...]] = (
        "encrypted_key",
        "key_encryption_algorithm",
        "recipient_identifier",
        "type",
    )

    info: TransportRecipient | AgreementRecipient

    @property
    def encrypted_key(self) -> bytes:
        """The content's key, encrypted for this recipient."""
        return self.info.encrypted_key

    @property
    def key_encryption_algorithm(self) -> Algorithm:
        """How the content's key is encrypted."""
        return algorithm_of(self.info.algorithm)

    @property
    def recipient_identifier(self) -> SubjectIdentifier:
        """How the recipient's certificate is named."""
        return identifier_of(self.info.identifier)

    @property
    def type(self) -> EnumValue:
        """Key transport (RSA) or key agreement (elliptic curves)."""
        is_transport = isinstance(self.info, TransportRecipient)
        return RECIPIENT_TYPE.value("KeyTransport" if is_transport else "KeyAgreement")

    def __str__(self) -> str:
        return self.type_name


def identifier_of(found: CertificateId) -> SubjectIdentifier:
    """Return how a certificate is named as .NET's object."""
    if isinstance(found, IssuerAndSerial):
        size = max(1, (found.serial.bit_length() + 8) // 8)
        serial = found.serial.to_bytes(size, "big", signed=True).hex().upper()
        value: Any = IssuerSerial(names.format_name(found.issuer), serial)
        return SubjectIdentifier(IDENTIFIER_TYPE.value("IssuerAndSerialNumber"), value)
    text = found.value.hex().upper()
    return SubjectIdentifier(IDENTIFIER_TYPE.value("SubjectKeyIdentifier"), text)


def algorithm_of(found: AlgorithmIdentifier) -> Algorithm:
    """Return an algorithm as .NET's object."""
    parameters = b"" if found.parameters is None else found.parameters.raw
    return Algorithm(Oid(found.oid), parameters, _KEY_LENGTHS.get(found.oid, 0))


# .NET tells a length only where the cipher leaves it open, and of DES and 3DES.
_KEY_LENGTHS: Final = {"1.2.840.113549.3.7": 192, "1.3.14.3.2.7": 64}


def _attributes(found: Attributes | None, signing_time: datetime | None) -> tuple[Attribute, ...]:
    made = []
    for oid, values in (found or {}).items():
        if oid == SIGNING_TIME and signing_time is not None:
            wrapped: tuple[AsnEncodedData | SigningTime, ...] = tuple(
                SigningTime(signing_time, one.raw) for one in values
            )
        else:
            wrapped = tuple(AsnEncodedData(Oid(oid), one.raw) for one in values)
        made.append(Attribute(Oid(oid), wrapped))
    return tuple(made)


def recipients_of(enveloped: cms.EnvelopedData) -> list[RecipientInfo]:
    """Return the recipients that are named by a certificate."""
    return [RecipientInfo(r) for r in enveloped.recipients if not isinstance(r, OtherRecipient)]


def only(
    enveloped: cms.EnvelopedData, wanted: RecipientInfo | None, certificates: Iterable[Certificate]
) -> Certificate | None:
    """Return the first certificate with a key at hand that is among the recipients."""
    for certificate in certificates:
        if certificate.held_key is None or not enveloped.is_for(certificate.raw):
            continue
        if wanted is None or _is_named(certificate, wanted.info.identifier):
            return certificate
    return None


def _is_named(certificate: Certificate, identifier: CertificateId) -> bool:
    if isinstance(identifier, IssuerAndSerial):
        return (
            certificate.parts.issuer == identifier.issuer
            and certificate.serial == identifier.serial
        )
    return certificate.subject_key_identifier == identifier.value
