"""EnvelopedData: round trips, fields, and that every failure to decrypt looks the same."""

import os

import pytest
from asn1crypto import cms as oracle
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from hypothesis import given, settings
from hypothesis import strategies as st

from smimeadmin import cms
from smimeadmin.cms.enveloped import OtherRecipient
from smimeadmin.cms.errors import CmsError
from smimeadmin.cms.structure import KeyIdentifier, parse_certificate
from smimeadmin.pki import der
from tests.support.cms_people import KINDS, Person, anna, bo, make_key, make_person, refusal, root

CIPHERS = {"AES-128-CBC": "aes128_cbc", "AES-192-CBC": "aes192_cbc", "AES-256-CBC": "aes256_cbc"}


def _open(data: bytes, person: Person) -> bytes:
    return cms.decrypt(cms.parse_enveloped_data(data), person.der, person.key)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cipher", CIPHERS)
def test_round_trip_for_two_kinds_of_recipients(kind: str, cipher: str) -> None:
    people = (anna(kind), bo("RSA-2048"))
    data = cms.build_enveloped_data(b"Hello", [p.der for p in people], cipher=cipher)
    enveloped = cms.parse_enveloped_data(data)
    assert enveloped.cipher_name == cipher
    assert not enveloped.is_weak
    assert enveloped.is_for(anna(kind).der)
    assert not enveloped.is_for(root().der)
    for person in people:
        assert _open(data, person) == b"Hello"


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=5000))
def test_any_content_round_trips(content: bytes) -> None:
    assert _open(cms.build_enveloped_data(content, [anna().der]), anna()) == content


def test_fields_are_those_of_rfc_5652_for_rsa() -> None:
    person = anna("RSA-2048")
    data = cms.build_enveloped_data(b"Hello", [person.der, person.der])
    info = oracle.ContentInfo.load(data, strict=True)
    assert info.dump(force=True) == data
    enveloped = info["content"]
    assert enveloped["version"].native == "v0"
    (recipient,) = enveloped["recipient_infos"]
    assert recipient.name == "ktri"
    assert recipient.chosen["version"].native == "v0"
    assert recipient.chosen["key_encryption_algorithm"]["algorithm"].native == "rsaes_pkcs1v15"
    assert len(recipient.chosen["encrypted_key"].native) == 256
    content = enveloped["encrypted_content_info"]
    assert content["content_type"].native == "data"
    assert content["content_encryption_algorithm"]["algorithm"].native == "aes256_cbc"
    assert len(content["content_encryption_algorithm"]["parameters"].native) == 16
    assert len(content["encrypted_content"].native) == 16


def test_fields_are_those_of_rfc_5753_for_ecdh() -> None:
    data = cms.build_enveloped_data(b"Hello", [anna("P-384").der])
    info = oracle.ContentInfo.load(data, strict=True)
    enveloped = info["content"]
    assert enveloped["version"].native == "v2"
    (recipient,) = enveloped["recipient_infos"]
    assert recipient.name == "kari"
    kari = recipient.chosen
    assert kari["version"].native == "v3"
    originator = kari["originator"].chosen
    assert originator["algorithm"]["algorithm"].dotted == "1.2.840.10045.2.1"
    assert kari["ukm"].native is None
    assert kari["key_encryption_algorithm"]["algorithm"].dotted == "1.3.132.1.11.2"
    wrap = kari["key_encryption_algorithm"]["parameters"].parsed
    assert wrap.dump() == der.sequence(der.oid("2.16.840.1.101.3.4.1.45"))
    (key,) = kari["recipient_encrypted_keys"]
    assert len(key["encrypted_key"].native) == 40


def test_messages_of_cryptography_open() -> None:
    person = anna("RSA-2048")
    data = (
        pkcs7.PKCS7EnvelopeBuilder()
        .set_data(b"Hello")
        .add_recipient(person.certificate)
        .encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])
    )
    assert _open(data, person) == b"Hello"
    ours = cms.build_enveloped_data(b"Hello", [person.der])
    key = person.key
    assert pkcs7.pkcs7_decrypt_der(ours, person.certificate, key, []) == b"Hello"  # type: ignore[arg-type]


def test_two_messages_share_no_key_and_no_iv() -> None:
    one, other = (
        cms.parse_enveloped_data(cms.build_enveloped_data(b"x", [anna().der])) for _ in range(2)
    )
    assert one.cipher.raw != other.cipher.raw
    assert one.ciphertext != other.ciphertext
    assert one.recipients[0] != other.recipients[0]


Outcome = tuple[str, str, str | None, object, bool]


def _outcome(data: bytes, person: Person) -> Outcome | None:
    """Return everything that a caller can see of a refusal, None if the message opened."""
    error = refusal(lambda: _open(data, person))
    if error is None:
        return None
    return error.id, error.message, error.hint, error.__cause__, error.__suppress_context__


