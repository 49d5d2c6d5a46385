"""What the certificates that are issued here say: roots, issuing authorities, and people."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from smimeadmin.core.names import fold
from smimeadmin.pki import der, extensions
from smimeadmin.pki.authority_errors import InvalidValidityError
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.extensions import Extension, KeyUsage
from smimeadmin.pki.key_pair import PrivateKey, key_identifier, sign, signature_algorithm
from smimeadmin.pki.name import COMMON_NAME, build_rdn

BACKDATED: Final = timedelta(minutes=5)
ROOT_YEARS: Final = 10
ISSUING_YEARS: Final = 5
LEAF_DAYS: Final = 730
MAX_YEARS: Final = 50
_RSA_ENCRYPTION: Final = "1.2.840.113549.1.1.1"


class Purpose(StrEnum):
    """What a person's certificate is for."""

    BOTH = "Both"
    SIGNING = "Signing"
    ENCRYPTION = "Encryption"


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who gets a certificate: the name, and addresses in their exact case."""

    name: str
    primary: str
    secondaries: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The primary address and then the others, each once."""
        distinct: dict[str, str] = {}
        for address in (self.primary, *self.secondaries):
            distinct.setdefault(fold(address), address)
        return tuple(distinct.values())

    @property
    def common_name(self) -> str:
        """The name as it stands in the subject: at most 64 characters (RFC 5280 appendix A)."""
        return (self.name.strip() or self.primary)[:64].rstrip()


@dataclass(frozen=True, slots=True)
class Signer:
    """An issuer: its certificate (None: the certificate signs itself) and its private key."""

    certificate: Certificate | None
    key: PrivateKey


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and the last second of a certificate."""

    not_before: datetime
    not_after: datetime


def add_years(time: datetime, years: int) -> datetime:
    """Return the same day so many years later; 29 February becomes the 28th."""
    try:
        return time.replace(year=time.year + years)
    except ValueError:
        return time.replace(year=time.year + years, day=28)


def authority_validity(now: datetime, years: int | None, parent: Certificate | None) -> Validity:
    """Return an authority's validity: never longer than its parent's.

    Without ``years`` a root has 10 and an issuing authority 5.
    """
    if years is None:
        years = ROOT_YEARS if parent is None else ISSUING_YEARS
    if not 1 <= years <= MAX_YEARS:
        raise InvalidValidityError(
            f"An authority can't be valid for {years} years.",
            hint=f"Give 1 to {MAX_YEARS} years.",
        )
    return _clipped(now, add_years(now, years), parent)


def leaf_validity(now: datetime, days: int, issuer: Certificate) -> Validity:
    """Return a person's validity: never longer than the issuer's."""
    if not 1 <= days <= MAX_YEARS * 366:
        raise InvalidValidityError(
            f"A certificate can't be valid for {days} days.",
            hint=f"Give 1 to {MAX_YEARS * 366} days.",
        )
    return _clipped(now, now + timedelta(days=days), issuer)


def _clipped(now: datetime, end: datetime, issuer: Certificate | None) -> Validity:
    start = (now - BACKDATED).replace(microsecond=0)
    end = end.replace(microsecond=0)
    if issuer is None:
        return Validity(start, end)
    return Validity(max(start, issuer.not_before), min(end, issuer.not_after))


def build_authority(
    name: str,
    spki: bytes,
    signer: Signer,
    validity: Validity,
    *,
    cdp: tuple[str, ...] = (),
    aia: tuple[str, ...] = (),
) -> Certificate:
    """Return a root (the signer has no certificate) or an issuing authority's certificate.

    A root may have one kind of authority below it, an issuing authority none. ``cdp`` and ``aia``
    tell where the list of revoked certificates and the issuer's certificate can be fetched.
    """
    parent = signer.certificate
    usage = KeyUsage.KEY_CERT_SIGN | KeyUsage.CRL_SIGN | KeyUsage.DIGITAL_SIGNATURE
    listed = [
        extensions.build_basic_constraints(is_ca=True, path_length=1 if parent is None else 0),
        extensions.build_key_usage(usage),
        extensions.build_subject_key_identifier(key_identifier(spki)),
    ]
    if parent is not None:
        listed += _of_issuer(parent, cdp, aia)
    subject = der.sequence(build_rdn(COMMON_NAME, name))
    return build_certificate(subject, spki, signer, validity, listed)


def build_person(
    holder: Holder,
    purpose: Purpose,
    spki: bytes,
    signer: Signer,
    validity: Validity,
    *,
    cdp: tuple[str, ...] = (),
    aia: tuple[str, ...] = (),
) -> Certificate:
    """Return a person's S/MIME certificate (RFC 8550): the addresses in their exact case."""
    issuer = signer.certificate
    if issuer is None:
        raise InvalidValidityError("A person's certificate can't sign itself.")
    listed = [
        extensions.build_basic_constraints(is_ca=False),
        extensions.build_key_usage(leaf_usage(spki, purpose)),
        extensions.build_extended_key_usage(extensions.EMAIL_PROTECTION),
        extensions.build_addresses(holder.addresses),
        extensions.build_subject_key_identifier(key_identifier(spki)),
        *_of_issuer(issuer, cdp, aia),
    ]
    subject = der.sequence(build_rdn(COMMON_NAME, holder.common_name))
    return build_certificate(subject, spki, signer, validity, listed)


def leaf_usage(spki: bytes, purpose: Purpose) -> KeyUsage:
    """Return the key usage of a person's certificate, by the kind of key (RFC 8551 s4.4.2)."""
    algorithm, _ = der.read(spki).children()
    is_rsa = der.decode_oid(der.read(algorithm.content).content) == _RSA_ENCRYPTION
    encryption = KeyUsage.KEY_ENCIPHERMENT if is_rsa else KeyUsage.KEY_AGREEMENT
    if purpose is Purpose.SIGNING:
        return KeyUsage.DIGITAL_SIGNATURE
    if purpose is Purpose.ENCRYPTION:
        return encryption
    return KeyUsage.DIGITAL_SIGNATURE | encryption


def _of_issuer(issuer: Certificate, cdp: tuple[str, ...], aia: tuple[str, ...]) -> list[Extension]:
    identifier = issuer.subject_key_identifier or key_identifier(issuer.spki)
    listed = [extensions.build_authority_key_identifier(identifier)]
    if cdp:
        listed.append(extensions.build_distribution_points(cdp))
    if aia:
        listed.append(extensions.build_issuer_locations(aia))
    return listed


def new_serial() -> int:
    """Return a serial number of 16 octets: positive, 126 bits of it random (RFC 5280 4.1.2.2)."""
    return 1 << 126 | secrets.randbits(126)


def build_certificate(
    subject: bytes, spki: bytes, signer: Signer, validity: Validity, listed: list[Extension]
) -> Certificate:
    """Return a signed version 3 certificate; ``subject`` and ``spki`` are DER."""
    issuer = subject if signer.certificate is None else signer.certificate.parts.subject
    algorithm = signature_algorithm(signer.key)
    tbs = der.sequence(
        der.encode(0xA0, der.integer(2)),
        der.integer(new_serial()),
        algorithm,
        issuer,
        der.sequence(der.time(validity.not_before), der.time(validity.not_after)),
        subject,
        spki,
        der.encode(0xA3, der.sequence(*(one.build() for one in listed))),
    )
    return Certificate(der.sequence(tbs, algorithm, der.bit_string(sign(signer.key, tbs))))
