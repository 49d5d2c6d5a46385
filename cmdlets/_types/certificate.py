"""The .NET types of certificates that scripts may name; importing this adds them to the list."""

from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.pki import name as names
from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.dotnet_objects import (
    DistinguishedName,
    EnhancedKeyUsage,
    Oid,
    PublicKeyInfo,
)
from smimeadmin.pki.name import format_lines, format_name_forwards, parse_name
from smimeadmin.pki.store import TrustCollection
from smimeadmin.shell.engine.members_table import methods, net_exception, static_methods
from smimeadmin.shell.engine.types import register_enum, register_type

_NAMESPACE: Final = "System.Security.Cryptography.X509Certificates."
_NAME_TYPES: Final = v.EnumType(
    f"{_NAMESPACE}X509NameType",
    {
        "SimpleName": 0,
        "EmailName": 1,
        "UpnName": 2,
        "DnsName": 3,
        "DnsFromAlternativeName": 4,
        "UrlName": 5,
    },
)
_CONTENT_TYPES: Final = v.EnumType(f"{_NAMESPACE}X509ContentType", {"Unknown": 0, "Cert": 1})


def _name_info(certificate: Certificate, kind: v.EnumValue, for_issuer: Any) -> str:
    """Return GetNameInfo: of the issuer only the simple name is known here."""
    wanted = str(kind)
    if for_issuer:
        return names.simple_name(certificate.parts.issuer) if wanted == "SimpleName" else ""
    if wanted == "SimpleName":
        return certificate.simple_name()
    if wanted == "EmailName":
        return certificate.email_name()
    if wanted == "UpnName":
        return certificate.user_principal_name or ""
    return certificate.dns_name() if wanted.startswith("Dns") else ""


def _export(certificate: Certificate, kind: v.EnumValue) -> bytearray:
    if str(kind) != "Cert":
        raise net_exception(
            "System.Security.Cryptography.CryptographicException",
            "Only a certificate without its key is exported here; use Export-PfxCertificate.",
        )
    return bytearray(certificate.raw)


def _hash_text(certificate: Certificate, algorithm: str) -> str:
    if algorithm.upper() == "SHA256":
        return certificate.sha256
    if algorithm.upper() == "SHA1":
        return certificate.thumbprint
    raise net_exception("ArgumentException", f"The hash '{algorithm}' is not known.")


def _new_certificate(data: bytearray) -> Certificate:
    return load_certificate(bytes(data))


def _new_name(text: str) -> DistinguishedName:
    return DistinguishedName(parse_name(text), text)


def _format(name: DistinguishedName, multi_line: Any) -> str:
    return format_lines(name.raw_data) if multi_line else name.name


def _decode(name: DistinguishedName, flag: str) -> str:
    """Return X500DistinguishedName.Decode: None keeps the order of the DER."""
    return format_name_forwards(name.raw_data) if flag.lower() == "none" else name.name


register_enum(_NAME_TYPES, "X509NameType")
register_enum(_CONTENT_TYPES, "X509ContentType")
register_type(f"{_NAMESPACE}X509Certificate")
register_type(
    Certificate.type_name,
    accelerators=("X509Certificate2", "X509Certificate"),
    python=Certificate,
    base=f"{_NAMESPACE}X509Certificate",
)
register_type(
    DistinguishedName.type_name, accelerators=("X500DistinguishedName",), python=DistinguishedName
)
register_type(PublicKeyInfo.type_name, python=PublicKeyInfo)
register_type(Oid.type_name, python=Oid)
register_type(EnhancedKeyUsage.type_name, python=EnhancedKeyUsage)
register_type(TrustCollection.type_name, python=TrustCollection)

methods(
    Certificate,
    GetNameInfo=[(f"{_NAME_TYPES.full_name} bool", _name_info)],
    GetRawCertData=[("", lambda c: bytearray(c.raw))],
    GetRawCertDataString=[("", lambda c: c.raw.hex().upper())],
    GetCertHash=[("", lambda c: bytearray.fromhex(c.thumbprint))],
    GetCertHashString=[("", lambda c: c.thumbprint), ("string", _hash_text)],
    GetSerialNumber=[("", lambda c: bytearray(reversed(c.parts.serial.content)))],
    GetSerialNumberString=[("", lambda c: c.serial_number)],
    GetPublicKey=[("", lambda c: bytearray(c.public_key.encoded_key_value))],
    GetPublicKeyString=[("", lambda c: c.public_key.encoded_key_value.hex().upper())],
    GetKeyAlgorithm=[("", lambda c: c.public_key.oid.value)],
    GetFormat=[("", lambda _certificate: "X509")],
    Export=[(_CONTENT_TYPES.full_name, _export)],
)
methods(
    DistinguishedName,
    Format=[("bool", _format)],
    Decode=[("string", _decode)],
)
static_methods(Certificate.type_name, new=[("byte[]", _new_certificate)])
static_methods(
    DistinguishedName.type_name,
    new=[("string", _new_name), ("byte[]", lambda data: DistinguishedName(bytes(data)))],
)
