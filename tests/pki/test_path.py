"""Paths that are built here, each fault named, with openssl as the other opinion."""

from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from smimeadmin.pki import der, extensions
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.extensions import Extension, KeyUsage
from smimeadmin.pki.key_pair import KeyAlgorithm, PrivateKey, generate, key_identifier, spki_of
from smimeadmin.pki.name import parse_name
from smimeadmin.pki.path import MailUse, PathFinder, find_path
from smimeadmin.pki.path_errors import (
    BadCertificateSignatureError,
    CertificateExpiredError,
    CertificateNotYetValidError,
    ChainNotTrustedError,
    ChainTooLongError,
    NameNotPermittedError,
    NotAnAuthorityError,
    NotForEmailError,
    PathError,
    UnknownCriticalExtensionError,
    WeakAlgorithmError,
)
from smimeadmin.pki.profile import Purpose, Signer, Validity, build_certificate
from tests.support.pki import NOW, Pki, openssl_verify

KEYS = [generate(KeyAlgorithm.P_256) for _ in range(4)]
CA = extensions.build_basic_constraints(is_ca=True)
CERT_SIGN = extensions.build_key_usage(KeyUsage.KEY_CERT_SIGN)
YEAR = timedelta(days=365)
PLAIN = (
    extensions.build_key_usage(KeyUsage.DIGITAL_SIGNATURE),
    extensions.build_extended_key_usage(extensions.EMAIL_PROTECTION),
    extensions.build_addresses(["anna@contoso.example"]),
)


def issue(
    subject: str,
    key: PrivateKey,
    issuer: tuple[Certificate, PrivateKey] | None,
    *listed: Extension,
    start: datetime = NOW - YEAR,
    end: datetime = NOW + YEAR,
) -> Certificate:
    signer = Signer(None, key) if issuer is None else Signer(*issuer)
    spki = spki_of(key)
    everything = [*listed, extensions.build_subject_key_identifier(key_identifier(spki))]
    if issuer is not None:
        identifier = key_identifier(issuer[0].spki)
        everything.append(extensions.build_authority_key_identifier(identifier))
    return build_certificate(parse_name(subject), spki, signer, Validity(start, end), everything)


ROOT = issue("CN=Root", KEYS[0], None, CA, CERT_SIGN)
MIDDLE = issue("CN=Middle", KEYS[1], (ROOT, KEYS[0]), CA, CERT_SIGN)
LEAF = issue("CN=Anna", KEYS[2], (MIDDLE, KEYS[1]), *PLAIN)


def constraint(permitted: list[bytes], excluded: list[bytes]) -> Extension:
    def trees(tag: int, bases: list[bytes]) -> bytes:
        return der.encode(tag, *(der.sequence(base) for base in bases)) if bases else b""

    value = der.sequence(trees(0xA0, permitted), trees(0xA1, excluded))
    return Extension(extensions.NAME_CONSTRAINTS, critical=True, value=value)


def rfc822(text: str) -> bytes:
    return der.encode(extensions.RFC822_NAME, text.encode())


def test_path_holds_and_is_evidence() -> None:
    path = find_path(LEAF, [ROOT], [MIDDLE], NOW, MailUse.SIGN)
    assert path.certificates == (LEAF, MIDDLE, ROOT)
    assert (path.leaf, path.anchor, path.at) == (LEAF, ROOT, NOW)
    assert path.weak == ()


def test_missing_intermediate_and_untrusted_root_are_named() -> None:
    with pytest.raises(ChainNotTrustedError) as caught:
        find_path(LEAF, [ROOT], [], NOW)
    assert (caught.value.subject, caught.value.thumbprint) == ("CN=Anna", LEAF.thumbprint)
    assert "CN=Middle" in caught.value.message
    with pytest.raises(ChainNotTrustedError) as caught:
        find_path(LEAF, [], [ROOT, MIDDLE], NOW)
    assert caught.value.subject == "CN=Root"
    with pytest.raises(ChainNotTrustedError) as caught:
        find_path(LEAF, [], [MIDDLE], NOW)
    assert "CN=Root" in caught.value.message


def test_trusted_leaf_needs_no_issuer() -> None:
    alone = issue("CN=Self", KEYS[3], None, *PLAIN)
    assert find_path(alone, [alone], [], NOW).certificates == (alone,)
    with pytest.raises(ChainNotTrustedError):
        find_path(alone, [ROOT], [], NOW)


