"""Messages written, opened and judged between people of an organization."""

import email
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.messages.compose import build_file_entity, build_text_entity
from smimeadmin.messages.mime import parse_entity
from smimeadmin.messages.service import AllowedAlgorithms
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.profile import Purpose
from tests.support.cms_people import root
from tests.support.organization import ANNA, BO, Organization


@pytest.fixture
def contoso(tmp_path: Path) -> Organization:
    return Organization(tmp_path).ready()


def _made(contoso: Organization, **changes: object) -> bytes:
    return contoso.messages.protect(contoso.request(**changes)).data


def _error_id(contoso: Organization, **changes: object) -> str:
    with pytest.raises(SmimeAdminError) as caught:
        contoso.messages.protect(contoso.request(**changes))
    return caught.value.id


# Contents

_texts = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\r"), max_size=400
)


@pytest.mark.property
@given(_texts)
def test_any_text_comes_back(text: str) -> None:
    data = build_text_entity(text)
    entity = parse_entity(data)
    assert entity.body_text() == text
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 78
        assert not line.startswith(b"From ")
        assert line != b"."
        assert not line.endswith((b" ", b"\t"))


def test_text_entity_is_read_by_the_standard_library() -> None:
    for text in ("plain\n", "Größe\n" * 40, "日本語\n" * 40, "From here\n.\nx " * 10, "a" * 500):
        theirs = email.message_from_bytes(build_text_entity(text), policy=policy.default)
        assert theirs.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")


def test_files_become_text_or_an_attachment() -> None:
    assert parse_entity(build_file_entity("a.txt", "Grüße".encode())).body_text() == "Grüße"
    entity = parse_entity(build_file_entity("Bär \x22x\x22.bin", b"\x00\xff" * 100))
    assert entity.file_name == 'Bär "x".bin'
    assert entity.decoded_body() == b"\x00\xff" * 100
    with pytest.raises(SmimeAdminError) as caught:
        build_file_entity("a\r\nX: y.bin", b"\x00")
    assert caught.value.id == "Messages.InvalidHeader"


# Round trips


@pytest.mark.parametrize("algorithm", ["P-256", "P-384", "RSA-2048"])
@pytest.mark.parametrize(
    ("sign", "encrypt"),
    [(True, False), (False, True), (True, True)],
    ids=["sign", "encrypt", "both"],
)
def test_round_trip(tmp_path: Path, algorithm: str, sign: bool, encrypt: bool) -> None:
    contoso = Organization(tmp_path).ready(algorithm=algorithm)
    data = _made(contoso, sign=sign, encrypt=encrypt)
    for received in (data, data.replace(b"\r\n", b"\n")):
        for identity in (ANNA, BO, "anna@contoso.example", None):
            opened = contoso.messages.open(received, "m.eml", identity).message
            assert opened.body == "Hällo Bo\n"
            assert opened.subject == "Größe"
            assert opened.to == (BO,)
            assert (opened.signed, opened.encrypted) == (sign, encrypt)
            assert opened.signature_valid is (True if sign else None)
        verdict = contoso.messages.test(received, "m.eml")
        assert verdict.valid is sign
        assert verdict.error_id == (None if sign else "Messages.NotSigned")
        if sign:
            assert verdict.digest_algorithm == "SHA-256"
            assert verdict.signer_address == ANNA
            assert verdict.address_matches
            assert verdict.trusted
            assert verdict.signing_time == contoso.clock.now()
        assert verdict.encryption_algorithm == ("AES-256-CBC" if encrypt else None)


def test_headers_are_those_of_rfc_5322_and_8551(contoso: Organization) -> None:
    data = _made(contoso, encrypt=False)
    message = email.message_from_bytes(data, policy=policy.default)
    assert message["From"].addresses[0].display_name == "Anna de Vries"
    assert message["From"].addresses[0].addr_spec == ANNA
    assert message["To"].addresses[0].display_name == "Bo Bär"
    assert message["Subject"] == "Größe"
    assert message["Date"].datetime == contoso.clock.now()
    assert message["Message-ID"].endswith("@contoso.example>")
    assert message["MIME-Version"] == "1.0"
    assert message.get_content_type() == "multipart/signed"
    assert message.get_param("protocol") == "application/pkcs7-signature"
    assert message.get_param("micalg") == "sha-256"
    _, signature = message.iter_parts()
    assert signature.get_content_type() == "application/pkcs7-signature"
    assert signature.get_filename() == "smime.p7s"
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 78 for line in data.split(b"\r\n"))
    sealed = email.message_from_bytes(_made(contoso), policy=policy.default)
    assert sealed.get_content_type() == "application/pkcs7-mime"
    assert sealed.get_param("smime-type") == "enveloped-data"
    assert sealed.get_filename() == "smime.p7m"


