"""Whole messages against openssl and cryptography, nested ones, and NIST's PKITS mails."""

from datetime import UTC, datetime
from pathlib import Path

import cryptography_vectors
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from smimeadmin.messages.compose import (
    EncryptionOptions,
    Envelope,
    SigningOptions,
    build_message,
    build_text_entity,
)
from smimeadmin.messages.mailboxes import Mailbox
from smimeadmin.messages.mime import encode_base64
from smimeadmin.messages.opening import NoKeys, OpenedMessage, open_message
from smimeadmin.messages.trust import CollectionTrust
from smimeadmin.messages.verdict import MessageVerdict, judge
from smimeadmin.pki import der
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.key_pair import PrivateKey
from tests.support.cms_people import KINDS, NOW, OpenSsl, Person, anna, bo, root

CONTENT = build_text_entity("Größe\n.\nFrom me\n")
TRUST = CollectionTrust([Certificate(root().der)])


class Keys:
    """The keys of some people."""

    def __init__(self, *people: Person) -> None:
        self._keys = {Certificate(person.der): person.key for person in people}

    def candidates(self) -> list[Certificate]:
        return list(self._keys)

    def private_key(self, certificate: Certificate) -> PrivateKey:
        return self._keys[certificate]


def _envelope() -> Envelope:
    sender = Mailbox("Anna", "anna@contoso.example")
    return Envelope(sender, (Mailbox("", "bo@contoso.example"),), "Größe", NOW)


def _signing(kind: str, *, opaque: bool = False) -> SigningOptions:
    return SigningOptions(anna(kind).signer, (root().der,), "SHA-256", opaque)


def _judged(opened: OpenedMessage) -> MessageVerdict:
    return judge(opened, path="m.eml", trust=TRUST, at=NOW)


@pytest.fixture
def openssl(tmp_path: Path) -> OpenSsl:
    return OpenSsl(tmp_path)


@pytest.mark.interop("openssl")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("opaque", [True, False])
def test_openssl_decrypts_and_verifies_ours(openssl: OpenSsl, kind: str, opaque: bool) -> None:
    encrypt = EncryptionOptions((bo(kind).der, anna(kind).der), "AES-256-CBC")
    data = build_message(_envelope(), CONTENT, sign=_signing(kind, opaque=opaque), encrypt=encrypt)
    openssl.put("m.eml", data)
    openssl.put("bo.pem", bo(kind).pem)
    openssl("cms", "-decrypt", "-in", "m.eml", "-recip", "bo.pem", "-out", "signed.eml")
    command = ("cms", "-verify", "-in", "signed.eml", "-CAfile", "root.pem", "-out", "shown")
    openssl(*command, "-purpose", "smimesign", "-signer", "signer.pem")
    assert openssl.get("shown") == CONTENT
    assert anna(kind).certificate.public_bytes(Encoding.PEM) in openssl.get("signer.pem")


@pytest.mark.interop("openssl")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("signing", "encryption"),
    [
        ((), ("-aes-256-cbc",)),
        (("-nodetach",), ("-aes-128-cbc", "-stream")),
        (("-nodetach", "-stream", "-md", "sha512"), ("-aes-256-gcm",)),
    ],
)
def test_openssl_s_messages_open(
    openssl: OpenSsl, kind: str, signing: tuple[str, ...], encryption: tuple[str, ...]
) -> None:
    openssl.put("content", CONTENT)
    openssl.put("anna.pem", anna(kind).pem)
    openssl.put("bo.pem", bo(kind).pem)
    headers = ("-from", "Anna <anna@contoso.example>", "-to", "bo@contoso.example")
    openssl(
        *("cms", "-sign", "-in", "content", "-signer", "anna.pem", "-out", "signed.eml"),
        *headers,
        *signing,
    )
    openssl(
        *("cms", "-encrypt", "-in", "signed.eml", "-out", "m.eml", *headers, *encryption),
        "bo.pem",
    )
    signed = open_message(openssl.get("signed.eml"), NoKeys())
    assert _judged(signed).problem is None
    opened = open_message(openssl.get("m.eml"), Keys(bo(kind)))
    verdict = _judged(opened)
    assert verdict.problem is None
    assert (verdict.valid, verdict.encrypted, verdict.signed) == (True, True, True)
    assert opened.content is not None
    assert opened.content.body_text() == "Größe\n.\nFrom me\n"


def test_cryptography_s_messages_open() -> None:
    for kind in KINDS:
        person = anna(kind)
        signed = (
            pkcs7.PKCS7SignatureBuilder()
            .set_data(CONTENT)
            .add_signer(person.certificate, person.key, hashes.SHA256())
            .sign(Encoding.SMIME, [pkcs7.PKCS7Options.DetachedSignature])
        )
        data = b"From: anna@contoso.example\n" + signed
        assert _judged(open_message(data, NoKeys())).problem is None


