"""Whether a person can sign and can be encrypted to, and what to fix first.

Directory, collection and key store are read afresh for each answer. The checks stand in one table,
in the order in which an administrator would have to mend what they find.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import ClassVar

from smimeadmin.core.clock import Clock
from smimeadmin.directory.api import (
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    Account,
    DirectoryBackend,
)
from smimeadmin.exchange.errors import NoCollectionError
from smimeadmin.exchange.planning import OrganizationTrust
from smimeadmin.messages.recipients import EncryptionChoice, choose_certificate
from smimeadmin.messages.trust import CollectionTrust
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.issuance import Certificates
from smimeadmin.pki.path import MailUse
from smimeadmin.pki.path_errors import PathError


@dataclass(frozen=True, slots=True)
class Readiness:
    """One person's row. ``expires`` is the earlier end of the certificates that are used."""

    type_name: ClassVar[str] = "SmimeAdmin.Readiness"

    identity: str
    can_sign: bool
    can_be_encrypted_to: bool
    expires: datetime | None
    first_fix: str | None


@dataclass(frozen=True)
class Findings:
    """What was read of one person."""

    account: Account
    own: tuple[Certificate, ...]
    signing: Certificate | None
    encryption: EncryptionChoice
    trust: CollectionTrust | None
    now: datetime
    address: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", self.account.primary_smtp_address or "")

    @cached_property
    def signing_problem(self) -> str | None:
        """Why the signing certificate does not lead to the collection."""
        return self._path_problem(self.signing, self.encryption.others, MailUse.SIGN)

    @cached_property
    def encryption_problem(self) -> str | None:
        """Why the published certificate does not lead to the collection."""
        chosen = self.encryption
        return self._path_problem(chosen.certificate, chosen.others, MailUse.ENCRYPT)

    @cached_property
    def problem_without_chain(self) -> str | None:
        """Why the collection alone, without what is published along, does not lead to a root."""
        return self._path_problem(self.encryption.certificate, (), MailUse.ENCRYPT)

    def _path_problem(
        self, certificate: Certificate | None, others: Sequence[Certificate], use: MailUse
    ) -> str | None:
        if certificate is None or self.trust is None:
            return None
        try:
            self.trust.verify(certificate, others, self.now, use)
        except PathError as error:
            return error.message.rstrip(".")
        return None


Check = Callable[[Findings], str | None]
"""Returns what is wrong and the next command, or None."""


def _has_address(found: Findings) -> str | None:
    if found.address:
        return None
    return "The account has no primary SMTP address: give it one, the certificate must name it."


def _has_collection(found: Findings) -> str | None:
    if found.trust is not None:
        return None
    return (
        "The organization has no virtual certificate collection: New-TrustCollection | "
        "Export-TrustCollection, then Import-TrustCollection"
    )


def _has_certificate_and_key(found: Findings) -> str | None:
    if found.signing is not None:
        return None
    current = [c for c in found.own if c.not_before <= found.now <= c.not_after]
    if not found.own:
        return f"No certificate was issued: New-SmimeCertificate {found.address}"
    if not current:
        last = max(c.not_after for c in found.own)
        return f"The certificate expired on {last:%Y-%m-%d}: New-SmimeCertificate {found.address}"
    if not any(c.has_private_key for c in current):
        return f"The private key is gone: New-SmimeCertificate {found.address} -Force"
    return f"No certificate may sign: New-SmimeCertificate {found.address} -Purpose Signing"


def _signature_is_trusted(found: Findings) -> str | None:
    return _untrusted(found.signing_problem, found.signing)


def _is_published(found: Findings) -> str | None:
    if found.encryption.certificate is not None:
        return None
    reason = found.encryption.reason
    return f"{reason[:1].upper()}{reason[1:]}: Publish-SmimeCertificate {found.address}"


def _encryption_is_trusted(found: Findings) -> str | None:
    return _untrusted(found.encryption_problem, found.encryption.certificate)


def _untrusted(problem: str | None, certificate: Certificate | None) -> str | None:
    if problem is None or certificate is None:
        return None
    return f"{problem}: add '{certificate.issuer}' by Import-TrustCollection -Merge"


def _key_can_open(found: Findings) -> str | None:
    """Tell of a certificate that gets mail which nobody can read: its key was ours, and is gone."""
    chosen = found.encryption.certificate
    for certificate in found.own:
        is_same = chosen is not None and certificate.thumbprint == chosen.thumbprint
        if is_same and not certificate.has_private_key:
            return (
                "The private key of the published certificate is gone: New-SmimeCertificate "
                f"{found.address} -Force | Publish-SmimeCertificate"
            )
    return None


def _collection_leads_alone(found: Findings) -> str | None:
    """Tell of a path that holds only by a certificate that is published along with the leaf."""
    return _untrusted(found.problem_without_chain, found.encryption.certificate)


def _both_attributes_are_filled(found: Findings) -> str | None:
    for attribute in (USER_SMIME_CERTIFICATE, USER_CERTIFICATE):
        if not found.account.values(attribute):
            return f"{attribute} is empty: Publish-SmimeCertificate {found.address}"
    return None


SIGNING: tuple[Check, ...] = (
    _has_address,
    _has_collection,
    _has_certificate_and_key,
    _signature_is_trusted,
)
"""What must hold so that a person can sign and is believed."""

ENCRYPTION: tuple[Check, ...] = (
    _has_address,
    _has_collection,
    _is_published,
    _encryption_is_trusted,
)
"""What must hold so that others can encrypt to the person."""

ADVICE: tuple[Check, ...] = (_key_can_open, _collection_leads_alone, _both_attributes_are_filled)
"""What is wrong though both work."""


class ReadinessCheck:
    """Answers for the directory and the organization that are connected."""

    def __init__(
        self,
        directory: DirectoryBackend,
        certificates: Certificates,
        trust: OrganizationTrust,
        clock: Clock,
    ) -> None:
        self._directory = directory
        self._certificates = certificates
        self._trust = trust
        self._clock = clock

    def of(self, identity: str) -> Readiness:
        """Return one person's row; raises what the directory raises."""
        return self._row(self._directory.find(identity), self._read_trust())

    def of_everyone(self) -> Iterator[Readiness]:
        """Yield everyone's row, by address."""
        trust = self._read_trust()
        accounts = sorted(self._directory.accounts(), key=lambda account: account.label.casefold())
        for account in accounts:
            yield self._row(account, trust)

    def _read_trust(self) -> CollectionTrust | None:
        try:
            return CollectionTrust(self._trust.current().certificates)
        except NoCollectionError:
            return None

    def _row(self, account: Account, trust: CollectionTrust | None) -> Readiness:
        now = self._clock.now()
        address = account.primary_smtp_address
        found = Findings(
            account=account,
            own=self._certificates.of(address) if address else (),
            signing=self._certificates.find(address, MailUse.SIGN) if address else None,
            encryption=choose_certificate(account, now),
            trust=trust,
            now=now,
        )
        signing = _first(SIGNING, found)
        encryption = _first(ENCRYPTION, found)
        used = [c for c in (found.signing, found.encryption.certificate) if c is not None]
        return Readiness(
            identity=account.label,
            can_sign=signing is None,
            can_be_encrypted_to=encryption is None,
            expires=min((c.not_after for c in used), default=None),
            first_fix=signing or encryption or _first(ADVICE, found),
        )


def _first(checks: tuple[Check, ...], found: Findings) -> str | None:
    for check in checks:
        problem = check(found)
        if problem is not None:
            return problem
    return None
