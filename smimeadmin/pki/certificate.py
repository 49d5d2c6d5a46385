"""An X.509 certificate over its raw DER, with the property names of .NET's X509Certificate2."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from smimeadmin.pki import der, extensions
from smimeadmin.pki import name as names
from smimeadmin.pki.der import Element
from smimeadmin.pki.dotnet_extensions import ExtensionCollection, to_object
from smimeadmin.pki.dotnet_objects import (
    DistinguishedName,
    EllipticKey,
    EnhancedKeyUsage,
    PublicKeyInfo,
    RsaKey,
)
from smimeadmin.pki.dotnet_oids import Oid
from smimeadmin.pki.dotnet_text import local_text
from smimeadmin.pki.errors import MalformedDerError, NotACertificateError
from smimeadmin.pki.extensions import BasicConstraints, Extension, GeneralName, KeyUsage
from smimeadmin.pki.store_properties import friendly_name

_PEM = re.compile(
    rb"-----BEGIN (?:X509 )?CERTIFICATE-----(.+?)-----END (?:X509 )?CERTIFICATE-----", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The elements of a parsed certificate (RFC 5280 4.1)."""

    tbs: bytes
    signature_algorithm: bytes
    signature: bytes
    version: int
    serial: Element
    inner_algorithm: bytes
    issuer: bytes
    not_before: datetime
    not_after: datetime
    subject: bytes
    spki: Element
    extensions: dict[str, Extension]


