"""What a directory publishes of a person: values of userCertificate and userSMIMECertificate read.

MS-OXOABK 2.2.4.35 and 2.2.4.36, MS-OXLDAP 2.2.5.2, RFC 2798 s2.8. userCertificate holds bare DER
certificates. In userSMIMECertificate the first byte decides: 0x30 is CMS, anything else a list of
tagged settings; a bare certificate begins with 0x30 too, so what the SEQUENCE holds is looked at.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final

from smimeadmin import cms
from smimeadmin.cms.errors import CmsError
from smimeadmin.cms.structure import SIGNED_DATA, CertificateId, is_named
from smimeadmin.directory.api import (
    CERTIFICATE_ATTRIBUTES,
    Account,
    canonical_attribute,
)
from smimeadmin.messages.errors import UnreadableValueError
from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.errors import NotACertificateError, PkiError
from smimeadmin.pki.extensions import KeyUsage

_SETTING: Final = struct.Struct("<HH")  # tag, length with these four bytes
_VERSION_SETTING: Final = 0x0001
_KEY_EXCHANGE_CERTIFICATE: Final = 0x0003
_CHAIN_CERTIFICATE: Final = 0x0004
_SIGN_CERTIFICATE: Final = 0x0008

_ENCRYPTION_USAGE: Final = KeyUsage.KEY_ENCIPHERMENT | KeyUsage.KEY_AGREEMENT


class PublishedForm(StrEnum):
    """How a value holds its certificate."""

    CERTIFICATE = "Certificate"
    SIGNED_DATA = "SignedData"
    CERTIFICATES_ONLY = "CertificatesOnly"
    TAG_LIST = "TagList"
    UNREADABLE = "Unreadable"


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """One value, read: the person's certificate, and what comes with it.

    ``is_preferred`` says that the value marks its certificate as the one to encrypt to.
    ``is_intact`` is None where the form has no signature.
    """

    form: PublishedForm
    leaf: Certificate
    others: tuple[Certificate, ...] = ()
    is_preferred: bool = False
    is_intact: bool | None = None
    capabilities: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, str, frozenset[str]]:
        """What two values must share to count as equal: form, leaf and chain by thumbprint."""
        chain = frozenset(certificate.thumbprint for certificate in self.others)
        return self.form, self.leaf.thumbprint, chain


@dataclass(frozen=True, slots=True)
class PublishedCertificate:
    """What Get-PublishedCertificate shows: one value of one attribute of one person."""

    type_name: ClassVar[str] = "SmimeAdmin.PublishedCertificate"

    identity: str
    attribute: str
    form: str
    subject: str | None
    thumbprint: str | None
    not_after: datetime | None
    issuer: str | None
    not_before: datetime | None
    serial_number: str | None
    email_addresses: tuple[str, ...]
    preferred: bool
    signature_valid: bool | None
    chain: tuple[str, ...]
    size: int
    value_hash: str
    problem: str | None
    certificate: Certificate | None = field(repr=False)
    raw_data: bytes = field(repr=False)

    @property
    def primary_smtp_address(self) -> str:
        """The person again, under the name that other commands bind."""
        return self.identity

    shown: ClassVar[tuple[str, ...]] = (
        "identity",
        "attribute",
        "form",
        "subject",
        "thumbprint",
        "not_after",
        "issuer",
        "not_before",
        "serial_number",
        "email_addresses",
        "preferred",
        "signature_valid",
        "chain",
        "size",
        "value_hash",
        "problem",
        "certificate",
        "raw_data",
    )


# Reading a value


def parse_value(attribute: str, value: bytes) -> PublishedValue:
    """Read a value of either attribute, in whatever form. Raises ``Published.Unreadable``."""
    name = canonical_attribute(attribute)
    if not value:
        raise UnreadableValueError(name, "it is empty")
    if value[:1] != b"\x30":
        return _parse_settings(name, value)
    try:
        certificate = load_certificate(value)
    except NotACertificateError:
        return _parse_cms(name, value)
    if not _is_sound(certificate):
        raise UnreadableValueError(name, "an extension of its certificate is damaged")
    return PublishedValue(PublishedForm.CERTIFICATE, certificate)


def _is_sound(certificate: Certificate) -> bool:
    """Whether what is asked of a certificate later on can be read, too."""
    try:
        _ = (
            certificate.email_addresses,
            certificate.key_usage,
            certificate.extended_key_usages,
            certificate.is_ca,
        )
    except PkiError:
        return False
    return True


def _parse_cms(attribute: str, value: bytes) -> PublishedValue:
    try:
        if cms.content_type_of(value) != SIGNED_DATA:
            raise UnreadableValueError(attribute, "it holds CMS of another kind than SignedData")
        signed = cms.parse_signed_data(value)
    except CmsError as error:
        raise UnreadableValueError(attribute, "it is neither a certificate nor CMS") from error
    found = tuple(_certificates(signed.certificates))
    if not found:
        raise UnreadableValueError(attribute, "its CMS structure holds no certificate")
    if not signed.signers:
        leaf = _likeliest_leaf(found)
        return PublishedValue(PublishedForm.CERTIFICATES_ONLY, leaf, _without(found, leaf))
    signer = signed.signers[0]
    try:
        marked = _named(found, signer.preferred_certificate)
        capabilities = signer.capabilities
    except CmsError:  # attributes that can't be read mark nothing
        marked, capabilities = None, ()
    leaf = marked or _named(found, signer.identifier) or _likeliest_leaf(found)
    return PublishedValue(
        PublishedForm.SIGNED_DATA,
        leaf,
        _without(found, leaf),
        is_preferred=marked is not None,
        is_intact=_is_intact(signed),
        capabilities=capabilities,
    )


def _certificates(values: tuple[bytes, ...]) -> Iterator[Certificate]:
    for value in values:
        try:
            certificate = load_certificate(value)
        except NotACertificateError:  # a broken member beside good ones helps nobody
            continue
        if _is_sound(certificate):
            yield certificate


def _named(found: tuple[Certificate, ...], identifier: CertificateId | None) -> Certificate | None:
    if identifier is None:
        return None
    return next((c for c in found if is_named(c.raw, identifier)), None)


def _likeliest_leaf(found: tuple[Certificate, ...]) -> Certificate:
    """Return the person's certificate where nothing names it: one that can be encrypted to."""
    people = [certificate for certificate in found if not certificate.is_ca]
    usable = [c for c in people if c.key_usage is None or c.key_usage & _ENCRYPTION_USAGE]
    return (usable or people or list(found))[0]


