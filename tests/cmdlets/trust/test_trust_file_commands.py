"""The commands of trust files, made by hand over real services."""

from pathlib import Path

import pytest

from cmdlets.trust.export_certificate import ExportCertificate
from cmdlets.trust.export_trust_collection import ExportTrustCollection
from cmdlets.trust.import_certificate import ImportCertificate
from cmdlets.trust.new_trust_collection import NewTrustCollection
from smimeadmin.core.files_errors import FileAlreadyExistsError, NoSuchFileError
from smimeadmin.pki.bundle import parse_collection
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import NotACertificateError
from smimeadmin.pki.pem import to_pem
from smimeadmin.pki.store import TrustCollection
from smimeadmin.pki.store_errors import (
    EmptyCollectionError,
    OneCertificateError,
    StoreTruncatedError,
)
from tests.support.commands import Commands
from tests.support.pki import NOW


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    return Commands(tmp_path)


@pytest.fixture
def authorities(commands: Commands) -> list[Certificate]:
    made = [commands.authority("Root"), commands.authority("Issuing", "Root")]
    return [one.certificate for one in made]


def test_collection_is_built_in_memory_and_written(
    commands: Commands, authorities: list[Certificate], tmp_path: Path
) -> None:
    (collection,), _ = commands.run(NewTrustCollection, [[one] for one in authorities * 2])
    assert collection.certificates == tuple(authorities)
    assert commands.changes.count == 0
    written, _ = commands.run(ExportTrustCollection, [collection], path="trust.sst")
    expected = bytes.fromhex("0000000043455254")
    for one in authorities:
        expected += bytes.fromhex("2000000001000000") + len(one.raw).to_bytes(4, "little") + one.raw
    assert (tmp_path / "trust.sst").read_bytes() == expected + bytes(12)
    assert written[0].original == str(tmp_path / "trust.sst")
    commands.run(ExportTrustCollection, [collection], path="trust.sst")
    assert commands.changes.count == 1
    smaller = TrustCollection.of(authorities[:1])
    with pytest.raises(FileAlreadyExistsError):
        commands.run(ExportTrustCollection, [smaller], path="trust.sst", no_clobber=True)
    commands.run(ExportTrustCollection, [smaller], path="trust.sst")
    assert (tmp_path / "trust.sst").read_bytes() == smaller.build()


def test_files_of_every_kind_are_gathered(
    commands: Commands, authorities: list[Certificate], tmp_path: Path
) -> None:
    root, issuing = authorities
    (tmp_path / "a.cer").write_bytes(root.raw)
    (tmp_path / "b.pem").write_text(to_pem(issuing) + to_pem(root))
    (tmp_path / "c.sst").write_bytes(TrustCollection.of([issuing]).build())
    (collection,), _ = commands.run(NewTrustCollection, path=["*.cer", "b.pem", "c.sst"])
    assert collection.certificates == (root, issuing)


def test_bad_input_is_named(commands: Commands, tmp_path: Path) -> None:
    with pytest.raises(EmptyCollectionError):
        commands.run(NewTrustCollection)
    with pytest.raises(NoSuchFileError):
        commands.run(NewTrustCollection, path=["missing.cer"])
    (tmp_path / "people.csv").write_text("Name,Mail\n")
    with pytest.raises(NotACertificateError) as caught:
        commands.run(NewTrustCollection, path=["people.csv"])
    assert caught.value.name.endswith("people.csv")
    (tmp_path / "cut.sst").write_bytes(TrustCollection.of([]).build()[:-1])
    with pytest.raises(StoreTruncatedError):
        commands.run(NewTrustCollection, path=["cut.sst"])
    with pytest.raises(EmptyCollectionError):
        commands.run(ExportCertificate, [[]], file_path="x.sst")


def test_expired_member_is_told(commands: Commands, authorities: list[Certificate]) -> None:
    commands.clock.time = NOW.replace(year=NOW.year + 6)
    commands.run(NewTrustCollection, [authorities])
    (warning,) = commands.shown("warning")
    assert "CN=Issuing" in str(warning)


@pytest.mark.parametrize("kind", ["SST", "P7B"])
def test_several_certificates_go_into_one_file(
    commands: Commands, authorities: list[Certificate], tmp_path: Path, kind: str
) -> None:
    commands.run(ExportCertificate, [authorities], file_path="x.bin", type=kind)
    data = (tmp_path / "x.bin").read_bytes()
    assert set(parse_collection(data).certificates) == set(authorities)


def test_kind_follows_the_count(
    commands: Commands, authorities: list[Certificate], tmp_path: Path
) -> None:
    commands.run(ExportCertificate, [authorities[:1]], file_path="one.cer")
    assert (tmp_path / "one.cer").read_bytes() == authorities[0].raw
    commands.run(ExportCertificate, [[one] for one in authorities], file_path="all.sst")
    assert TrustCollection.parse((tmp_path / "all.sst").read_bytes()).count == 2
    with pytest.raises(OneCertificateError):
        commands.run(ExportCertificate, [authorities], file_path="x.cer", type="cert")
    with pytest.raises(FileAlreadyExistsError):
        commands.run(ExportCertificate, [authorities], file_path="one.cer", no_clobber=True)


def test_import_keeps_certificates_without_keys(
    commands: Commands, authorities: list[Certificate], tmp_path: Path
) -> None:
    (tmp_path / "x.sst").write_bytes(TrustCollection.of(authorities).build())
    for _ in range(2):
        written, _ = commands.run(ImportCertificate, ["x.sst"])
        assert written == authorities
    assert commands.changes.count == 2
    assert set(commands.certificates.of()) == set(authorities)
