"""The port ``pki`` of the door of changes: it brings authorities and certificates in.

A Change's ``after`` is canonical JSON: what was asked for, and the certificate in base64. Its
``secret`` is the key as the key store protects it.
"""

import base64
import json
from collections.abc import Sequence
from typing import Any, Final

from smimeadmin.changes.change import Change, ChangeKind, Executor, Target
from smimeadmin.core.names import fold
from smimeadmin.core.secret import Secret
from smimeadmin.pki.api import KeyStore
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import KeyNotFoundError, UnsupportedChangeError
from smimeadmin.pki.key_pair import key_id_of
from smimeadmin.pki.profile import Purpose
from smimeadmin.pki.records import CertificateRecord, CertificationAuthority, Records

PORT: Final = "pki"
AUTHORITY: Final = "certificationAuthority"
CERTIFICATE: Final = "certificate"
_ADDING: Final = (ChangeKind.CREATE, ChangeKind.ISSUE, ChangeKind.ADD)
_TAKING: Final = (ChangeKind.DELETE, ChangeKind.REMOVE)


def authority_change(authority: CertificationAuthority, secret: Secret[bytes]) -> Change:
    """Return the Change that creates an authority."""
    value = {
        "aia": list(authority.aia_uri),
        "cdp": list(authority.cdp_uri),
        "certificate": _encode(authority.certificate.raw),
        "keyAlgorithm": authority.key_algorithm,
        "keyId": authority.key_id,
        "name": authority.name,
        "parent": authority.parent,
        "years": authority.years,
    }
    target = Target(PORT, fold(authority.name), authority.name)
    return Change(ChangeKind.CREATE, target, AUTHORITY, after=_canonical(value), secret=secret)


def certificate_change(record: CertificateRecord, secret: Secret[bytes]) -> Change:
    """Return the Change that issues a person's certificate."""
    name = f"{record.identity} {record.purpose.value}"
    target = Target(PORT, fold(name), name)
    after = _canonical(_value_of(record))
    return Change(ChangeKind.ISSUE, target, CERTIFICATE, after=after, secret=secret)


def import_change(record: CertificateRecord, secret: Secret[bytes] | None) -> Change:
    """Return the Change that adds a certificate which was made elsewhere, with its key if known."""
    value = {**_value_of(record), "hasKey": secret is not None}
    thumbprint = Certificate(record.raw).thumbprint
    target = Target(PORT, thumbprint, f"{record.identity} {thumbprint}")
    return Change(ChangeKind.ADD, target, CERTIFICATE, after=_canonical(value), secret=secret)


class PkiExecutor(Executor):
    """Writes authorities and certificates with their keys into the workspace.

    DELETE and REMOVE take the record away and leave the key, which old mail may need.
    """

    def __init__(self, records: Records, keys: KeyStore) -> None:
        self._records = records
        self._keys = keys

    @property
    def transactional(self) -> bool:
        """Writes join the workspace's own transaction."""
        return True

    def execute(self, changes: Sequence[Change]) -> None:
        """Make all Changes of one target."""
        for change in changes:
            if change.kind in _ADDING and change.after is not None:
                self._add(change, change.after)
            elif change.kind in _TAKING and change.before is not None:
                self._remove(change, change.before)
            else:
                raise UnsupportedChangeError(change.kind.value, str(change.target))

    def _add(self, change: Change, after: bytes) -> None:
        value = json.loads(after)
        if change.secret is not None:
            self._keys.keep(value["keyId"], change.secret.reveal())
        elif value.get("hasKey", True) and not self._keys.has(value["keyId"]):
            raise KeyNotFoundError(value["keyId"])
        if change.attribute == AUTHORITY:
            self._records.add_authority(_authority_of(value))
        else:
            self._records.add_certificate(_record_of(value))

    def _remove(self, change: Change, before: bytes) -> None:
        value = json.loads(before)
        if change.attribute == AUTHORITY:
            self._records.remove_authority(value["name"])
        else:
            self._records.remove_certificate(_decode(value))

    def is_made(self, change: Change) -> bool:
        """Read back: the same certificate is recorded, and the key of its public half is kept."""
        if change.kind in _TAKING:
            return change.before is not None and not self._stands(change, change.before)
        return change.after is not None and self._stands(change, change.after)

    def is_undoable(self, change: Change) -> bool:
        """Say yes for what was imported, and for an authority that has issued nothing."""
        if change.kind is ChangeKind.ADD:
            return True
        if change.kind is not ChangeKind.CREATE or change.after is None:
            return False
        name = json.loads(change.after)["name"]
        return not self._records.has_issued(name)

    def _stands(self, change: Change, content: bytes) -> bool:
        value = json.loads(content)
        raw = _decode(value)
        if change.attribute == AUTHORITY:
            kept = self._records.authority(value["name"])
            is_recorded = kept is not None and kept.certificate.raw == raw
        else:
            records = self._records.certificates(value["identity"])
            is_recorded = any(record.raw == raw for record in records)
        needs_key = value.get("hasKey", True)
        return is_recorded and (not needs_key or self._keys.has(key_id_of(Certificate(raw).spki)))


def _value_of(record: CertificateRecord) -> dict[str, Any]:
    return {
        "authority": record.authority,
        "certificate": _encode(record.raw),
        "days": record.days,
        "identity": record.identity,
        "keyAlgorithm": record.key_algorithm,
        "keyId": record.key_id,
        "purpose": record.purpose.value,
    }


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decode(value: dict[str, Any]) -> bytes:
    return base64.b64decode(value["certificate"], validate=True)


def _authority_of(value: dict[str, Any]) -> CertificationAuthority:
    return CertificationAuthority(
        name=value["name"],
        parent=value["parent"],
        key_algorithm=value["keyAlgorithm"],
        key_id=value["keyId"],
        years=value["years"],
        certificate=Certificate(_decode(value)),
        cdp_uri=tuple(value["cdp"]),
        aia_uri=tuple(value["aia"]),
    )


def _record_of(value: dict[str, Any]) -> CertificateRecord:
    return CertificateRecord(
        identity=value["identity"],
        purpose=Purpose(value["purpose"]),
        authority=value["authority"],
        key_algorithm=value["keyAlgorithm"],
        key_id=value["keyId"],
        days=value["days"],
        raw=_decode(value),
    )
