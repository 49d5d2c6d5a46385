"""Authorities: what they certify, that they converge, and which one issues."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from smimeadmin.changes.change import ChangeKind
from smimeadmin.core.workspace import Workspace
from smimeadmin.pki.authority_errors import (
    AmbiguousAuthorityError,
    AuthorityExistsError,
    AuthorityExpiredError,
    AuthorityNotFoundError,
    InvalidLocationError,
    InvalidValidityError,
    NoAuthorityError,
    PathLengthError,
)
from smimeadmin.pki.errors import InvalidNameError, UnsupportedKeyError
from smimeadmin.pki.extensions import BasicConstraints, KeyUsage
from smimeadmin.pki.path import find_path
from tests.support.pki import NOW, Pki, openssl_text, openssl_verify


def test_root_and_issuing_authority_have_their_profile() -> None:
    pki = Pki()
    root = pki.authority("Contoso Root").certificate
    issuing = pki.authority("Contoso Issuing", "Contoso Root").certificate
    assert (root.subject, root.issuer) == ("CN=Contoso Root", "CN=Contoso Root")
    assert issuing.issuer == "CN=Contoso Root"
    assert root.basic_constraints == BasicConstraints(is_ca=True, path_length=1)
    assert issuing.basic_constraints == BasicConstraints(is_ca=True, path_length=0)
    for certificate in (root, issuing):
        usage = certificate.key_usage
        assert usage is not None
        assert KeyUsage.KEY_CERT_SIGN | KeyUsage.CRL_SIGN in usage
        assert certificate.serial.bit_length() == 127
        assert certificate.not_before == NOW - timedelta(minutes=5)
        assert certificate.version == 3
    assert root.not_after == datetime(2036, 11, 24, 12, 30, 15, tzinfo=UTC)
    assert issuing.not_after == datetime(2031, 11, 24, 12, 30, 15, tzinfo=UTC)
    assert issuing.authority_key_identifier == root.subject_key_identifier
    assert root.authority_key_identifier is None
    assert {oid for oid, one in issuing.parts.extensions.items() if one.critical} == {
        "2.5.29.15",
        "2.5.29.19",
    }
    assert find_path(issuing, [root], [], NOW).anchor == root


@pytest.mark.parametrize(
    ("algorithm", "signature"),
    [
        ("P-256", "sha256ECDSA"),
        ("P-384", "sha384ECDSA"),
        pytest.param("RSA-3072", "sha256RSA", marks=pytest.mark.slow),
    ],
)
@pytest.mark.interop("openssl")
def test_openssl_accepts_each_kind_of_key(tmp_path: Path, algorithm: str, signature: str) -> None:
    pki = Pki()
    root = pki.authority("Contoso Root", algorithm=algorithm)
    issuing = pki.authority("Contoso Issuing", "Contoso Root", algorithm)
    assert issuing.key_algorithm == algorithm
    assert issuing.certificate.signature_algorithm.friendly_name == signature
    leaf = pki.issue()
    assert openssl_verify(tmp_path, leaf, [root.certificate], [issuing.certificate], NOW)
    text = openssl_text(issuing.certificate)
    assert "CA:TRUE, pathlen:0" in text
    assert "Certificate Sign, CRL Sign" in text


def test_change_carries_certificate_and_wrapped_key() -> None:
    pki = Pki()
    plan = pki.authorities.plan_create("Contoso Root", "P-256", cdp=("http://c.example/r.crl",))
    (change,) = plan.changes
    assert change.kind is ChangeKind.CREATE
    assert (change.target.port, change.target.key, change.target.name) == (
        "pki",
        "contoso root",
        "Contoso Root",
    )
    assert change.before is None
    assert change.after is not None
    value = json.loads(change.after)
    assert value["name"] == "Contoso Root"
    assert value["cdp"] == ["http://c.example/r.crl"]
    assert value["keyId"] == plan.result.key_id
    assert change.secret is not None
    assert not pki.executor.is_made(change)
    assert pki.authorities.all() == ()
    pki.make(plan)
    kept = pki.authorities.get("contoso ROOT")
    assert kept == plan.result
    assert kept.certificate.has_private_key
    assert kept.certificate.key_id == kept.key_id


def test_same_parameters_give_what_exists() -> None:
    pki = Pki()
    made = pki.authority("Contoso Root", validity_years=7)
    for plan in (
        pki.authorities.plan_create("contoso root"),
        pki.authorities.plan_create("Contoso Root", "p-256", validity_years=7),
    ):
        assert plan.is_unchanged
        assert plan.result == made


@pytest.mark.parametrize(
    ("parameter", "arguments"),
    [
        ("KeyAlgorithm", {"key_algorithm": "P-384"}),
        ("Parent", {"parent": "Other"}),
        ("ValidityYears", {"validity_years": 3}),
        ("CdpUri", {"cdp": ("http://x.example/c",)}),
        ("AiaUri", {"aia": ("http://x.example/c",)}),
    ],
)
def test_other_parameters_are_an_error_that_names_them(
    parameter: str, arguments: dict[str, object]
) -> None:
    pki = Pki()
    pki.authority("Contoso Root")
    with pytest.raises(AuthorityExistsError) as caught:
        pki.authorities.plan_create("Contoso Root", **arguments)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter
    assert caught.value.id == "Pki.AuthorityExists"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"name": ""}, InvalidNameError),
        ({"name": "a" * 65}, InvalidNameError),
        ({"name": "a\nb"}, InvalidNameError),
        ({"name": "A", "key_algorithm": "RSA-1024"}, UnsupportedKeyError),
        ({"name": "A", "key_algorithm": "RSA-2048"}, UnsupportedKeyError),
        ({"name": "A", "parent": "Nobody"}, AuthorityNotFoundError),
        ({"name": "A", "validity_years": -1}, InvalidValidityError),
        ({"name": "A", "validity_years": 500}, InvalidValidityError),
        ({"name": "A", "cdp": ("pki.contoso",)}, InvalidLocationError),
        ({"name": "A", "aia": ("http://bücher.example/",)}, InvalidLocationError),
        ({"name": "A", "cdp": ("javascript:alert(1)",)}, InvalidLocationError),
        ({"name": "A", "cdp": ("file:///etc/passwd",)}, InvalidLocationError),
        ({"name": "A", "cdp": ("ftp://pki.contoso.example/a.crl",)}, InvalidLocationError),
        ({"name": "A", "aia": ("http://",)}, InvalidLocationError),
        ({"name": "A", "aia": ("http://[::1/",)}, InvalidLocationError),
        ({"name": "A", "aia": ("http://a b/",)}, InvalidLocationError),
    ],
)
def test_impossible_authorities(arguments: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        Pki().authorities.plan_create(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "uri",
    [
        "http://pki.contoso.example/a.crl",
        "HTTPS://pki.contoso.example/a.crl",
        "ldap:///CN=A,CN=CDP,DC=contoso?certificateRevocationList",
        "ldaps://dc.contoso.example/CN=A",
    ],
)
def test_locations_that_somebody_can_fetch(uri: str) -> None:
    plan = Pki().authorities.plan_create("A", "P-256", cdp=(uri,), aia=(uri,))
    assert plan.result.cdp_uri == (uri,)


def test_issuing_authority_has_no_authority_below() -> None:
    pki = Pki()
    pki.authority("Root")
    pki.authority("Issuing", "Root")
    with pytest.raises(PathLengthError):
        pki.authorities.plan_create("Third", "P-256", "issuing")


def test_child_never_outlives_its_parent() -> None:
    pki = Pki()
    root = pki.authority("Root", validity_years=2)
    issuing = pki.authority("Issuing", "Root", validity_years=5)
    assert issuing.not_after == root.not_after
    assert issuing.certificate.not_before >= root.certificate.not_before
    assert pki.issue(validity_days=5000).not_after == root.not_after


def test_locations_of_the_issuer_stand_in_what_it_issues() -> None:
    pki = Pki()
    pki.authority("Root", cdp=("http://c.example/root.crl",), aia=("http://c.example/root.cer",))
    issuing = pki.authority(
        "Issuing",
        "Root",
        cdp=("http://c.example/i.crl", "ldap:///CN=i?x"),
        aia=("http://c.example/i",),
    )
    text = openssl_text(issuing.certificate)
    assert "URI:http://c.example/root.crl" in text
    assert "CA Issuers - URI:http://c.example/root.cer" in text
    leaf = openssl_text(pki.issue())
    assert "URI:http://c.example/i.crl" in leaf
    assert "URI:ldap:///CN=i?x" in leaf
    assert "CA Issuers - URI:http://c.example/i" in leaf


def test_which_authority_issues() -> None:
    pki = Pki()
    with pytest.raises(NoAuthorityError):
        pki.authorities.choose()
    pki.authority("Root")
    chosen = pki.authorities.choose()
    assert chosen.authority.name == "Root"
    assert chosen.warning is not None
    assert "Root" in chosen.warning
    pki.authority("Issuing", "Root")
    assert pki.authorities.choose() == (pki.authorities.get("Issuing"), None)
    assert pki.authorities.choose("ROOT").authority.name == "Root"
    assert pki.authorities.choose("root").warning is None
    pki.authority("Second", "Root")
    with pytest.raises(AmbiguousAuthorityError) as caught:
        pki.authorities.choose()
    assert caught.value.names == ("Issuing", "Second")
    with pytest.raises(AuthorityNotFoundError) as missing:
        pki.authorities.choose("Third")
    assert missing.value.name == "Third"


def test_several_roots_are_ambiguous_too() -> None:
    pki = Pki()
    pki.authority("One")
    pki.authority("Two")
    with pytest.raises(AmbiguousAuthorityError):
        pki.authorities.choose()


def test_expired_authority_issues_nothing() -> None:
    pki = Pki()
    pki.authority("Root", validity_years=10)
    issuing = pki.authority("Issuing", "Root", validity_years=1)
    pki.clock.time = issuing.not_after + timedelta(seconds=1)
    for name in (None, "Issuing"):
        with pytest.raises(AuthorityExpiredError) as caught:
            pki.authorities.choose(name)
        assert caught.value.name == "Issuing"
        assert caught.value.not_after == issuing.not_after
    pki.authority("Fresh", "Root")
    assert pki.authorities.choose().authority.name == "Fresh"
    pki.clock.time = NOW + timedelta(days=4000)
    with pytest.raises(AuthorityExpiredError):
        pki.authorities.plan_create("Late", "P-256", "Root")


def test_chain_goes_up_to_the_root() -> None:
    pki = Pki()
    root = pki.authority("Root").certificate
    issuing = pki.authority("Issuing", "Root").certificate
    leaf = pki.issue()
    assert pki.authorities.chain_of(leaf) == (issuing, root)
    assert pki.authorities.chain_of(root) == ()


def test_undo_takes_away_only_what_issued_nothing() -> None:
    pki = Pki()
    plan = pki.authorities.plan_create("Root", "P-256")
    pki.make(plan)
    (change,) = plan.changes
    assert pki.executor.is_undoable(change)
    child = pki.authorities.plan_create("Issuing", "P-256", "Root")
    pki.make(child)
    assert not pki.executor.is_undoable(change)


def test_authorities_survive_the_session(tmp_path: Path) -> None:
    first = Pki(Workspace.open(tmp_path / "w"))
    made = first.authority("Root", cdp=("http://c.example/r.crl",))
    again = Pki(Workspace.open(tmp_path / "w"))
    assert again.authorities.get("Root") == made
    assert again.authority("Issuing", "Root").certificate.issuer == "CN=Root"
