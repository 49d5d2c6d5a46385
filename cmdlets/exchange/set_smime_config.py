"""Set-SmimeConfig: changes the S/MIME settings of the organization."""

from typing import Any

from cmdlets._base import AdminCmdlet
from smimeadmin.exchange.algorithms import weak_algorithms
from smimeadmin.exchange.errors import CollectionMissingError
from smimeadmin.exchange.planning import plan_smime_config
from smimeadmin.exchange.smime_config import COLLECTION, SETTINGS
from smimeadmin.shell.engine import Example, Parameter


class SetSmimeConfig(AdminCmdlet, name="Set-SmimeConfig", impact="Medium"):
    """Changes the S/MIME settings of the organization.

    Parameters, types and defaults are Microsoft's. $null brings a default back, but not for the
    collection, which only an empty array takes away: $null is what a file that could not be read
    leaves. Lists of algorithms
    are checked, which is not documented of Exchange: Outlook on the web would fall back to SHA-1
    without a word. A collection with a member that has expired is refused whole, before anything
    is written; what Get-SmimeConfig shows afterwards are the very bytes that were given.
    """

    identity: str | None = Parameter(
        "Reserved by Microsoft: there is one object.", default=None, position=0, from_pipeline=True
    )
    allow_user_choice_of_signing_certificate: bool | None = Parameter(
        "Let people choose their signing certificate; without it the newest one is taken.",
        default=None,
        name="OWAAllowUserChoiceOfSigningCertificate",
    )
    always_encrypt: bool | None = Parameter(
        "Encrypt every outgoing message.",
        default=None,
        name="OWAAlwaysEncrypt",
    )
    always_sign: bool | None = Parameter(
        "Sign every outgoing message.",
        default=None,
        name="OWAAlwaysSign",
    )
    bcc_encrypted_email_forking: int | None = Parameter(
        "Bcc recipients of encrypted mail: 0 a message each, 1 one for all of them, 2 one message.",
        default=None,
        name="OWABCCEncryptedEmailForking",
        type="UInt32",
    )
    check_crl_on_send: bool | None = Parameter(
        "Refuse to send when a revocation list can't be reached.",
        default=None,
        name="OWACheckCRLOnSend",
    )
    clear_sign: bool | None = Parameter(
        "Sign so that programs without S/MIME can read the text.",
        default=None,
        name="OWAClearSign",
    )
    copy_recipient_headers: bool | None = Parameter(
        "Reserved by Microsoft.",
        default=None,
        name="OWACopyRecipientHeaders",
    )
    crl_connection_timeout: int | None = Parameter(
        "Milliseconds that one revocation list may take.",
        default=None,
        name="OWACRLConnectionTimeout",
        type="UInt32",
    )
    crl_retrieval_timeout: int | None = Parameter(
        "Milliseconds that all revocation lists together may take.",
        default=None,
        name="OWACRLRetrievalTimeout",
        type="UInt32",
    )
    disable_crl_check: bool | None = Parameter(
        "Look at no revocation list: signatures by revoked certificates pass.",
        default=None,
        name="OWADisableCRLCheck",
    )
    dl_expansion_timeout: int | None = Parameter(
        "Milliseconds that the members of one distribution group may take.",
        default=None,
        name="OWADLExpansionTimeout",
        type="UInt32",
    )
    encryption_algorithms: str | None = Parameter(
        "Content encryption in order of priority: '6610;660E' is AES256, then AES128.",
        default=None,
        name="OWAEncryptionAlgorithms",
    )
    encrypt_temporary_buffers: bool | None = Parameter(
        "Encrypt the temporary files of the client.",
        default=None,
        name="OWAEncryptTemporaryBuffers",
    )
    force_smime_client_upgrade: bool | None = Parameter(
        "Demand that an old S/MIME control is upgraded before it is used.",
        default=None,
        name="OWAForceSMIMEClientUpgrade",
    )
    include_certificate_chain_and_root_certificate: bool | None = Parameter(
        "Put the chain with its root into messages.",
        default=None,
        name="OWAIncludeCertificateChainAndRootCertificate",
    )
    include_certificate_chain_without_root_certificate: bool | None = Parameter(
        "Put the chain without its root into messages.",
        default=None,
        name="OWAIncludeCertificateChainWithoutRootCertificate",
    )
    include_smime_capabilities_in_message: bool | None = Parameter(
        "Tell in messages which algorithms the sender can read.",
        default=None,
        name="OWAIncludeSMIMECapabilitiesInMessage",
    )
    only_use_smart_card: bool | None = Parameter(
        "Take certificates from smart cards only.",
        default=None,
        name="OWAOnlyUseSmartCard",
    )
    sender_certificate_attributes_to_display: str | None = Parameter(
        "OIDs, separated by commas, that are shown when sender and certificate differ.",
        default=None,
        name="OWASenderCertificateAttributesToDisplay",
    )
    signed_email_certificate_inclusion: bool | None = Parameter(
        "Put signing and encryption certificate into signed messages.",
        default=None,
        name="OWASignedEmailCertificateInclusion",
    )
    signing_algorithms: str | None = Parameter(
        "Hash algorithms in order of priority: '800E;800C' is SHA512, then SHA256.",
        default=None,
        name="OWASigningAlgorithms",
    )
    triple_wrap_signed_encrypted_mail: bool | None = Parameter(
        "Sign, encrypt, and sign again.",
        default=None,
        name="OWATripleWrapSignedEncryptedMail",
    )
    use_key_identifier: bool | None = Parameter(
        "Name recipients by key identifier, not by issuer and serial number.",
        default=None,
        name="OWAUseKeyIdentifier",
    )
    use_secondary_proxies_when_finding_certificates: bool | None = Parameter(
        "Find certificates by secondary addresses too.",
        default=None,
        name="OWAUseSecondaryProxiesWhenFindingCertificates",
    )
    certificate_issuing_ca: bytes | None = Parameter(
        "The virtual certificate collection: the bytes of an .sst file.",
        default=None,
        name="SMIMECertificateIssuingCA",
        type="Byte[]",
    )

    examples = (
        Example(
            "Sign with SHA-512 or SHA-256, never with SHA-1.",
            "Set-SmimeConfig -OWASigningAlgorithms '800E;800C'; "
            "(Get-SmimeConfig).OWASigningAlgorithms",
            shows="800E;800C",
        ),
        Example(
            "Bring a virtual certificate collection in by the line of Microsoft's documentation.",
            "Set-SmimeConfig -SMIMECertificateIssuingCA ([System.IO.File]::ReadAllBytes($sst)); "
            "(Get-SmimeConfig).SMIMECertificateIssuingCA.Length -eq (Get-Item $sst).Length",
            setup="$sst = Join-Path $PWD trust.sst; "
            "$root = New-CertificationAuthority -Name 'Contoso Root CA' -KeyAlgorithm P-256; "
            "New-TrustCollection -Certificate $root.Certificate | Export-TrustCollection $sst",
            shows="True",
        ),
    )

    def process(self, identity: str | None) -> None:
        """Set what was given."""
        del identity
        wanted: dict[str, Any] = {
            name: getattr(self, setting.field)
            for name, setting in SETTINGS.items()
            if self.is_bound(name)
        }
        if not wanted:
            self.write_warning("Nothing was changed: no setting was named.")
            return
        if COLLECTION in wanted and wanted[COLLECTION] is None:
            raise CollectionMissingError(COLLECTION)
        services = self.services
        changes = plan_smime_config(services.exchange, wanted, services.clock.now())
        for name, weak in weak_algorithms(wanted).items():
            self.write_warning(
                f"{name} names {', '.join(weak)}, which is weak: the setting is stored, but "
                "messages made here use nothing below SHA-256 and AES-128."
            )
        self.make(changes, "SmimeConfig", f"Set {', '.join(c.attribute for c in changes)}")
