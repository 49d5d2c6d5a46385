"""SignedData: round trips, each field against RFC 5652, and what must be refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from asn1crypto import cms as oracle
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from hypothesis import given, settings
from hypothesis import strategies as st

from smimeadmin import cms
from smimeadmin.cms.errors import CmsError
from smimeadmin.cms.structure import IssuerAndSerial
from smimeadmin.pki import der
from tests.support.cms_people import KINDS, NOW, anna, bo, refusal, root


def _build(content: bytes = b"Hello\r\n", kind: str = "P-256", **options: object) -> bytes:
    arguments: dict[str, object] = {"detached": False, "signing_time": NOW} | options
    return cms.build_signed_data(content, anna(kind).signer, **arguments)  # type: ignore[arg-type]


def _verify(data: bytes, content: bytes | None = None) -> cms.SignatureEvidence:
    signed = cms.parse_signed_data(data)
    (signer,) = signed.signers
    return cms.verify_signer(signed, signer, content=content)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("digest", ["SHA-256", "SHA-384", "SHA-512"])
@pytest.mark.parametrize("detached", [True, False])
@pytest.mark.parametrize("by_key_identifier", [True, False])
def test_round_trip(kind: str, digest: str, detached: bool, by_key_identifier: bool) -> None:
    data = _build(kind=kind, digest=digest, detached=detached, by_key_identifier=by_key_identifier)
    evidence = _verify(data, b"Hello\r\n" if detached else None)
    assert evidence.certificate == anna(kind).der
    assert evidence.digest == digest
    assert evidence.signing_time == NOW
    assert evidence.weak == ()
    assert cms.parse_signed_data(data).version == (3 if by_key_identifier else 1)


@pytest.mark.property
@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=2000), st.booleans())
def test_any_content_round_trips(content: bytes, detached: bool) -> None:
    data = _build(content, detached=detached)
    assert _verify(data, content if detached else None).digest == "SHA-256"
    assert cms.parse_signed_data(data).content == (None if detached else content)


def test_fields_are_those_of_rfc_5652_and_8551() -> None:
    chain = [root().der]
    data = _build(kind="RSA-2048", chain=chain)
    info = oracle.ContentInfo.load(data, strict=True)
    assert info.dump(force=True) == data  # DER: written again by another writer, it is the same
    assert info["content_type"].native == "signed_data"
    signed = info["content"]
    assert signed["version"].native == "v1"
    assert [d["algorithm"].native for d in signed["digest_algorithms"]] == ["sha256"]
    assert signed["digest_algorithms"][0]["parameters"].native is None
    assert signed["encap_content_info"]["content_type"].native == "data"
    assert signed["encap_content_info"]["content"].native == b"Hello\r\n"
    assert {c.dump() for c in signed["certificates"]} == {anna("RSA-2048").der, root().der}
    (signer,) = signed["signer_infos"]
    certificate = anna("RSA-2048").certificate
    assert signer["version"].native == "v1"
    assert signer["sid"].chosen["serial_number"].native == certificate.serial_number
    assert signer["signature_algorithm"]["algorithm"].dotted == "1.2.840.113549.1.1.1"
    attributes = {a["type"].dotted: a["values"] for a in signer["signed_attrs"]}
    assert set(attributes) == {
        "1.2.840.113549.1.9.3",
        "1.2.840.113549.1.9.4",
        "1.2.840.113549.1.9.5",
        "1.2.840.113549.1.9.15",
        "1.2.840.113549.1.9.16.2.47",
        "1.2.840.113549.1.9.16.2.11",
        "1.3.6.1.4.1.311.16.4",
    }
    assert all(len(values) == 1 for values in attributes.values())
    assert attributes["1.2.840.113549.1.9.3"][0].native == "data"
    assert attributes["1.2.840.113549.1.9.5"][0].native == NOW
    assert attributes["1.2.840.113549.1.9.15"][0].dump()[:2] == bytes.fromhex("3027")
    digest = hashes.Hash(hashes.SHA256())
    digest.update(b"Hello\r\n")
    assert attributes["1.2.840.113549.1.9.4"][0].native == digest.finalize()
    named = oracle.IssuerAndSerialNumber.load(attributes["1.3.6.1.4.1.311.16.4"][0].dump())
    assert named["serial_number"].native == certificate.serial_number
    preferred = attributes["1.2.840.113549.1.9.16.2.11"][0].dump()
    assert preferred[:1] == b"\xa0"
    assert b"\x30" + preferred[1:] == named.dump()
    certificate.public_key().verify(  # type: ignore[call-arg,union-attr]
        signer["signature"].native,
        b"\x31" + signer["signed_attrs"].dump()[1:],
        padding.PKCS1v15(),
        hashes.SHA256(),
    )


def test_preference_is_read_back_and_names_the_encryption_certificate() -> None:
    signer = replace(anna().signer, encryption_certificate=bo().der)
    data = cms.build_signed_data(b"x", signer, detached=False, signing_time=NOW)
    preferred = _verify(data).preferred_certificate
    assert isinstance(preferred, IssuerAndSerial)
    assert preferred.serial == bo().certificate.serial_number


def test_messages_of_cryptography_verify() -> None:
    for kind in KINDS:
        person = anna(kind)
        builder = (
            pkcs7.PKCS7SignatureBuilder()
            .set_data(b"Empty Body")
            .add_signer(person.certificate, person.key, hashes.SHA384())
            .add_certificate(root().certificate)
        )
        evidence = _verify(builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary]))
        assert evidence.certificate == person.der
        assert evidence.digest == "SHA-384"


@pytest.mark.parametrize("kind", ["RSA-2048", "P-256"])
def test_no_flipped_byte_of_a_detached_signature_verifies(kind: str) -> None:
    """A flip is refused, or it lies where nothing is covered: then the evidence is the same."""
    content = b"Hello\r\n"
    data = _build(content, kind, detached=True)
    honest = _verify(data, content)
    survived: list[cms.SignatureEvidence] = []

    def verify_all(changed: bytes) -> None:
        signed = cms.parse_signed_data(changed)
        survived.extend(
            cms.verify_signer(signed, signer, content=content) for signer in signed.signers
        )

    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 0x01
        error = refusal(lambda changed=bytes(changed): verify_all(changed))  # type: ignore[misc]
        assert error is None or error.id.startswith("Cms.")
    for evidence in survived:
        assert evidence.signing_time == honest.signing_time
        assert evidence.preferred_certificate == honest.preferred_certificate
    # What a signature leaves uncovered: versions, the list of digests, NULL parameters.
    assert len(survived) < 30


def test_flipped_content_never_verifies() -> None:
    content = b"Pay 100 to Anna\r\n"
    data = _build(content, detached=True)
    for at in range(len(content)):
        for bit in range(8):
            changed = bytearray(content)
            changed[at] ^= 1 << bit
            with pytest.raises(CmsError) as caught:
                _verify(data, bytes(changed))
            assert caught.value.id == "Cms.DigestMismatch"


def _resign(content: bytes, attributes: bytes | None, **fields: bytes) -> bytes:
    """Return a SignedData built by hand, whatever is wrong with it."""
    person = anna("RSA-2048")
    assert isinstance(person.key, rsa.RSAPrivateKey)
    to_sign = content if attributes is None else b"\x31" + attributes[1:]
    signature = person.key.sign(to_sign, padding.PKCS1v15(), hashes.SHA256())
    sha256 = der.sequence(der.oid("2.16.840.1.101.3.4.2.1"))
    certificate = person.certificate
    info = der.sequence(
        der.integer(1),
        der.sequence(certificate.issuer.public_bytes(), der.integer(certificate.serial_number)),
        fields.get("digest", sha256),
        b"" if attributes is None else b"\xa0" + attributes[1:],
        fields.get("algorithm", der.sequence(der.oid("1.2.840.113549.1.1.1"), der.NULL)),
        der.octet_string(fields.get("signature", signature)),
    )
    inner = der.encode(0xA0, der.octet_string(content))
    signed = der.sequence(
        der.integer(1),
        der.set_of(sha256),
        der.sequence(fields.get("type", der.oid("1.2.840.113549.1.7.1")), inner),
        der.encode(0xA0, person.der),
        der.encode(0x31, info),
    )
    return der.sequence(der.oid("1.2.840.113549.1.7.2"), der.encode(0xA0, signed))


def _attribute(oid: str, *values: bytes) -> bytes:
    return der.sequence(der.oid(oid), der.encode(0x31, *values))


def _attributes(content: bytes, *extra: bytes, without: str = "") -> bytes:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(content)
    known = {
        "type": _attribute("1.2.840.113549.1.9.3", der.oid("1.2.840.113549.1.7.1")),
        "digest": _attribute("1.2.840.113549.1.9.4", der.octet_string(digest.finalize())),
    }
    return der.set_of(*[v for k, v in known.items() if k != without], *extra)


def test_message_built_by_hand_verifies() -> None:
    assert _verify(_resign(b"x", _attributes(b"x"))).digest == "SHA-256"
    assert _verify(_resign(b"x", None)).signing_time is None


@pytest.mark.parametrize("without", ["type", "digest"])
def test_signed_attributes_must_be_complete(without: str) -> None:
    with pytest.raises(CmsError) as caught:
        _verify(_resign(b"x", _attributes(b"x", without=without)))
    assert caught.value.id == "Cms.SignatureInvalid"


def test_signature_moved_to_its_own_attributes_is_refused() -> None:
    """The signed attributes of a message, sent as the content of one without any."""
    attributes = _attributes(b"x")
    assert _verify(_resign(b"x", attributes))
    with pytest.raises(CmsError) as caught:
        _verify(_resign(attributes, None))
    assert caught.value.id == "Cms.SignatureInvalid"


@pytest.mark.parametrize(
    "extra",
    [
        _attribute("1.2.840.113549.1.9.5", der.time(NOW), der.time(NOW)),
        _attribute("1.2.840.113549.1.9.5"),
        _attribute(
            "1.2.840.113549.1.9.16.2.47",
            der.sequence(der.sequence(der.sequence(der.octet_string(bytes(32))))),
        ),
    ],
    ids=["two signing times", "no signing time", "another signing certificate"],
)
def test_attributes_that_contradict_are_refused(extra: bytes) -> None:
    with pytest.raises(CmsError) as caught:
        _verify(_resign(b"x", _attributes(b"x", extra)))
    assert caught.value.id == "Cms.SignatureInvalid"


def test_attribute_that_comes_twice_is_refused() -> None:
    time = _attribute("1.2.840.113549.1.9.5", der.time(NOW))
    other = _attribute("1.2.840.113549.1.9.5", der.time(datetime(2020, 1, 1, tzinfo=UTC)))
    with pytest.raises(CmsError) as caught:
        _verify(_resign(b"x", _attributes(b"x", time, other)))
    assert caught.value.id == "Cms.Malformed"


def test_typed_content_needs_signed_attributes() -> None:
    with pytest.raises(CmsError) as caught:
        _verify(_resign(b"x", None, type=der.oid("1.2.840.113549.1.9.16.1.4")))
    assert caught.value.id == "Cms.SignatureInvalid"


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("digest", der.sequence(der.oid("1.2.840.113549.2.2")), "Cms.AlgorithmUnsupported"),
        ("algorithm", der.sequence(der.oid("1.3.101.112")), "Cms.AlgorithmUnsupported"),
        ("algorithm", der.sequence(der.oid("1.2.840.10045.4.3.2")), "Cms.KeyUnsuitable"),
        ("algorithm", der.sequence(der.oid("1.2.840.113549.1.1.13")), "Cms.SignatureInvalid"),
        ("signature", bytes(256), "Cms.SignatureInvalid"),
        ("signature", b"", "Cms.SignatureInvalid"),
    ],
)
def test_other_algorithms_are_refused_by_id(field: str, value: bytes, wanted: str) -> None:
    with pytest.raises(CmsError) as caught:
        _verify(_resign(b"x", _attributes(b"x"), **{field: value}))
    assert caught.value.id == wanted


def test_missing_content_and_certificate_are_told() -> None:
    data = _build(detached=True)
    with pytest.raises(CmsError) as caught:
        _verify(data)
    assert caught.value.id == "Cms.ContentMissing"
    signed = replace(cms.parse_signed_data(data), certificates=())
    with pytest.raises(CmsError) as caught:
        cms.verify_signer(signed, signed.signers[0], content=b"Hello\r\n")
    assert caught.value.id == "Cms.SignerCertificateMissing"
    evidence = cms.verify_signer(
        signed, signed.signers[0], content=b"Hello\r\n", certificates=[bo().der, anna().der]
    )
    assert evidence.certificate == anna().der


def test_own_content_beside_another_one_is_refused() -> None:
    with pytest.raises(CmsError) as caught:
        _verify(_build(b"signed"), b"shown")
    assert caught.value.id == "Cms.SignatureInvalid"


@pytest.mark.parametrize("digest", ["SHA-1", "MD5", "SHA1"])
def test_weak_digests_are_not_made(digest: str) -> None:
    with pytest.raises(CmsError) as caught:
        _build(digest=digest)
    assert caught.value.id == "Cms.AlgorithmRefused"


def test_key_of_another_certificate_does_not_sign() -> None:
    with pytest.raises(CmsError) as caught:
        cms.build_signed_data(
            b"x", cms.Signer(anna().der, bo().key), detached=False, signing_time=NOW
        )
    assert caught.value.id == "Cms.KeyUnsuitable"


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_structures_never_raise_anything_else(data: st.DataObject) -> None:
    whole = _build(kind="RSA-2048")
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        action = data.draw(st.sampled_from(["set", "cut", "insert"]))
        if action == "set":
            changed[at] = data.draw(st.integers(0, 255))
        elif action == "cut":
            del changed[at : at + data.draw(st.integers(1, 20))]
        else:
            changed[at:at] = data.draw(st.binary(max_size=8))
        if not changed:
            break

    def verify_all() -> None:
        signed = cms.parse_signed_data(bytes(changed))
        for signer in signed.signers:
            cms.verify_signer(signed, signer, content=b"Hello\r\n")

    error = refusal(verify_all)
    assert error is None or error.hint