BROKEN: dict[str, tuple[type[PathError], str, Certificate, Certificate, Certificate]] = {}


def broken(
    name: str,
    error: type[PathError],
    at_fault: str,
    *,
    root: Certificate = ROOT,
    middle: Certificate = MIDDLE,
    leaf: Certificate = LEAF,
) -> None:
    BROKEN[name] = (error, at_fault, root, middle, leaf)


def flipped(certificate: Certificate) -> Certificate:
    raw = certificate.raw
    return Certificate(raw[:-1] + bytes((raw[-1] ^ 1,)))


UNKNOWN = Extension("1.2.3.4.5", critical=True, value=der.NULL)
SHORT_ROOT = issue(
    "CN=Root",
    KEYS[0],
    None,
    extensions.build_basic_constraints(is_ca=True, path_length=0),
    CERT_SIGN,
)
CONSTRAINED = issue(
    "CN=Middle",
    KEYS[1],
    (ROOT, KEYS[0]),
    CA,
    CERT_SIGN,
    constraint([rfc822("fabrikam.example")], []),
)
EXCLUDING = issue(
    "CN=Middle", KEYS[1], (ROOT, KEYS[0]), CA, CERT_SIGN, constraint([], [rfc822(".example")])
)
broken("flipped leaf", BadCertificateSignatureError, "CN=Anna", leaf=flipped(LEAF))
broken("flipped middle", BadCertificateSignatureError, "CN=Middle", middle=flipped(MIDDLE))
broken(
    "expired leaf",
    CertificateExpiredError,
    "CN=Anna",
    leaf=issue("CN=Anna", KEYS[2], (MIDDLE, KEYS[1]), *PLAIN, end=NOW - timedelta(seconds=1)),
)
broken(
    "future leaf",
    CertificateNotYetValidError,
    "CN=Anna",
    leaf=issue("CN=Anna", KEYS[2], (MIDDLE, KEYS[1]), *PLAIN, start=NOW + timedelta(seconds=1)),
)
broken(
    "expired root",
    CertificateExpiredError,
    "CN=Root",
    root=issue("CN=Root", KEYS[0], None, CA, CERT_SIGN, end=NOW - timedelta(days=1)),
)
broken(
    "middle without basic constraints",
    NotAnAuthorityError,
    "CN=Middle",
    middle=issue("CN=Middle", KEYS[1], (ROOT, KEYS[0]), CERT_SIGN),
)
broken(
    "middle that may not sign certificates",
    NotAnAuthorityError,
    "CN=Middle",
    middle=issue(
        "CN=Middle", KEYS[1], (ROOT, KEYS[0]), CA, extensions.build_key_usage(KeyUsage.CRL_SIGN)
    ),
)
broken("root without room", ChainTooLongError, "CN=Middle", root=SHORT_ROOT)
broken(
    "unknown critical extension",
    UnknownCriticalExtensionError,
    "CN=Anna",
    leaf=issue("CN=Anna", KEYS[2], (MIDDLE, KEYS[1]), *PLAIN, UNKNOWN),
)
broken("address not permitted", NameNotPermittedError, "CN=Anna", middle=CONSTRAINED)
broken("address excluded", NameNotPermittedError, "CN=Anna", middle=EXCLUDING)
broken(
    "leaf for servers",
    NotForEmailError,
    "CN=Anna",
    leaf=issue(
        "CN=Anna",
        KEYS[2],
        (MIDDLE, KEYS[1]),
        PLAIN[0],
        extensions.build_extended_key_usage("1.3.6.1.5.5.7.3.1"),
    ),
)
broken(
    "middle for servers",
    NotForEmailError,
    "CN=Middle",
    middle=issue(
        "CN=Middle",
        KEYS[1],
        (ROOT, KEYS[0]),
        CA,
        CERT_SIGN,
        extensions.build_extended_key_usage("1.3.6.1.5.5.7.3.1"),
    ),
)
broken(
    "leaf that only encrypts",
    NotForEmailError,
    "CN=Anna",
    leaf=issue(
        "CN=Anna",
        KEYS[2],
        (MIDDLE, KEYS[1]),
        extensions.build_key_usage(KeyUsage.KEY_AGREEMENT),
        *PLAIN[1:],
    ),
)


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.interop("openssl")
def test_each_fault_is_named_and_openssl_refuses_too(tmp_path: Path, name: str) -> None:
    error, at_fault, root, middle, leaf = BROKEN[name]
    with pytest.raises(error) as caught:
        find_path(leaf, [root], [middle], NOW, MailUse.SIGN)
    assert caught.value.subject == at_fault
    assert caught.value.hint
    assert not openssl_verify(tmp_path, leaf, [root], [middle], NOW)


