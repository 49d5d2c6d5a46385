"""The commands of published certificates, made by hand over real services."""

from pathlib import Path

import pytest

from cmdlets.directory.get_published_certificate import GetPublishedCertificate
from cmdlets.directory.publish_smime_certificate import PublishSmimeCertificate
from cmdlets.directory.unpublish_smime_certificate import UnpublishSmimeCertificate
from smimeadmin.directory.api import (
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    AttributeChange,
    Operation,
)
from smimeadmin.directory.errors import RecipientNotFoundError
from tests.support.organization import ANNA, BO, Organization


@pytest.fixture
def contoso(tmp_path: Path) -> Organization:
    return Organization(tmp_path)


def _error_ids(command: object) -> list[str]:
    errors = command.invocation.errors  # type: ignore[attr-defined]
    return [record.fully_qualified_error_id.partition(",")[0] for record in errors]


def test_both_values_are_published_once(contoso: Organization) -> None:
    issued = contoso.issue_to(ANNA)
    for _ in range(2):
        written, _ = contoso.run(PublishSmimeCertificate, identity=ANNA, certificate=issued)
        assert [row.attribute for row in written] == [USER_CERTIFICATE, USER_SMIME_CERTIFICATE]
        assert {row.thumbprint for row in written} == {issued.thumbprint}
    assert contoso.changes.count == 2


def test_certificate_alone_names_its_owner(contoso: Organization) -> None:
    written, _ = contoso.run(PublishSmimeCertificate, certificate=contoso.issue_to(ANNA))
    assert {row.identity for row in written} == {ANNA}


@pytest.mark.parametrize(
    ("attribute", "wanted"),
    [("UserCertificate", USER_CERTIFICATE), ("usersmimecertificate", USER_SMIME_CERTIFICATE)],
)
def test_one_attribute(contoso: Organization, attribute: str, wanted: str) -> None:
    contoso.issue_to(ANNA)
    written, _ = contoso.run(PublishSmimeCertificate, identity=ANNA, attribute=attribute)
    assert [row.attribute for row in written] == [wanted]


def test_what_if_writes_nothing(contoso: Organization) -> None:
    contoso.issue_to(ANNA)
    written, _ = contoso.run(PublishSmimeCertificate, what_if=True, identity=ANNA)
    assert written == []
    assert contoso.account().user_certificate == ()
    assert contoso.changes.count == 0


@pytest.mark.parametrize(
    ("identity", "wanted"),
    [
        (BO, "Published.NothingToPublish"),
        ("nobody@contoso.example", "Directory.RecipientNotFound"),
    ],
)
def test_one_bad_person_does_not_stop_the_others(
    contoso: Organization, identity: str, wanted: str
) -> None:
    written, command = contoso.run(PublishSmimeCertificate, identity=identity)
    assert written == []
    assert _error_ids(command) == [wanted]


def test_foreign_value_is_warned_of(contoso: Organization) -> None:
    contoso.issue_to(ANNA)
    change = AttributeChange(USER_SMIME_CERTIFICATE, Operation.ADD, b"\x99")
    contoso.directory.modify(contoso.account().guid, [change])
    contoso.run(PublishSmimeCertificate, identity=ANNA)
    assert len(contoso.shown("warning")) == 1
    written, _ = contoso.run(GetPublishedCertificate, identity=ANNA)
    assert [row.form for row in written] == ["Certificate", "Unreadable", "SignedData"]


def test_everyone_and_one_attribute_are_shown(contoso: Organization) -> None:
    contoso.ready()
    assert len(contoso.run(GetPublishedCertificate)[0]) == 4
    written, _ = contoso.run(GetPublishedCertificate, attribute="UserCertificate")
    assert {row.identity for row in written} == {ANNA, BO}
    with pytest.raises(RecipientNotFoundError):
        contoso.run(GetPublishedCertificate, identity="nobody")


def test_publication_is_taken_back(contoso: Organization) -> None:
    contoso.ready()
    for _ in range(2):
        contoso.run(UnpublishSmimeCertificate, identity=ANNA)
    assert contoso.account().user_certificate == ()
    assert contoso.account().user_smime_certificate == ()
    assert len(contoso.account(BO).user_certificate) == 1
    assert contoso.changes.count == 2
