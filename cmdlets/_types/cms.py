"""SignedCms and EnvelopedCms: what others signed and encrypted, decoded, checked and opened.

Messages are made by Protect-SmimeMessage; here is only what reads.
"""

from collections.abc import Iterable
from typing import Any, Final

from cmdlets._types import chain
from cmdlets._types._making import crypto_error, guard, guarded, named
from cmdlets._types.cms_parts import (
    IDENTIFIER_TYPE,
    PKCS,
    RECIPIENT_TYPE,
    Algorithm,
    Attribute,
    ContentInfo,
    IssuerSerial,
    RecipientInfo,
    SignerInfo,
    SigningTime,
    SubjectIdentifier,
    algorithm_of,
    only,
    recipients_of,
)
from smimeadmin import cms
from smimeadmin.core.clock import SystemClock
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.dotnet_chain import is_chained
from smimeadmin.pki.dotnet_collection import CertificateCollection
from smimeadmin.pki.dotnet_objects import AsnEncodedData
from smimeadmin.pki.dotnet_oids import Oid
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    static_methods,
)
from smimeadmin.shell.engine.types import register_enum, register_type

__all__ = ["chain"]

_DATA: Final = "1.2.840.113549.1.7.1"
_MANY: Final = f"{CertificateCollection.type_name}:extraStore"
_EMPTY: Final = ContentInfo(Oid(_DATA), b"")


class SignedCms:
    """A signed message, once it is decoded."""

    __slots__ = ("content", "data", "detached", "signed")

    def __init__(self, content: ContentInfo = _EMPTY, detached: Any = False) -> None:
        self.content = content
        self.detached = bool(detached)
        self.data = b""
        self.signed: cms.SignedData | None = None

    def decode(self, data: Any) -> None:
        """Read a message; a detached one is about the content that was given before."""
        raw = bytes(data)
        self.signed = cms.parse_signed_data(raw)
        self.data = raw
        if self.signed.content is not None:
            self.content = ContentInfo(Oid(self.signed.content_type), self.signed.content)

    def signers(self) -> list[SignerInfo]:
        """Return the signatures."""
        signed = self.signed
        if signed is None:
            return []
        detached = self.content.content if signed.content is None else None
        return [SignerInfo(signed, one, detached) for one in signed.signers]

    def certificates(self) -> CertificateCollection:
        """Return the certificates that came along."""
        found = () if self.signed is None else self.signed.certificates
        return CertificateCollection(Certificate(raw) for raw in found)

    def is_detached(self) -> bool:
        """Whether the content is elsewhere."""
        return self.detached if self.signed is None else self.signed.content is None


class EnvelopedCms:
    """An encrypted message, once it is decoded."""

    __slots__ = ("content", "data", "enveloped")

    def __init__(self, content: ContentInfo = _EMPTY, *_algorithm: Any) -> None:
        self.content = content
        self.data = b""
        self.enveloped: cms.EnvelopedData | None = None

    def decode(self, data: Any) -> None:
        """Read a message; it is not opened yet."""
        raw = bytes(data)
        self.enveloped = cms.parse_enveloped_data(raw)
        self.data = raw
        self.content = ContentInfo(Oid(self.enveloped.inner_type), b"")

    def required(self) -> cms.EnvelopedData:
        """Return what was decoded; InvalidOperationException if nothing was."""
        if self.enveloped is None:
            raise net_exception("InvalidOperationException", "Decode a message first.")
        return self.enveloped


def _check(signer: SignerInfo, extra: Iterable[Certificate], only_signature: Any) -> None:
    others = [one.raw for one in extra]
    evidence = cms.verify_signer(
        signer.signed, signer.info, content=signer.detached, certificates=others
    )
    if only_signature:
        return
    if not is_chained(Certificate(evidence.certificate), SystemClock().now()):
        raise crypto_error(
            "The signer's certificate leads to no root that this machine trusts.",
            "Test-SmimeMessage checks against the collection of the organization.",
        )


def _check_all(message: SignedCms, *options: Any) -> None:
    extra, only_signature = options if len(options) == 2 else ((), options[0])
    if message.signed is None:
        raise net_exception("InvalidOperationException", "Decode a message first.")
    signers = message.signers()
    if not signers:
        raise crypto_error("The message has no signature.")
    for signer in signers:
        _check(signer, extra, only_signature)


def _check_one(signer: SignerInfo, *options: Any) -> None:
    extra, only_signature = options if len(options) == 2 else ((), options[0])
    _check(signer, extra, only_signature)


