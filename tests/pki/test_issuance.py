"""People's certificates: their profile, that they converge, and how they are found."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from smimeadmin.changes.change import Change, ChangeKind, Target
from smimeadmin.core.secret import Secret
from smimeadmin.pki.authority_errors import (
    AuthorityExpiredError,
    CertificateExistsError,
    InvalidAddressError,
    InvalidValidityError,
    MissingAddressError,
    NoAuthorityError,
)
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import (
    InvalidNameError,
    KeyMismatchError,
    KeyNotFoundError,
    UnsupportedChangeError,
    UnsupportedKeyError,
)
from smimeadmin.pki.extensions import KeyUsage
from smimeadmin.pki.key_pair import PrivateKey, key_id_of, spki_of
from smimeadmin.pki.path import MailUse
from smimeadmin.pki.profile import Holder, Purpose
from tests.support.pki import ANNA, NOW, Pki, openssl_text, openssl_verify


@pytest.fixture
def pki() -> Pki:
    made = Pki()
    made.authority("Root")
    made.authority("Issuing", "Root")
    return made


def test_certificate_names_the_person(pki: Pki) -> None:
    certificate = pki.issue()
    assert certificate.subject == "CN=Anna de Vries"
    assert certificate.issuer == "CN=Issuing"
    assert certificate.email_addresses == ("Anna.deVries@contoso.example", "anna@contoso.example")
    assert certificate.identity == "Anna.deVries@contoso.example"
    assert certificate.extended_key_usages == ("1.3.6.1.5.5.7.3.4",)
    assert not certificate.is_ca
    assert certificate.not_before == NOW - timedelta(minutes=5)
    assert certificate.not_after == NOW + timedelta(days=730)
    assert certificate.has_private_key
    assert certificate.key_id is not None
    assert spki_of(pki.keys.private_key(certificate.key_id)) == certificate.spki
    assert certificate.key_id == key_id_of(certificate.spki)
    assert certificate.subject_key_identifier == bytes.fromhex(certificate.key_id)


SIGN = KeyUsage.DIGITAL_SIGNATURE


@pytest.mark.parametrize(
    ("algorithm", "purpose", "usage"),
    [
        ("RSA-2048", Purpose.BOTH, SIGN | KeyUsage.KEY_ENCIPHERMENT),
        ("RSA-2048", Purpose.SIGNING, SIGN),
        ("RSA-2048", Purpose.ENCRYPTION, KeyUsage.KEY_ENCIPHERMENT),
        ("P-256", Purpose.BOTH, SIGN | KeyUsage.KEY_AGREEMENT),
        ("P-256", Purpose.SIGNING, SIGN),
        ("P-256", Purpose.ENCRYPTION, KeyUsage.KEY_AGREEMENT),
        ("P-384", Purpose.BOTH, SIGN | KeyUsage.KEY_AGREEMENT),
    ],
)
@pytest.mark.interop("openssl")
def test_key_usage_follows_key_and_purpose(
    pki: Pki, tmp_path: Path, algorithm: str, purpose: Purpose, usage: KeyUsage
) -> None:
    certificate = pki.issue(algorithm=algorithm, purpose=purpose)
    assert certificate.key_usage == usage
    root, issuing = (one.certificate for one in pki.authorities.all())
    signs = openssl_verify(tmp_path, certificate, [root], [issuing], NOW)
    assert signs is bool(usage & SIGN)
    if algorithm.startswith("RSA"):  # openssl 3.0 asks for keyEncipherment of every key
        encrypts = openssl_verify(
            tmp_path, certificate, [root], [issuing], NOW, purpose="smimeencrypt"
        )
        assert encrypts is bool(usage & KeyUsage.KEY_ENCIPHERMENT)


@pytest.mark.interop("openssl")
def test_openssl_reads_the_certificate(pki: Pki) -> None:
    text = openssl_text(pki.issue(Holder("O'Neil, Zoë", "zoe@contoso.example")))
    assert "email:zoe@contoso.example" in text
    assert "E-mail Protection" in text
    assert "Zoë" in text


def test_international_addresses(pki: Pki) -> None:
    holder = Holder("Jürgen", "jürgen@contoso.example", ("j@bücher.example",))
    certificate = pki.issue(holder)
    assert certificate.email_addresses == ("jürgen@contoso.example", "j@xn--bcher-kva.example")
    text = openssl_text(certificate)
    assert "SmtpUTF8Mailbox" in text or "1.3.6.1.5.5.7.8.9" in text
    assert "email:j@xn--bcher-kva.example" in text
    assert pki.certificates.plan_issue(holder).is_unchanged


@pytest.mark.parametrize(
    ("holder", "error"),
    [
        (Holder("A", ""), MissingAddressError),
        (Holder("A", "no address"), InvalidAddressError),
        (Holder("A", "a@"), InvalidAddressError),
        (Holder("A", "a@b..example"), InvalidAddressError),
        (Holder("A", "a\n@b.example"), InvalidAddressError),
        (Holder("A", "a,b@c.example"), InvalidAddressError),
        (Holder("A", "a@c.example", ("b@",)), InvalidAddressError),
        (Holder("A", "a@" + "ü" * 70 + ".example"), InvalidAddressError),
        (Holder("A\x1b[2J", "a@c.example"), InvalidAddressError),
    ],
)
def test_holders_that_no_certificate_can_name(
    pki: Pki, holder: Holder, error: type[Exception]
) -> None:
    with pytest.raises(error):
        pki.certificates.plan_issue(holder, key_algorithm="P-256")


def test_long_and_empty_names_get_a_subject(pki: Pki) -> None:
    assert pki.issue(Holder("n" * 100, "n@c.example")).simple_name() == "n" * 64
    assert pki.issue(Holder(" ", "m@c.example")).simple_name() == "m@c.example"


def test_same_parameters_give_what_exists(pki: Pki) -> None:
    first = pki.issue(validity_days=100)
    for plan in (
        pki.certificates.plan_issue(ANNA),
        pki.certificates.plan_issue(ANNA, "issuing", "p-256", 100),
        pki.certificates.plan_issue(Holder("Other Name", ANNA.primary)),
    ):
        assert plan.is_unchanged
        assert plan.result == first
        assert plan.result.has_private_key
        assert plan.result.identity == ANNA.primary


@pytest.mark.parametrize(
    ("parameter", "arguments"),
    [
        ("KeyAlgorithm", {"key_algorithm": "P-384"}),
        ("ValidityDays", {"validity_days": 3}),
        ("CertificationAuthority", {"authority": "Root"}),
    ],
)
def test_other_parameters_are_an_error(
    pki: Pki, parameter: str, arguments: dict[str, object]
) -> None:
    pki.issue()
    with pytest.raises(CertificateExistsError) as caught:
        pki.certificates.plan_issue(ANNA, **arguments)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter
    forced = pki.certificates.plan_issue(
        ANNA, **{"key_algorithm": "P-256", **arguments}, force=True
    )  # type: ignore[arg-type]
    assert not forced.is_unchanged


def test_new_address_is_told(pki: Pki) -> None:
    pki.issue()
    for holder in (
        Holder(ANNA.name, ANNA.primary, (*ANNA.secondaries, "a.vries@contoso.example")),
        Holder(ANNA.name, ANNA.primary.lower(), ANNA.secondaries),
    ):
        with pytest.raises(CertificateExistsError) as caught:
            pki.certificates.plan_issue(holder)
        assert caught.value.parameter == "the addresses"


def test_each_purpose_has_its_own_certificate(pki: Pki) -> None:
    both, signing = pki.issue(), pki.issue(purpose=Purpose.SIGNING)
    assert pki.certificates.of(ANNA.primary) == (both, signing)
    assert pki.certificates.plan_issue(ANNA, purpose=Purpose.SIGNING).result == signing


def test_force_expiry_and_a_lost_key_give_another(pki: Pki) -> None:
    first = pki.issue(validity_days=10)
    second = pki.issue(force=True, validity_days=20)
    assert pki.certificates.plan_issue(ANNA).result == second != first
    assert second.key_id is not None
    pki.keys.forget(second.key_id)
    assert pki.certificates.plan_issue(ANNA).result == first
    pki.clock.time = NOW + timedelta(days=11)
    assert not pki.certificates.plan_issue(ANNA, key_algorithm="P-256").is_unchanged


def test_change_is_named_by_address_and_purpose(pki: Pki) -> None:
    plan = pki.certificates.plan_issue(ANNA, key_algorithm="P-256", purpose=Purpose.ENCRYPTION)
    (change,) = plan.changes
    assert change.kind is ChangeKind.ISSUE
    assert change.target == Target(
        "pki", "anna.devries@contoso.example encryption", f"{ANNA.primary} Encryption"
    )
    assert change.after is not None
    value = json.loads(change.after)
    assert value["authority"] == "Issuing"
    assert value["keyId"] == plan.result.key_id
    assert change.secret is not None
    assert change.secret.reveal() not in change.after
    assert pki.certificates.of() == ()
    assert not pki.executor.is_made(change)


def test_change_without_its_key_is_refused(pki: Pki) -> None:
    (change,) = pki.certificates.plan_issue(ANNA, key_algorithm="P-256").changes
    bare = Change(change.kind, change.target, change.attribute, after=change.after)
    with pytest.raises(KeyNotFoundError):
        pki.executor.execute([bare])
    assert pki.certificates.of() == ()


def test_other_kinds_of_changes_are_refused(pki: Pki) -> None:
    change = Change(ChangeKind.SET, Target("pki", "x", "x"), "certificate", after=b"{}")
    with pytest.raises(UnsupportedChangeError):
        pki.executor.execute([change])
    assert not pki.executor.is_undoable(change)


def test_deleting_an_authority_keeps_its_key(pki: Pki) -> None:
    plan = pki.authorities.plan_create("Third", "P-256", "Root")
    pki.make(plan)
    (change,) = plan.changes
    undo = Change(ChangeKind.DELETE, change.target, change.attribute, before=change.after)
    assert not pki.executor.is_made(undo)
    pki.executor.execute([undo])
    assert pki.executor.is_made(undo)
    assert pki.keys.has(plan.result.key_id)
    redo = Change(ChangeKind.CREATE, change.target, change.attribute, after=change.after)
    pki.executor.execute([redo])
    assert pki.executor.is_made(redo)


def test_people_are_found_by_address_and_name(pki: Pki) -> None:
    anna = pki.issue()
    bo = pki.issue(Holder("Bo", "bo@contoso.example"))
    assert pki.certificates.of() == (anna, bo)
    for identity in ("ANNA.DEVRIES@contoso.example", "anna@contoso.example", "anna DE vries"):
        assert pki.certificates.of(identity) == (anna,)
    assert pki.certificates.of("nobody@contoso.example") == ()


def test_find_takes_the_newest_that_fits(pki: Pki) -> None:
    address = ANNA.primary
    assert pki.certificates.find(address) is None
    both = pki.issue()
    signing = pki.issue(purpose=Purpose.SIGNING)
    assert pki.certificates.find(address) == signing
    assert pki.certificates.find(address, MailUse.SIGN) == signing
    assert pki.certificates.find(address, MailUse.ENCRYPT) == both
    assert signing.key_id is not None
    pki.keys.forget(signing.key_id)
    assert pki.certificates.find(address, MailUse.SIGN) == both
    pki.clock.time = NOW + timedelta(days=800)
    assert pki.certificates.find(address) is None


def test_root_issues_with_a_warning() -> None:
    pki = Pki()
    with pytest.raises(NoAuthorityError):
        pki.certificates.plan_issue(ANNA)
    pki.authority("Root")
    assert len(pki.certificates.plan_issue(ANNA, key_algorithm="P-256").warnings) == 1


def test_impossible_parameters(pki: Pki) -> None:
    with pytest.raises(UnsupportedKeyError):
        pki.certificates.plan_issue(ANNA, key_algorithm="RSA-1024")
    for days in (0, -3, 100_000):
        with pytest.raises(InvalidValidityError):
            pki.certificates.plan_issue(ANNA, validity_days=days)


def test_expired_authority_is_named(pki: Pki) -> None:
    pki.clock.time = NOW + timedelta(days=6 * 365)
    with pytest.raises(AuthorityExpiredError) as caught:
        pki.certificates.plan_issue(ANNA)
    assert caught.value.name == "Issuing"


def test_wrong_passphrase_issues_nothing(pki: Pki) -> None:
    other = Pki(pki.workspace)
    other.keys._passphrase = lambda: Secret("wrong")
    with pytest.raises(Exception, match="passphrase") as caught:
        other.certificates.plan_issue(ANNA, key_algorithm="P-256")
    assert getattr(caught.value, "id", "") == "Pki.WrongPassphrase"


def test_name_of_an_authority_is_checked_first() -> None:
    with pytest.raises(InvalidNameError):
        Pki().authorities.plan_create(" padded ")


def stranger() -> tuple[Certificate, PrivateKey]:
    other = Pki()
    other.authority("Fabrikam Root")
    certificate = other.issue(Holder("Carl", "carl@fabrikam.example"), purpose=Purpose.ENCRYPTION)
    assert certificate.key_id is not None
    return Certificate(certificate.raw), other.keys.private_key(certificate.key_id)


def test_foreign_certificate_is_imported_without_its_key(pki: Pki) -> None:
    certificate, key = stranger()
    plan = pki.certificates.plan_import(certificate)
    (change,) = plan.changes
    assert change.kind is ChangeKind.ADD
    assert change.target.key == certificate.thumbprint
    pki.make(plan)
    (kept,) = pki.certificates.of("carl@fabrikam.example")
    assert kept == certificate
    assert not kept.has_private_key
    assert pki.certificates.plan_import(certificate).is_unchanged
    assert pki.certificates.find("carl@fabrikam.example") is None
    pki.make(pki.certificates.plan_import(certificate, key))
    assert pki.certificates.of("carl@fabrikam.example")[0].has_private_key
    assert pki.certificates.plan_import(certificate, key).is_unchanged
    assert pki.certificates.find("carl@fabrikam.example", MailUse.ENCRYPT) == certificate
    assert pki.executor.is_undoable(change)
    undo = Change(ChangeKind.REMOVE, change.target, change.attribute, before=change.after)
    pki.executor.execute([undo])
    assert pki.executor.is_made(undo)
    assert pki.certificates.of("carl@fabrikam.example") == ()


def test_import_refuses_a_key_of_something_else(pki: Pki) -> None:
    certificate, _ = stranger()
    _, other_key = stranger()
    with pytest.raises(KeyMismatchError):
        pki.certificates.plan_import(certificate, other_key)
