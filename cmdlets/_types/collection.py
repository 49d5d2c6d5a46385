"""X509Certificate2Collection: filled, searched, read and written by scripts."""

from collections.abc import Iterable
from typing import Any, Final

from cmdlets._types import extensions
from cmdlets._types._export import export
from cmdlets._types._making import (
    constructed,
    crypto_error,
    guard,
    instant,
    named,
    read_file,
    secret_of,
)
from smimeadmin.core.clock import SystemClock
from smimeadmin.pki.bundle import build_pkcs7
from smimeadmin.pki.certificate import Certificate, load_certificate, pem_certificates
from smimeadmin.pki.dotnet_chain import is_chained
from smimeadmin.pki.dotnet_collection import CertificateCollection, find, read_any
from smimeadmin.pki.dotnet_enums import (
    CONTENT_TYPE,
    FIND_TYPE,
    KEY_STORAGE_FLAGS,
    KEY_USAGE_FLAGS,
)
from smimeadmin.pki.pem import pem_text
from smimeadmin.shell.engine.convert import convert, to_text
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.members_table import methods, properties, static_methods
from smimeadmin.shell.engine.types import register_type, resolve_type

__all__ = ["extensions"]

_ONE: Final = Certificate.type_name
_MANY: Final = CertificateCollection.type_name
_FLAGS: Final = f"{KEY_STORAGE_FLAGS.full_name}:keyStorageFlags"
_TIMES: Final = frozenset({"FindByTimeValid", "FindByTimeNotYetValid", "FindByTimeExpired"})


def _find(
    certificates: CertificateCollection, kind: Any, value: Any, valid_only: Any
) -> CertificateCollection:
    name = str(kind)
    try:
        if name in _TIMES:
            found = find(certificates, name, None, instant(value))
        elif name == "FindByKeyUsage":
            wanted = convert(value, resolve_type(KEY_USAGE_FLAGS.full_name))
            found = find(certificates, name, int(wanted.value))
        elif isinstance(value, str):
            found = find(certificates, name, value)
        else:
            raise crypto_error(f"{name} needs a text, not '{to_text(value)}'.")
    except (ConversionError, ValueError) as error:
        raise crypto_error(f"'{to_text(value)}' is nothing that {name} can look for.") from error
    if valid_only:
        now = SystemClock().now()
        found = CertificateCollection(one for one in found if is_chained(one, now))
    return found


def _add(certificates: CertificateCollection, certificate: Certificate) -> int:
    certificates.append(certificate)
    return len(certificates) - 1


def _remove(certificates: CertificateCollection, certificate: Certificate) -> None:
    if certificate in certificates:
        certificates.remove(certificate)


def _remove_range(certificates: CertificateCollection, others: Iterable[Certificate]) -> None:
    for other in others:
        _remove(certificates, other)


def _remove_at(certificates: CertificateCollection, place: int) -> None:
    if not 0 <= place < len(certificates):
        raise IndexError("The index is outside the collection")
    del certificates[place]


def _index(certificates: CertificateCollection, certificate: Certificate) -> int:
    return certificates.index(certificate) if certificate in certificates else -1


def _import(certificates: CertificateCollection, data: Any, *options: Any) -> None:
    password = secret_of(options[0]) if options else None
    certificates.extend(read_any(bytes(data), password, "The data"))


def _import_file(certificates: CertificateCollection, path: str, *options: Any) -> None:
    data, whole = read_file(path)
    password = secret_of(options[0]) if options else None
    certificates.extend(read_any(data, password, whole))


def _import_pem(certificates: CertificateCollection, text: str) -> None:
    found = pem_certificates(text.encode())
    certificates.extend(load_certificate(raw) for raw in found)


def _import_pem_file(certificates: CertificateCollection, path: str) -> None:
    data, whole = read_file(path)
    certificates.extend(load_certificate(raw, whole) for raw in pem_certificates(data, whole))


def _pkcs7_pem(certificates: CertificateCollection) -> str:
    return pem_text(build_pkcs7(certificates), "PKCS7")


def _certificate_pems(certificates: CertificateCollection) -> str:
    return "\n".join(pem_text(one.raw, "CERTIFICATE") for one in certificates)


named(
    register_type(
        _MANY,
        accelerators=("X509Certificate2Collection",),
        python=CertificateCollection,
        base="System.Collections.CollectionBase",
        interfaces=(
            "System.Collections.IList",
            "System.Collections.ICollection",
            "System.Collections.IEnumerable",
        ),
    )
)
properties(CertificateCollection, Capacity=len, Count=len)
methods(
    CertificateCollection,
    Add=[(f"{_ONE}:certificate -> int", _add)],
    AddRange=[
        (f"{_MANY}:certificates -> void", lambda c, others: c.extend(list(others))),
        (f"{_ONE}[]:certificates -> void", lambda c, others: c.extend(list(others))),
    ],
    Clear=[("-> void", lambda certificates: certificates.clear())],
    Contains=[(f"{_ONE}:certificate -> bool", lambda c, one: one in c)],
    IndexOf=[(f"{_ONE}:certificate -> int", _index)],
    Insert=[(f"int:index {_ONE}:certificate -> void", lambda c, n, one: c.insert(n, one))],
    Remove=[(f"{_ONE}:certificate -> void", _remove)],
    RemoveAt=[("int:index -> void", _remove_at)],
    RemoveRange=[
        (f"{_MANY}:certificates -> void", _remove_range),
        (f"{_ONE}[]:certificates -> void", _remove_range),
    ],
    Find=guard((f"{FIND_TYPE.full_name}:findType object:findValue bool:validOnly", _find)),
    Import=guard(
        ("byte[]:rawData -> void", _import),
        (f"byte[]:rawData string:password {_FLAGS} -> void", _import),
        (f"byte[]:rawData securestring:password {_FLAGS} -> void", _import),
        ("byte[]:rawData string:password -> void", _import),
        ("string:fileName -> void", _import_file),
        (f"string:fileName string:password {_FLAGS} -> void", _import_file),
        (f"string:fileName securestring:password {_FLAGS} -> void", _import_file),
        ("string:fileName string:password -> void", _import_file),
    ),
    ImportFromPem=guard(("string:certPem -> void", _import_pem)),
    ImportFromPemFile=guard(("string:certPemFilePath -> void", _import_pem_file)),
    Export=guard(
        (f"{CONTENT_TYPE.full_name}:contentType -> byte[]", export),
        (f"{CONTENT_TYPE.full_name}:contentType string:password -> byte[]", export),
    ),
    ExportCertificatePems=guard(("-> string", _certificate_pems)),
    ExportPkcs7Pem=guard(("-> string", _pkcs7_pem)),
)
static_methods(
    _MANY,
    new=[
        ("", CertificateCollection),
        (f"{_ONE}:certificate", lambda one: CertificateCollection([one])),
        (f"{_MANY}:certificates", CertificateCollection),
        (f"{_ONE}[]:certificates", CertificateCollection),
    ],
)
constructed(_MANY)
