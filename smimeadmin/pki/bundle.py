"""Files that hold certificates: DER, PEM, base64, PKCS #7 (.p7b) and serialized stores."""

import base64
import re
from collections.abc import Iterable

from smimeadmin.pki import der
from smimeadmin.pki.certificate import Certificate, load_certificate, pem_certificates
from smimeadmin.pki.errors import MalformedDerError, NotACertificateError
from smimeadmin.pki.store import TrustCollection, is_store, parse_store
from smimeadmin.pki.store_errors import NotAStoreError

_DATA = "1.2.840.113549.1.7.1"
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_PKCS7_PEM = re.compile(
    rb"-----BEGIN (?:PKCS7|CMS)-----(.+?)-----END (?:PKCS7|CMS)-----", re.DOTALL
)


def parse_collection(data: bytes, name: str = "The data") -> TrustCollection:
    """Return the certificates of a file of any known kind, in its order, doubles left out.

    ``name`` says whose data it is. Each certificate has been parsed: one that is none raises
    ``NotACertificateError``. A store's errors are those of ``parse_store``; a file that is called
    ``.sst`` and is nothing of the kind raises ``NotAStoreError``.
    """
    if is_store(data):
        entries = parse_store(data, name)
        for number, entry in enumerate(entries, 1):
            if entry.context_id == 32:
                load_certificate(entry.data, f"Entry {number} of {name}")
        return TrustCollection.of_entries(entries)
    try:
        certificates = parse_certificates(data, name)
    except NotACertificateError as error:
        if name.lower().endswith(".sst"):
            raise NotAStoreError(name) from error
        raise
    return TrustCollection.of(certificates)


def parse_certificates(data: bytes, name: str = "The data") -> tuple[Certificate, ...]:
    """Return the certificates of a DER, PEM, base64 or PKCS #7 file, in its order."""
    if match := _PKCS7_PEM.search(data):
        try:
            data = base64.b64decode(b"".join(match.group(1).split()), validate=True)
        except ValueError as error:
            raise NotACertificateError(name, "its base64 is damaged") from error
    if is_pkcs7(data):
        return parse_pkcs7(data, name)
    found = pem_certificates(data, name)
    if len(found) > 1:
        return tuple(
            load_certificate(raw, f"Certificate {number} of {name}")
            for number, raw in enumerate(found, 1)
        )
    return (load_certificate(data, name),)


def is_pkcs7(data: bytes) -> bool:
    """Say whether the data begins like a PKCS #7 SignedData, in DER or BER."""
    oid = der.oid(_SIGNED_DATA)
    return data[:1] == b"\x30" and oid in data[2 : 6 + len(oid)]


def parse_pkcs7(data: bytes, name: str = "The data") -> tuple[Certificate, ...]:
    """Return the certificates that a PKCS #7 SignedData carries (RFC 5652 s5.1), as they stand."""
    try:
        definite, _ = der.to_definite(data)
        content_type, content = der.read_only(definite, der.SEQUENCE).children()
        signed = der.expect(der.expect(content, 0xA0).children()[0], der.SEQUENCE)
        if der.decode_oid(content_type.content) != _SIGNED_DATA:
            raise NotACertificateError(name, "it is a PKCS #7 file of another kind")
        certificates = [part for part in signed.children() if part.tag == 0xA0]
    except (MalformedDerError, ValueError, IndexError) as error:
        raise NotACertificateError(name, "its PKCS #7 structure is damaged") from error
    found = [
        load_certificate(element.raw, name)
        for part in certificates
        for element in part.children()
        if element.tag == der.SEQUENCE
    ]
    if not found:
        raise NotACertificateError(name, "its PKCS #7 structure holds no certificate")
    return tuple(found)


def build_pkcs7(certificates: Iterable[Certificate]) -> bytes:
    """Return a SignedData without signers that carries the certificates (.p7b)."""
    signed = der.sequence(
        der.integer(1),
        der.set_of(),
        der.sequence(der.oid(_DATA)),
        der.encode(0xA0, *sorted(certificate.raw for certificate in certificates)),
        der.set_of(),
    )
    return der.sequence(der.oid(_SIGNED_DATA), der.encode(0xA0, signed))
