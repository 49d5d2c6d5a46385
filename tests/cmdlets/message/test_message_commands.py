"""The commands of messages, made by hand over real services."""

import stat
from pathlib import Path

import pytest

from cmdlets.message.get_smime_message import GetSmimeMessage
from cmdlets.message.protect_smime_message import ProtectSmimeMessage
from cmdlets.message.test_smime_message import TestSmimeMessage as CheckSmimeMessage
from cmdlets.message.unprotect_smime_message import UnprotectSmimeMessage
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files_errors import NoSuchFileError
from smimeadmin.messages.errors import OutFileExistsError
from smimeadmin.messages.service import AllowedAlgorithms
from tests.support.organization import ANNA, BO, Organization


@pytest.fixture
def contoso(tmp_path: Path) -> Organization:
    return Organization(tmp_path).ready()


def _protect(contoso: Organization, **values: object) -> None:
    wanted: dict[str, object] = {
        "sender": ANNA,
        "to": [BO],
        "subject": "Größe",
        "body": "Hällo",
        "sign": True,
        "encrypt": True,
        "out_file": "m.eml",
    }
    contoso.run(ProtectSmimeMessage, **(wanted | values))


def test_message_is_written_once(contoso: Organization, tmp_path: Path) -> None:
    _protect(contoso)
    first = (tmp_path / "m.eml").read_bytes()
    assert contoso.changes.count == 1
    _protect(contoso)
    assert (tmp_path / "m.eml").read_bytes() == first
    assert contoso.changes.count == 1


@pytest.mark.parametrize(
    "other", [{"body": "Else"}, {"sign": False}, {"to": [ANNA]}, {"subject": "Else"}]
)
def test_another_message_needs_force(
    contoso: Organization, tmp_path: Path, other: dict[str, object]
) -> None:
    _protect(contoso)
    first = (tmp_path / "m.eml").read_bytes()
    with pytest.raises(OutFileExistsError):
        _protect(contoso, **other)
    assert (tmp_path / "m.eml").read_bytes() == first
    _protect(contoso, force=True, **other)
    assert (tmp_path / "m.eml").read_bytes() != first


def test_foreign_file_is_not_overwritten(contoso: Organization, tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(b"\x00 precious")
    with pytest.raises(OutFileExistsError):
        _protect(contoso)
    assert (tmp_path / "m.eml").read_bytes() == b"\x00 precious"


def test_what_if_writes_nothing(contoso: Organization, tmp_path: Path) -> None:
    written, _ = contoso.run(
        ProtectSmimeMessage,
        what_if=True,
        sender=ANNA,
        to=[BO],
        body="x",
        sign=True,
        out_file="m.eml",
    )
    assert written == []
    assert not (tmp_path / "m.eml").exists()
    assert contoso.changes.count == 0


def test_weak_settings_are_warned_of(contoso: Organization) -> None:
    contoso.allowed = AllowedAlgorithms(("SHA1",), ("3DES",))
    _protect(contoso)
    assert len(contoso.shown("warning")) == 2


def test_opened_message_shows_what_was_written(contoso: Organization, tmp_path: Path) -> None:
    _protect(contoso)
    (message,), _ = contoso.run(
        UnprotectSmimeMessage, path="m.eml", identity=BO, out_file="clear.eml"
    )
    assert (message.body, message.subject, message.signature_valid) == ("Hällo", "Größe", True)
    assert message.opened_with == "CN=Bo Bär"
    clear = tmp_path / "clear.eml"
    assert stat.S_IMODE(clear.stat().st_mode) == 0o600
    contoso.run(UnprotectSmimeMessage, path="m.eml", out_file="clear.eml")
    clear.write_bytes(b"changed")
    with pytest.raises(OutFileExistsError):
        contoso.run(UnprotectSmimeMessage, path="m.eml", out_file="clear.eml")
    contoso.run(UnprotectSmimeMessage, path="m.eml", out_file="clear.eml", force=True)
    assert b"Subject:" in clear.read_bytes()


def test_forged_sender_is_warned_of_and_judged(contoso: Organization, tmp_path: Path) -> None:
    _protect(contoso, encrypt=False)
    whole = (tmp_path / "m.eml").read_bytes()
    (tmp_path / "m.eml").write_bytes(whole.replace(ANNA.encode(), b"boss@contoso.example"))
    (message,), _ = contoso.run(UnprotectSmimeMessage, path="m.eml")
    assert message.signature_valid is False
    assert len(contoso.shown("warning")) == 1
    (verdict,), _ = contoso.run(CheckSmimeMessage, path="m.eml")
    assert (verdict.valid, verdict.error_id) == (False, "Messages.SignerMismatch")


def test_file_becomes_the_message(contoso: Organization, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\x00")
    contoso.run(
        ProtectSmimeMessage, sender=ANNA, to=[BO], path="photo.jpg", encrypt=True, out_file="m.eml"
    )
    (message,), _ = contoso.run(UnprotectSmimeMessage, path="m.eml")
    assert message.attachments == ("photo.jpg",)


def test_outline_names_the_recipients(contoso: Organization) -> None:
    _protect(contoso)
    (outline,), _ = contoso.run(GetSmimeMessage, path="m.eml")
    (layer,) = outline.layers
    assert sum("Bo Bär" in name for name in layer.recipients) == 1
    assert outline.subject == "Größe"


def test_file_that_is_not_there_is_told(contoso: Organization) -> None:
    for command in (UnprotectSmimeMessage, CheckSmimeMessage, GetSmimeMessage):
        with pytest.raises(NoSuchFileError):
            contoso.run(command, path="missing.eml")


def test_file_that_is_no_message_is_told(contoso: Organization, tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(b"\x00\x01\x02")
    for command in (UnprotectSmimeMessage, CheckSmimeMessage, GetSmimeMessage):
        with pytest.raises(SmimeAdminError) as caught:
            contoso.run(command, path="m.eml")
        assert caught.value.id == "Messages.Malformed"
