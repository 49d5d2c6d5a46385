"""X509Chain: the path of a certificate with everything that is wrong in it, as .NET tells it.

``path.py`` decides whether a message is trusted; this tells scripts about each certificate. No
revocation is looked up: where it is asked for, its status is unknown.
"""

import ssl
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Final

from smimeadmin.core.values_named import EnumValue
from smimeadmin.pki import extensions
from smimeadmin.pki import name as names
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.dotnet_collection import CertificateCollection
from smimeadmin.pki.dotnet_enums import CERTIFICATES, CHAIN_STATUS_FLAGS
from smimeadmin.pki.dotnet_oids import OidCollection
from smimeadmin.pki.errors import MalformedDerError, PkiError
from smimeadmin.pki.extensions import KeyUsage
from smimeadmin.pki.name_constraints import Constraints
from smimeadmin.pki.path import MAX_DEPTH, UNDERSTOOD
from smimeadmin.pki.signature import verify_signature

_TOLD: Final = {
    "NotTimeValid": "A required certificate is not within its validity period.",
    "NotSignatureValid": "The signature of the certificate cannot be verified.",
    "NotValidForUsage": "The certificate is not valid for the requested usage.",
    "UntrustedRoot": "The root of the chain is not trusted.",
    "RevocationStatusUnknown": "Whether the certificate was revoked is not known.",
    "InvalidBasicConstraints": "An issuer is no certification authority, or stands too deep.",
    "HasNotPermittedNameConstraint": "An authority above may not certify a name in it.",
    "HasNotSupportedCriticalExtension": "A critical extension is not understood.",
    "PartialChain": "The certificate of an issuer is missing.",
    "InvalidExtension": "An extension is malformed.",
}
_IGNORED_BY: Final = {
    "NotTimeValid": ("IgnoreNotTimeValid",),
    "NotValidForUsage": ("IgnoreWrongUsage",),
    "UntrustedRoot": ("AllowUnknownCertificateAuthority",),
    "PartialChain": ("AllowUnknownCertificateAuthority",),
    "InvalidBasicConstraints": ("IgnoreInvalidBasicConstraints",),
    "HasNotPermittedNameConstraint": ("IgnoreInvalidName",),
    "RevocationStatusUnknown": (
        "IgnoreEndRevocationUnknown",
        "IgnoreCertificateAuthorityRevocationUnknown",
    ),
}


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """One thing that is wrong."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509ChainStatus"

    name: str = field(metadata={"hidden": True})

    @property
    def status(self) -> EnumValue:
        """What is wrong, as .NET's flag."""
        return EnumValue(CHAIN_STATUS_FLAGS, CHAIN_STATUS_FLAGS.members[self.name])

    @property
    def status_information(self) -> str:
        """What is wrong, as a sentence."""
        return _TOLD[self.name]

    def __str__(self) -> str:
        return self.type_name


@dataclass(frozen=True, slots=True)
class ChainElement:
    """A certificate of the path, and what is wrong with it."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509ChainElement"

    certificate: Certificate
    chain_element_status: tuple[ChainStatus, ...]
    information: str = ""

    def __str__(self) -> str:
        return self.type_name


@dataclass(slots=True)
class ChainPolicy:
    """What a path has to fulfil: scripts set these before Build."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509ChainPolicy"

    application_policy: OidCollection = field(default_factory=OidCollection)
    certificate_policy: OidCollection = field(default_factory=OidCollection)
    extra_store: CertificateCollection = field(default_factory=CertificateCollection)
    custom_trust_store: CertificateCollection = field(default_factory=CertificateCollection)
    trust_mode: str = "System"
    revocation_mode: str = "Online"
    revocation_flag: str = "ExcludeRoot"
    verification_flags: int = 0
    verification_time: datetime | None = None


def system_roots() -> CertificateCollection:
    """Return the roots that this machine trusts."""
    context = ssl.create_default_context()
    return CertificateCollection(Certificate(raw) for raw in context.get_ca_certs(binary_form=True))