def _decrypt(message: EnvelopedCms, *options: Any) -> None:
    enveloped = message.required()
    wanted = next((one for one in options if isinstance(one, RecipientInfo)), None)
    given = next((one for one in options if isinstance(one, CertificateCollection)), ())
    found = only(enveloped, wanted, given)
    if found is None:
        raise crypto_error(
            "None of the certificates that were given is a recipient and has its key with it.",
            "Unprotect-SmimeMessage opens messages with the keys of the workspace.",
        )
    content = cms.decrypt(enveloped, found.raw, found.held_key)
    message.content = ContentInfo(Oid(enveloped.inner_type), content)


def _version(enveloped: cms.EnvelopedData | cms.SignedData | None) -> int:
    return 0 if enveloped is None else enveloped.version


register_enum(IDENTIFIER_TYPE)
register_enum(RECIPIENT_TYPE)
for _cls in (Algorithm, IssuerSerial, SubjectIdentifier, Attribute, RecipientInfo):
    register_type(_cls.type_name, python=_cls)
register_type(SigningTime.type_name, python=SigningTime, base=AsnEncodedData.type_name)

register_type(ContentInfo.type_name, python=ContentInfo)
static_methods(
    ContentInfo.type_name,
    new=[
        ("byte[]:content", lambda content: ContentInfo(Oid(_DATA), bytes(content))),
        (
            f"{Oid.type_name}:contentType byte[]:content",
            lambda oid, content: ContentInfo(oid, bytes(content)),
        ),
    ],
    GetContentType=guard(
        ("byte[]:encodedMessage", lambda data: Oid(cms.content_type_of(bytes(data))))
    ),
)

register_type(SignerInfo.type_name, python=SignerInfo)
methods(
    SignerInfo,
    CheckSignature=guard(
        ("bool:verifySignatureOnly -> void", _check_one),
        (f"{_MANY} bool:verifySignatureOnly -> void", _check_one),
    ),
    CheckHash=guard(("-> void", lambda signer: _check(signer, (), only_signature=True))),
    GetSignature=[("-> byte[]", lambda signer: bytearray(signer.info.signature))],
)

_SIGNED: Final = f"{PKCS}SignedCms"
named(register_type(_SIGNED, accelerators=("SignedCms",), python=SignedCms))
properties(
    SignedCms,
    Certificates=lambda message: message.certificates(),
    ContentInfo=lambda message: message.content,
    Detached=lambda message: message.is_detached(),
    SignerInfos=lambda message: message.signers(),
    Version=lambda message: _version(message.signed),
)
methods(
    SignedCms,
    Decode=guard(("byte[]:encodedMessage -> void", SignedCms.decode)),
    Encode=[("-> byte[]", lambda message: bytearray(message.data))],
    CheckSignature=guard(
        ("bool:verifySignatureOnly -> void", _check_all),
        (f"{_MANY} bool:verifySignatureOnly -> void", _check_all),
    ),
    CheckHash=guard(("-> void", lambda message: _check_all(message, True))),
)
static_methods(
    _SIGNED,
    new=[
        ("", SignedCms),
        (f"{ContentInfo.type_name}:contentInfo", SignedCms),
        (f"{ContentInfo.type_name}:contentInfo bool:detached", SignedCms),
    ],
)

_ENVELOPED: Final = f"{PKCS}EnvelopedCms"
named(register_type(_ENVELOPED, accelerators=("EnvelopedCms",), python=EnvelopedCms))
properties(
    EnvelopedCms,
    ContentInfo=lambda message: message.content,
    ContentEncryptionAlgorithm=guarded(lambda message: algorithm_of(message.required().cipher)),
    RecipientInfos=lambda message: (
        [] if message.enveloped is None else recipients_of(message.enveloped)
    ),
    Certificates=lambda _message: CertificateCollection(),
    Version=lambda message: _version(message.enveloped),
)
methods(
    EnvelopedCms,
    Decode=guard(("byte[]:encodedMessage -> void", EnvelopedCms.decode)),
    Encode=[("-> byte[]", lambda message: bytearray(message.data))],
    Decrypt=guard(
        ("-> void", _decrypt),
        (f"{_MANY} -> void", _decrypt),
        (f"{RecipientInfo.type_name}:recipientInfo -> void", _decrypt),
        (f"{RecipientInfo.type_name}:recipientInfo {_MANY} -> void", _decrypt),
    ),
)
static_methods(
    _ENVELOPED, new=[("", EnvelopedCms), (f"{ContentInfo.type_name}:contentInfo", EnvelopedCms)]
)