def test_message_in_clear_keeps_its_headers_and_loses_its_layers(contoso: Organization) -> None:
    clear = contoso.messages.open(_made(contoso), "m.eml").data
    message = email.message_from_bytes(clear, policy=policy.default)
    assert message.get_content_type() == "text/plain"
    assert message["Subject"] == "Größe"
    assert len(message.get_all("MIME-Version")) == 1
    assert len(message.get_all("Content-Type")) == 1
    assert message.get_content().replace("\r\n", "\n") == "Hällo Bo\n"


def test_several_recipients_and_the_sender_can_read(contoso: Organization) -> None:
    contoso.issue_to(BO, "RSA-2048", force=True)
    data = _made(contoso, recipients=(BO, "anna@contoso.example"))
    outline = contoso.messages.outline(data, "m.eml")
    assert outline.to == (BO, "anna@contoso.example")
    (layer,) = outline.layers
    assert (layer.kind, layer.algorithm) == ("Encrypted", "AES-256-CBC")
    assert len(layer.recipients) == 2
    assert any("Anna de Vries" in name for name in layer.recipients)
    assert outline.content_type is None
    assert not outline.signed


def test_outline_of_a_signed_message_touches_no_key(contoso: Organization) -> None:
    outline = contoso.messages.outline(_made(contoso, encrypt=False), "m.eml")
    (layer,) = outline.layers
    assert (layer.kind, layer.algorithm) == ("Signed", "SHA-256")
    assert outline.content_type == "text/plain"
    assert outline.signed


def test_settings_decide_the_algorithms(contoso: Organization) -> None:
    contoso.allowed = AllowedAlgorithms(("SHA1", "SHA512"), ("AES128",))
    made = contoso.messages.protect(contoso.request())
    assert (made.digest, made.cipher, made.warnings) == ("SHA-512", "AES-128-CBC", ())
    verdict = contoso.messages.test(made.data, "m.eml")
    assert (verdict.digest_algorithm, verdict.encryption_algorithm) == ("SHA-512", "AES-128-CBC")
    contoso.allowed = AllowedAlgorithms(("SHA1",), ("3DES", "RC2"))
    made = contoso.messages.protect(contoso.request())
    assert (made.digest, made.cipher) == ("SHA-256", "AES-256-CBC")
    assert len(made.warnings) == 2


def test_separate_keys_sign_and_encrypt(tmp_path: Path) -> None:
    contoso = Organization(tmp_path).ready(BO)
    signing = contoso.issue_to(ANNA, purpose=Purpose.SIGNING)
    encryption = contoso.issue_to(ANNA, purpose=Purpose.ENCRYPTION)
    contoso.publish(ANNA)
    data = _made(contoso)
    verdict = contoso.messages.test(data, "m.eml")
    assert verdict.valid
    assert verdict.signatures[0].certificate == signing
    opened = contoso.messages.open(_made(contoso, sender=BO, recipients=(ANNA,)), "m", ANNA)
    assert opened.message.opened_with == encryption.subject


# What is there already


def test_same_message_is_recognised_and_another_one_is_not(contoso: Organization) -> None:
    for sign, encrypt in ((True, False), (False, True), (True, True)):
        request = contoso.request(sign=sign, encrypt=encrypt)
        existing = contoso.messages.protect(request).data
        assert contoso.messages.holds_same(existing, request, "x.eml")
        for other in (
            contoso.request(sign=sign, encrypt=encrypt, subject="Other"),
            contoso.request(sign=sign, encrypt=encrypt, content=build_text_entity("Other")),
            contoso.request(sign=sign, encrypt=encrypt, recipients=(BO, ANNA)),
            contoso.request(sign=sign, encrypt=encrypt, sender=BO),
            contoso.request(sign=not sign, encrypt=encrypt),
            contoso.request(sign=sign, encrypt=not encrypt),
        ):
            assert not contoso.messages.holds_same(existing, other, "x.eml")
    for foreign in (b"", b"\x00\x01", b"Subject: x\r\n\r\nbody"):
        assert not contoso.messages.holds_same(foreign, contoso.request(), "x.eml")


