"""X509CertificateLoader: the loading of .NET 9, which says beforehand what is to be loaded."""

from typing import Any, Final

from cmdlets._types import certificate
from cmdlets._types._making import guard, named, read_file, secret_of
from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.dotnet_collection import CertificateCollection, read_pfx
from smimeadmin.pki.dotnet_enums import CERTIFICATES, KEY_STORAGE_FLAGS
from smimeadmin.shell.engine.members_table import static_methods
from smimeadmin.shell.engine.types import register_type

__all__ = ["certificate"]

_NAME: Final = f"{CERTIFICATES}X509CertificateLoader"
_FLAGS: Final = f"{KEY_STORAGE_FLAGS.full_name}:keyStorageFlags"


def _load(data: Any) -> Certificate:
    return load_certificate(bytes(data))


def _load_file(path: str) -> Certificate:
    data, whole = read_file(path)
    return load_certificate(data, whole)


def _pfx(data: Any, password: Any, *_flags: Any) -> Certificate:
    return read_pfx(bytes(data), secret_of(password), "The data")[0]


def _pfx_file(path: str, password: Any, *_flags: Any) -> Certificate:
    data, whole = read_file(path)
    return read_pfx(data, secret_of(password), whole)[0]


def _pfx_collection(data: Any, password: Any, *_flags: Any) -> CertificateCollection:
    return CertificateCollection(read_pfx(bytes(data), secret_of(password), "The data"))


def _pfx_collection_file(path: str, password: Any, *_flags: Any) -> CertificateCollection:
    data, whole = read_file(path)
    return CertificateCollection(read_pfx(data, secret_of(password), whole))


named(register_type(_NAME, accelerators=("X509CertificateLoader",)))
static_methods(
    _NAME,
    LoadCertificate=guard(("byte[]:data", _load)),
    LoadCertificateFromFile=guard(("string:path", _load_file)),
    LoadPkcs12=guard(
        ("byte[]:data string:password", _pfx),
        (f"byte[]:data string:password {_FLAGS}", _pfx),
    ),
    LoadPkcs12FromFile=guard(
        ("string:path string:password", _pfx_file),
        (f"string:path string:password {_FLAGS}", _pfx_file),
    ),
    LoadPkcs12Collection=guard(
        ("byte[]:data string:password", _pfx_collection),
        (f"byte[]:data string:password {_FLAGS}", _pfx_collection),
    ),
    LoadPkcs12CollectionFromFile=guard(
        ("string:path string:password", _pfx_collection_file),
        (f"string:path string:password {_FLAGS}", _pfx_collection_file),
    ),
)