@dataclass(frozen=True)
class Certificate:
    """A certificate. Two are equal when their DER is.

    Only ``raw`` is kept at first; everything else is parsed when it is asked for, by an own parser,
    so that a certificate that a stricter one refuses can still be listed. A property of malformed
    DER raises ``MalformedDerError``; what ``load_certificate`` gave has been parsed once.
    """

    type_name: ClassVar[str] = "System.Security.Cryptography.X509Certificates.X509Certificate2"
    shown: ClassVar[tuple[str, ...]] = (
        "thumbprint",
        "subject",
        "subject_name",
        "issuer",
        "issuer_name",
        "serial_number",
        "not_before",
        "not_after",
        "friendly_name",
        "archived",
        "has_private_key",
        "private_key",
        "version",
        "signature_algorithm",
        "public_key",
        "enhanced_key_usage_list",
        "email_addresses",
        "extensions",
        "raw_data",
        "identity",
        "key_id",
    )

    raw: bytes
    store_properties: bytes = field(default=b"", compare=False)
    identity: str | None = field(default=None, compare=False)
    key_id: str | None = field(default=None, compare=False)
    has_private_key: bool = field(default=False, compare=False)
    held_key: Any = field(default=None, compare=False, repr=False)
    """The private key of a PFX file that was opened in memory; others are in the key store."""
    archived: ClassVar[bool] = False

    def __repr__(self) -> str:
        return f"<Certificate {self.thumbprint}>"

    def __str__(self) -> str:
        """Return what .NET's ToString gives: names, serial number, validity, thumbprint."""
        if not self.raw:
            return self.type_name
        told = (
            ("Subject", self.subject),
            ("Issuer", self.issuer),
            ("Serial Number", self.serial_number),
            ("Not Before", local_text(self.not_before)),
            ("Not After", local_text(self.not_after)),
            ("Thumbprint", self.thumbprint),
        )
        return "\n".join(f"[{title}]\n  {text}\n" for title, text in told)

    @cached_property
    def parts(self) -> _Parts:
        """The elements of the certificate, parsed at the first use."""
        return _parse(self.raw)

    @property
    def subject_name(self) -> DistinguishedName:
        """The subject as an object of .NET."""
        return DistinguishedName(self.parts.subject)

    @property
    def issuer_name(self) -> DistinguishedName:
        """The issuer as an object of .NET."""
        return DistinguishedName(self.parts.issuer)

    @cached_property
    def friendly_name(self) -> str:
        """The name that the store it comes from gives it, or an empty text."""
        return friendly_name(self.store_properties)

    @property
    def raw_data(self) -> bytes:
        """The DER, under .NET's name."""
        return self.raw

    @cached_property
    def thumbprint(self) -> str:
        """SHA-1 of the DER in upper-case hex: a name, not a proof."""
        return hashlib.sha1(self.raw, usedforsecurity=False).hexdigest().upper()

    def digest(self, algorithm: str) -> bytes:
        """Return a hash of the DER: MD5, SHA1, SHA256, SHA384, SHA512 or SHA3-256."""
        name = algorithm.lower().replace("-", "_")
        return hashlib.new(name, self.raw, usedforsecurity=False).digest()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the DER in upper-case hex."""
        return hashlib.sha256(self.raw).hexdigest().upper()

    @cached_property
    def subject(self) -> str:
        """The subject, as .NET spells it."""
        return names.format_name(self.parts.subject)

    @cached_property
    def issuer(self) -> str:
        """The issuer, as .NET spells it."""
        return names.format_name(self.parts.issuer)

    @property
    def serial_number(self) -> str:
        """The serial number's octets in upper-case hex."""
        return self.parts.serial.content.hex().upper()

    @property
    def serial(self) -> int:
        """The serial number."""
        return der.decode_integer(self.parts.serial)

    @property
    def not_before(self) -> datetime:
        """The first second of the validity, UTC."""
        return self.parts.not_before

    @property
    def not_after(self) -> datetime:
        """The last second of the validity, UTC."""
        return self.parts.not_after

    @property
    def version(self) -> int:
        """1 to 3."""
        return self.parts.version

    @property
    def signature_algorithm(self) -> Oid:
        """The algorithm of the issuer's signature."""
        algorithm = der.read(der.read(self.parts.signature_algorithm).content)
        return Oid(der.decode_oid(der.expect(algorithm, der.OID).content))

    @cached_property
    def public_key(self) -> PublicKeyInfo:
        """The public key."""
        algorithm, key = der.expect(self.parts.spki, der.SEQUENCE).children()
        first = der.expect(der.read(algorithm.content), der.OID)
        oid = Oid(der.decode_oid(first.content))
        parameters = algorithm.content[first.end :]
        return PublicKeyInfo(oid, parameters, der.decode_bits(key)[1], self.parts.spki.raw)

    @property
    def private_key(self) -> RsaKey | EllipticKey | None:
        """What is known of the private key, if there is one: its kind and size, never itself."""
        if not self.has_private_key:
            return None
        return self.public_key.rsa or self.public_key.elliptic

    @property
    def spki(self) -> bytes:
        """The SubjectPublicKeyInfo."""
        return self.parts.spki.raw

    @property
    def extensions(self) -> ExtensionCollection:
        """The extensions as objects of .NET, in order."""
        return ExtensionCollection(map(to_object, self.parts.extensions.values()))

    def extension(self, oid: str) -> bytes | None:
        """Return the DER value of an extension, or None."""
        return found.value if (found := self.parts.extensions.get(oid)) else None

    @cached_property
    def general_names(self) -> tuple[GeneralName, ...]:
        """The subject's alternative names."""
        value = self.extension(extensions.SUBJECT_ALTERNATIVE_NAME)
        return () if value is None else extensions.parse_general_names(value)

    @cached_property
    def email_addresses(self) -> tuple[str, ...]:
        """The addresses that the certificate speaks for: alternative names first, then E."""
        found: dict[str, None] = {}
        for name in self.general_names:
            if name.tag == extensions.RFC822_NAME:
                found[name.content.decode("latin-1")] = None
            elif mailbox := extensions.other_name_text(name, extensions.SMTP_UTF8_MAILBOX):
                found[mailbox] = None
        found.update(dict.fromkeys(names.attribute_values(self.parts.subject, names.EMAIL)))
        return tuple(found)

    @property
    def user_principal_name(self) -> str | None:
        """The UPN among the alternative names."""
        for name in self.general_names:
            if upn := extensions.other_name_text(name, extensions.USER_PRINCIPAL_NAME):
                return upn
        return None

    @cached_property
    def key_usage(self) -> KeyUsage | None:
        """What the key may do; None if the certificate doesn't say."""
        value = self.extension(extensions.KEY_USAGE)
        return None if value is None else extensions.parse_key_usage(value)

    @cached_property
    def extended_key_usages(self) -> tuple[str, ...] | None:
        """The purposes as object identifiers; None if the certificate doesn't say."""
        value = self.extension(extensions.EXTENDED_KEY_USAGE)
        return None if value is None else extensions.parse_oids(value)

    @property
    def enhanced_key_usage_list(self) -> tuple[EnhancedKeyUsage, ...]:
        """The purposes with the names that Windows shows."""
        return tuple(
            EnhancedKeyUsage(Oid(oid).label, oid) for oid in self.extended_key_usages or ()
        )

    @cached_property
    def basic_constraints(self) -> BasicConstraints | None:
        """Whether it is an authority; None if the certificate doesn't say."""
        value = self.extension(extensions.BASIC_CONSTRAINTS)
        return None if value is None else extensions.parse_basic_constraints(value)

    @property
    def is_ca(self) -> bool:
        """Whether it may issue certificates: as it says, or a self-issued one before version 3."""
        if self.basic_constraints is not None:
            return self.basic_constraints.is_ca
        return self.version < 3 and self.is_self_issued

    @cached_property
    def is_self_issued(self) -> bool:
        """Whether subject and issuer are the same name."""
        return names.comparable(self.parts.subject) == names.comparable(self.parts.issuer)

    @property
    def subject_key_identifier(self) -> bytes | None:
        """The identifier of the subject's key."""
        value = self.extension(extensions.SUBJECT_KEY_IDENTIFIER)
        return None if value is None else extensions.parse_subject_key_identifier(value)

    @property
    def authority_key_identifier(self) -> bytes | None:
        """The identifier of the issuer's key."""
        value = self.extension(extensions.AUTHORITY_KEY_IDENTIFIER)
        return None if value is None else extensions.parse_authority_key_identifier(value)

    def simple_name(self) -> str:
        """Return what a person calls the subject: CN, else OU, O or E."""
        return names.simple_name(self.parts.subject)

    def email_name(self) -> str:
        """Return the address that .NET's GetNameInfo(EmailName) gives, or an empty text."""
        return self.email_addresses[0] if self.email_addresses else ""

    def dns_name(self) -> str:
        """Return what .NET's GetNameInfo(DnsName) gives: the first host, else the CN.

        .NET reads the CN as ASCII there, so other characters come out as U+FFFD.
        """
        for name in self.general_names:
            if name.tag == extensions.DNS_NAME:
                return name.content.decode("latin-1")
        values = names.attribute_values(self.parts.subject, names.COMMON_NAME)
        text = values[-1] if values else ""
        return "".join(one if one.isascii() else "\ufffd" for one in text)

    def owned(self, identity: str | None, key_id: str | None, *, has_key: bool) -> "Certificate":
        """Return the same certificate as the workspace knows it."""
        return replace(self, identity=identity, key_id=key_id, has_private_key=has_key)


