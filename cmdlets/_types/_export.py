"""Certificates as bytes of the kinds that .NET's X509ContentType names."""

from collections.abc import Iterable
from typing import Any

from cmdlets._types._making import crypto_error, secret_of
from smimeadmin.pki.bundle import build_pkcs7
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.dotnet_collection import export_store, require_certificate
from smimeadmin.pki.pkcs12 import build_pfx, build_pfx_of_certificates
from smimeadmin.pki.store import StoreEntry


def export(certificates: Certificate | Iterable[Certificate], kind: Any, *options: Any) -> Any:
    """Return Export of one certificate or of a collection; null for an empty one's single kinds."""
    found = [certificates] if isinstance(certificates, Certificate) else list(certificates)
    for one in found:
        require_certificate(one)
    name = str(kind)
    if name in {"Cert", "SerializedCert"}:
        return _export_one(found, name)
    if name == "SerializedStore":
        return bytearray(export_store(found))
    if name == "Pkcs7":
        return bytearray(build_pkcs7(found))
    if name in {"Pfx", "Pkcs12"}:
        return bytearray(_pfx(found, options[0] if options else None))
    raise crypto_error(f"Certificates can't be exported as {name}.")


def _export_one(found: list[Certificate], name: str) -> bytearray | None:
    if not found:
        return None
    first = found[0]
    if name == "Cert":
        return bytearray(first.raw)
    return bytearray(StoreEntry(first.raw, encoded_properties=first.store_properties).build())


def _pfx(found: list[Certificate], password: Any) -> bytes:
    secret = secret_of(password)
    owner = next((one for one in found if one.has_private_key), None)
    if owner is None:
        return build_pfx_of_certificates(found, secret)
    if owner.held_key is None:
        raise crypto_error(
            f"The private key of '{owner.subject}' stays in the workspace.",
            "Export-PfxCertificate writes it to a file.",
        )
    if secret is None or not len(secret):
        raise crypto_error(
            f"The private key of '{owner.subject}' is not written without a password.",
            "Give a password as second argument.",
        )
    return build_pfx(owner, owner.held_key, [one for one in found if one is not owner], secret)
