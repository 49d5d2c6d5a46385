"""The verdict on a message: is it signed by who it says it is from, and can that be trusted.

``Valid`` means all of it: the signature verifies over what a person reads, its algorithms are
strong enough, the certificate is trusted and good for signing now, and it speaks for the one
address in the one From header.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.messages.errors import InvalidMailboxError
from smimeadmin.messages.mailboxes import parse_mailboxes, speaks_for
from smimeadmin.messages.mime import Entity
from smimeadmin.messages.opening import CheckedSignature, OpenedMessage
from smimeadmin.messages.trust import Trust
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.path import MailUse


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """What is known of one signature.

    ``problem`` is the first thing that is wrong with it, as a sentence; None: nothing is.
    """

    type_name: ClassVar[str] = "SmimeAdmin.SignatureVerdict"

    signed_by: str | None
    thumbprint: str | None
    signer_address: str | None
    address_matches: bool
    digest_algorithm: str | None
    signature_algorithm: str | None
    signing_time: datetime | None
    intact: bool
    trusted: bool
    weak: tuple[str, ...]
    problem: str | None
    error_id: str | None
    hint: str | None
    certificate: Certificate | None = field(repr=False, default=None)

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.problem is None

    shown: ClassVar[tuple[str, ...]] = (
        "valid",
        "signed_by",
        "signer_address",
        "address_matches",
        "digest_algorithm",
        "signature_algorithm",
        "signing_time",
        "intact",
        "trusted",
        "weak",
        "problem",
        "error_id",
        "hint",
        "thumbprint",
        "certificate",
    )

    def __str__(self) -> str:
        return self.signed_by or "unknown signer"


@dataclass(frozen=True, slots=True)
class MessageVerdict:
    """What Test-SmimeMessage gives: the message in short, and whether it can be trusted."""

    type_name: ClassVar[str] = "SmimeAdmin.MessageVerdict"

    path: str
    valid: bool
    problem: str | None
    error_id: str | None
    hint: str | None
    sender: str = field(metadata={"name": "From"})
    subject: str
    encrypted: bool
    encryption_algorithm: str | None
    signed: bool
    signed_by: str | None
    signer_address: str | None
    address_matches: bool
    digest_algorithm: str | None
    signing_time: datetime | None
    trusted: bool
    signatures: tuple[SignatureVerdict, ...]


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong, for a person and for a script."""

    problem: str
    error_id: str
    hint: str | None


def sender_of(message: Entity) -> str | None:
    """Return the one address in the one From header; None if there is not exactly one.

    Two From headers, or several authors, mean different people to different readers.
    """
    headers = message.all("From")
    if len(headers) != 1:
        return None
    try:
        mailboxes = parse_mailboxes(headers[0].value)
    except InvalidMailboxError:
        return None
    return mailboxes[0].address if len(mailboxes) == 1 else None


def judge(
    opened: OpenedMessage,
    *,
    path: str,
    trust: Trust,
    at: datetime,
    sender_aliases: Sequence[str] = (),
) -> MessageVerdict:
    """Return the verdict on an opened message at a time.

    ``sender_aliases`` are further addresses of the sender's mailbox, as a directory knows them: a
    certificate for one of them counts too.
    """
    sender = sender_of(opened.message)
    accepted = () if sender is None else (sender, *sender_aliases)
    signed = opened.signed_layer
    found = [] if signed is None else signed.signatures
    others = () if signed is None else signed.certificates
    verdicts = tuple(_judge_signature(one, others, accepted, trust, at) for one in found)
    best = min(verdicts, key=_rank, default=None)
    fault = _fault(opened, sender, best)
    encrypted = opened.encrypted_layer
    return MessageVerdict(
        path=path,
        valid=fault is None,
        problem=None if fault is None else fault.problem,
        error_id=None if fault is None else fault.error_id,
        hint=None if fault is None else fault.hint,
        sender=opened.message.text("From"),
        subject=opened.message.text("Subject"),
        encrypted=opened.is_encrypted,
        encryption_algorithm=None if encrypted is None else encrypted.cipher,
        signed=bool(verdicts),
        signed_by=None if best is None else best.signed_by,
        signer_address=None if best is None else best.signer_address,
        address_matches=best is not None and best.address_matches,
        digest_algorithm=None if best is None else best.digest_algorithm,
        signing_time=None if best is None else best.signing_time,
        trusted=best is not None and best.trusted,
        signatures=verdicts,
    )


