"""Which of a person's published certificates is encrypted to, and why (Outlook's rule).

KB 2840546 and MS-OXLDAP 2.2.5.2: userSMIMECertificate comes first, in it the certificate that is
marked as preferred, else the first usable one. userCertificate is looked at only if
userSMIMECertificate holds no value at all: a stale value there hides a good certificate here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.directory.api import USER_CERTIFICATE, USER_SMIME_CERTIFICATE, Account
from smimeadmin.messages.errors import UnreadableValueError
from smimeadmin.messages.mailboxes import speaks_for
from smimeadmin.messages.published_value import PublishedValue, parse_value
from smimeadmin.pki import extensions
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.extensions import KeyUsage

_ENCRYPTION_USAGE = KeyUsage.KEY_ENCIPHERMENT | KeyUsage.KEY_AGREEMENT
_EMAIL_PURPOSES = {extensions.EMAIL_PROTECTION, extensions.ANY_EXTENDED_KEY_USAGE}


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A published value that is not used, and why; ``certificate`` is None if it is unreadable."""

    attribute: str
    certificate: Certificate | None
    reason: str


@dataclass(frozen=True, slots=True)
class EncryptionChoice:
    """What is encrypted to for a person: a certificate, or None; ``reason`` says why.

    ``hidden`` is True if userCertificate holds a usable certificate that a value of
    userSMIMECertificate hides.
    """

    identity: str
    certificate: Certificate | None
    attribute: str | None
    reason: str
    passed_over: tuple[PassedOver, ...] = ()
    others: tuple[Certificate, ...] = ()
    hidden: bool = False


def addresses_of(account: Account) -> tuple[str, ...]:
    """Return all addresses of a person, the primary one first."""
    primary = account.primary_smtp_address
    found = ((primary,) if primary else ()) + account.email_addresses
    return found + ((account.mail,) if account.mail else ())


def unusable_reason(certificate: Certificate, account: Account, at: datetime) -> str | None:
    """Return why a certificate can't be used to encrypt to a person at a time, None if it can."""
    try:
        return (
            _time_reason(certificate, at)
            or _purpose_reason(certificate)
            or _address_reason(certificate, account)
        )
    except SmimeAdminError as error:  # an extension that can't be read
        return f"it is damaged ({error.message})"


def _time_reason(certificate: Certificate, at: datetime) -> str | None:
    if at > certificate.not_after:
        return f"it expired on {certificate.not_after:%Y-%m-%d}"
    if at < certificate.not_before:
        return f"it is valid only from {certificate.not_before:%Y-%m-%d}"
    return None


def _purpose_reason(certificate: Certificate) -> str | None:
    purposes = certificate.extended_key_usages
    if purposes is not None and not _EMAIL_PURPOSES.intersection(purposes):
        return "it is not meant for mail (no Secure Email purpose)"
    if certificate.key_usage is not None and not certificate.key_usage & _ENCRYPTION_USAGE:
        return "its key may not be used to encrypt"
    return None


def _address_reason(certificate: Certificate, account: Account) -> str | None:
    addresses = certificate.email_addresses
    if any(speaks_for(addresses, address) for address in addresses_of(account)):
        return None
    named = ", ".join(addresses) if addresses else "no address"
    return f"it names {named} and not this person"


def choose_certificate(account: Account, at: datetime) -> EncryptionChoice:
    """Return which published certificate is encrypted to at a time, and why."""
    passed: list[PassedOver] = []
    if account.user_smime_certificate:
        values = list(_readable(account, USER_SMIME_CERTIFICATE, passed))
        ordered = [v for v in values if v.is_preferred] + [v for v in values if not v.is_preferred]
        for value in ordered:
            if _passes(value, account, at, USER_SMIME_CERTIFICATE, passed):
                why = "marked as preferred" if value.is_preferred else "the first usable one"
                return _chosen(account, value, USER_SMIME_CERTIFICATE, why, passed)
        return _shadowed(account, at, passed)
    for value in _readable(account, USER_CERTIFICATE, passed):
        if _passes(value, account, at, USER_CERTIFICATE, passed):
            why = "the first usable one, since userSMIMECertificate is empty"
            return _chosen(account, value, USER_CERTIFICATE, why, passed)
    reason = "no certificate is published"
    if passed:
        reason = f"no published certificate is usable: {passed[0].reason}"
    return EncryptionChoice(account.label, None, None, reason, tuple(passed))


def _readable(
    account: Account, attribute: str, passed: list[PassedOver]
) -> Iterator[PublishedValue]:
    for value in account.values(attribute):
        try:
            yield parse_value(attribute, value)
        except UnreadableValueError as error:
            passed.append(PassedOver(attribute, None, error.why))


def _passes(
    value: PublishedValue,
    account: Account,
    at: datetime,
    attribute: str,
    passed: list[PassedOver],
) -> bool:
    reason = unusable_reason(value.leaf, account, at)
    if value.is_intact is False:
        reason = "its value was changed after it was signed"
    if reason is not None:
        passed.append(PassedOver(attribute, value.leaf, reason))
    return reason is None


def _chosen(
    account: Account, value: PublishedValue, attribute: str, why: str, passed: list[PassedOver]
) -> EncryptionChoice:
    return EncryptionChoice(
        account.label,
        value.leaf,
        attribute,
        f"{attribute}: {why}",
        tuple(passed),
        value.others,
    )


def _shadowed(account: Account, at: datetime, passed: list[PassedOver]) -> EncryptionChoice:
    """Return that userSMIMECertificate holds nothing usable, and what it hides."""
    ignored: list[PassedOver] = []
    hidden = any(
        unusable_reason(value.leaf, account, at) is None
        for value in _readable(account, USER_CERTIFICATE, ignored)
    )
    first = passed[0].reason if passed else "it can't be read"
    reason = f"what userSMIMECertificate holds is not usable: {first}"
    if hidden:
        reason += "; it hides the good certificate in userCertificate"
    return EncryptionChoice(account.label, None, None, reason, tuple(passed), hidden=hidden)
