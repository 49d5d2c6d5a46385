"""X509Certificate2: made from files, bytes and texts, read, compared and exported by scripts."""

from typing import Any, Final

from cmdlets._types import collection, names
from cmdlets._types._export import export
from cmdlets._types._making import constructed, crypto_error, guard, read_file, secret_of
from cmdlets._types.certificate_text import verbose_text
from smimeadmin.core.clock import SystemClock
from smimeadmin.pki import extensions as x
from smimeadmin.pki import name as pki_names
from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.certificate_hosts import matches_host
from smimeadmin.pki.dotnet_chain import is_chained
from smimeadmin.pki.dotnet_collection import content_type, read_one
from smimeadmin.pki.dotnet_enums import CERTIFICATES, CONTENT_TYPE, KEY_STORAGE_FLAGS, NAME_TYPE
from smimeadmin.pki.dotnet_objects import EnhancedKeyUsage
from smimeadmin.pki.dotnet_text import local_text
from smimeadmin.pki.key_file import load_key_for
from smimeadmin.pki.pem import pem_text
from smimeadmin.pki.store import TrustCollection
from smimeadmin.shell.engine.members_table import (
    Forms,
    methods,
    net_exception,
    static_methods,
)
from smimeadmin.shell.engine.types import register_type

__all__ = ["collection", "names"]

_BASE: Final = f"{CERTIFICATES}X509Certificate"
_FLAGS: Final = f"{KEY_STORAGE_FLAGS.full_name}:keyStorageFlags"
_HASHES: Final = frozenset({"MD5", "SHA1", "SHA256", "SHA384", "SHA512", "SHA3-256"})


def _of_bytes(data: Any, *options: Any) -> Certificate:
    return read_one(bytes(data or b""), secret_of(options[0]) if options else None, "The data")


def _of_file(path: str, *options: Any) -> Certificate:
    data, whole = read_file(path)
    return read_one(data, secret_of(options[0]) if options else None, whole)


def _of_pem(text: str, *key: str) -> Certificate:
    if "-----BEGIN CERTIFICATE-----" not in text:
        raise crypto_error("The text holds no certificate in PEM form.")
    found = load_certificate(text.encode())
    return load_key_for(found, key[0].encode()) if key else found


def _of_pem_file(path: str, *key: str) -> Certificate:
    text, whole = read_file(path)
    found = load_certificate(text, whole)
    if not key:
        return load_key_for(found, text) if b"PRIVATE KEY-----" in text else found
    data, _ = read_file(key[0])
    return load_key_for(found, data)


def _content_type(data: Any) -> Any:
    return CONTENT_TYPE.value(content_type(bytes(data)))


def _content_type_of_file(path: str) -> Any:
    return _content_type(read_file(path)[0])


def _name_info(certificate: Certificate, kind: Any, for_issuer: Any) -> str:
    """Return GetNameInfo: alternative names first where the kind has some, then the name."""
    wanted = str(kind)
    parts = certificate.parts
    if wanted == "SimpleName":
        name = parts.issuer if for_issuer else parts.subject
        return pki_names.simple_name(name) or _first_address(certificate, for_issuer)
    if not for_issuer and wanted in _OF_SUBJECT:
        return _OF_SUBJECT[wanted](certificate)
    name = parts.issuer if for_issuer else parts.subject
    found = _alternative(certificate, wanted, for_issuer)
    if found:
        return found
    key = {"EmailName": pki_names.EMAIL, "DnsName": pki_names.COMMON_NAME}.get(wanted)
    values = pki_names.attribute_values(name, key) if key else ()
    return values[-1] if values else ""


def _first_address(certificate: Certificate, for_issuer: Any) -> str:
    return "" if for_issuer else certificate.email_name()


_OF_SUBJECT: Final = {
    "EmailName": Certificate.email_name,
    "UpnName": lambda certificate: certificate.user_principal_name or "",
    "DnsName": Certificate.dns_name,
}
_TAGS: Final = {
    "EmailName": x.RFC822_NAME,
    "DnsName": x.DNS_NAME,
    "DnsFromAlternativeName": x.DNS_NAME,
    "UrlName": x.URI,
}


def _alternative(certificate: Certificate, kind: str, for_issuer: Any) -> str:
    """Return the first alternative name of a kind, of the subject or of the issuer."""
    value = certificate.extension("2.5.29.18" if for_issuer else x.SUBJECT_ALTERNATIVE_NAME)
    for name in x.parse_general_names(value) if value is not None else ():
        if name.tag == _TAGS.get(kind):
            return name.content.decode("latin-1")
        if kind == "UpnName" and (upn := x.other_name_text(name, x.USER_PRINCIPAL_NAME)):
            return upn
    return ""


def _hash(certificate: Certificate, algorithm: Any) -> bytes:
    name = str(algorithm).upper()
    if name not in _HASHES:
        raise net_exception("ArgumentException", f"The hash '{algorithm}' is not known.")
    return certificate.digest(name)


def _equal(certificate: Certificate, other: Any) -> bool:
    """Tell as .NET does: the same issuer and serial number."""
    return (
        isinstance(other, Certificate)
        and bool(other.raw) is bool(certificate.raw)
        and (not other.raw or _identity(other) == _identity(certificate))
    )


