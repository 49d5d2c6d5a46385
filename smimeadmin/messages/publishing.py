"""Plans what is written to a person's certificate attributes, value by value (formats B.5).

- userCertificate gets the certificate, bare, if it is not there.
- userSMIMECertificate gets a SignedData: content ``Empty Body``, leaf and chain, signed with the
  person's key, marking the leaf as preferred. Values of the person's own earlier certificates are
  removed in the same request; foreign values stay and are told.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from smimeadmin import cms
from smimeadmin.changes.change import Change, ChangeKind, Target
from smimeadmin.directory.api import (
    MAX_VALUE_BYTES,
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    Account,
)
from smimeadmin.messages.errors import (
    NotForEncryptionError,
    NotOfThisPersonError,
    PublishingKeyMissingError,
    UnreadableValueError,
    ValueTooLongError,
)
from smimeadmin.messages.mailboxes import speaks_for
from smimeadmin.messages.published_value import PublishedForm, parse_value
from smimeadmin.messages.recipients import addresses_of, unusable_reason
from smimeadmin.pki.certificate import Certificate

CONTENT: Final = b"Empty Body"  # MS-OXOABK 4.2: what Outlook writes; readers ignore it
DIGEST: Final = "SHA-256"


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to be published for a person.

    ``chain`` are the certificates above the leaf. ``signer`` gives the signing certificate with
    its key when it is needed, None if there is none here. ``own`` are thumbprints of the
    certificates that were issued or imported here: values of those may be replaced.
    """

    certificate: Certificate
    chain: tuple[Certificate, ...]
    signer: Callable[[], cms.Signer | None]
    own: Collection[str]


@dataclass(frozen=True, slots=True)
class PublishPlan:
    """The Changes, and what to tell: foreign values left, a key that is missing."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def target_of(account: Account) -> Target:
    """Return what a Change of a person's attributes is aimed at."""
    return Target("directory", str(account.guid), account.label)


def build_smime_value(
    certificate: Certificate,
    chain: Sequence[Certificate],
    signer: cms.Signer,
    signing_time: datetime,
) -> bytes:
    """Return a value of userSMIMECertificate that marks the certificate as preferred."""
    return cms.build_signed_data(
        CONTENT,
        cms.Signer(signer.certificate, signer.key, certificate.raw),
        detached=False,
        signing_time=signing_time,
        digest=DIGEST,
        chain=[certificate.raw, *(member.raw for member in chain)],
    )


def plan_publication(
    account: Account,
    publication: Publication,
    *,
    at: datetime,
    attributes: Collection[str] = (USER_CERTIFICATE, USER_SMIME_CERTIFICATE),
) -> PublishPlan:
    """Return the Changes that publish a certificate for a person; none if all stands already.

    Raises ``Published.AddressMismatch``, ``Published.NotForEncryption``, ``Published.KeyMissing``
    (only if userSMIMECertificate alone was asked for) and ``Published.ValueTooLong``.
    """
    _check_certificate(account, publication.certificate, at)
    changes: list[Change] = []
    notes: list[str] = []
    if USER_CERTIFICATE in attributes:
        changes += _plan_certificate(account, publication.certificate)
    if USER_SMIME_CERTIFICATE in attributes:
        is_alone = USER_CERTIFICATE not in attributes
        changes += _plan_smime(account, publication, at, notes, is_alone=is_alone)
    return PublishPlan(tuple(changes), tuple(notes))


def _check_certificate(account: Account, certificate: Certificate, at: datetime) -> None:
    addresses = certificate.email_addresses
    if not any(speaks_for(addresses, address) for address in addresses_of(account)):
        raise NotOfThisPersonError(account.label, certificate.subject, addresses)
    reason = unusable_reason(certificate, account, at)
    if reason is not None:
        raise NotForEncryptionError(certificate.subject, reason)


def _plan_certificate(account: Account, certificate: Certificate) -> list[Change]:
    if certificate.raw in account.user_certificate:
        return []
    value = _checked(USER_CERTIFICATE, certificate.raw)
    return [Change(ChangeKind.ADD, target_of(account), USER_CERTIFICATE, after=value)]


def _plan_smime(
    account: Account,
    publication: Publication,
    at: datetime,
    notes: list[str],
    *,
    is_alone: bool,
) -> list[Change]:
    """Return the Changes of userSMIMECertificate; the key is touched only if a value is made."""
    standing, stale = _sort_values(account, publication, at, notes)
    added: list[Change] = []
    if not standing:
        signer = publication.signer()
        if signer is not None:
            value = build_smime_value(publication.certificate, publication.chain, signer, at)
            after = _checked(USER_SMIME_CERTIFICATE, value)
            added = [
                Change(ChangeKind.ADD, target_of(account), USER_SMIME_CERTIFICATE, after=after)
            ]
        elif is_alone:
            raise PublishingKeyMissingError(account.label)
        else:
            notes.append(
                f"userSMIMECertificate of {account.label} was not written: it is signed with the "
                "private key of the person, which is not here."
            )
    removed = [
        Change(ChangeKind.REMOVE, target_of(account), USER_SMIME_CERTIFICATE, before=value)
        for value in stale
    ]
    return [*removed, *added]


def _sort_values(
    account: Account, publication: Publication, at: datetime, notes: list[str]
) -> tuple[bool, list[bytes]]:
    """Return whether the wanted value stands already, and the own values that are stale."""
    chain = frozenset(member.thumbprint for member in publication.chain)
    leaf = publication.certificate.thumbprint
    own = {leaf, *publication.own}
    standing = False
    stale: list[bytes] = []
    for value in account.user_smime_certificate:
        try:
            read = parse_value(USER_SMIME_CERTIFICATE, value)
        except UnreadableValueError as error:
            notes.append(_foreign(account, f"one that can't be read ({error.why})"))
            continue
        found = frozenset(other.thumbprint for other in read.others if other.is_ca)
        is_wanted = (
            read.form is PublishedForm.SIGNED_DATA
            and read.leaf.thumbprint == leaf
            and found == chain
            and read.is_intact is True
        )
        if is_wanted and not standing:
            standing = True
        elif read.leaf.thumbprint in own:
            stale.append(value)
        else:
            expired = ", expired" if at > read.leaf.not_after else ""
            notes.append(_foreign(account, f"that of '{read.leaf.subject}'{expired}"))
    return standing, stale


def _foreign(account: Account, which: str) -> str:
    return (
        f"userSMIMECertificate of {account.label} holds a value that was not made here, {which}: "
        "it was left as it is, and Outlook may encrypt to it."
    )


def plan_withdrawal(
    account: Account,
    thumbprints: Collection[str],
    attributes: Collection[str] = (USER_CERTIFICATE, USER_SMIME_CERTIFICATE),
) -> tuple[Change, ...]:
    """Return the Changes that take back every value whose certificate is one of these."""
    changes = []
    for attribute in (USER_CERTIFICATE, USER_SMIME_CERTIFICATE):
        if attribute not in attributes:
            continue
        for value in account.values(attribute):
            try:
                leaf = parse_value(attribute, value).leaf
            except UnreadableValueError:
                continue
            if leaf.thumbprint in thumbprints:
                changes.append(
                    Change(ChangeKind.REMOVE, target_of(account), attribute, before=value)
                )
    return tuple(changes)


def _checked(attribute: str, value: bytes) -> bytes:
    if len(value) > MAX_VALUE_BYTES:
        raise ValueTooLongError(attribute, len(value), MAX_VALUE_BYTES)
    return value
