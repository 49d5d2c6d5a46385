"""The path from a person's certificate to one that is trusted: built and verified (RFC 5280 6.1).

Signatures, validity, name chaining, basic constraints, path length, key usage, extended key usage,
name constraints and critical extensions are checked. Certificate policies are not worked out: a
path in which a policy constraint is critical is refused. Revocation is not looked at here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from smimeadmin.pki import extensions, signature
from smimeadmin.pki import name as names
from smimeadmin.pki.authority_errors import InvalidAddressError
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import MalformedDerError, day
from smimeadmin.pki.extensions import KeyUsage
from smimeadmin.pki.name_constraints import Constraints
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
)

MAX_DEPTH: Final = 10
MAX_TRIED: Final = 100
UNDERSTOOD: Final = frozenset(
    (
        extensions.SUBJECT_KEY_IDENTIFIER,
        extensions.KEY_USAGE,
        extensions.SUBJECT_ALTERNATIVE_NAME,
        extensions.BASIC_CONSTRAINTS,
        extensions.NAME_CONSTRAINTS,
        extensions.CERTIFICATE_POLICIES,
        extensions.EXTENDED_KEY_USAGE,
    )
)


class MailUse(Enum):
    """What the leaf is to be used for."""

    SIGN = "sign"
    ENCRYPT = "encrypt"
    ANY = "any"


_USAGES: Final = {
    MailUse.SIGN: KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION,
    MailUse.ENCRYPT: KeyUsage.KEY_ENCIPHERMENT | KeyUsage.KEY_AGREEMENT,
}


@dataclass(frozen=True, slots=True)
class VerifiedPath:
    """The evidence: a path that held at a time, from the leaf to what is trusted.

    ``weak`` are certificates in it whose signature rests on SHA-1.
    """

    certificates: tuple[Certificate, ...]
    at: datetime
    use: MailUse
    weak: tuple[Certificate, ...]

    @property
    def leaf(self) -> Certificate:
        """The certificate that was asked about."""
        return self.certificates[0]

    @property
    def anchor(self) -> Certificate:
        """The trusted certificate at the end."""
        return self.certificates[-1]


class PathFinder:
    """Finds and verifies paths over one set of trusted and of further certificates.

    The certificates are indexed once, so that many leafs can be asked about.
    """

    def __init__(
        self, anchors: Iterable[Certificate], intermediates: Iterable[Certificate] = ()
    ) -> None:
        self._anchors = _by_subject(anchors)
        self._intermediates = _by_subject(intermediates)
        self._signed: SignedBefore = set()

    def verify(self, leaf: Certificate, at: datetime, use: MailUse = MailUse.ANY) -> VerifiedPath:
        """Return the first path that holds, or raise what was wrong with the most promising one.

        Raises a ``PathError`` that names the certificate at fault.
        """
        fault: PathError | None = None
        for path in self._paths(leaf):
            try:
                verify_path(path, at, use, self._signed)
            except PathError as error:
                fault = fault or error
                continue
            weak = tuple(one for one in path[:-1] if signature.is_weakly_signed(one))
            return VerifiedPath(path, at, use, weak)
        raise fault or self._not_trusted(leaf)

    def _paths(self, leaf: Certificate) -> Iterator[tuple[Certificate, ...]]:
        """Yield paths that chain by name, the likeliest first, at most ``MAX_TRIED``."""
        if leaf in self._anchors.get(_subject_of(leaf), ()):
            yield (leaf,)
        pending: list[tuple[Certificate, ...]] = [(leaf,)]
        tried = 0
        while pending and tried < MAX_TRIED:
            path = pending.pop()
            tried += 1
            wanted = names.comparable(path[-1].parts.issuer)
            for anchor in _likeliest_first(path[-1], self._anchors.get(wanted, [])):
                if anchor not in path:
                    yield (*path, anchor)
            if len(path) >= MAX_DEPTH:
                continue
            issuers = _likeliest_first(path[-1], self._intermediates.get(wanted, []))
            pending += [(*path, issuer) for issuer in reversed(issuers) if not _is_in(issuer, path)]

    def _not_trusted(self, leaf: Certificate) -> ChainNotTrustedError:
        """Return the error that names the certificate which is missing."""
        last = leaf
        seen = [leaf]
        while not last.is_self_issued:
            found = self._intermediates.get(names.comparable(last.parts.issuer), [])
            following = [issuer for issuer in found if issuer not in seen]
            if not following:
                break
            last = following[0]
            seen.append(last)
        if last.is_self_issued:
            message = f"The root '{last.subject}' of '{leaf.subject}' is not trusted."
            hint = f"Add '{last.subject}' to the trust collection if it is to be trusted."
        else:
            message = (
                f"The certificate of '{last.issuer}', which issued '{last.subject}', is missing."
            )
            hint = f"Add the certificate of '{last.issuer}' to the trust collection."
        return ChainNotTrustedError(
            message, subject=last.subject, thumbprint=last.thumbprint, hint=hint
        )


SignedBefore = set[tuple[bytes, bytes]]
"""Pairs of a certificate's DER and the key (SubjectPublicKeyInfo) that signed it."""
_Key = tuple[frozenset[tuple[str, str]], ...]


