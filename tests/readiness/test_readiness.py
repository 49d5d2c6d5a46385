"""Readiness: what is wrong, in the order to mend it; read afresh each time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from smimeadmin.directory.api import (
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    Account,
    AttributeChange,
    Operation,
)
from smimeadmin.directory.errors import RecipientNotFoundError
from smimeadmin.directory.recipients import new_account
from smimeadmin.exchange.backends.embedded import EmbeddedExchange
from smimeadmin.exchange.planning import OrganizationTrust
from smimeadmin.exchange.smime_config import COLLECTION
from smimeadmin.pki.profile import Purpose
from smimeadmin.pki.store import TrustCollection
from smimeadmin.readiness.readiness import Readiness, ReadinessCheck
from tests.support.organization import ANNA, BO, Organization


@dataclass
class World:
    """An organization with both certificates of Anna and Bo published, and its collection."""

    organization: Organization
    exchange: EmbeddedExchange = field(init=False)

    def __post_init__(self) -> None:
        self.exchange = EmbeddedExchange(self.organization.workspace, self.organization.clock)

    def trust(self, *names: str) -> None:
        """Make these authorities the collection; none: no collection."""
        data = None
        if names:
            authorities = [self.organization.authorities.get(name) for name in names]
            data = TrustCollection.of(one.certificate for one in authorities).build()
        self.exchange.set_smime_config({COLLECTION: data})

    def withdraw(self, *attributes: str) -> None:
        """Take every value out of Anna's attributes, behind the product's back."""
        account = self.organization.account()
        removals = [
            AttributeChange(attribute, Operation.REMOVE, value)
            for attribute in attributes
            for value in account.values(attribute)
        ]
        self.organization.directory.modify(account.guid, removals)

    def forget_keys(self, identity: str = ANNA) -> None:
        """Take a person's keys away, behind the product's back."""
        for certificate in self.organization.certificates.of(identity):
            assert certificate.key_id is not None
            with self.organization.workspace.transaction():
                self.organization.keys.forget(certificate.key_id)

    @property
    def check(self) -> ReadinessCheck:
        return ReadinessCheck(
            self.organization.directory,
            self.organization.certificates,
            OrganizationTrust(self.exchange, self.organization.clock),
            self.organization.clock,
        )

    def row(self, identity: str = ANNA) -> Readiness:
        return self.check.of(identity)


@pytest.fixture
def bare(tmp_path: Path) -> World:
    """Authorities and people, and nothing else."""
    return World(Organization(tmp_path))


@pytest.fixture
def ready(bare: World) -> World:
    """Everything is as it should be."""
    bare.organization.ready()
    bare.trust("Root", "Issuing")
    return bare


def test_who_is_ready_has_nothing_to_fix(ready: World) -> None:
    [certificate] = ready.organization.certificates.of(ANNA)
    assert ready.row() == Readiness(ANNA, True, True, certificate.not_after, None)
    assert ready.row() == ready.row("anna@contoso.example")
    assert list(ready.check.of_everyone()) == [ready.row(ANNA), ready.row(BO)]


def test_each_step_of_a_roll_out_is_the_next_fix(bare: World) -> None:
    organization = bare.organization
    fixes = [bare.row().first_fix or ""]
    bare.trust("Root", "Issuing")
    fixes.append(bare.row().first_fix or "")
    organization.issue_to(ANNA)
    assert bare.row().can_sign
    fixes.append(bare.row().first_fix or "")
    organization.publish(ANNA)
    assert bare.row().first_fix is None
    wanted = ("Import-TrustCollection", "New-SmimeCertificate", "Publish-SmimeCertificate")
    for command, fix in zip(wanted, fixes, strict=True):
        assert command in fix


Change = Callable[[World], None]
CASES: dict[str, tuple[Change, bool, bool, str]] = {
    "userCertificate": (
        lambda world: world.withdraw(USER_CERTIFICATE),
        *(True, True, "userCertificate is empty: Publish-SmimeCertificate"),
    ),
    "userSMIMECertificate": (
        lambda world: world.withdraw(USER_SMIME_CERTIFICATE),
        *(True, True, "userSMIMECertificate is empty: Publish-SmimeCertificate"),
    ),
    "both attributes": (
        lambda world: world.withdraw(USER_CERTIFICATE, USER_SMIME_CERTIFICATE),
        *(True, False, "No certificate is published: Publish-SmimeCertificate"),
    ),
    "the root in the collection": (
        lambda world: world.trust("Issuing"),
        *(False, False, "Import-TrustCollection -Merge"),
    ),
    "the issuing authority in the collection": (
        lambda world: world.trust("Root"),
        *(True, True, "'CN=Issuing' by Import-TrustCollection -Merge"),
    ),
    "the collection": (
        lambda world: world.trust(),
        *(False, False, "no virtual certificate collection"),
    ),
    "the key": (
        lambda world: world.forget_keys(),
        *(False, True, "The private key is gone: New-SmimeCertificate"),
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_what_is_taken_away_shows(ready: World, what: str) -> None:
    before, of_bo = ready.row(), ready.row(BO)
    take_away, can_sign, can_be_encrypted_to, fix = CASES[what]
    take_away(ready)
    row = ready.row()
    assert row != before
    assert (row.can_sign, row.can_be_encrypted_to) == (can_sign, can_be_encrypted_to)
    assert fix in (row.first_fix or "")
    assert ready.row() == row
    if "collection" not in what:
        assert ready.row(BO) == of_bo


def test_time_shows(ready: World) -> None:
    ready.organization.clock.time += timedelta(days=731)
    row = ready.row()
    assert (row.can_sign, row.can_be_encrypted_to) == (False, False)
    assert "expired" in (row.first_fix or "")
    assert row.expires is None


def test_key_of_the_published_certificate_is_missed_though_there_is_a_newer_one(
    ready: World,
) -> None:
    ready.forget_keys()
    ready.organization.issue_to(ANNA)
    row = ready.row()
    assert (row.can_sign, row.can_be_encrypted_to) == (True, True)
    assert "private key of the published certificate is gone" in (row.first_fix or "")


def test_certificate_that_may_only_encrypt_is_not_enough(bare: World) -> None:
    bare.trust("Root", "Issuing")
    bare.organization.issue_to(ANNA, purpose=Purpose.ENCRYPTION)
    bare.organization.publish(ANNA)
    row = bare.row()
    assert (row.can_sign, row.can_be_encrypted_to) == (False, True)
    assert "-Purpose Signing" in (row.first_fix or "")


def test_value_that_others_broke_is_named(ready: World) -> None:
    account = ready.organization.account()
    ready.withdraw(USER_CERTIFICATE, USER_SMIME_CERTIFICATE)
    add = AttributeChange(USER_SMIME_CERTIFICATE, Operation.ADD, b"no CMS at all")
    ready.organization.directory.modify(account.guid, [add])
    row = ready.row()
    assert (row.can_sign, row.can_be_encrypted_to) == (True, False)
    assert "userSMIMECertificate" in (row.first_fix or "")


def test_account_without_address_is_a_row_and_nobody_an_error(
    ready: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    guid = ready.organization.account().guid
    nameless = Account("No Mail", None, guid, "CN=No Mail", sam_account_name="nomail")
    with pytest.raises(RecipientNotFoundError):
        ready.row("nobody@contoso.example")
    monkeypatch.setattr(ready.organization.directory, "find", lambda _identity: nameless)
    row = ready.row("nomail")
    assert (row.identity, row.can_sign, row.can_be_encrypted_to) == ("nomail", False, False)
    assert "no primary SMTP address" in (row.first_fix or "")


def test_everyone_comes_by_address(ready: World) -> None:
    ready.organization.directory.create(new_account("Zed", "zed@contoso.example"))
    ready.organization.directory.create(new_account("Abe", "ABE@contoso.example"))
    labels = [row.identity for row in ready.check.of_everyone()]
    assert labels == ["ABE@contoso.example", ANNA, BO, "zed@contoso.example"]