# What is refused


def test_what_cannot_be_made_is_told_by_id(contoso: Organization, tmp_path: Path) -> None:
    assert _error_id(contoso, sign=False, encrypt=False) == "Messages.NoProtectionChosen"
    assert (
        _error_id(contoso, recipients=("nobody@contoso.example",)) == "Directory.RecipientNotFound"
    )
    assert _error_id(contoso, subject="x\r\nBcc: y@z.example") == "Messages.InvalidHeader"
    fresh = Organization(tmp_path)
    assert _error_id(fresh, encrypt=False) == "Messages.NoSigningKey"
    assert _error_id(fresh, sign=False) == "Messages.NoEncryptionCertificate"
    contoso.trusted = ()
    assert _error_id(contoso) == "Messages.RecipientNotTrusted"


def test_without_a_collection_recipients_are_taken_with_a_warning(contoso: Organization) -> None:
    contoso.trusted = None
    made = contoso.messages.protect(contoso.request())
    assert len(made.warnings) == 1
    verdict = contoso.messages.test(made.data, "m.eml")
    assert (verdict.valid, verdict.trusted) == (False, False)
    assert verdict.error_id == "Pki.ChainNotTrusted"


def test_sender_without_a_certificate_is_warned(tmp_path: Path) -> None:
    contoso = Organization(tmp_path).ready(BO)
    made = contoso.messages.protect(contoso.request(sign=False))
    assert len(made.warnings) == 1
    with pytest.raises(SmimeAdminError) as caught:
        contoso.messages.open(made.data, "m.eml", ANNA)
    assert caught.value.id == "Messages.NoDecryptionKey"
    contoso.issue_to(ANNA)
    with pytest.raises(SmimeAdminError) as caught:
        contoso.messages.open(made.data, "m.eml", ANNA)
    assert caught.value.id == "Cms.DecryptionFailed"
    verdict = contoso.messages.test(made.data, "m.eml")
    assert verdict.error_id == "Messages.NotSigned"


def test_plain_message_is_not_opened(contoso: Organization) -> None:
    plain = b"From: a@x.example\r\nSubject: x\r\n\r\nbody"
    with pytest.raises(SmimeAdminError) as caught:
        contoso.messages.open(plain, "m.eml")
    assert caught.value.id == "Messages.NotProtected"
    assert contoso.messages.test(plain, "m.eml").error_id == "Messages.NotSigned"
    assert contoso.messages.outline(plain, "m.eml").layers == ()


# The verdict


def test_signature_under_another_from_is_not_valid(contoso: Organization) -> None:
    data = _made(contoso, encrypt=False)
    forged = data.replace(f"<{ANNA}>".encode(), b"<boss@contoso.example>")
    verdict = contoso.messages.test(forged, "m.eml")
    assert (verdict.valid, verdict.error_id) == (False, "Messages.SignerMismatch")
    assert verdict.trusted
    assert verdict.signer_address == ANNA


@pytest.mark.parametrize(
    "header",
    [
        b"From: boss@contoso.example\r\n",
        b"from: Anna.deVries@contoso.example\r\n",
    ],
)
def test_two_senders_are_not_valid(contoso: Organization, header: bytes) -> None:
    data = _made(contoso, encrypt=False)
    for forged in (header + data, data.replace(b"Subject:", header + b"Subject:", 1)):
        verdict = contoso.messages.test(forged, "m.eml")
        assert verdict.error_id == "Messages.SenderUnclear"