def _identity(certificate: Certificate) -> tuple[bytes, bytes]:
    return certificate.parts.issuer, certificate.parts.serial.content


def _verify(certificate: Certificate) -> bool:
    return is_chained(certificate, SystemClock().now())


def _text(certificate: Certificate, verbose: Any) -> str:
    return verbose_text(certificate) if verbose else str(certificate)


def _with_options(*, call: Any, first: str) -> Forms:
    """Return the forms of a constructor: alone, with a password, and with storage flags."""
    return guard(
        (first, call),
        (f"{first} string:password", call),
        (f"{first} securestring:password", call),
        (f"{first} string:password {_FLAGS}", call),
        (f"{first} securestring:password {_FLAGS}", call),
    )


register_type(_BASE)
register_type(
    Certificate.type_name,
    accelerators=("X509Certificate", "X509Certificate2"),
    python=Certificate,
    base=_BASE,
    interfaces=("System.IDisposable",),
)
register_type(EnhancedKeyUsage.type_name, python=EnhancedKeyUsage)
register_type(TrustCollection.type_name, python=TrustCollection)
methods(
    Certificate,
    GetNameInfo=guard((f"{NAME_TYPE.full_name}:nameType bool:forIssuer -> string", _name_info)),
    GetRawCertData=[("-> byte[]", lambda c: bytearray(c.raw))],
    GetRawCertDataString=[("-> string", lambda c: c.raw.hex().upper())],
    GetCertHash=[
        ("-> byte[]", lambda c: bytearray(c.digest("SHA1"))),
        ("string:hashAlgorithm -> byte[]", lambda c, name: bytearray(_hash(c, name))),
    ],
    GetCertHashString=[
        ("-> string", lambda c: c.thumbprint),
        ("string:hashAlgorithm -> string", lambda c, name: _hash(c, name).hex().upper()),
    ],
    GetSerialNumber=guard(("-> byte[]", lambda c: bytearray(reversed(c.parts.serial.content)))),
    GetSerialNumberString=guard(("-> string", lambda c: c.serial_number)),
    GetPublicKey=guard(("-> byte[]", lambda c: bytearray(c.public_key.bits))),
    GetPublicKeyString=guard(("-> string", lambda c: c.public_key.bits.hex().upper())),
    GetKeyAlgorithm=guard(("-> string", lambda c: c.public_key.oid.value)),
    GetKeyAlgorithmParameters=guard(("-> byte[]", lambda c: bytearray(c.public_key.parameters))),
    GetKeyAlgorithmParametersString=guard(
        ("-> string", lambda c: c.public_key.parameters.hex().upper())
    ),
    GetEffectiveDateString=guard(("-> string", lambda c: local_text(c.not_before))),
    GetExpirationDateString=guard(("-> string", lambda c: local_text(c.not_after))),
    GetName=guard(("-> string", lambda c: c.subject)),
    GetIssuerName=guard(("-> string", lambda c: c.issuer)),
    GetFormat=[("-> string", lambda _certificate: "X509")],
    MatchesHostname=guard(
        ("string:hostname -> bool", matches_host),
        (
            "string:hostname bool:allowWildcards -> bool",
            lambda c, host, wild: matches_host(c, host, wildcards=bool(wild)),
        ),
    ),
    Verify=guard(("-> bool", _verify)),
    Equals=[("object:obj -> bool", _equal)],
    GetHashCode=[("-> int", lambda c: int.from_bytes(c.digest("SHA1")[:4], "big", signed=True))],
    ToString=guard(("-> string", str), ("bool:verbose -> string", _text)),
    Export=guard(
        (f"{CONTENT_TYPE.full_name}:contentType -> byte[]", export),
        (f"{CONTENT_TYPE.full_name}:contentType string:password -> byte[]", export),
        (f"{CONTENT_TYPE.full_name}:contentType securestring:password -> byte[]", export),
    ),
    ExportCertificatePem=guard(("-> string", lambda c: pem_text(c.raw, "CERTIFICATE"))),
    Dispose=[("-> void", lambda _certificate: None)],
    Reset=[("-> void", lambda _certificate: None)],
)
_CONSTRUCTORS: Final[Forms] = [
    ("", lambda: Certificate(b"")),
    *_with_options(call=_of_bytes, first="byte[]:rawData"),
    *_with_options(call=_of_file, first="string:fileName"),
    (f"{Certificate.type_name}:certificate", lambda one: one),
]
static_methods(_BASE, new=_CONSTRUCTORS)
static_methods(
    Certificate.type_name,
    new=_CONSTRUCTORS,
    CreateFromPem=guard(
        ("string:certPem", _of_pem),
        ("string:certPem string:keyPem", _of_pem),
    ),
    CreateFromPemFile=guard(
        ("string:certPemFilePath", _of_pem_file),
        ("string:certPemFilePath string:keyPemFilePath", _of_pem_file),
    ),
    CreateFromCertFile=guard(("string:filename", _of_file)),
    GetCertContentType=guard(
        (f"byte[]:rawData -> {CONTENT_TYPE.full_name}", _content_type),
        (f"string:fileName -> {CONTENT_TYPE.full_name}", _content_type_of_file),
    ),
)
constructed(Certificate.type_name, _BASE)