@pytest.mark.parametrize("kind", KINDS)
def test_triple_wrapped_message_opens(kind: str) -> None:
    """RFC 2634 s1.1: signed, encrypted, signed again; each layer is a part of the outer one."""
    inner = build_message(
        _envelope(),
        CONTENT,
        sign=_signing(kind),
        encrypt=EncryptionOptions((bo(kind).der,), "AES-128-CBC"),
    )
    entity = inner[inner.index(b"MIME-Version") :].partition(b"\r\n")[2]
    opened = open_message(build_message(_envelope(), entity, sign=_signing(kind)), Keys(bo(kind)))
    assert len(opened.layers) == 3
    assert _judged(opened).valid


def test_inner_signature_counts_and_not_the_outer_one() -> None:
    """What a person reads is covered by the innermost signature."""
    inner = build_message(_envelope(), build_text_entity("Pay 100.\n"), sign=_signing("P-256"))
    broken = inner.replace(b"Pay 100.", b"Pay 900.")
    assert broken != inner
    entity = broken[broken.index(b"MIME-Version") :].partition(b"\r\n")[2]
    outer = build_message(_envelope(), entity, sign=_signing("P-256"))
    verdict = _judged(open_message(outer, NoKeys()))
    assert (verdict.valid, verdict.error_id) == (False, "Cms.DigestMismatch")


def test_layers_are_bounded() -> None:
    entity = CONTENT
    for _ in range(12):
        whole = build_message(_envelope(), entity, sign=_signing("P-256", opaque=True))
        entity = whole[whole.index(b"MIME-Version") :].partition(b"\r\n")[2]
    with pytest.raises(Exception, match="layers") as caught:
        open_message(whole, NoKeys())
    assert getattr(caught.value, "id", None) == "Messages.Malformed"


def test_type_that_a_gateway_changed_is_recognised_by_its_name() -> None:
    data = build_message(_envelope(), CONTENT, sign=_signing("P-256", opaque=True))
    changed = data.replace(
        b"application/pkcs7-mime; smime-type=signed-data", b"application/octet-stream"
    )
    assert _judged(open_message(changed, NoKeys())).valid
    old = data.replace(b"application/pkcs7-mime", b"application/x-pkcs7-mime")
    assert _judged(open_message(old, NoKeys())).valid


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            b'application/pkcs7-signature"',
            b'application/pgp-signature"',
            "Messages.LayerUnsupported",
        ),
        (b"Content-Type: application/pkcs7-signature", b"Content-Type: text/plain", None),
    ],
)
def test_other_signatures_are_told(old: bytes, new: bytes, wanted: str | None) -> None:
    data = build_message(_envelope(), CONTENT, sign=_signing("P-256")).replace(old, new)
    if wanted is None:
        with pytest.raises(Exception, match="no signature") as caught:
            open_message(data, NoKeys())
        assert getattr(caught.value, "id", None) == "Messages.Malformed"
    else:
        assert _judged(open_message(data, NoKeys())).error_id == wanted


def test_compressed_layer_is_told() -> None:
    compressed = der.sequence(
        der.oid("1.2.840.113549.1.9.16.1.9"), der.encode(0xA0, der.sequence(der.integer(0)))
    )
    data = build_message(_envelope(), CONTENT, sign=_signing("P-256", opaque=True))
    head, _, _ = data.partition(b"\r\n\r\n")
    whole = head + b"\r\n\r\n" + encode_base64(compressed)
    assert _judged(open_message(whole, NoKeys())).error_id == "Messages.LayerUnsupported"


PKITS = Path(cryptography_vectors.__file__).parent / "x509" / "PKITS_data"


@pytest.mark.slow
def test_pkits_mails_are_valid_only_from_whom_their_certificate_names() -> None:
    """Of 224 mails 221 are intact, 11 come from the address of their signer, 6 of those may."""
    anchor = (PKITS / "certs" / "TrustAnchorRootCertificate.crt").read_bytes()
    trust = CollectionTrust([Certificate(anchor)])
    at = datetime(2020, 1, 1, tzinfo=UTC)
    verdicts = [
        judge(open_message(path.read_bytes(), NoKeys()), path=path.stem, trust=trust, at=at)
        for path in sorted((PKITS / "smime").glob("Signed*.eml"))
    ]
    assert len(verdicts) == 224
    assert sum(verdict.signatures[0].intact for verdict in verdicts) == 221
    matching = [verdict for verdict in verdicts if verdict.address_matches]
    valid = [verdict for verdict in verdicts if verdict.valid]
    assert len(matching) == 11
    assert len(valid) == 6
    assert all(verdict.path.startswith("SignedValid") for verdict in valid)
    assert {v.error_id for v in matching if not v.valid} == {"Pki.NameNotPermitted"}
    trusted = [verdict for verdict in verdicts if verdict.trusted and not verdict.valid]
    assert {verdict.error_id for verdict in trusted} == {"Messages.SignerMismatch"}