def _subject_of(certificate: Certificate) -> _Key:
    return names.comparable(certificate.parts.subject)


def _by_subject(certificates: Iterable[Certificate]) -> dict[_Key, list[Certificate]]:
    index: dict[_Key, list[Certificate]] = defaultdict(list)
    for certificate in certificates:
        try:
            found = index[_subject_of(certificate)]
        except MalformedDerError:
            # A store may hold entries that are no certificates: they lead nowhere.
            continue
        if certificate not in found:
            found.append(certificate)
    return index


def _likeliest_first(child: Certificate, issuers: list[Certificate]) -> list[Certificate]:
    wanted = child.authority_key_identifier
    if wanted is None or len(issuers) < 2:
        return issuers
    return sorted(issuers, key=lambda issuer: issuer.subject_key_identifier != wanted)


def _is_in(issuer: Certificate, path: tuple[Certificate, ...]) -> bool:
    """RFC 4158 s5.2: no key of the same name twice, whatever certificate it comes in."""
    return any(
        issuer == one or (issuer.spki == one.spki and issuer.parts.subject == one.parts.subject)
        for one in path
    )


def verify_path(
    path: tuple[Certificate, ...],
    at: datetime,
    use: MailUse,
    signed: SignedBefore | None = None,
) -> None:
    """Check one path, leaf first, the trusted certificate last; raise the first fault.

    The trusted certificate's own validity and constraints count too, as in Windows. ``signed``
    remembers which signatures of authorities held, for further paths through them.
    """
    try:
        _verify_path(path, at, use, set() if signed is None else signed)
    except (MalformedDerError, InvalidAddressError) as error:
        leaf = path[0]
        raise BadCertificateSignatureError(
            f"A certificate in the path of '{leaf.subject}' is malformed: {error.message}",
            subject=leaf.subject,
            thumbprint=leaf.thumbprint,
            hint="Get the certificate again from who issued it.",
        ) from error


def _verify_path(
    path: tuple[Certificate, ...], at: datetime, use: MailUse, signed: SignedBefore
) -> None:
    anchor = path[-1]
    _verify_validity(anchor, at)
    constraints = Constraints()
    room = MAX_DEPTH
    issuer = anchor
    if len(path) > 1:
        _verify_authority(anchor, trusted=True)
        constraints = _narrow(constraints, anchor)
        room = _room_below(anchor, room)
    for place in range(len(path) - 2, -1, -1):
        certificate = path[place]
        is_leaf = place == 0
        _verify_signature(certificate, issuer, signed, remember=not is_leaf)
        _verify_validity(certificate, at)
        _verify_critical_extensions(certificate)
        if is_leaf or not certificate.is_self_issued:
            _verify_names(certificate, constraints)
        if not is_leaf:
            _verify_authority(certificate, trusted=False)
            if not certificate.is_self_issued:
                room = _take_room(certificate, room)
            room = _room_below(certificate, room)
            constraints = _narrow(constraints, certificate)
        issuer = certificate
    _verify_critical_extensions(path[0])
    _verify_mail_use(path, use)


def _verify_signature(
    certificate: Certificate, issuer: Certificate, signed: SignedBefore, *, remember: bool
) -> None:
    pair = (certificate.raw, issuer.spki)
    if pair in signed:
        return
    signature.verify_signature(certificate, issuer.spki)
    if remember:
        signed.add(pair)


