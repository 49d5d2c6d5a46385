"""SmimeConfig: the S/MIME settings of the whole organization.

Names, types and defaults are those of Microsoft's reference of Set-SmimeConfig. Each settable field
carries its Exchange name, its .NET type, and what is allowed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from smimeadmin.core.values_numbers import UInt32
from smimeadmin.exchange.algorithms import parse_encryption_algorithms, parse_signing_algorithms
from smimeadmin.exchange.errors import InvalidSettingError, UnknownSettingError

UINT32_MAX = 0xFFFFFFFF

Check = Callable[[str, Any], None]


def _boolean(name: str, *, default: bool) -> Any:
    return field(default=default, metadata={"name": name, "type": "Boolean"})


def _uint32(name: str, *, default: int, maximum: int = UINT32_MAX) -> Any:
    def check(setting: str, value: int) -> None:
        if not 0 <= value <= maximum:
            raise InvalidSettingError(setting, value, f"0 to {maximum}")

    metadata = {"name": name, "type": "UInt32", "check": check}
    return field(default=UInt32(default), metadata=metadata)


def _text(name: str, *, default: str | None, check: Check | None = None) -> Any:
    return field(default=default, metadata={"name": name, "type": "String", "check": check})


def _check_encryption(_setting: str, value: str | None) -> None:
    parse_encryption_algorithms(value or "")


def _check_signing(_setting: str, value: str | None) -> None:
    parse_signing_algorithms(value or "")


def _check_oids(setting: str, value: str | None) -> None:
    for oid in (value or "").split(","):
        parts = oid.strip().split(".")
        if value and not (len(parts) > 1 and all(p.isascii() and p.isdigit() for p in parts)):
            raise InvalidSettingError(setting, oid, "OIDs separated by ',', such as 2.5.4.3")


@dataclass(frozen=True, slots=True)
class SmimeConfig:
    """The settings, with Microsoft's defaults where nothing was set."""

    type_name: ClassVar[str] = "SmimeAdmin.SmimeConfig"

    identity: str = field(default="Smime Configuration", metadata={"read_only": True})
    name: str = field(default="Smime Configuration", metadata={"read_only": True})
    allow_user_choice_of_signing_certificate: bool = _boolean(
        "OWAAllowUserChoiceOfSigningCertificate", default=False
    )
    always_encrypt: bool = _boolean("OWAAlwaysEncrypt", default=False)
    always_sign: bool = _boolean("OWAAlwaysSign", default=False)
    bcc_encrypted_email_forking: int = _uint32("OWABCCEncryptedEmailForking", default=0, maximum=2)
    check_crl_on_send: bool = _boolean("OWACheckCRLOnSend", default=False)
    clear_sign: bool = _boolean("OWAClearSign", default=True)
    copy_recipient_headers: bool = _boolean("OWACopyRecipientHeaders", default=False)
    crl_connection_timeout: int = _uint32("OWACRLConnectionTimeout", default=60000)
    crl_retrieval_timeout: int = _uint32("OWACRLRetrievalTimeout", default=10000)
    disable_crl_check: bool = _boolean("OWADisableCRLCheck", default=False)
    dl_expansion_timeout: int = _uint32("OWADLExpansionTimeout", default=60000)
    encryption_algorithms: str = _text(
        "OWAEncryptionAlgorithms", default="6610", check=_check_encryption
    )
    encrypt_temporary_buffers: bool = _boolean("OWAEncryptTemporaryBuffers", default=True)
    force_smime_client_upgrade: bool = _boolean("OWAForceSMIMEClientUpgrade", default=True)
    include_certificate_chain_and_root_certificate: bool = _boolean(
        "OWAIncludeCertificateChainAndRootCertificate", default=False
    )
    include_certificate_chain_without_root_certificate: bool = _boolean(
        "OWAIncludeCertificateChainWithoutRootCertificate", default=False
    )
    include_smime_capabilities_in_message: bool = _boolean(
        "OWAIncludeSMIMECapabilitiesInMessage", default=False
    )
    only_use_smart_card: bool = _boolean("OWAOnlyUseSmartCard", default=False)
    sender_certificate_attributes_to_display: str | None = _text(
        "OWASenderCertificateAttributesToDisplay", default=None, check=_check_oids
    )
    signed_email_certificate_inclusion: bool = _boolean(
        "OWASignedEmailCertificateInclusion", default=True
    )
    signing_algorithms: str = _text("OWASigningAlgorithms", default="8004", check=_check_signing)
    triple_wrap_signed_encrypted_mail: bool = _boolean(
        "OWATripleWrapSignedEncryptedMail", default=False
    )
    use_key_identifier: bool = _boolean("OWAUseKeyIdentifier", default=False)
    use_secondary_proxies_when_finding_certificates: bool = _boolean(
        "OWAUseSecondaryProxiesWhenFindingCertificates", default=True
    )
    certificate_issuing_ca: bytes | None = field(
        default=None,
        repr=False,
        metadata={"name": "SMIMECertificateIssuingCA", "type": "Byte[]"},
    )
    certificates_expiry_date: datetime | None = field(
        default=None, metadata={"name": "SMIMECertificatesExpiryDate", "read_only": True}
    )
    expired_certificate_thumbprint: str | None = field(
        default=None, metadata={"name": "SMIMEExpiredCertificateThumbprint", "read_only": True}
    )


COLLECTION = "SMIMECertificateIssuingCA"


class Setting(NamedTuple):
    """One settable property: its Exchange name, field, .NET type, default and check."""

    name: str
    field: str
    type: str
    default: Any
    check: Check | None


SETTINGS: dict[str, Setting] = {
    f.metadata["name"]: Setting(
        f.metadata["name"], f.name, f.metadata["type"], f.default, f.metadata.get("check")
    )
    for f in fields(SmimeConfig)
    if not f.metadata.get("read_only")
}


def setting(name: str) -> Setting:
    """Return the setting of that Exchange name, whatever its case."""
    found = _BY_FOLDED_NAME.get(name.lower())
    if found is None:
        raise UnknownSettingError(name)
    return found


_BY_FOLDED_NAME = {name.lower(): value for name, value in SETTINGS.items()}


def encode(type_name: str, value: Any) -> bytes | None:
    """Return the canonical bytes of a value: what the journal keeps and the backends store."""
    if value is None:
        return None
    if type_name == "Byte[]":
        return bytes(value)
    if type_name == "Boolean":
        return b"true" if value else b"false"
    return str(value).encode()


def decode(type_name: str, data: bytes | None) -> Any:
    """Return the value that ``encode`` wrote."""
    if data is None or type_name == "Byte[]":
        return data
    if type_name == "Boolean":
        return data == b"true"
    return UInt32(int(data)) if type_name == "UInt32" else data.decode()
