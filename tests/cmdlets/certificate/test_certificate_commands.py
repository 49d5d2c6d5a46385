"""The commands of certificates, made by hand over real services."""

from pathlib import Path

import pytest

from cmdlets.certificate.export_pfx_certificate import ExportPfxCertificate
from cmdlets.certificate.get_certification_authority import GetCertificationAuthority
from cmdlets.certificate.get_pfx_certificate import GetPfxCertificate
from cmdlets.certificate.get_smime_certificate import GetSmimeCertificate
from cmdlets.certificate.import_pfx_certificate import ImportPfxCertificate
from cmdlets.certificate.new_certification_authority import NewCertificationAuthority
from cmdlets.certificate.new_smime_certificate import NewSmimeCertificate
from smimeadmin.core.files_errors import FileAlreadyExistsError, NoSuchFileError
from smimeadmin.core.secret import Secret
from smimeadmin.directory.recipients import new_account
from smimeadmin.pki.authority_errors import (
    AmbiguousAuthorityError,
    AuthorityExistsError,
    AuthorityNotFoundError,
)
from smimeadmin.pki.errors import KeyNotFoundError
from smimeadmin.pki.profile import Purpose
from smimeadmin.pki.store_errors import NotAPfxError, WrongPfxPasswordError
from smimeadmin.shell.engine.host import PromptRefusedError
from tests.support.commands import Commands

ANNA = "Anna.deVries@contoso.example"
PASSWORD = Secret("correct horse")


@pytest.fixture
def empty(tmp_path: Path) -> Commands:
    return Commands(tmp_path)


@pytest.fixture
def commands(empty: Commands) -> Commands:
    empty.authority("Root")
    empty.authority("Issuing", "Root")
    empty.directory.create(new_account("Anna de Vries", ANNA, ["anna@contoso.example"]))
    empty.directory.create(new_account("Bo", "bo@contoso.example"))
    return empty


def error_ids(command: object) -> list[str]:
    errors = command.invocation.errors  # type: ignore[attr-defined]
    return [record.fully_qualified_error_id.partition(",")[0] for record in errors]


def test_authority_is_made_once(empty: Commands) -> None:
    for _ in range(2):
        (root,), _ = empty.run(NewCertificationAuthority, ca_name="Root", key_algorithm="P-256")
        assert (root.name, root.parent, root.key_algorithm) == ("Root", None, "P-256")
    assert empty.changes.count == 1
    (issuing,), _ = empty.run(
        NewCertificationAuthority,
        ca_name="Issuing",
        parent="root",
        key_algorithm="P-256",
        cdp_uri=["http://c.example/i.crl"],
    )
    assert (issuing.parent, issuing.cdp_uri) == ("Root", ("http://c.example/i.crl",))
    listed, _ = empty.run(GetCertificationAuthority)
    assert [one.name for one in listed] == ["Root", "Issuing"]
    with pytest.raises(AuthorityExistsError):
        empty.run(NewCertificationAuthority, ca_name="Root", key_algorithm="P-384")
    with pytest.raises(AuthorityNotFoundError):
        empty.run(GetCertificationAuthority, ca_name="Nobody")


def test_what_if_makes_nothing_and_writes_nothing(empty: Commands) -> None:
    written, _ = empty.run(
        NewCertificationAuthority, ca_name="Root", key_algorithm="P-256", what_if=True
    )
    assert written == []
    assert empty.authorities.all() == ()
    assert len(empty.shown("what if")) == 1
    assert empty.changes.count == 0


def test_person_gets_a_certificate(commands: Commands) -> None:
    (certificate,), _ = commands.run(
        NewSmimeCertificate, ["anna@contoso.example"], key_algorithm="P-256"
    )
    assert certificate.identity == ANNA
    assert certificate.email_addresses == (ANNA, "anna@contoso.example")
    again, _ = commands.run(NewSmimeCertificate, [ANNA])
    assert again == [certificate]
    assert commands.changes.count == 1
    assert commands.run(GetSmimeCertificate)[0] == [certificate]
    assert commands.run(GetSmimeCertificate, [ANNA])[0] == [certificate]


def test_one_bad_person_does_not_stop_the_others(commands: Commands) -> None:
    written, command = commands.run(
        NewSmimeCertificate,
        ["nobody@contoso.example", "bo@contoso.example"],
        key_algorithm="P-256",
    )
    assert [one.identity for one in written] == ["bo@contoso.example"]
    assert error_ids(command) == ["Directory.RecipientNotFound"]
    written, command = commands.run(
        NewSmimeCertificate, ["bo@contoso.example", ANNA], key_algorithm="P-384"
    )
    assert [one.identity for one in written] == [ANNA]
    assert error_ids(command) == ["Pki.CertificateExists"]


