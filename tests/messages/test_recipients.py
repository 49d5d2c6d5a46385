"""Which published certificate is encrypted to: Outlook's rule, and the reasons."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from smimeadmin.directory.api import USER_CERTIFICATE, USER_SMIME_CERTIFICATE, Account
from smimeadmin.messages.recipients import choose_certificate
from smimeadmin.pki.bundle import build_pkcs7
from smimeadmin.pki.profile import Purpose
from tests.support.organization import ANNA, BO, Organization
from tests.support.pki import NOW


@pytest.fixture
def contoso(tmp_path: Path) -> Organization:
    return Organization(tmp_path)


def _account(contoso: Organization, smime: tuple[bytes, ...], bare: tuple[bytes, ...]) -> Account:
    return replace(contoso.account(), user_smime_certificate=smime, user_certificate=bare)


def test_nothing_is_published(contoso: Organization) -> None:
    choice = choose_certificate(contoso.account(), NOW)
    assert (choice.certificate, choice.attribute, choice.passed_over) == (None, None, ())
    assert "no certificate" in choice.reason


def test_marked_certificate_comes_before_an_earlier_usable_one(contoso: Organization) -> None:
    first = contoso.issue_to(ANNA)
    marked = contoso.issue_to(ANNA, force=True)
    (value,) = (
        change.after
        for change in contoso.published.plan(ANNA, marked).changes
        if change.attribute == USER_SMIME_CERTIFICATE
    )
    assert value is not None
    choice = choose_certificate(_account(contoso, (build_pkcs7([first]), value), ()), NOW)
    assert (choice.certificate, choice.attribute) == (marked, USER_SMIME_CERTIFICATE)
    assert "preferred" in choice.reason
    unmarked = _account(contoso, (build_pkcs7([first]), build_pkcs7([marked])), ())
    assert choose_certificate(unmarked, NOW).certificate == first


def test_bare_certificate_only_if_the_other_attribute_is_empty(contoso: Organization) -> None:
    good = contoso.issue_to(ANNA)
    choice = choose_certificate(_account(contoso, (), (b"junk", good.raw)), NOW)
    assert (choice.certificate, choice.attribute) == (good, USER_CERTIFICATE)
    assert [passed.certificate for passed in choice.passed_over] == [None]


def test_stale_value_hides_a_good_certificate(contoso: Organization) -> None:
    old = contoso.issue_to(ANNA, validity_days=10)
    later = NOW + timedelta(days=20)
    good = contoso.issue_to(ANNA, force=True)
    choice = choose_certificate(_account(contoso, (build_pkcs7([old]),), (good.raw,)), later)
    assert choice.certificate is None
    assert choice.hidden
    assert "expired" in choice.reason
    assert [passed.certificate for passed in choice.passed_over] == [old]
    without = choose_certificate(_account(contoso, (build_pkcs7([old]),), ()), later)
    assert (without.certificate, without.hidden) == (None, False)


def test_unreadable_value_hides_too(contoso: Organization) -> None:
    good = contoso.issue_to(ANNA)
    choice = choose_certificate(_account(contoso, (b"\x99",), (good.raw,)), NOW)
    assert (choice.certificate, choice.hidden) == (None, True)


@pytest.mark.parametrize("case", ["signing only", "of another person", "changed value"])
def test_unusable_ones_are_passed_over_with_a_reason(contoso: Organization, case: str) -> None:
    good = contoso.issue_to(ANNA)
    if case == "signing only":
        bad = build_pkcs7([contoso.issue_to(ANNA, purpose=Purpose.SIGNING)])
    elif case == "of another person":
        bad = build_pkcs7([contoso.issue_to(BO)])
    else:
        plan = contoso.published.plan(ANNA)
        value = next(c.after for c in plan.changes if c.attribute == USER_SMIME_CERTIFICATE)
        assert value is not None
        bad = value.replace(b"Empty Body", b"EMPTY BODY")
    choice = choose_certificate(_account(contoso, (bad, build_pkcs7([good])), ()), NOW)
    assert choice.certificate == good
    assert len(choice.passed_over) == 1
    assert choice.passed_over[0].reason


def test_secondary_address_counts(contoso: Organization) -> None:
    certificate = contoso.issue_to(ANNA)
    account = replace(
        _account(contoso, (), (certificate.raw,)),
        primary_smtp_address="new.name@contoso.example",
        mail="new.name@contoso.example",
        email_addresses=(ANNA.upper(),),
    )
    assert choose_certificate(account, NOW).certificate == certificate
    stranger = replace(account, email_addresses=())
    assert choose_certificate(stranger, NOW).certificate is None


def test_choice_of_the_service_is_that_of_the_directory(contoso: Organization) -> None:
    contoso.ready(ANNA)
    choice = contoso.published.choice_for(ANNA)
    assert choice.identity == ANNA
    assert choice.certificate == contoso.certificates.of(ANNA)[0]
    assert len(choice.others) == 2