@pytest.mark.parametrize("kind", ["RSA-2048", "P-256"])
def test_all_failures_look_alike(kind: str) -> None:
    person = anna(kind)
    data = cms.build_enveloped_data(b"Hello" * 10, [person.der])
    enveloped = cms.parse_enveloped_data(data)
    recipient = enveloped.recipients[0]
    assert not isinstance(recipient, OtherRecipient)
    wrong_padding = []
    for value in range(1, 256):
        block = bytearray(data)
        block[len(data) - 17] ^= value  # the byte that decides the last one of the plaintext
        wrong_padding.append(_outcome(bytes(block), person))
    sealed = recipient.encrypted_key
    attempts = [
        _outcome(cms.build_enveloped_data(b"x", [bo(kind).der]), person),  # for somebody else
        *wrong_padding,
        *(_outcome(data.replace(sealed, os.urandom(len(sealed))), person) for _ in range(20)),
        *(_outcome(data, Person(person.certificate, make_key(kind))) for _ in range(3)),
        _outcome(cms.build_enveloped_data(b"Hello", [person.der])[:-16] + bytes(16), person),
    ]
    assert len(set(wrong_padding) - {None}) == 1
    assert wrong_padding.count(None) < 5
    refused = {outcome for outcome in attempts if outcome is not None}
    assert len(refused) == 1
    ((error_id, _, _, cause, is_context_hidden),) = refused
    assert (error_id, cause, is_context_hidden) == ("Cms.DecryptionFailed", None, True)
    assert attempts.count(None) < 8  # what a random key opens by chance is noise


def test_content_key_of_another_length_is_not_used() -> None:
    """A valid RSA block with a short key must fail like a damaged one (RFC 3218)."""
    person = anna("RSA-2048")
    data = cms.build_enveloped_data(b"Hello", [person.der], cipher="AES-128-CBC")
    as_256 = data.replace(der.oid("2.16.840.1.101.3.4.1.2"), der.oid("2.16.840.1.101.3.4.1.42"))
    outcomes = [_outcome(as_256, person) for _ in range(20)]
    assert outcomes.count(None) < 5  # a random key passes the padding once in 256
    assert {outcome[0] for outcome in outcomes if outcome} == {"Cms.DecryptionFailed"}


@pytest.mark.parametrize("cipher", ["3DES-CBC", "DES", "RC2"])
def test_weak_ciphers_are_not_made(cipher: str) -> None:
    with pytest.raises(CmsError) as caught:
        cms.build_enveloped_data(b"x", [anna().der], cipher=cipher)
    assert caught.value.id in ("Cms.AlgorithmRefused", "Cms.AlgorithmUnsupported")


def test_weak_keys_are_not_encrypted_to() -> None:
    weak = make_person("RSA-1024", "Weak", root())
    with pytest.raises(CmsError) as caught:
        cms.build_enveloped_data(b"x", [weak.der])
    assert caught.value.id == "Cms.AlgorithmRefused"


def test_certificate_without_key_identifier_is_named_by_the_hash_of_its_key() -> None:
    person = make_person("RSA-2048", "Plain", root(), ski=False)
    fields = parse_certificate(person.der)
    public = x509.SubjectKeyIdentifier.from_public_key(person.certificate.public_key())
    assert fields.key_identifier is None
    assert fields.is_named_by(KeyIdentifier(public.digest))
    assert not fields.is_named_by(KeyIdentifier(bytes(20)))


def test_authenticated_content_is_read_and_protected() -> None:
    """AuthEnvelopedData with AES-256-GCM, put together from a key transport of our own."""
    person = anna("RSA-2048")
    key, nonce = os.urandom(32), os.urandom(12)
    public = person.certificate.public_key()
    ours = cms.parse_enveloped_data(cms.build_enveloped_data(b"x", [person.der]))
    wrapped = public.encrypt(key, PKCS1v15())  # type: ignore[union-attr]
    name = person.certificate
    recipient = der.sequence(
        der.integer(0),
        der.sequence(name.issuer.public_bytes(), der.integer(name.serial_number)),
        ours.recipients[0].algorithm.raw,  # type: ignore[union-attr]
        der.octet_string(wrapped),
    )
    attributes = der.sequence(
        der.oid("1.2.840.113549.1.9.3"), der.encode(0x31, der.oid("1.2.840.113549.1.7.1"))
    )
    sealed = AESGCM(key).encrypt(nonce, b"Hello", der.set_of(attributes))
    algorithm = der.sequence(
        der.oid("2.16.840.1.101.3.4.1.46"), der.sequence(der.octet_string(nonce), der.integer(16))
    )

    def build(ciphertext: bytes, mac: bytes) -> bytes:
        body = der.sequence(
            der.integer(0),
            der.set_of(recipient),
            der.sequence(der.oid("1.2.840.113549.1.7.1"), algorithm, der.encode(0x80, ciphertext)),
            der.set_of(attributes, tag=0xA1),
            der.octet_string(mac),
        )
        return der.sequence(der.oid("1.2.840.113549.1.9.16.1.23"), der.encode(0xA0, body))

    assert _open(build(sealed[:-16], sealed[-16:]), person) == b"Hello"
    for damaged in (build(sealed[:-16], bytes(16)), build(b"Jello", sealed[-16:])):
        outcome = _outcome(damaged, person)
        assert outcome is not None
        assert outcome[0] == "Cms.DecryptionFailed"


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_structures_never_raise_anything_else(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["RSA-2048", "P-256"]))
    changed = bytearray(cms.build_enveloped_data(b"Hello", [anna(kind).der]))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    error = refusal(lambda: _open(bytes(changed), anna(kind)))
    assert error is None or error.hint