def test_what_concerns_everyone_ends_the_command(commands: Commands) -> None:
    commands.authority("Second", "Root")
    with pytest.raises(AmbiguousAuthorityError):
        commands.run(NewSmimeCertificate, [ANNA, "bo@contoso.example"], key_algorithm="P-256")


def test_root_warns_and_purpose_and_force_count(empty: Commands) -> None:
    empty.authority("Root")
    empty.directory.create(new_account("Anna", ANNA))
    empty.run(NewSmimeCertificate, [ANNA], key_algorithm="P-256", purpose=Purpose.SIGNING)
    assert len(empty.shown("warning")) == 1
    empty.run(NewSmimeCertificate, [ANNA], key_algorithm="P-256", force=True)
    empty.run(NewSmimeCertificate, [ANNA], key_algorithm="P-256", force=True)
    assert len(empty.certificates.of(ANNA)) == 3


def test_unknown_person_is_an_error(commands: Commands) -> None:
    written, command = commands.run(GetSmimeCertificate, ["nobody@contoso.example"])
    assert written == []
    assert error_ids(command) == ["Pki.CertificateNotFound"]


def test_pfx_goes_out_and_comes_in(commands: Commands, tmp_path: Path) -> None:
    anna, bo = commands.issue(), commands.issue(force=True)
    file = tmp_path / "a.pfx"
    (info,), _ = commands.run(ExportPfxCertificate, [anna], file_path="a.pfx", password=PASSWORD)
    assert info.original == str(file)
    assert file.stat().st_mode & 0o077 == 0
    before = file.read_bytes()
    commands.run(ExportPfxCertificate, [anna], file_path="a.pfx", password=PASSWORD)
    assert file.read_bytes() == before
    commands.run(ExportPfxCertificate, [bo], file_path="a.pfx", password=PASSWORD)
    assert file.read_bytes() != before
    with pytest.raises(FileAlreadyExistsError):
        commands.run(
            ExportPfxCertificate, [anna], file_path="a.pfx", password=PASSWORD, no_clobber=True
        )
    (read,), _ = commands.run(GetPfxCertificate, [["*.pfx"]], password=PASSWORD)
    assert read == bo
    other = Commands(tmp_path)
    (imported,), _ = other.run(ImportPfxCertificate, ["a.pfx"], password=PASSWORD)
    assert imported == bo
    assert imported.has_private_key
    assert other.certificates.of(bo.identity)[0].has_private_key


def test_journal_and_files_hold_no_key_in_clear(commands: Commands, tmp_path: Path) -> None:
    anna = commands.issue()
    commands.run(
        ExportPfxCertificate,
        [anna],
        file_path="a.pfx",
        password=PASSWORD,
        chain_option="EndEntityCertOnly",
    )
    (entry,) = commands.changes.made()
    content = (tmp_path / "a.pfx").read_bytes()
    assert entry.after is not None
    assert content not in entry.after
    assert PASSWORD.reveal().encode() not in entry.after


def test_wrong_files_and_passwords(commands: Commands, tmp_path: Path) -> None:
    anna = commands.issue()
    commands.run(ExportPfxCertificate, [anna], file_path="a.pfx", password=PASSWORD)
    with pytest.raises(WrongPfxPasswordError):
        commands.run(GetPfxCertificate, [["a.pfx"]], password=Secret("x"))
    with pytest.raises(WrongPfxPasswordError):
        commands.run(GetPfxCertificate, [["a.pfx"]], no_prompt_for_password=True)
    with pytest.raises(PromptRefusedError):
        commands.run(GetPfxCertificate, [["a.pfx"]])
    with pytest.raises(NoSuchFileError):
        commands.run(GetPfxCertificate, [["b.pfx"]])
    (tmp_path / "c.pfx").write_bytes(b"hello")
    with pytest.raises(NotAPfxError):
        commands.run(ImportPfxCertificate, ["c.pfx"], password=PASSWORD)
    (tmp_path / "d.cer").write_bytes(anna.raw)
    assert commands.run(GetPfxCertificate, [["d.cer"]])[0] == [anna]


def test_certificate_without_a_key_here_is_not_exported(commands: Commands, tmp_path: Path) -> None:
    stranger = Commands(tmp_path)
    stranger.authority("Other")
    with pytest.raises(KeyNotFoundError):
        commands.run(ExportPfxCertificate, [stranger.issue()], file_path="x.pfx", password=PASSWORD)
    assert not (tmp_path / "x.pfx").exists()