def _without(found: tuple[Certificate, ...], leaf: Certificate) -> tuple[Certificate, ...]:
    return tuple(certificate for certificate in found if certificate != leaf)


def _is_intact(signed: cms.SignedData) -> bool:
    """Whether the signatures verify over the content that the value carries."""
    content = None if signed.content is not None else b""  # RFC 2798: content may be left out
    try:
        for signer in signed.signers:
            cms.verify_signer(signed, signer, content=content)
    except CmsError:
        return False
    return True


def _parse_settings(attribute: str, value: bytes) -> PublishedValue:
    """Read a list of tagged settings (MS-OXOABK 2.2.4.36); unknown tags are ignored."""
    leaf: Certificate | None = None
    signing: Certificate | None = None
    chain: list[Certificate] = []
    for tag, content in _settings(attribute, value):
        if tag not in (_KEY_EXCHANGE_CERTIFICATE, _CHAIN_CERTIFICATE, _SIGN_CERTIFICATE):
            continue
        try:
            certificate = load_certificate(content)
        except NotACertificateError as error:
            raise UnreadableValueError(attribute, "a setting holds no certificate") from error
        if not _is_sound(certificate):
            raise UnreadableValueError(attribute, "an extension of its certificate is damaged")
        if tag == _CHAIN_CERTIFICATE:
            chain.append(certificate)
        elif tag == _SIGN_CERTIFICATE:
            signing = certificate
        else:
            leaf = certificate
    found = leaf or signing
    if found is None:
        raise UnreadableValueError(attribute, "its settings hold no certificate")
    others = (*chain, *((signing,) if signing is not None and signing != found else ()))
    return PublishedValue(PublishedForm.TAG_LIST, found, others, is_preferred=leaf is not None)


def _settings(attribute: str, value: bytes) -> Iterator[tuple[int, bytes]]:
    if value[:4] != _SETTING.pack(_VERSION_SETTING, 8):
        raise UnreadableValueError(attribute, "it is neither CMS nor a list of settings")
    at = 0
    while at < len(value):
        if at + _SETTING.size > len(value):
            raise UnreadableValueError(attribute, "its settings end too early")
        tag, length = _SETTING.unpack_from(value, at)
        if length < _SETTING.size or at + length > len(value):
            raise UnreadableValueError(attribute, "a setting has an impossible length")
        yield tag, value[at + _SETTING.size : at + length]
        at += length


# Reading a person


def published_certificates(
    account: Account, attribute: str | None = None
) -> Iterator[PublishedCertificate]:
    """Yield one object for each value of a person, unreadable ones with their problem."""
    names = CERTIFICATE_ATTRIBUTES if attribute is None else (canonical_attribute(attribute),)
    for name in names:
        for value in account.values(name):
            yield _published(account.label, name, value)


def _published(identity: str, attribute: str, value: bytes) -> PublishedCertificate:
    try:
        read = parse_value(attribute, value)
    except UnreadableValueError as error:
        return _object(identity, attribute, value, None, error.why)
    return _object(identity, attribute, value, read, None)


def _object(
    identity: str, attribute: str, value: bytes, read: PublishedValue | None, problem: str | None
) -> PublishedCertificate:
    leaf = None if read is None else read.leaf
    return PublishedCertificate(
        identity=identity,
        attribute=attribute,
        form=PublishedForm.UNREADABLE if read is None else read.form,
        subject=None if leaf is None else leaf.subject,
        thumbprint=None if leaf is None else leaf.thumbprint,
        not_after=None if leaf is None else leaf.not_after,
        issuer=None if leaf is None else leaf.issuer,
        not_before=None if leaf is None else leaf.not_before,
        serial_number=None if leaf is None else leaf.serial_number,
        email_addresses=() if leaf is None else leaf.email_addresses,
        preferred=read is not None and read.is_preferred,
        signature_valid=None if read is None else read.is_intact,
        chain=() if read is None else tuple(c.thumbprint for c in read.others),
        size=len(value),
        value_hash=hashlib.sha256(value).hexdigest().upper(),
        problem=problem,
        certificate=leaf,
        raw_data=value,
    )
