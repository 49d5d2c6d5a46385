"""Values of both attributes in every form, and what is no value."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin import cms
from smimeadmin.directory.api import USER_CERTIFICATE, USER_SMIME_CERTIFICATE
from smimeadmin.messages.errors import UnreadableValueError
from smimeadmin.messages.published import is_same_value
from smimeadmin.messages.published_value import PublishedForm, parse_value
from smimeadmin.messages.publishing import build_smime_value
from smimeadmin.pki import der
from smimeadmin.pki.bundle import build_pkcs7
from smimeadmin.pki.certificate import Certificate
from tests.support.cms_people import NOW, OpenSsl, anna, bo, root

ANNA = Certificate(anna().der)
BO = Certificate(bo().der)
ROOT = Certificate(root().der)


def _value(kind: str = "P-256") -> bytes:
    person = anna(kind)
    return build_smime_value(Certificate(person.der), [ROOT], person.signer, NOW)


def _setting(tag: int, data: bytes) -> bytes:
    return struct.pack("<HH", tag, len(data) + 4) + data


VERSION = _setting(1, struct.pack("<I", 1))


def test_own_value_is_signed_and_marks_its_leaf() -> None:
    read = parse_value(USER_SMIME_CERTIFICATE, _value())
    assert read.form is PublishedForm.SIGNED_DATA
    assert read.leaf == ANNA
    assert read.others == (ROOT,)
    assert read.is_preferred
    assert read.is_intact
    assert read.capabilities[0] == "2.16.840.1.101.3.4.1.42"


def test_own_value_is_what_formats_b_5_says() -> None:
    signed = cms.parse_signed_data(_value())
    (signer,) = signed.signers
    assert signed.version == 1
    assert signed.content == b"Empty Body"
    assert set(signed.certificates) == {ANNA.raw, ROOT.raw}
    assert signer.digest_algorithm.oid == "2.16.840.1.101.3.4.2.1"
    assert signer.signing_time == NOW
    wanted = {"9.3", "9.4", "9.5", "9.15", "9.16.2.11"}
    prefixed = {f"1.2.840.113549.1.{end}" for end in wanted} | {"1.3.6.1.4.1.311.16.4"}
    assert prefixed <= set(signer.signed_attributes or {})


@pytest.mark.interop("openssl")
@pytest.mark.parametrize("kind", ["RSA-2048", "P-256", "P-384"])
def test_openssl_accepts_own_values(tmp_path: Path, kind: str) -> None:
    openssl = OpenSsl(tmp_path)
    openssl.put("value", _value(kind))
    command = ("cms", "-verify", "-inform", "DER", "-in", "value", "-CAfile", "root.pem")
    assert openssl(*command, "-purpose", "smimesign", "-binary") == b"Empty Body"


def test_leaf_that_is_not_the_signer_is_found_by_its_mark() -> None:
    value = build_smime_value(BO, [ROOT], anna().signer, NOW)
    read = parse_value(USER_SMIME_CERTIFICATE, value)
    assert read.leaf == BO
    assert set(read.others) == {ANNA, ROOT}


def test_value_without_a_mark_takes_the_signer() -> None:
    signer = cms.Signer(anna().der, anna().key)
    value = cms.build_signed_data(
        b"Empty Body", signer, detached=False, signing_time=NOW, chain=[BO.raw, ROOT.raw]
    )
    read = parse_value(USER_SMIME_CERTIFICATE, value)
    assert (read.leaf, read.is_preferred) == (ANNA, False)


def test_content_may_be_left_out_as_rfc_2798_says() -> None:
    signer = cms.Signer(anna().der, anna().key)
    value = cms.build_signed_data(b"", signer, detached=True, signing_time=NOW)
    assert parse_value(USER_SMIME_CERTIFICATE, value).is_intact


def test_certificates_only_and_bare_certificates_are_read() -> None:
    read = parse_value(USER_SMIME_CERTIFICATE, build_pkcs7([ROOT, ANNA]))
    assert (read.form, read.leaf) == (PublishedForm.CERTIFICATES_ONLY, ANNA)
    assert read.is_intact is None
    for attribute in (USER_CERTIFICATE, USER_SMIME_CERTIFICATE):
        bare = parse_value(attribute, ANNA.raw)
        assert (bare.form, bare.leaf, bare.others) == (PublishedForm.CERTIFICATE, ANNA, ())


def test_settings_are_read_and_unknown_ones_ignored() -> None:
    value = VERSION + b"".join(
        (
            _setting(0x0006, struct.pack("<I", 1)),
            _setting(0x0020, struct.pack("<I", 7)),
            _setting(0x7777, b"whatever"),
            _setting(0x0003, ANNA.raw),
            _setting(0x0004, ROOT.raw),
            _setting(0x0008, BO.raw),
        )
    )
    read = parse_value(USER_SMIME_CERTIFICATE, value)
    assert read.form is PublishedForm.TAG_LIST
    assert read.leaf == ANNA
    assert read.others == (ROOT, BO)
    assert read.is_preferred
    only_signing = VERSION + _setting(0x0008, BO.raw)
    assert parse_value(USER_SMIME_CERTIFICATE, only_signing).leaf == BO


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\x00",
        b"MIIC",
        b"\x30\x00",
        b"\x30\x03\x02\x01\x00",
        VERSION,
        VERSION + _setting(0x0003, b"no certificate"),
        VERSION + b"\x03",
        VERSION + struct.pack("<HH", 3, 3),
        VERSION + struct.pack("<HH", 3, 500) + b"x",
        cms.build_enveloped_data(b"x", [anna().der]),
        der.sequence(der.oid("1.2.840.113549.1.7.2"), der.encode(0xA0, der.sequence())),
        build_pkcs7([]),
        ANNA.raw[:-1],
        ANNA.raw + b"\x00",
    ],
)
def test_what_holds_no_certificate_is_refused(value: bytes) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        parse_value(USER_SMIME_CERTIFICATE, value)
    assert caught.value.id == "Published.Unreadable"


@pytest.mark.property
@given(st.binary(max_size=120), st.booleans())
def test_any_bytes_are_read_or_refused(data: bytes, settings: bool) -> None:
    with pytest.raises(UnreadableValueError):
        parse_value(USER_SMIME_CERTIFICATE, VERSION + data if settings else data)


def test_changed_value_is_told_apart() -> None:
    value = _value()
    assert (
        parse_value(USER_SMIME_CERTIFICATE, value.replace(b"Empty Body", b"Empty body")).is_intact
        is False
    )


def test_values_are_the_same_by_leaf_and_chain_and_not_by_bytes() -> None:
    one, other = _value(), _value()
    assert one != other
    assert is_same_value(USER_SMIME_CERTIFICATE, one, other)
    shorter = build_smime_value(ANNA, [], anna().signer, NOW)
    assert not is_same_value(USER_SMIME_CERTIFICATE, one, shorter)
    assert not is_same_value(USER_SMIME_CERTIFICATE, one, build_pkcs7([ANNA, ROOT]))
    assert not is_same_value(USER_SMIME_CERTIFICATE, one, b"nonsense")
    assert is_same_value(USER_CERTIFICATE, ANNA.raw, ANNA.raw)
    assert not is_same_value("mail", one, other)


def test_certificate_with_a_damaged_extension_is_told_and_stops_nothing() -> None:
    identifier = bytes.fromhex("0603551d0e")  # subjectKeyIdentifier, in its Extension
    at = ANNA.raw.index(identifier) + len(identifier) + 2
    damaged = ANNA.raw[:at] + b"\x7f" + ANNA.raw[at + 1 :]
    names = bytes.fromhex("0603551d11")  # subjectAltName
    at = ANNA.raw.index(names) + len(names) + 2
    nameless = ANNA.raw[:at] + b"\x31" + ANNA.raw[at + 1 :]
    assert {len(damaged), len(nameless)} == {len(ANNA.raw)}
    with pytest.raises(UnreadableValueError):
        parse_value(USER_CERTIFICATE, nameless)
    value = build_pkcs7([Certificate(damaged), Certificate(nameless), BO])
    read = parse_value(USER_SMIME_CERTIFICATE, value)
    assert Certificate(nameless) not in (read.leaf, *read.others)
    assert BO in (read.leaf, *read.others)