def _rank(verdict: SignatureVerdict) -> tuple[bool, bool, bool, bool]:
    """Return what sorts the most convincing signature first."""
    return (
        not verdict.valid,
        not verdict.address_matches,
        not verdict.intact,
        not verdict.trusted,
    )


def _fault(
    opened: OpenedMessage, sender: str | None, best: SignatureVerdict | None
) -> _Fault | None:
    if opened.problem is not None:
        return _Fault(opened.problem.message, opened.problem.id, opened.problem.hint)
    if best is None:
        return _Fault(
            "The message is not signed.", "Messages.NotSigned", "Ask the sender to sign it."
        )
    if sender is None:
        return _Fault(
            "The message does not have exactly one sender in exactly one From header.",
            "Messages.SenderUnclear",
            "Do not trust it: mail programs will show different senders.",
        )
    if best.problem is not None:
        return _Fault(best.problem, best.error_id or "Cms.SignatureInvalid", best.hint)
    return None


def _judge_signature(
    checked: CheckedSignature,
    others: Sequence[Certificate],
    accepted: Sequence[str],
    trust: Trust,
    at: datetime,
) -> SignatureVerdict:
    certificate = checked.certificate
    evidence = checked.evidence
    addresses = _addresses(certificate)
    matching = [address for address in addresses if speaks_for(accepted, address)]
    fault = _signature_fault(checked)
    distrust = _distrust(certificate, others, trust, at)
    return SignatureVerdict(
        signed_by=None if certificate is None else certificate.subject,
        thumbprint=None if certificate is None else certificate.thumbprint,
        signer_address=next(iter((*matching, *addresses)), None),
        address_matches=bool(matching),
        digest_algorithm=None if evidence is None else evidence.digest,
        signature_algorithm=None if evidence is None else evidence.algorithm,
        signing_time=None if evidence is None else evidence.signing_time,
        intact=evidence is not None,
        trusted=evidence is not None and distrust is None,
        weak=() if evidence is None else evidence.weak,
        certificate=certificate,
        **_first_fault(fault, distrust, _mismatch(addresses, matching, accepted)),
    )


def _first_fault(*faults: _Fault | None) -> dict[str, str | None]:
    first = next((fault for fault in faults if fault is not None), None)
    if first is None:
        return {"problem": None, "error_id": None, "hint": None}
    return {"problem": first.problem, "error_id": first.error_id, "hint": first.hint}


def _addresses(certificate: Certificate | None) -> tuple[str, ...]:
    if certificate is None:
        return ()
    try:
        return certificate.email_addresses
    except SmimeAdminError:  # a damaged extension: the certificate speaks for nobody
        return ()


def _signature_fault(checked: CheckedSignature) -> _Fault | None:
    if checked.error is not None:
        return _Fault(checked.error.message, checked.error.id, checked.error.hint)
    if checked.evidence is not None and checked.evidence.weak:
        weak = " and ".join(checked.evidence.weak)
        return _Fault(
            f"The signature is made with weak algorithms ({weak}).",
            "Messages.SignatureWeak",
            "Ask the sender to sign with SHA-256 or stronger.",
        )
    return None


def _distrust(
    certificate: Certificate | None, others: Sequence[Certificate], trust: Trust, at: datetime
) -> _Fault | None:
    """Return why the certificate is not trusted, or None if it is."""
    if certificate is None:
        return _Fault(
            "The signer's certificate is missing or can't be read.",
            "Cms.SignerCertificateMissing",
            "Ask the sender for a message that includes the certificate.",
        )
    try:
        trust.verify(certificate, others, at, MailUse.SIGN)
    except SmimeAdminError as error:
        return _Fault(error.message, error.id, error.hint)
    return None


def _mismatch(
    addresses: Sequence[str], matching: Sequence[str], accepted: Sequence[str]
) -> _Fault | None:
    if matching or not accepted:
        return None
    named = ", ".join(addresses) if addresses else "no address"
    return _Fault(
        f"The message is from {accepted[0]}, but its signer's certificate names {named}.",
        "Messages.SignerMismatch",
        "Do not trust the sender's name; ask who sent it.",
    )
