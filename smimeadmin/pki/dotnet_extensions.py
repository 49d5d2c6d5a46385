"""Extensions as .NET's objects: the generic one, and those whose content has properties."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final

from smimeadmin.core.values_named import EnumValue
from smimeadmin.pki import der, extensions
from smimeadmin.pki import name as names
from smimeadmin.pki.dotnet_enums import CERTIFICATES, KEY_USAGE_FLAGS
from smimeadmin.pki.dotnet_oids import Oid, OidCollection, number_of
from smimeadmin.pki.errors import MalformedDerError
from smimeadmin.pki.extension_text import format_extension, ip_text
from smimeadmin.pki.extensions import Extension, KeyUsage

# RFC 5280 counts the bits from the left, .NET by their place in the octets.
_FLAGS: Final = (128, 64, 32, 16, 8, 4, 2, 1, 32768)


@dataclass(frozen=True)
class X509Extension:
    """An extension: its identifier, whether it is critical, and the DER of its value."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509Extension"
    shown: ClassVar[tuple[str, ...]] = ("critical", "oid", "raw_data")

    oid: Oid
    raw_data: bytes
    critical: bool = False

    def format(self, *, multi_line: bool) -> str:
        """Return the content as Windows words it."""
        return format_extension(self.oid.value, self.raw_data, multi_line=multi_line)

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True)
class BasicConstraintsExtension(X509Extension):
    """Whether the subject is an authority."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509BasicConstraintsExtension"
    shown: ClassVar[tuple[str, ...]] = (
        "certificate_authority",
        "has_path_length_constraint",
        "path_length_constraint",
        *X509Extension.shown,
    )

    @cached_property
    def _content(self) -> extensions.BasicConstraints:
        return extensions.parse_basic_constraints(self.raw_data)

    @property
    def certificate_authority(self) -> bool:
        """Whether it may issue certificates."""
        return self._content.is_ca

    @property
    def has_path_length_constraint(self) -> bool:
        """Whether the number of authorities below is bounded."""
        return self._content.path_length is not None

    @property
    def path_length_constraint(self) -> int:
        """How many authorities may stand below, 0 if that isn't bounded."""
        return self._content.path_length or 0


@dataclass(frozen=True)
class KeyUsageExtension(X509Extension):
    """What the key may do."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509KeyUsageExtension"
    shown: ClassVar[tuple[str, ...]] = ("key_usages", *X509Extension.shown)

    @property
    def key_usages(self) -> EnumValue:
        """The usages as flags."""
        return EnumValue(KEY_USAGE_FLAGS, flags_of(extensions.parse_key_usage(self.raw_data)))


@dataclass(frozen=True)
class EnhancedKeyUsageExtension(X509Extension):
    """What the certificate is for."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509EnhancedKeyUsageExtension"
    shown: ClassVar[tuple[str, ...]] = ("enhanced_key_usages", *X509Extension.shown)

    @property
    def enhanced_key_usages(self) -> OidCollection:
        """The purposes."""
        return OidCollection(Oid(oid) for oid in extensions.parse_oids(self.raw_data))


@dataclass(frozen=True)
class SubjectKeyIdentifierExtension(X509Extension):
    """The identifier of the subject's key."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509SubjectKeyIdentifierExtension"
    shown: ClassVar[tuple[str, ...]] = (
        "subject_key_identifier",
        "subject_key_identifier_bytes",
        *X509Extension.shown,
    )

    @property
    def subject_key_identifier(self) -> str:
        """The identifier in upper-case hex."""
        return self.subject_key_identifier_bytes.hex().upper()

    @property
    def subject_key_identifier_bytes(self) -> bytes:
        """The identifier."""
        return extensions.parse_subject_key_identifier(self.raw_data)


@dataclass(frozen=True)
class AuthorityKeyIdentifierExtension(X509Extension):
    """The identifier of the issuer's key."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509AuthorityKeyIdentifierExtension"
    shown: ClassVar[tuple[str, ...]] = (
        "key_identifier",
        "raw_issuer",
        "serial_number",
        *X509Extension.shown,
    )

    def _part(self, tag: int) -> bytes | None:
        for part in der.read_only(self.raw_data, der.SEQUENCE).children():
            if part.tag == tag:
                return part.content
        return None

    @property
    def key_identifier(self) -> bytes | None:
        """The identifier, if it is there."""
        return self._part(0x80)

    @property
    def raw_issuer(self) -> bytes | None:
        """The names of the issuer's issuer, if they are there."""
        found = self._part(0xA1)
        return None if found is None else der.encode(0xA1, found)

    @property
    def serial_number(self) -> bytes | None:
        """The serial number of the issuer's certificate, if it is there."""
        return self._part(0x82)


