"""Publishing: what is planned, what is replaced, and what is left alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from smimeadmin.changes.change import ChangeKind
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.directory.api import (
    CERTIFICATE_ATTRIBUTES,
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    AttributeChange,
    Operation,
)
from smimeadmin.messages import publishing
from smimeadmin.messages.published_value import PublishedForm, parse_value
from smimeadmin.messages.publishing import build_smime_value
from smimeadmin.pki.bundle import build_pkcs7
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.profile import Purpose
from tests.support.cms_people import NOW as THEN
from tests.support.cms_people import make_person, root
from tests.support.organization import ANNA, BO, Organization


@pytest.fixture
def contoso(tmp_path: Path) -> Organization:
    return Organization(tmp_path)


def _put(contoso: Organization, value: bytes, attribute: str = USER_SMIME_CERTIFICATE) -> None:
    change = AttributeChange(attribute, Operation.ADD, value)
    contoso.directory.modify(contoso.account().guid, [change])


def _foreign_value() -> bytes:
    """What Outlook published of another certificate of Anna."""
    person = make_person("P-256", "Anna", root())
    return build_smime_value(
        Certificate(person.der), [Certificate(root().der)], person.signer, THEN
    )


def test_both_attributes_are_written_once(contoso: Organization) -> None:
    issued = contoso.issue_to(ANNA)
    plan = contoso.publish(ANNA)
    assert [(c.kind, c.attribute) for c in plan.changes] == [
        (ChangeKind.ADD, USER_CERTIFICATE),
        (ChangeKind.ADD, USER_SMIME_CERTIFICATE),
    ]
    assert {c.target.key for c in plan.changes} == {str(contoso.account().guid)}
    assert {c.target.name for c in plan.changes} == {ANNA}
    account = contoso.account()
    assert account.user_certificate == (issued.raw,)
    read = parse_value(USER_SMIME_CERTIFICATE, account.user_smime_certificate[0])
    assert read.leaf == issued
    assert {c.subject for c in read.others} == {"CN=Issuing", "CN=Root"}
    assert contoso.publish("anna@contoso.example").changes == ()


def test_second_run_touches_no_key(contoso: Organization) -> None:
    contoso.ready(ANNA)

    def refuse(key_id: str) -> object:
        raise AssertionError(key_id)

    contoso.keys.private_key = refuse  # type: ignore[method-assign,assignment]
    assert contoso.published.plan(ANNA).changes == ()


def test_own_stale_value_is_replaced_in_one_request(contoso: Organization) -> None:
    contoso.ready(ANNA)
    (stale,) = contoso.account().user_smime_certificate
    renewed = contoso.issue_to(ANNA, force=True)
    plan = contoso.publish(ANNA)
    kinds = [(c.kind, c.attribute) for c in plan.changes]
    assert kinds == [
        (ChangeKind.ADD, USER_CERTIFICATE),
        (ChangeKind.REMOVE, USER_SMIME_CERTIFICATE),
        (ChangeKind.ADD, USER_SMIME_CERTIFICATE),
    ]
    assert plan.changes[1].before == stale
    (value,) = contoso.account().user_smime_certificate
    assert parse_value(USER_SMIME_CERTIFICATE, value).leaf == renewed
    assert len(contoso.account().user_certificate) == 2


def test_foreign_and_unreadable_values_stay_and_are_told(contoso: Organization) -> None:
    contoso.issue_to(ANNA)
    foreign = (_foreign_value(), b"\x99nonsense")
    for value in foreign:
        _put(contoso, value)
    plan = contoso.publish(ANNA)
    assert len(plan.warnings) == 2
    assert all(c.kind is ChangeKind.ADD for c in plan.changes)
    assert set(foreign) < set(contoso.account().user_smime_certificate)


def test_own_leaf_in_another_form_or_with_another_chain_is_replaced(
    contoso: Organization,
) -> None:
    issued = contoso.issue_to(ANNA)
    _put(contoso, build_pkcs7([issued]))
    contoso.publish(ANNA)
    (value,) = contoso.account().user_smime_certificate
    assert parse_value(USER_SMIME_CERTIFICATE, value).form is PublishedForm.SIGNED_DATA


def test_damaged_own_value_is_replaced(contoso: Organization) -> None:
    contoso.ready(ANNA)
    (good,) = contoso.account().user_smime_certificate
    bad = good.replace(b"Empty Body", b"Empty body")
    guid = contoso.account().guid
    contoso.directory.modify(
        guid,
        [
            AttributeChange(USER_SMIME_CERTIFICATE, Operation.REMOVE, good),
            AttributeChange(USER_SMIME_CERTIFICATE, Operation.ADD, bad),
        ],
    )
    plan = contoso.publish(ANNA)
    assert [c.kind for c in plan.changes] == [ChangeKind.REMOVE, ChangeKind.ADD]


@pytest.mark.parametrize("attribute", CERTIFICATE_ATTRIBUTES)
def test_one_attribute_alone(contoso: Organization, attribute: str) -> None:
    contoso.issue_to(ANNA)
    plan = contoso.publish(ANNA, attributes=(attribute,))
    assert [c.attribute for c in plan.changes] == [attribute]


def test_separate_keys_publish_the_encryption_certificate(contoso: Organization) -> None:
    signing = contoso.issue_to(ANNA, purpose=Purpose.SIGNING)
    encryption = contoso.issue_to(ANNA, purpose=Purpose.ENCRYPTION)
    contoso.publish(ANNA)
    (value,) = contoso.account().user_smime_certificate
    read = parse_value(USER_SMIME_CERTIFICATE, value)
    assert read.leaf == encryption
    assert signing in read.others
    assert contoso.account().user_certificate == (encryption.raw,)
    assert contoso.publish(ANNA).changes == ()


def test_without_the_key_only_the_bare_certificate_is_published(contoso: Organization) -> None:
    person = make_person("P-256", "Bo", root())
    certificate = Certificate(person.der)
    plan = contoso.publish(BO, certificate=certificate)
    assert [c.attribute for c in plan.changes] == [USER_CERTIFICATE]
    assert len(plan.warnings) == 1
    with pytest.raises(SmimeAdminError) as caught:
        contoso.published.plan(BO, certificate, (USER_SMIME_CERTIFICATE,))
    assert caught.value.id == "Published.KeyMissing"


def test_owner_is_taken_from_the_certificate(contoso: Organization) -> None:
    issued = contoso.issue_to(ANNA)
    assert contoso.published.plan(certificate=issued).account.name == "Anna de Vries"
    from_file = Certificate(issued.raw)
    assert contoso.published.plan(certificate=from_file).account.name == "Anna de Vries"


@pytest.mark.parametrize(
    ("days", "purpose", "identity", "wanted"),
    [
        (0, Purpose.BOTH, BO, "Published.AddressMismatch"),
        (0, Purpose.SIGNING, ANNA, "Published.NotForEncryption"),
        (800, Purpose.BOTH, ANNA, "Published.NotForEncryption"),
        (-1, Purpose.BOTH, ANNA, "Published.NotForEncryption"),
    ],
)
def test_what_nobody_could_use_is_not_published(
    contoso: Organization, days: int, purpose: Purpose, identity: str, wanted: str
) -> None:
    issued = contoso.issue_to(ANNA, purpose=purpose)
    contoso.clock.time += timedelta(days=days)
    with pytest.raises(SmimeAdminError) as caught:
        contoso.published.plan(identity, issued)
    assert caught.value.id == wanted


def test_nothing_to_publish_is_told(contoso: Organization) -> None:
    with pytest.raises(SmimeAdminError) as caught:
        contoso.published.plan(ANNA)
    assert caught.value.id == "Published.NothingToPublish"


def test_too_long_a_value_is_not_planned(
    contoso: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    contoso.issue_to(ANNA)
    monkeypatch.setattr(publishing, "MAX_VALUE_BYTES", 1000)
    with pytest.raises(SmimeAdminError) as caught:
        contoso.published.plan(ANNA)
    assert caught.value.id == "Published.ValueTooLong"


def test_withdrawal_takes_own_values_only(contoso: Organization) -> None:
    contoso.ready(ANNA)
    foreign = _foreign_value()
    _put(contoso, foreign)
    _, changes = contoso.published.plan_withdrawal(ANNA)
    contoso.write(changes)
    assert contoso.account().user_certificate == ()
    assert contoso.account().user_smime_certificate == (foreign,)
    assert contoso.published.plan_withdrawal(ANNA)[1] == ()


def test_published_objects_are_one_a_value(contoso: Organization) -> None:
    contoso.ready()
    _put(contoso, b"\x99nonsense")
    rows = list(contoso.published.of())
    assert len(rows) == 5
    (unreadable,) = [row for row in rows if row.problem]
    assert (unreadable.form, unreadable.subject) == ("Unreadable", None)
    signed = [row for row in contoso.published.of(ANNA, "USERSMIMECERTIFICATE") if row.subject]
    (row,) = signed
    assert row.identity == row.primary_smtp_address == ANNA
    assert row.attribute == USER_SMIME_CERTIFICATE
    assert row.form == "SignedData"
    assert row.preferred
    assert row.signature_valid
    assert len(row.chain) == 2
    assert row.certificate is not None
    assert row.email_addresses[0] == ANNA
