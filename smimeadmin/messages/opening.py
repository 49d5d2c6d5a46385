"""Messages are opened here: layer by layer, each decrypted or verified (RFC 8551 s3).

What a signature covers is taken from the bytes received. Files that lost their CRs (a message
saved with LF ends) are verified in the canonical form, which is what was signed (s3.1.1).
Nothing here decides about trust; ``verdict.py`` does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from smimeadmin import cms
from smimeadmin.cms.errors import CmsError, DecryptionFailedError, DigestMismatchError
from smimeadmin.cms.structure import (
    AUTH_ENVELOPED_DATA,
    CONTENT_NAMES,
    ENVELOPED_DATA,
    SIGNED_DATA,
    CertificateId,
)
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.messages.errors import (
    LayerUnsupportedError,
    MalformedMessageError,
    MessageTooLargeError,
)
from smimeadmin.messages.mime import Entity, parse_entity, parse_message, to_canonical
from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.errors import NotACertificateError
from smimeadmin.pki.key_pair import PrivateKey

MAX_LAYERS: Final = 8

_SIGNATURE_TYPES: Final = ("application/pkcs7-signature", "application/x-pkcs7-signature")
_CMS_TYPES: Final = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_CMS_FILES: Final = (".p7m", ".p7z")


class DecryptionKeys(Protocol):
    """The keys that a message may be opened with."""

    def candidates(self) -> Iterable[Certificate]:
        """Return the certificates whose private keys are here; no key is touched yet."""

    def private_key(self, certificate: Certificate) -> PrivateKey:
        """Return the private key of one of them; this may ask for a passphrase."""


class NoKeys:
    """For looking at a message without opening it."""

    def candidates(self) -> Iterable[Certificate]:
        """Return nothing."""
        return ()

    def private_key(self, certificate: Certificate) -> PrivateKey:
        """Raise: there are none."""
        del certificate
        raise DecryptionFailedError


@dataclass(frozen=True, slots=True)
class CheckedSignature:
    """One signature: evidence if it verified, else the error that says why not.

    ``certificate`` is the signer's as far as it was found.
    """

    certificate: Certificate | None
    evidence: cms.SignatureEvidence | None
    error: SmimeAdminError | None


@dataclass(frozen=True, slots=True)
class SignedLayer:
    """A signed layer; ``certificates`` came with it, a certs-only one has no ``signatures``."""

    detached: bool
    signatures: tuple[CheckedSignature, ...]
    certificates: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class EncryptedLayer:
    """An encrypted layer. ``opened_with`` is None if it was not decrypted, ``error`` says why."""

    cipher: str
    is_weak: bool
    is_authenticated: bool
    recipients: tuple[CertificateId, ...]
    opened_with: Certificate | None
    error: SmimeAdminError | None = None


Layer = SignedLayer | EncryptedLayer


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """A message, its layers from the outside in, and what is inside the last one.

    ``content`` is None if a layer could not be opened; that layer's ``error`` says why.
    """

    message: Entity
    layers: tuple[Layer, ...]
    content: Entity | None
    problem: SmimeAdminError | None = field(default=None)

    @property
    def is_encrypted(self) -> bool:
        """Whether there is an encrypted layer."""
        return any(isinstance(layer, EncryptedLayer) for layer in self.layers)

    @property
    def signed_layer(self) -> SignedLayer | None:
        """The innermost layer with a signature: the one over what a person reads."""
        for layer in reversed(self.layers):
            if isinstance(layer, SignedLayer) and layer.signatures:
                return layer
        return None

    @property
    def encrypted_layer(self) -> EncryptedLayer | None:
        """The outermost encrypted layer."""
        return next((layer for layer in self.layers if isinstance(layer, EncryptedLayer)), None)


def open_message(data: bytes, keys: DecryptionKeys) -> OpenedMessage:
    """Open a message as far as the keys reach. Raises ``Messages.Malformed`` and ``TooLarge``.

    What is wrong inside a layer does not raise: it stands in that layer, so that it can be told
    together with what is known.
    """
    message = parse_message(data)
    layers: list[Layer] = []
    current: Entity | None = message
    problem: SmimeAdminError | None = None
    while current is not None and problem is None:
        try:
            step = _open_layer(current, keys)
        except (CmsError, MalformedMessageError, LayerUnsupportedError) as error:
            if not layers and isinstance(error, MalformedMessageError):
                raise
            problem = error
            current = None
            break
        if step is None:
            break
        layer, current = step
        layers.append(layer)
        if isinstance(layer, EncryptedLayer):
            problem = layer.error
        if len(layers) > MAX_LAYERS:
            raise MalformedMessageError("more layers than a message can sensibly have")
    return OpenedMessage(message, tuple(layers), current, problem)


def _open_layer(entity: Entity, keys: DecryptionKeys) -> tuple[Layer, Entity | None] | None:
    """Return the layer that an entity is and what is in it; None if it is a leaf."""
    kind, parameters = entity.content_type
    if kind == "multipart/signed":
        protocol = parameters.get("protocol", "").lower()
        if protocol not in _SIGNATURE_TYPES:
            raise LayerUnsupportedError(f"multipart/signed with {protocol or 'no protocol'}")
        return _open_clear_signed(entity)
    if kind in _CMS_TYPES or _is_cms_file(kind, entity.file_name):
        return _open_cms(entity, keys)
    return None


def _is_cms_file(kind: str, name: str | None) -> bool:
    """Whether a gateway changed the type and left the name (RFC 8551 s3.2.1)."""
    return (
        kind == "application/octet-stream"
        and name is not None
        and name.lower().endswith(_CMS_FILES)
    )


def _open_clear_signed(entity: Entity) -> tuple[Layer, Entity | None]:
    parts = entity.parts()
    if len(parts) != 2:
        raise MalformedMessageError(f"a multipart/signed with {len(parts)} parts")
    content, signature = parts
    if signature.content_type[0] not in _SIGNATURE_TYPES:
        raise MalformedMessageError("a multipart/signed whose second part is no signature")
    signed = cms.parse_signed_data(signature.decoded_body())
    raw = content.raw
    return _signed_layer(signed, raw, detached=True), content


def _signed_layer(signed: cms.SignedData, content: bytes | None, *, detached: bool) -> SignedLayer:
    checked = tuple(_check(signed, signer, content) for signer in signed.signers)
    return SignedLayer(detached, checked, _certificates(signed.certificates))


def _check(
    signed: cms.SignedData, signer: cms.SignerInfo, content: bytes | None
) -> CheckedSignature:
    try:
        evidence = _verify(signed, signer, content)
    except CmsError as error:
        fields = signed.certificate_of(signer)
        return CheckedSignature(None if fields is None else _certificate(fields.raw), None, error)
    return CheckedSignature(_certificate(evidence.certificate), evidence, None)


def _verify(
    signed: cms.SignedData, signer: cms.SignerInfo, content: bytes | None
) -> cms.SignatureEvidence:
    try:
        return cms.verify_signer(signed, signer, content=content)
    except CmsError as error:
        canonical = None if content is None else to_canonical(content)
        if canonical == content or not _may_be_line_ends(error, signer):
            raise
    return cms.verify_signer(signed, signer, content=canonical)


def _may_be_line_ends(error: CmsError, signer: cms.SignerInfo) -> bool:
    """Whether other line ends could explain it; without attributes the signature is the digest."""
    return isinstance(error, DigestMismatchError) or signer.signed_attributes is None


def _certificates(found: Sequence[bytes]) -> tuple[Certificate, ...]:
    return tuple(one for raw in found if (one := _certificate(raw)) is not None)


def _certificate(raw: bytes) -> Certificate | None:
    """Return a certificate, or None of one that is damaged: it proves nothing and harms nobody."""
    try:
        return load_certificate(raw)
    except NotACertificateError:
        return None


def _open_cms(entity: Entity, keys: DecryptionKeys) -> tuple[Layer, Entity | None]:
    data = entity.decoded_body()
    kind = cms.content_type_of(data)
    if kind == SIGNED_DATA:
        signed = cms.parse_signed_data(data)
        if not signed.signers:
            return _signed_layer(signed, None, detached=False), None
        if signed.content is None:
            raise MalformedMessageError("an opaque signature without its content")
        return _signed_layer(signed, None, detached=False), parse_entity(signed.content)
    if kind in (ENVELOPED_DATA, AUTH_ENVELOPED_DATA):
        return _open_enveloped(cms.parse_enveloped_data(data), keys)
    raise LayerUnsupportedError(CONTENT_NAMES.get(kind, kind))


def _open_enveloped(
    enveloped: cms.EnvelopedData, keys: DecryptionKeys
) -> tuple[Layer, Entity | None]:
    error: SmimeAdminError = DecryptionFailedError()
    for certificate in keys.candidates():
        if not enveloped.is_for(certificate.raw):
            continue
        try:
            content = cms.decrypt(enveloped, certificate.raw, keys.private_key(certificate))
            inner = parse_entity(content)
        except CmsError as reason:
            error = reason
            continue
        except (MalformedMessageError, MessageTooLargeError):  # a random content key fits by chance
            continue
        return _encrypted_layer(enveloped, certificate, None), inner
    return _encrypted_layer(enveloped, None, error), None


def _encrypted_layer(
    enveloped: cms.EnvelopedData, certificate: Certificate | None, error: SmimeAdminError | None
) -> EncryptedLayer:
    return EncryptedLayer(
        enveloped.cipher_name,
        enveloped.is_weak,
        enveloped.content_type == AUTH_ENVELOPED_DATA,
        enveloped.identifiers,
        certificate,
        error,
    )