def test_other_address_of_the_sender_counts_as_the_directory_knows_it(
    contoso: Organization,
) -> None:
    data = _made(contoso, encrypt=False)
    upper = data.replace(ANNA.encode(), ANNA.upper().encode())
    assert contoso.messages.test(upper, "m.eml").valid
    secondary = data.replace(ANNA.encode(), b"anna@contoso.example")
    assert contoso.messages.test(secondary, "m.eml").valid
    sent = _made(contoso, sender="anna@contoso.example", encrypt=False)
    assert b"<anna@contoso.example>" in sent
    assert contoso.messages.test(sent, "m.eml").valid


def test_expired_certificate_is_not_valid(contoso: Organization) -> None:
    data = _made(contoso, encrypt=False)
    contoso.clock.time += timedelta(days=800)
    verdict = contoso.messages.test(data, "m.eml")
    assert (verdict.valid, verdict.error_id) == (False, "Pki.CertificateExpired")
    assert verdict.signatures[0].intact


def test_authority_of_the_same_name_is_not_the_authority(contoso: Organization) -> None:
    contoso.trusted = (Certificate(root().der),)  # it is called CN=Root, too
    verdict = contoso.messages.test(_made(contoso, encrypt=False), "m.eml")
    assert (verdict.valid, verdict.error_id) == (False, "Pki.BadCertificateSignature")
    contoso.trusted = ()
    verdict = contoso.messages.test(_made(contoso, encrypt=False), "m.eml")
    assert (verdict.valid, verdict.error_id) == (False, "Pki.ChainNotTrusted")


def test_no_changed_byte_of_the_signed_part_is_valid(contoso: Organization) -> None:
    data = _made(contoso, encrypt=False, content=build_text_entity("Pay 100 euro.\n"))
    start = data.index(b"Content-Type: text/plain")
    end = data.index(b"\r\n--", start)
    for at in range(start, end):
        changed = bytearray(data)
        changed[at] ^= 0x04
        try:
            verdict = contoso.messages.test(bytes(changed), "m.eml")
        except SmimeAdminError as error:
            assert error.id == "Messages.Malformed"  # noqa: PT017 - a flip may break a header
            continue
        assert not verdict.valid
        assert verdict.error_id in ("Cms.DigestMismatch", "Messages.Malformed")


def test_content_of_another_message_does_not_borrow_a_signature(contoso: Organization) -> None:
    one = _made(contoso, encrypt=False, content=build_text_entity("yes"))
    other = _made(contoso, encrypt=False, content=build_text_entity("no!"))
    forged = one.replace(b"yes", b"no!")
    assert contoso.messages.test(other, "m.eml").valid
    assert contoso.messages.test(forged, "m.eml").error_id == "Cms.DigestMismatch"


@pytest.mark.property
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_damaged_messages_end_in_an_error_of_ours(
    contoso: Organization, data: st.DataObject
) -> None:
    whole = contoso.cached_message  # type: ignore[attr-defined]
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(changed) - 1))
        if data.draw(st.booleans()):
            changed[at] = data.draw(st.integers(0, 255))
        else:
            del changed[at : at + data.draw(st.integers(1, 40))]
    try:
        contoso.messages.outline(bytes(changed), "m.eml")
        verdict = contoso.messages.test(bytes(changed), "m.eml")
    except SmimeAdminError as error:
        assert error.hint  # noqa: PT017 - refused is as good as judged
    else:
        assert verdict.valid is (verdict.problem is None)


@pytest.fixture(autouse=True)
def _cached_message(request: pytest.FixtureRequest) -> None:
    if request.node.originalname == "test_damaged_messages_end_in_an_error_of_ours":
        contoso = request.getfixturevalue("contoso")
        contoso.cached_message = _made(contoso, encrypt=False)


@pytest.mark.parametrize("data", [b"junk", b"From: a@b.example\n\nplain"])
def test_errors_name_the_file(contoso: Organization, data: bytes) -> None:
    with pytest.raises(SmimeAdminError) as caught:
        contoso.messages.open(data, "/mail/x.eml")
    assert "'/mail/x.eml'" in caught.value.message


def test_a_message_that_nobody_here_can_read_is_named(
    contoso: Organization, tmp_path: Path
) -> None:
    data = contoso.messages.protect(contoso.request()).data
    stranger = Organization(tmp_path / "other")
    with pytest.raises(SmimeAdminError) as caught:
        stranger.messages.open(data, "/mail/x.eml")
    assert caught.value.message.startswith("'/mail/x.eml': ")