def _parse(raw: bytes) -> _Parts:
    outer = der.read_only(raw, der.SEQUENCE).children()
    if len(outer) != 3:
        raise MalformedDerError("A certificate has three parts: this one has not.")
    tbs, algorithm, signature = outer
    fields = der.expect(tbs, der.SEQUENCE).children()
    version = 1
    if fields and fields[0].tag == 0xA0:
        version = der.decode_integer(der.read(fields.pop(0).content)) + 1
    if len(fields) < 6:
        raise MalformedDerError("The certificate lacks parts.")
    serial, inner, issuer, validity, subject, spki, *optional = fields
    times = der.expect(validity, der.SEQUENCE).children()
    if len(times) != 2:
        raise MalformedDerError("The validity is malformed.")
    wrapped = next((field for field in optional if field.tag == 0xA3), None)
    return _Parts(
        tbs=tbs.raw,
        signature_algorithm=der.expect(algorithm, der.SEQUENCE).raw,
        signature=der.decode_bits(signature)[1],
        version=version,
        serial=der.expect(serial, der.INTEGER),
        inner_algorithm=der.expect(inner, der.SEQUENCE).raw,
        issuer=der.expect(issuer, der.SEQUENCE).raw,
        not_before=der.decode_time(times[0]),
        not_after=der.decode_time(times[1]),
        subject=der.expect(subject, der.SEQUENCE).raw,
        spki=der.expect(spki, der.SEQUENCE),
        extensions=(extensions.parse_extensions(der.read(wrapped.content)) if wrapped else {}),
    )


def load_certificate(data: bytes, name: str = "The data") -> Certificate:
    """Return the one certificate in DER, PEM or base64 ``data``; ``name`` says whose data it is.

    Of a PEM bundle the first is returned. Raises ``NotACertificateError``.
    """
    raw = _find_der(data, name)
    certificate = Certificate(raw)
    try:
        _ = certificate.subject, certificate.issuer, certificate.public_key
    except (MalformedDerError, ValueError) as error:
        raise NotACertificateError(name, _reason(error)) from error
    return certificate


def _reason(error: Exception) -> str:
    text = error.message if isinstance(error, MalformedDerError) else str(error)
    return text[:1].lower() + text[1:].rstrip(".")


def pem_certificates(data: bytes, name: str = "The data") -> list[bytes]:
    """Return the DER of every certificate of a PEM text, in order."""
    found = []
    for match in _PEM.finditer(data):
        try:
            found.append(base64.b64decode(b"".join(match.group(1).split()), validate=True))
        except binascii.Error as error:
            raise NotACertificateError(name, "its base64 is damaged") from error
    return found


def _find_der(data: bytes, name: str) -> bytes:
    if data[:1] == b"\x30":
        return data
    if found := pem_certificates(data, name):
        return found[0]
    if not data.strip():
        raise NotACertificateError(name, "it is empty")
    if b"PRIVATE KEY-----" in data:
        raise NotACertificateError(name, "it holds a private key and no certificate")
    try:
        raw = base64.b64decode(b"".join(data.split()), validate=True)
    except binascii.Error as error:
        raise NotACertificateError(name, "it is neither DER nor PEM") from error
    if raw[:1] != b"\x30":
        raise NotACertificateError(name, "its base64 holds something else")
    return raw