@dataclass(frozen=True)
class AuthorityInformationAccessExtension(X509Extension):
    """Where more about the issuer is to be had."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509AuthorityInformationAccessExtension"

    def uris(self, method: str) -> list[str]:
        """Return the URIs of an access method, by its number or name."""
        wanted = number_of(method) or method
        found = []
        for access in der.read_only(self.raw_data, der.SEQUENCE).children():
            oid, place = access.children()
            if der.decode_oid(oid.content) == wanted and place.tag == extensions.URI:
                found.append(place.content.decode("latin-1"))
        return found


@dataclass(frozen=True)
class SubjectAlternativeNameExtension(X509Extension):
    """Further names of the subject."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509SubjectAlternativeNameExtension"

    def dns_names(self) -> list[str]:
        """Return the host names."""
        return self._texts(extensions.DNS_NAME)

    def ip_addresses(self) -> list[str]:
        """Return the IP addresses as text."""
        found = extensions.parse_general_names(self.raw_data)
        return [ip_text(one.content) for one in found if one.tag == 0x87]

    def _texts(self, tag: int) -> list[str]:
        found = extensions.parse_general_names(self.raw_data)
        return [one.content.decode("latin-1") for one in found if one.tag == tag]


_CLASSES: Final[dict[str, type[X509Extension]]] = {
    extensions.BASIC_CONSTRAINTS: BasicConstraintsExtension,
    extensions.KEY_USAGE: KeyUsageExtension,
    extensions.EXTENDED_KEY_USAGE: EnhancedKeyUsageExtension,
    extensions.SUBJECT_KEY_IDENTIFIER: SubjectKeyIdentifierExtension,
    extensions.AUTHORITY_KEY_IDENTIFIER: AuthorityKeyIdentifierExtension,
    extensions.AUTHORITY_INFORMATION_ACCESS: AuthorityInformationAccessExtension,
    extensions.SUBJECT_ALTERNATIVE_NAME: SubjectAlternativeNameExtension,
}


class ExtensionCollection(list[X509Extension]):
    """The extensions of a certificate in order, found by place, number or name."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509ExtensionCollection"
    __slots__ = ()

    def item_named(self, name: str) -> X509Extension | None:
        """Return the extension of that number or name, or None."""
        wanted = number_of(name) or name
        return next((one for one in self if one.oid.value == wanted), None)


def to_object(extension: Extension) -> X509Extension:
    """Return the object for an extension of a certificate, of its own class if there is one.

    One whose content is malformed is a plain extension, so that it can be listed.
    """
    cls = _CLASSES.get(extension.oid, X509Extension)
    made = cls(Oid(extension.oid), extension.value, extension.critical)
    try:
        for attribute in cls.shown:
            getattr(made, attribute)
    except (MalformedDerError, ValueError, IndexError):
        return X509Extension(made.oid, made.raw_data, made.critical)
    return made


def flags_of(usage: KeyUsage) -> int:
    """Return a key usage as the number of .NET's flags."""
    return sum(flag for bit, flag in enumerate(_FLAGS) if int(usage) >> bit & 1)


def usage_of(flags: int) -> KeyUsage:
    """Return the key usage that .NET's flags name."""
    return KeyUsage(sum(1 << bit for bit, flag in enumerate(_FLAGS) if flags & flag))


def key_identifier(key: bytes, spki: bytes, method: str = "Sha1") -> bytes:
    """Return the identifier of a public key by one of .NET's methods (RFC 5280 4.2.1.2, RFC 7093).

    ``key`` is the content of the bit string, ``spki`` the whole SubjectPublicKeyInfo.
    """
    plain = method.lower()
    if plain == "capisha1":
        return hashlib.sha1(spki, usedforsecurity=False).digest()
    if plain in {"sha1", "shortsha1"}:
        digest = hashlib.sha1(key, usedforsecurity=False).digest()
        return digest if plain == "sha1" else bytes([0x40 | digest[-8] & 0x0F]) + digest[-7:]
    whole = hashlib.new(plain.removeprefix("short"), key).digest()
    return whole[:20] if plain.startswith("short") else whole


def name_of_issuer(extension: AuthorityKeyIdentifierExtension) -> bytes | None:
    """Return the DER of the first directory name among the issuer's names, or None."""
    raw = extension.raw_issuer
    for part in der.read(raw).children() if raw is not None else ():
        if part.tag == extensions.DIRECTORY_NAME:
            names.format_name(part.content)
            return part.content
    return None