def _narrow(constraints: Constraints, certificate: Certificate) -> Constraints:
    value = certificate.extension(extensions.NAME_CONSTRAINTS)
    return constraints if value is None else constraints.narrowed(value)


def _room_below(certificate: Certificate, room: int) -> int:
    basic = certificate.basic_constraints
    if basic is None or basic.path_length is None:
        return room
    return min(room, basic.path_length)


def _take_room(certificate: Certificate, room: int) -> int:
    if room < 1:
        raise ChainTooLongError(
            f"The authority '{certificate.subject}' stands too deep for an authority above it.",
            subject=certificate.subject,
            thumbprint=certificate.thumbprint,
            hint="Issue the certificate from an authority higher up.",
        )
    return room - 1


def _verify_validity(certificate: Certificate, at: datetime) -> None:
    if at > certificate.not_after:
        raise CertificateExpiredError(
            f"The certificate '{certificate.subject}' expired on {day(certificate.not_after)}.",
            subject=certificate.subject,
            thumbprint=certificate.thumbprint,
            hint="Issue a new one.",
        )
    if at < certificate.not_before:
        raise CertificateNotYetValidError(
            f"The certificate '{certificate.subject}' is valid from {day(certificate.not_before)}.",
            subject=certificate.subject,
            thumbprint=certificate.thumbprint,
            hint="Check the clock of this machine, or wait.",
        )


def _verify_critical_extensions(certificate: Certificate) -> None:
    for extension in certificate.parts.extensions.values():
        if extension.critical and extension.oid not in UNDERSTOOD:
            raise UnknownCriticalExtensionError(
                f"The certificate '{certificate.subject}' has the critical extension "
                f"{extension.oid}, which is not understood.",
                subject=certificate.subject,
                thumbprint=certificate.thumbprint,
                hint="Use a certificate without it.",
            )


def _verify_names(certificate: Certificate, constraints: Constraints) -> None:
    forbidden = constraints.forbidden_name(certificate)
    if forbidden is not None:
        raise NameNotPermittedError(
            f"The authorities above '{certificate.subject}' may not certify '{forbidden}'.",
            subject=certificate.subject,
            thumbprint=certificate.thumbprint,
            hint="Issue the certificate from an authority that may.",
        )


def _verify_authority(certificate: Certificate, *, trusted: bool) -> None:
    """Check that the certificate may issue. An old root says nothing of it and is trusted."""
    usage = certificate.key_usage
    if trusted and certificate.basic_constraints is None and certificate.is_self_issued:
        is_authority = True
    else:
        is_authority = certificate.basic_constraints is not None and certificate.is_ca
    if not is_authority or (usage is not None and KeyUsage.KEY_CERT_SIGN not in usage):
        raise NotAnAuthorityError(
            f"'{certificate.subject}' issued a certificate but is no certification authority.",
            subject=certificate.subject,
            thumbprint=certificate.thumbprint,
            hint="Don't trust what it issued.",
        )


def _verify_mail_use(path: tuple[Certificate, ...], use: MailUse) -> None:
    leaf = path[0]
    for certificate in path[:-1] or path:
        purposes = certificate.extended_key_usages
        if purposes is not None and not {
            extensions.EMAIL_PROTECTION,
            extensions.ANY_EXTENDED_KEY_USAGE,
        }.intersection(purposes):
            raise NotForEmailError(
                f"The certificate '{certificate.subject}' is not meant for mail.",
                subject=certificate.subject,
                thumbprint=certificate.thumbprint,
                hint="Use a certificate with the purpose 'Secure Email'.",
            )
    wanted = _USAGES.get(use)
    if wanted and leaf.key_usage is not None and not leaf.key_usage & wanted:
        raise NotForEmailError(
            f"The key of '{leaf.subject}' may not be used to {use.value}.",
            subject=leaf.subject,
            thumbprint=leaf.thumbprint,
            hint=f"Use a certificate whose key may {use.value}.",
        )


def find_path(
    leaf: Certificate,
    anchors: Iterable[Certificate],
    intermediates: Iterable[Certificate],
    at: datetime,
    use: MailUse = MailUse.ANY,
) -> VerifiedPath:
    """Return the verified path of one certificate; see ``PathFinder.verify``."""
    return PathFinder(anchors, intermediates).verify(leaf, at, use)
