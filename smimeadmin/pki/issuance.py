"""People's certificates in the workspace: issued, listed, and found for a use."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from smimeadmin.core.clock import Clock
from smimeadmin.core.names import fold
from smimeadmin.pki.api import KeyStore
from smimeadmin.pki.authority import Authorities, Plan
from smimeadmin.pki.authority_errors import (
    CertificateExistsError,
    InvalidAddressError,
    MissingAddressError,
)
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import KeyMismatchError
from smimeadmin.pki.executor import certificate_change, import_change
from smimeadmin.pki.extensions import KeyUsage, certified_form, split_address
from smimeadmin.pki.key_pair import (
    KeyAlgorithm,
    PrivateKey,
    PublicKey,
    algorithm_name,
    key_id_of,
    spki_of,
)
from smimeadmin.pki.path import MailUse
from smimeadmin.pki.profile import LEAF_DAYS, Holder, Purpose, build_person, leaf_validity
from smimeadmin.pki.records import CertificateRecord, CertificationAuthority, Records
from smimeadmin.pki.signature import load_public_key

DEFAULT_ALGORITHM: Final = KeyAlgorithm.RSA_2048
_USAGES: Final = {
    MailUse.SIGN: KeyUsage.DIGITAL_SIGNATURE | KeyUsage.NON_REPUDIATION,
    MailUse.ENCRYPT: KeyUsage.KEY_ENCIPHERMENT | KeyUsage.KEY_AGREEMENT,
}


class Certificates:
    """The certificates that one workspace issued or imported."""

    def __init__(
        self, records: Records, keys: KeyStore, authorities: Authorities, clock: Clock
    ) -> None:
        self._records = records
        self._keys = keys
        self._authorities = authorities
        self._clock = clock

    def of(self, identity: str | None = None) -> tuple[Certificate, ...]:
        """Return the certificates of a person, or everyone's; the oldest first.

        A person is found by the primary address, else by any address or the subject's name in the
        certificates.
        """
        with self._records.reading():
            return tuple(self._with_key(record) for record in self._records_of(identity))

    def find(self, address: str, use: MailUse = MailUse.ANY) -> Certificate | None:
        """Return the newest valid certificate of an address that has its key and fits the use.

        A revoked one is not valid.
        """
        now = self._clock.now()
        with self._records.reading():
            for record in reversed(self._records_of(address)):
                certificate = self._with_key(record)
                if record.revoked is not None or not certificate.has_private_key:
                    continue
                if _is_valid(certificate, now) and _fits(certificate, use):
                    return certificate
        return None

    def _records_of(self, identity: str | None) -> tuple[CertificateRecord, ...]:
        records = self._records.certificates(identity)
        if identity is None or records:
            return records
        wanted = fold(identity)
        return tuple(
            record
            for record in self._records.certificates()
            if wanted in _names_of(record.certificate)
        )

    def plan_issue(
        self,
        holder: Holder,
        authority: str | None = None,
        key_algorithm: str | None = None,
        validity_days: int | None = None,
        purpose: Purpose = Purpose.BOTH,
        *,
        force: bool = False,
    ) -> Plan[Certificate]:
        """Plan a person's certificate and key.

        A valid certificate for the same purpose whose key is kept is given back if it has every
        parameter that was given and all the addresses, else ``CertificateExistsError`` names the
        first that differs; ``force`` makes another. Without ``key_algorithm`` RSA-2048 is made,
        without ``validity_days`` 730; it never outlives its authority.
        """
        _check_holder(holder)
        algorithm = KeyAlgorithm.parse(key_algorithm) if key_algorithm else DEFAULT_ALGORITHM
        wanted = {
            "KeyAlgorithm": algorithm.value if key_algorithm else None,
            "ValidityDays": None if validity_days is None else str(validity_days),
            "CertificationAuthority": authority,
        }
        with self._records.reading():
            existing = None if force else self._standing(holder, purpose)
            if existing is not None:
                _compare(existing, holder, wanted)
                return Plan((), self._with_key(existing))
            chosen = self._authorities.choose(authority)
            days = LEAF_DAYS if validity_days is None else validity_days
            issued = self._issue(holder, purpose, algorithm, chosen.authority, days)
        warnings = () if chosen.warning is None else (chosen.warning,)
        return replace(issued, warnings=warnings)

    def _issue(
        self,
        holder: Holder,
        purpose: Purpose,
        algorithm: KeyAlgorithm,
        chosen: CertificationAuthority,
        days: int,
    ) -> Plan[Certificate]:
        validity = leaf_validity(self._clock.now(), days, chosen.certificate)
        signer = self._authorities.signer(chosen)
        key = self._keys.plan(algorithm)
        certificate = build_person(
            holder,
            purpose,
            key.spki,
            signer,
            validity,
            cdp=chosen.cdp_uri,
            aia=chosen.aia_uri,
        )
        record = CertificateRecord(
            identity=holder.primary,
            purpose=purpose,
            authority=chosen.name,
            key_algorithm=algorithm.value,
            key_id=key.key_id,
            days=days,
            raw=certificate.raw,
        )
        owned = certificate.owned(holder.primary, key.key_id, has_key=True)
        return Plan((certificate_change(record, key.secret),), owned)

    def plan_import(
        self, certificate: Certificate, private_key: PrivateKey | None = None
    ) -> Plan[Certificate]:
        """Plan to keep a certificate that was made elsewhere, with its key if that is given.

        Its owner is the first address in it, else the subject's name. What is kept already is
        given back; a key that comes later is added.
        """
        spki = certificate.spki
        key_id = key_id_of(spki)
        if private_key is not None and spki_of(private_key) != spki:
            raise KeyMismatchError(certificate.subject)
        addresses = certificate.email_addresses
        identity = addresses[0] if addresses else certificate.simple_name() or certificate.subject
        is_kept = any(one.raw == certificate.raw for one in self._records.certificates(identity))
        has_key = self._keys.has(key_id)
        owned = certificate.owned(identity, key_id, has_key=has_key or private_key is not None)
        if is_kept and (has_key or private_key is None):
            return Plan((), owned)
        key = None if private_key is None or has_key else self._keys.plan_import(private_key)
        record = CertificateRecord(
            identity=identity,
            purpose=_purpose_of(certificate),
            authority=None,
            key_algorithm=_algorithm_of(certificate),
            key_id=key_id,
            days=None,
            raw=certificate.raw,
        )
        return Plan((import_change(record, key.secret if key else None),), owned)

    def _standing(self, holder: Holder, purpose: Purpose) -> CertificateRecord | None:
        now = self._clock.now()
        for record in reversed(self._records.certificates(holder.primary)):
            if record.purpose is not purpose or record.revoked is not None:
                continue
            if self._keys.has(record.key_id) and _is_valid(record.certificate, now):
                return record
        return None

    def _with_key(self, record: CertificateRecord) -> Certificate:
        has_key = self._keys.has(record.key_id)
        return record.certificate.owned(record.identity, record.key_id, has_key=has_key)


def _purpose_of(certificate: Certificate) -> Purpose:
    usage = certificate.key_usage
    if usage is None:
        return Purpose.BOTH
    signs = bool(usage & _USAGES[MailUse.SIGN])
    encrypts = bool(usage & _USAGES[MailUse.ENCRYPT])
    if signs == encrypts:
        return Purpose.BOTH
    return Purpose.SIGNING if signs else Purpose.ENCRYPTION


def _algorithm_of(certificate: Certificate) -> str:
    """Return the kind of key as the commands name it, or what Windows calls its algorithm."""
    key = load_public_key(certificate.spki)
    if isinstance(key, PublicKey):
        return algorithm_name(key)
    return certificate.public_key.oid.label


def _fits(certificate: Certificate, use: MailUse) -> bool:
    usage = certificate.key_usage
    return use is MailUse.ANY or usage is None or bool(usage & _USAGES[use])


def _is_valid(certificate: Certificate, now: datetime) -> bool:
    return certificate.not_before <= now <= certificate.not_after


def _names_of(certificate: Certificate) -> set[str]:
    return {fold(text) for text in (*certificate.email_addresses, certificate.simple_name())}


def _check_holder(holder: Holder) -> None:
    if not holder.primary.strip():
        raise MissingAddressError(holder.name)
    for address in holder.addresses:
        split_address(address)
    if not holder.common_name.isprintable():
        raise InvalidAddressError(holder.primary, "its owner's name holds a control character")


def _compare(existing: CertificateRecord, holder: Holder, wanted: dict[str, str | None]) -> None:
    has = {
        "KeyAlgorithm": existing.key_algorithm,
        "ValidityDays": str(existing.days),
        "CertificationAuthority": existing.authority or "(imported)",
    }
    for parameter, value in wanted.items():
        if value is not None and fold(value) != fold(has[parameter]):
            raise CertificateExistsError(holder.primary, parameter, has[parameter], value)
    certified = existing.certificate.email_addresses
    if not _covers(certified, holder):
        raise CertificateExistsError(
            holder.primary, "the addresses", ", ".join(certified), ", ".join(holder.addresses)
        )


def _covers(certified: tuple[str, ...], holder: Holder) -> bool:
    """Say whether a certificate names all addresses, the primary one in its exact case."""
    folded = {fold(address) for address in certified}
    wanted = [certified_form(address) for address in holder.addresses]
    return wanted[0] in certified and folded.issuperset(fold(address) for address in wanted)