@pytest.mark.interop("openssl")
def test_openssl_agrees_over_combinations(tmp_path: Path) -> None:
    """Each root with each intermediate and each leaf: the same verdict, and both verdicts occur."""
    roots = [ROOT, SHORT_ROOT]
    middles = [
        MIDDLE,
        CONSTRAINED,
        issue(
            "CN=Middle",
            KEYS[1],
            (ROOT, KEYS[0]),
            CA,
            CERT_SIGN,
            constraint([rfc822("contoso.example")], []),
        ),
        issue(
            "CN=Middle",
            KEYS[1],
            (ROOT, KEYS[0]),
            CA,
            CERT_SIGN,
            constraint([rfc822(".example")], []),
        ),
        issue(
            "CN=Middle",
            KEYS[1],
            (ROOT, KEYS[0]),
            CA,
            CERT_SIGN,
            constraint([rfc822("anna@contoso.example")], [rfc822("bo@contoso.example")]),
        ),
        issue(
            "CN=Middle",
            KEYS[1],
            (ROOT, KEYS[0]),
            CA,
            CERT_SIGN,
            constraint([der.encode(0xA4, parse_name("O=Contoso"))], []),
        ),
    ]
    parent = (MIDDLE, KEYS[1])
    leafs = [
        LEAF,
        issue(
            "CN=Bo", KEYS[2], parent, *PLAIN[:2], extensions.build_addresses(["bo@Contoso.Example"])
        ),
        issue("CN=Cy, O=contoso", KEYS[2], parent, *PLAIN),
        issue(
            "CN=Di, O=Fabrikam",
            KEYS[2],
            parent,
            *PLAIN[:2],
            extensions.build_addresses(["d@x.fabrikam.example"]),
        ),
    ]
    verdicts = set()
    for root, middle, leaf in product(roots, middles, leafs):
        try:
            find_path(leaf, [root], [middle], NOW, MailUse.SIGN)
            ours = True
        except PathError:
            ours = False
        theirs = openssl_verify(tmp_path, leaf, [root], [middle], NOW)
        assert ours is theirs, (root, middle.subject, leaf.subject)
        verdicts.add(ours)
    assert verdicts == {True, False}


def test_the_right_one_of_several_issuers_is_taken() -> None:
    stranger = issue("CN=Middle", KEYS[3], (ROOT, KEYS[0]), CA, CERT_SIGN)
    expired = issue(
        "CN=Middle", KEYS[1], (ROOT, KEYS[0]), CA, CERT_SIGN, end=NOW - timedelta(days=1)
    )
    for pool in ([stranger, expired, MIDDLE], [MIDDLE, stranger, expired], [expired, MIDDLE]):
        assert find_path(LEAF, [ROOT], pool, NOW).certificates == (LEAF, MIDDLE, ROOT)


def test_circles_end() -> None:
    one = issue("CN=One", KEYS[0], None, CA, CERT_SIGN)
    first = issue("CN=A", KEYS[1], (one, KEYS[0]), CA, CERT_SIGN)
    second = issue("CN=One", KEYS[0], (first, KEYS[1]), CA, CERT_SIGN)
    leaf = issue("CN=Leaf", KEYS[2], (first, KEYS[1]), *PLAIN)
    with pytest.raises(ChainNotTrustedError):
        find_path(leaf, [ROOT], [first, second, one], NOW)


def test_many_lookalikes_do_not_stall() -> None:
    crowd = [
        issue("CN=Middle", generate(KeyAlgorithm.P_256), (MIDDLE, KEYS[1]), CA, CERT_SIGN)
        for _ in range(60)
    ]
    stray = issue("CN=Stray", KEYS[2], (crowd[0], KEYS[3]), *PLAIN)
    with pytest.raises(ChainNotTrustedError):
        PathFinder([LEAF], crowd).verify(stray, NOW)


def test_entries_that_are_no_certificates_lead_nowhere() -> None:
    assert find_path(LEAF, [Certificate(b"junk"), ROOT], [Certificate(b""), MIDDLE], NOW)