def build_chain(
    leaf: Certificate, policy: ChainPolicy, roots: Sequence[Certificate], at: datetime
) -> tuple[ChainElement, ...]:
    """Return the path from a certificate as far as issuers are found, with all that is wrong."""
    path = _path_of(leaf, [*policy.extra_store, *policy.custom_trust_store, *roots])
    found: list[list[str]] = [[] for _ in path]
    constraints = Constraints()
    is_root_trusted = path[-1] in roots
    for place in range(len(path) - 1, -1, -1):
        certificate, faults = path[place], found[place]
        issuer = path[place + 1] if place + 1 < len(path) else certificate
        try:
            faults += _faults(certificate, issuer, path[:place], at)
            if not certificate.is_self_issued and constraints.forbidden_name(certificate):
                faults.append("HasNotPermittedNameConstraint")
            narrowing = certificate.extension(extensions.NAME_CONSTRAINTS)
            if narrowing is not None:
                constraints = constraints.narrowed(narrowing)
            if not _is_for(certificate, policy.application_policy):
                faults.append("NotValidForUsage")
        except (MalformedDerError, PkiError):
            faults.append("InvalidExtension")
        if policy.revocation_mode != "NoCheck" and _is_looked_up(policy, place, len(path)):
            faults.append("RevocationStatusUnknown")
    if not path[-1].is_self_issued and not is_root_trusted:
        found[-1].append("PartialChain")
    elif not is_root_trusted:
        found[-1].append("UntrustedRoot")
    return tuple(
        ChainElement(certificate, tuple(ChainStatus(one) for one in dict.fromkeys(faults)))
        for certificate, faults in zip(path, found, strict=True)
    )


def all_statuses(elements: Iterable[ChainElement]) -> tuple[ChainStatus, ...]:
    """Return what is wrong in a path, each thing once."""
    return tuple(dict.fromkeys(one for element in elements for one in element.chain_element_status))


def is_accepted(statuses: Iterable[ChainStatus], ignored: Iterable[str]) -> bool:
    """Whether everything that is wrong is to be ignored, by the names of the flags."""
    names_ignored = set(ignored)
    return all(names_ignored.intersection(_IGNORED_BY.get(one.name, ())) for one in statuses)


def _path_of(leaf: Certificate, known: Sequence[Certificate]) -> list[Certificate]:
    path = [leaf]
    while len(path) < MAX_DEPTH and not path[-1].is_self_issued:
        issuer = _issuer_of(path[-1], [one for one in known if one not in path])
        if issuer is None:
            break
        path.append(issuer)
    return path


def _issuer_of(certificate: Certificate, known: Sequence[Certificate]) -> Certificate | None:
    wanted = names.comparable(certificate.parts.issuer)
    found = [one for one in known if _is_named(one, wanted)]
    key = certificate.authority_key_identifier
    found.sort(key=lambda one: key is not None and one.subject_key_identifier != key)
    return next((one for one in found if _signed(certificate, one)), found[0] if found else None)


def _is_named(certificate: Certificate, wanted: object) -> bool:
    try:
        return names.comparable(certificate.parts.subject) == wanted
    except MalformedDerError:
        return False  # a store may hold what is no certificate


def _signed(certificate: Certificate, issuer: Certificate) -> bool:
    try:
        verify_signature(certificate, issuer.spki)
    except PkiError:
        return False
    return True


def _faults(
    certificate: Certificate, issuer: Certificate, below: Sequence[Certificate], at: datetime
) -> list[str]:
    faults: list[str] = []
    if not certificate.not_before <= at <= certificate.not_after:
        faults.append("NotTimeValid")
    if (issuer is not certificate or certificate.is_self_issued) and not _signed(
        certificate, issuer
    ):
        faults.append("NotSignatureValid")
    if below and not _may_issue(certificate, below):
        faults.append("InvalidBasicConstraints")
    if any(
        one.critical and oid not in UNDERSTOOD for oid, one in certificate.parts.extensions.items()
    ):
        faults.append("HasNotSupportedCriticalExtension")
    return faults


def _may_issue(certificate: Certificate, below: Sequence[Certificate]) -> bool:
    usage = certificate.key_usage
    if not certificate.is_ca or (usage is not None and KeyUsage.KEY_CERT_SIGN not in usage):
        return False
    limit = None if certificate.basic_constraints is None else certificate.basic_constraints
    if limit is None or limit.path_length is None:
        return True
    return sum(not one.is_self_issued for one in below[1:]) <= limit.path_length


def _is_for(certificate: Certificate, wanted: OidCollection) -> bool:
    purposes = certificate.extended_key_usages
    if purposes is None or extensions.ANY_EXTENDED_KEY_USAGE in purposes:
        return True
    return all(one.value in purposes for one in wanted)


def _is_looked_up(policy: ChainPolicy, place: int, length: int) -> bool:
    if policy.revocation_flag == "EndCertificateOnly":
        return place == 0
    return policy.revocation_flag == "EntireChain" or place < length - 1


def is_chained(certificate: Certificate, at: datetime) -> bool:
    """Whether a certificate is valid at a time and leads to a root that this machine trusts."""
    policy = ChainPolicy(revocation_mode="NoCheck")
    return not all_statuses(build_chain(certificate, policy, system_roots(), at))
