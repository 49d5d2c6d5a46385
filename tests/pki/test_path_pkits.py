"""NIST's PKITS for the groups that are implemented: expected outcomes are in the file names.

4.1 signatures, 4.2 validity, 4.3 name chaining, 4.5 self-issued certificates, 4.6 basic
constraints, 4.7 key usage, 4.13 name constraints, 4.16 private extensions. Cases that only a
revocation list decides, and the policy groups 4.8 to 4.12, are not among them.
"""

import re
import warnings
from datetime import UTC, datetime
from pathlib import Path

import cryptography_vectors
import pytest

from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.path import PathFinder
from smimeadmin.pki.path_errors import (
    BadCertificateSignatureError,
    CertificateExpiredError,
    CertificateNotYetValidError,
    ChainNotTrustedError,
    ChainTooLongError,
    NameNotPermittedError,
    NotAnAuthorityError,
    PathError,
    UnknownCriticalExtensionError,
)

FOLDER = Path(cryptography_vectors.__file__).parent / "x509" / "PKITS_data" / "certs"
AT = datetime(2026, 11, 1, tzinfo=UTC)

INVALID: dict[str, tuple[type[PathError], ...]] = {
    "CASignature": (BadCertificateSignatureError,),
    "EESignature": (BadCertificateSignatureError,),
    "DSASignature": (BadCertificateSignatureError,),
    "CAnotBeforeDate": (CertificateNotYetValidError,),
    "EEnotBeforeDate": (CertificateNotYetValidError,),
    "CAnotAfterDate": (CertificateExpiredError,),
    "EEnotAfterDate": (CertificateExpiredError,),
    "pre2000UTCEEnotAfterDate": (CertificateExpiredError,),
    "NameChaining": (ChainNotTrustedError,),
    "NameChainingOrder": (ChainNotTrustedError,),
    "MissingbasicConstraints": (NotAnAuthorityError,),
    "cAFalse": (NotAnAuthorityError,),
    "pathLenConstraint": (ChainTooLongError,),
    "SelfIssuedpathLenConstraint": (ChainTooLongError,),
    "keyUsageCriticalkeyCertSignFalse": (NotAnAuthorityError,),
    "keyUsageNotCriticalkeyCertSignFalse": (NotAnAuthorityError,),
    "DNnameConstraints": (NameNotPermittedError,),
    "RFC822nameConstraints": (NameNotPermittedError,),
    "DNandRFC822nameConstraints": (NameNotPermittedError,),
    "DNSnameConstraints": (NameNotPermittedError,),
    "URInameConstraints": (NameNotPermittedError,),
    "UnknownCriticalCertificateExtension": (UnknownCriticalExtensionError,),
}
VALID = (
    "CertificatePath",
    "DSASignatures",
    "pre2000UTCnotBeforeDate",
    "GeneralizedTimenotBeforeDate",
    "GeneralizedTimenotAfterDate",
    "NameChainingWhitespace",
    "NameChainingCapitalization",
    "NameUIDs",
    "RFC3280MandatoryAttributeTypes",
    "RFC3280OptionalAttributeTypes",
    "UTF8StringEncodedNames",
    "RolloverfromPrintableStringtoUTF8String",
    "UTF8StringCaseInsensitiveMatch",
    "BasicSelfIssuedOldWithNew",
    "BasicSelfIssuedNewWithOld",
    "basicConstraintsNotCritical",
    "pathLenConstraint",
    "SelfIssuedpathLenConstraint",
    "keyUsageNotCritical",
    "DNnameConstraints",
    "RFC822nameConstraints",
    "DNandRFC822nameConstraints",
    "DNSnameConstraints",
    "URInameConstraints",
    "UnknownNotCriticalCertificateExtension",
)


def load(file: Path) -> Certificate:
    return load_certificate(file.read_bytes(), file.name)


@pytest.fixture(scope="module")
def finder() -> PathFinder:
    pool = [load(file) for file in FOLDER.glob("*.crt") if not file.name.endswith("EE.crt")]
    root = load(FOLDER / "TrustAnchorRootCertificate.crt")
    return PathFinder([root], [one for one in pool if one != root])


def cases(outcome: str) -> list[tuple[str, str]]:
    pattern = re.compile(rf"{outcome}(\w+?)Test\d+EE\.crt")
    found = []
    for file in sorted(FOLDER.glob(f"{outcome}*EE.crt")):
        if match := pattern.fullmatch(file.name):
            found.append((match.group(1), file.name))
    return found


@pytest.mark.parametrize(
    ("group", "file"), [case for case in cases("Valid") if case[0] in VALID], ids=lambda v: v
)
def test_valid_path_holds(finder: PathFinder, group: str, file: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = finder.verify(load(FOLDER / file), AT)
    assert path.leaf == load(FOLDER / file)
    assert path.anchor.simple_name() == "Trust Anchor"
    assert group in file


@pytest.mark.parametrize(
    ("group", "file"), [case for case in cases("Invalid") if case[0] in INVALID], ids=lambda v: v
)
def test_invalid_path_is_refused_for_its_reason(finder: PathFinder, group: str, file: str) -> None:
    with pytest.raises(PathError) as caught:
        finder.verify(load(FOLDER / file), AT)
    assert isinstance(caught.value, INVALID[group]), caught.value.message
    assert caught.value.thumbprint


def test_all_groups_have_cases() -> None:
    assert {group for group, _ in cases("Valid")} >= set(VALID)
    assert {group for group, _ in cases("Invalid")} >= set(INVALID)