def with_cryptography(
    key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey,
    digest: hashes.HashAlgorithm | None,
    *,
    pss: bool = False,
) -> Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Root")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Leaf")]))
        .issuer_name(subject)
        .public_key(KEYS[2].public_key())
        .serial_number(5)
        .not_valid_before(NOW - YEAR)
        .not_valid_after(NOW + YEAR)
    )
    if pss and digest is not None:
        scheme = padding.PSS(padding.MGF1(digest), digest.digest_size)
        signed = builder.sign(key, digest, rsa_padding=scheme)  # type: ignore[arg-type]
    else:
        signed = builder.sign(key, digest)  # type: ignore[arg-type]
    return Certificate(signed.public_bytes(Encoding.DER))


def root_of(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Root")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(NOW - YEAR)
        .not_valid_after(NOW + YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    digest = hashes.SHA256() if isinstance(key, rsa.RSAPrivateKey) else None
    return Certificate(builder.sign(key, digest).public_bytes(Encoding.DER))


def test_other_signature_schemes_verify() -> None:
    strong = rsa.generate_private_key(65537, 2048)
    root = root_of(strong)
    for digest in (hashes.SHA256(), hashes.SHA384(), hashes.SHA512()):
        for pss in (False, True):
            leaf = with_cryptography(strong, digest, pss=pss)
            assert find_path(leaf, [root], [], NOW).anchor == root
            with pytest.raises(BadCertificateSignatureError):
                find_path(flipped(leaf), [root], [], NOW)
    edwards = ed25519.Ed25519PrivateKey.generate()
    leaf = with_cryptography(edwards, None)
    assert find_path(leaf, [root_of(edwards)], [], NOW)
    with pytest.raises(BadCertificateSignatureError):
        find_path(leaf, [root], [], NOW)


def test_md5_is_refused_and_differing_algorithms_too() -> None:
    md5, sha256 = der.oid("1.2.840.113549.1.1.4"), der.oid("1.2.840.10045.4.3.2")
    swapped = der.sequence(md5, der.NULL)
    tbs, _, signature = der.read(LEAF.raw).children()
    weak = Certificate(der.sequence(tbs.raw, swapped, signature.raw))
    with pytest.raises(WeakAlgorithmError):
        find_path(weak, [ROOT], [MIDDLE], NOW)
    other = Certificate(der.sequence(tbs.raw, der.sequence(sha256, der.NULL), signature.raw))
    with pytest.raises(BadCertificateSignatureError):
        find_path(other, [ROOT], [MIDDLE], NOW)


def test_issued_certificates_hold_for_their_purpose_only() -> None:
    pki = Pki()
    root = pki.authority("Root").certificate
    issuing = pki.authority("Issuing", "Root").certificate
    signing = pki.issue(purpose=Purpose.SIGNING)
    encryption = pki.issue(purpose=Purpose.ENCRYPTION)
    finder = PathFinder([root], [issuing])
    assert finder.verify(signing, NOW, MailUse.SIGN).leaf == signing
    assert finder.verify(encryption, NOW, MailUse.ENCRYPT).leaf == encryption
    for leaf, use in ((signing, MailUse.ENCRYPT), (encryption, MailUse.SIGN)):
        with pytest.raises(NotForEmailError):
            finder.verify(leaf, NOW, use)


def test_international_address_is_bound_by_constraints() -> None:
    leaf = issue(
        "CN=Anna",
        KEYS[2],
        (MIDDLE, KEYS[1]),
        *PLAIN[:2],
        extensions.build_addresses(["jürgen@contoso.example"]),
    )
    with pytest.raises(NameNotPermittedError):
        find_path(leaf, [ROOT], [CONSTRAINED], NOW)


def test_evidence_tells_sha1() -> None:
    sha256, sha1 = der.oid("1.2.840.10045.4.3.2"), der.oid("1.2.840.10045.4.1")
    fields = der.read(LEAF.parts.tbs).children()
    replaced = [
        der.sequence(sha1) if one.raw == der.sequence(sha256) else one.raw for one in fields
    ]
    tbs = der.sequence(*replaced)
    key = KEYS[1]
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    signature = key.sign(tbs, ec.ECDSA(hashes.SHA1()))  # noqa: S303 - what is tested
    weak = Certificate(der.sequence(tbs, der.sequence(sha1), der.bit_string(signature)))
    assert find_path(weak, [ROOT], [MIDDLE], NOW).weak == (weak,)
