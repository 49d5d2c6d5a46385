"""What a directory shows of people's certificates: read, chosen from, published, taken back.

Joins the directory (raw values), ``pki`` (certificates and keys of the workspace) and ``cms``.
Nothing is written here: Changes are planned, and the door makes them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from smimeadmin import cms
from smimeadmin.changes.change import Change
from smimeadmin.core.clock import Clock
from smimeadmin.core.names import fold
from smimeadmin.directory.api import (
    CERTIFICATE_ATTRIBUTES,
    Account,
    DirectoryBackend,
    canonical_attribute,
)
from smimeadmin.messages.errors import NobodyNamedError, NothingToPublishError, UnreadableValueError
from smimeadmin.messages.published_value import (
    PublishedCertificate,
    parse_value,
    published_certificates,
)
from smimeadmin.messages.publishing import (
    Publication,
    PublishPlan,
    plan_publication,
    plan_withdrawal,
)
from smimeadmin.messages.recipients import EncryptionChoice, choose_certificate
from smimeadmin.pki.api import KeyStore
from smimeadmin.pki.authority import Authorities
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.extensions import KeyUsage
from smimeadmin.pki.issuance import Certificates
from smimeadmin.pki.path import MailUse

_SIGNING_USAGE: Final = KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """Whose attributes change, how, and what to tell about it; ``result`` is what is published."""

    account: Account
    changes: tuple[Change, ...]
    result: Certificate
    warnings: tuple[str, ...]


class Published:
    """The certificates that one directory publishes, seen from one workspace."""

    def __init__(
        self,
        directory: DirectoryBackend,
        certificates: Certificates,
        authorities: Authorities,
        keys: KeyStore,
        clock: Clock,
    ) -> None:
        self._directory = directory
        self._certificates = certificates
        self._authorities = authorities
        self._keys = keys
        self._clock = clock

    def of(
        self, identity: str | None = None, attribute: str | None = None
    ) -> Iterator[PublishedCertificate]:
        """Yield one object a value: of one person or of everyone, of one attribute or of both."""
        accounts = (
            self._directory.accounts() if identity is None else (self._directory.find(identity),)
        )
        for account in accounts:
            yield from published_certificates(account, attribute)

    def choice_for(self, identity: str) -> EncryptionChoice:
        """Return which certificate is encrypted to for a person now, and why."""
        return choose_certificate(self._directory.find(identity), self._clock.now())

    def plan(
        self,
        identity: str | None = None,
        certificate: Certificate | None = None,
        attributes: Collection[str] = CERTIFICATE_ATTRIBUTES,
    ) -> PersonPlan:
        """Plan what publishes a certificate: the one given, else the person's newest usable one.

        Without an identity it is the certificate's owner, else the first address it names. Raises
        ``Published.NothingToPublish`` and the errors of ``plan_publication``.
        """
        account = self._directory.find(_identity_of(identity, certificate))
        own = self._own(account)
        chosen = certificate or self._newest(account)
        publication = Publication(
            chosen,
            self._authorities.chain_of(chosen),
            lambda: self._signer(account, chosen, own),
            frozenset(one.thumbprint for one in own),
        )
        names = frozenset(canonical_attribute(name) for name in attributes)
        plan: PublishPlan = plan_publication(
            account, publication, at=self._clock.now(), attributes=names
        )
        return PersonPlan(account, plan.changes, chosen, plan.notes)

    def plan_withdrawal(
        self,
        identity: str,
        certificate: Certificate | None = None,
        attributes: Collection[str] = CERTIFICATE_ATTRIBUTES,
    ) -> tuple[Account, tuple[Change, ...]]:
        """Plan to take back a certificate, or without one all that came from this workspace."""
        account = self._directory.find(identity)
        wanted = (certificate,) if certificate is not None else self._own(account)
        names = frozenset(canonical_attribute(name) for name in attributes)
        thumbprints = frozenset(one.thumbprint for one in wanted)
        return account, plan_withdrawal(account, thumbprints, names)

    def _own(self, account: Account) -> tuple[Certificate, ...]:
        if account.primary_smtp_address is None:
            return ()
        return self._certificates.of(account.primary_smtp_address)

    def _newest(self, account: Account) -> Certificate:
        address = account.primary_smtp_address
        found = None if address is None else self._certificates.find(address, MailUse.ENCRYPT)
        if found is None:
            raise NothingToPublishError(account.label)
        return found

    def _signer(
        self, account: Account, certificate: Certificate, own: tuple[Certificate, ...]
    ) -> cms.Signer | None:
        """Return who signs the value: the certificate's own key if it may, else the person's."""
        held = next((one for one in own if one == certificate and one.has_private_key), None)
        signing = held if held is not None and _may_sign(held) else None
        if signing is None and account.primary_smtp_address is not None:
            signing = self._certificates.find(account.primary_smtp_address, MailUse.SIGN)
        if signing is None or signing.key_id is None:
            return None
        return cms.Signer(signing.raw, self._keys.private_key(signing.key_id), certificate.raw)


def _identity_of(identity: str | None, certificate: Certificate | None) -> str:
    if identity is not None:
        return identity
    if certificate is None:
        raise NobodyNamedError
    if certificate.identity is not None:
        return certificate.identity
    if not certificate.email_addresses:
        raise NothingToPublishError(certificate.subject)
    return certificate.email_addresses[0]


def _may_sign(certificate: Certificate) -> bool:
    return certificate.key_usage is None or bool(certificate.key_usage & _SIGNING_USAGE)


def is_same_value(attribute: str, one: bytes, other: bytes) -> bool:
    """Whether two values of an attribute say the same: equal by leaf and chain, not by bytes.

    A signature holds its time and, with an elliptic curve, chance: two values of one certificate
    never have the same bytes.
    """
    if one == other or fold(attribute) not in {fold(name) for name in CERTIFICATE_ATTRIBUTES}:
        return one == other
    try:
        return parse_value(attribute, one).identity == parse_value(attribute, other).identity
    except UnreadableValueError:
        return False
