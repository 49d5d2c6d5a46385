"""Object identifiers with the names that Windows shows for them, looked up both ways."""

from dataclasses import dataclass, field
from typing import ClassVar, Final

from smimeadmin.core.names import fold

_RSADSI: Final = "1.2.840.113549."
_X962: Final = "1.2.840.10045."
_NIST: Final = "2.16.840.1.101.3.4."
_PKIX: Final = "1.3.6.1.5.5.7."
_MICROSOFT: Final = "1.3.6.1.4.1.311."

_NAMES: Final[dict[str, str]] = {
    # Attributes of names
    "2.5.4.3": "CN",
    "2.5.4.4": "SN",
    "2.5.4.5": "SERIALNUMBER",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "S",
    "2.5.4.9": "STREET",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "2.5.4.12": "T",
    "2.5.4.13": "Description",
    "2.5.4.17": "PostalCode",
    "2.5.4.18": "POBox",
    "2.5.4.20": "Phone",
    "2.5.4.24": "X21Address",
    "2.5.4.42": "G",
    "2.5.4.43": "I",
    "2.5.4.46": "dnQualifier",
    "0.9.2342.19200300.100.1.25": "DC",
    f"{_RSADSI}1.9.1": "E",
    # Keys and signatures
    f"{_RSADSI}1.1.1": "RSA",
    f"{_RSADSI}1.1.2": "md2RSA",
    f"{_RSADSI}1.1.3": "md4RSA",
    f"{_RSADSI}1.1.4": "md5RSA",
    f"{_RSADSI}1.1.5": "sha1RSA",
    f"{_RSADSI}1.1.7": "RSAES_OAEP",
    f"{_RSADSI}1.1.8": "mgf1",
    f"{_RSADSI}1.1.10": "RSASSA-PSS",
    f"{_RSADSI}1.1.11": "sha256RSA",
    f"{_RSADSI}1.1.12": "sha384RSA",
    f"{_RSADSI}1.1.13": "sha512RSA",
    "1.2.840.10040.4.1": "DSA",
    "1.2.840.10040.4.3": "sha1DSA",
    "1.2.840.10046.2.1": "DH",
    "1.3.14.3.2.27": "dsaSHA1",
    f"{_X962}2.1": "ECC",
    f"{_X962}4.1": "sha1ECDSA",
    f"{_X962}4.3": "specifiedECDSA",
    f"{_X962}4.3.2": "sha256ECDSA",
    f"{_X962}4.3.3": "sha384ECDSA",
    f"{_X962}4.3.4": "sha512ECDSA",
    f"{_X962}3.1.1": "nistP192",
    f"{_X962}3.1.7": "ECDSA_P256",
    "1.3.132.0.10": "secP256k1",
    "1.3.132.0.33": "nistP224",
    "1.3.132.0.34": "ECDSA_P384",
    "1.3.132.0.35": "ECDSA_P521",
    "1.3.36.3.3.2.8.1.1.7": "brainpoolP256r1",
    "1.3.36.3.3.2.8.1.1.11": "brainpoolP384r1",
    "1.3.36.3.3.2.8.1.1.13": "brainpoolP512r1",
    "1.3.101.112": "Ed25519",
    "1.3.101.113": "Ed448",
    # Digests, ciphers, key agreement
    f"{_RSADSI}2.2": "md2",
    f"{_RSADSI}2.4": "md4",
    f"{_RSADSI}2.5": "md5",
    "1.3.14.3.2.26": "sha1",
    f"{_NIST}2.1": "sha256",
    f"{_NIST}2.2": "sha384",
    f"{_NIST}2.3": "sha512",
    f"{_RSADSI}3.2": "rc2",
    f"{_RSADSI}3.4": "rc4",
    f"{_RSADSI}3.7": "3des",
    "1.3.14.3.2.7": "des",
    f"{_NIST}1.2": "aes128",
    f"{_NIST}1.5": "aes128wrap",
    f"{_NIST}1.22": "aes192",
    f"{_NIST}1.25": "aes192wrap",
    f"{_NIST}1.42": "aes256",
    f"{_NIST}1.45": "aes256wrap",
    f"{_RSADSI}1.9.16.3.5": "ESDH",
    f"{_RSADSI}1.9.16.3.6": "CMS3DESwrap",
    f"{_RSADSI}1.9.16.3.7": "CMSRC2wrap",
    "1.3.133.16.840.63.0.2": "ECDH_STD_SHA1_KDF",
    "1.3.132.1.11.1": "ECDH_STD_SHA256_KDF",
    "1.3.132.1.11.2": "ECDH_STD_SHA384_KDF",
    # CMS
    f"{_RSADSI}1.7.1": "PKCS 7 Data",
    f"{_RSADSI}1.7.2": "PKCS 7 Signed",
    f"{_RSADSI}1.7.3": "PKCS 7 Enveloped",
    f"{_RSADSI}1.7.5": "PKCS 7 Digested",
    f"{_RSADSI}1.7.6": "PKCS 7 Encrypted",
    f"{_RSADSI}1.9.3": "Content Type",
    f"{_RSADSI}1.9.4": "Message Digest",
    f"{_RSADSI}1.9.5": "Signing Time",
    f"{_RSADSI}1.9.6": "Counter Sign",
    f"{_RSADSI}1.9.7": "Challenge Password",
    f"{_RSADSI}1.9.15": "SMIME Capabilities",
    # Extensions
    "2.5.29.9": "Subject Directory Attributes",
    "2.5.29.14": "Subject Key Identifier",
    "2.5.29.15": "Key Usage",
    "2.5.29.16": "Private Key Usage Period",
    "2.5.29.17": "Subject Alternative Name",
    "2.5.29.18": "Issuer Alternative Name",
    "2.5.29.19": "Basic Constraints",
    "2.5.29.20": "CRL Number",
    "2.5.29.21": "CRL Reason Code",
    "2.5.29.27": "Delta CRL Indicator",
    "2.5.29.28": "Issuing Distribution Point",
    "2.5.29.30": "Name Constraints",
    "2.5.29.31": "CRL Distribution Points",
    "2.5.29.32": "Certificate Policies",
    "2.5.29.32.0": "All issuance policies",
    "2.5.29.33": "Policy Mappings",
    "2.5.29.35": "Authority Key Identifier",
    "2.5.29.36": "Policy Constraints",
    "2.5.29.37": "Enhanced Key Usage",
    "2.5.29.46": "Freshest CRL",
    f"{_PKIX}1.1": "Authority Information Access",
    f"{_PKIX}1.11": "Subject Information Access",
    f"{_PKIX}2.1": "CPS",
    f"{_PKIX}2.2": "User Notice",
    f"{_PKIX}48.1": "On-line Certificate Status Protocol",
    f"{_PKIX}48.2": "Certification Authority Issuer",
    f"{_PKIX}6.2": "NO_SIGN",
    "2.16.840.1.113730.1.1": "Netscape Cert Type",
    f"{_MICROSOFT}20.2": "Certificate Template Name",
    f"{_MICROSOFT}20.2.3": "Principal Name",
    f"{_MICROSOFT}21.1": "CA Version",
    f"{_MICROSOFT}21.2": "Previous CA Certificate Hash",
    f"{_MICROSOFT}21.7": "Certificate Template Information",
    f"{_MICROSOFT}21.10": "Application Policies",
    f"{_MICROSOFT}25.1": "DS Object Guid",
    # Purposes
    "2.5.29.37.0": "Any Purpose",
    f"{_PKIX}3.1": "Server Authentication",
    f"{_PKIX}3.2": "Client Authentication",
    f"{_PKIX}3.3": "Code Signing",
    f"{_PKIX}3.4": "Secure Email",
    f"{_PKIX}3.5": "IP security end system",
    f"{_PKIX}3.6": "IP security tunnel termination",
    f"{_PKIX}3.7": "IP security user",
    f"{_PKIX}3.8": "Time Stamping",
    f"{_PKIX}3.9": "OCSP Signing",
    "1.3.6.1.5.5.8.2.2": "IP security IKE intermediate",
    "1.3.6.1.5.2.3.5": "KDC Authentication",
    f"{_MICROSOFT}10.3.1": "Microsoft Trust List Signing",
    f"{_MICROSOFT}10.3.4": "Encrypting File System",
    f"{_MICROSOFT}10.3.4.1": "File Recovery",
    f"{_MICROSOFT}10.3.11": "Key Recovery",
    f"{_MICROSOFT}10.3.12": "Document Signing",
    f"{_MICROSOFT}20.2.1": "Certificate Request Agent",
    f"{_MICROSOFT}20.2.2": "Smart Card Logon",
    f"{_MICROSOFT}21.5": "Private Key Archival",
    f"{_MICROSOFT}21.6": "Key Recovery Agent",
    f"{_MICROSOFT}54.1.2": "Remote Desktop Authentication",
    f"{_MICROSOFT}80.1": "Document Encryption",
}
_NUMBERS: Final = {fold(name): number for number, name in reversed(_NAMES.items())}


