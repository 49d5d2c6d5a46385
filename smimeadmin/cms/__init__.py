"""CMS (RFC 5652): bytes in, bytes out. No input or output, no trust decisions.

``build_`` makes DER, ``parse_`` reads BER, ``verify_`` raises or returns evidence.
"""

from smimeadmin.cms.enveloped import (
    EnvelopedData,
    build_enveloped_data,
    decrypt,
    parse_enveloped_data,
)
from smimeadmin.cms.signed import (
    PrivateKey,
    SignatureEvidence,
    SignedData,
    Signer,
    SignerInfo,
    build_signed_data,
    parse_signed_data,
    verify_signer,
)
from smimeadmin.cms.structure import content_type_of

__all__ = [
    "EnvelopedData",
    "PrivateKey",
    "SignatureEvidence",
    "SignedData",
    "Signer",
    "SignerInfo",
    "build_enveloped_data",
    "build_signed_data",
    "content_type_of",
    "decrypt",
    "parse_enveloped_data",
    "parse_signed_data",
    "verify_signer",
]