def friendly_name_of(number: str) -> str | None:
    """Return the name that Windows shows for an object identifier, or None."""
    return _NAMES.get(number)


def number_of(friendly_name: str) -> str | None:
    """Return the object identifier of a name, whatever its case, or None."""
    return _NUMBERS.get(fold(friendly_name))


@dataclass(frozen=True, slots=True)
class Oid:
    """An object identifier with a name: the one that was given with it, else Windows'."""

    type_name: ClassVar[str] = "System.Security.Cryptography.Oid"
    shown: ClassVar[tuple[str, ...]] = ("value", "friendly_name")

    value: str
    given_name: str | None = field(default=None, compare=False)

    @property
    def friendly_name(self) -> str | None:
        """The name, or None if there is none."""
        return self.given_name or friendly_name_of(self.value)

    @property
    def label(self) -> str:
        """What a person reads: the name, or the number itself where there is none."""
        return self.friendly_name or self.value

    def __str__(self) -> str:
        return self.type_name


def build_oid(text: str) -> Oid:
    """Return the identifier that a number or a name stands for, as .NET's constructor does."""
    return Oid(number_of(text) or text)


class OidCollection(list[Oid]):
    """Object identifiers in order, found by place, number or name."""

    type_name: ClassVar[str] = "System.Security.Cryptography.OidCollection"
    __slots__ = ()

    def item_named(self, name: str) -> Oid | None:
        """Return the identifier of that number or name, or None."""
        wanted = number_of(name) or name
        return next((one for one in self if one.value == wanted), None)
