"""X509Extension, those of .NET's own classes, and the collection of a certificate's."""

from collections.abc import Callable
from typing import Any, Final

from cmdlets._types import oids
from cmdlets._types._making import crypto_error, guard, guarded, named
from smimeadmin.pki import der
from smimeadmin.pki import extensions as x
from smimeadmin.pki.dotnet_enums import KEY_IDENTIFIER_HASH, KEY_USAGE_FLAGS
from smimeadmin.pki.dotnet_extensions import (
    AuthorityInformationAccessExtension,
    AuthorityKeyIdentifierExtension,
    BasicConstraintsExtension,
    EnhancedKeyUsageExtension,
    ExtensionCollection,
    KeyUsageExtension,
    SubjectAlternativeNameExtension,
    SubjectKeyIdentifierExtension,
    X509Extension,
    key_identifier,
    name_of_issuer,
    usage_of,
)
from smimeadmin.pki.dotnet_objects import AsnEncodedData, DistinguishedName, PublicKeyInfo
from smimeadmin.pki.dotnet_oids import Oid, OidCollection
from smimeadmin.shell.engine.members_table import methods, properties, static_methods
from smimeadmin.shell.engine.types import register_type

__all__ = ["oids"]

_DATA: Final = AsnEncodedData.type_name
_ENCODED: Final = f"{_DATA}:encodedData bool:critical"


def _format(extension: X509Extension, multi_line: Any) -> str:
    return extension.format(multi_line=bool(multi_line))


def _of(
    cls: type[X509Extension], oid: str
) -> tuple[Callable[[], X509Extension], Callable[[Any, Any], X509Extension]]:
    """Return the two constructors that every class has: empty, and over encoded data."""

    def empty() -> X509Extension:
        return cls(Oid(oid), b"", critical=False)

    def encoded(data: Any, critical: Any) -> X509Extension:
        made = cls(Oid(oid), bytes(data.raw_data), critical=bool(critical))
        if all(getattr(made, name, None) is None for name in cls.shown):
            raise crypto_error("The extension holds nothing.")
        return made

    return empty, guarded(encoded)


def _basic_constraints(is_ca: Any, has_length: Any, length: int, critical: Any) -> X509Extension:
    if has_length and length < 0:
        raise ValueError("pathLengthConstraint is negative")
    built = x.build_basic_constraints(is_ca=bool(is_ca), path_length=length if has_length else None)
    return BasicConstraintsExtension(Oid(built.oid), built.value, critical=bool(critical))


def _key_usage(flags: Any, critical: Any) -> X509Extension:
    built = x.build_key_usage(usage_of(int(flags.value)))
    return KeyUsageExtension(Oid(built.oid), built.value, critical=bool(critical))


def _purposes(wanted: OidCollection, critical: Any) -> X509Extension:
    built = x.build_extended_key_usage(*(one.value for one in wanted))
    return EnhancedKeyUsageExtension(Oid(built.oid), built.value, critical=bool(critical))


def _key_identifier(identifier: Any, critical: Any) -> X509Extension:
    raw = bytes.fromhex(identifier) if isinstance(identifier, str) else bytes(identifier)
    if not raw:
        raise ValueError("The identifier is empty")
    value = der.octet_string(raw)
    return SubjectKeyIdentifierExtension(
        Oid(x.SUBJECT_KEY_IDENTIFIER), value, critical=bool(critical)
    )


def _of_key(key: PublicKeyInfo, method: Any, critical: Any) -> X509Extension:
    return _key_identifier(key_identifier(key.bits, key.spki, str(method)), critical)


def _add(extensions: ExtensionCollection, extension: X509Extension) -> int:
    extensions.append(extension)
    return len(extensions) - 1


def _issuer(extension: AuthorityKeyIdentifierExtension) -> DistinguishedName | None:
    found = name_of_issuer(extension)
    return None if found is None else DistinguishedName(found)


named(
    register_type(
        X509Extension.type_name,
        accelerators=("X509Extension",),
        python=X509Extension,
        base=_DATA,
    )
)
methods(X509Extension, Format=[("bool:multiLine -> string", _format)])
static_methods(
    X509Extension.type_name,
    new=guard(
        (
            "string:oid byte[]:rawData bool:critical",
            lambda oid, raw, critical: X509Extension(Oid(oid), bytes(raw), bool(critical)),
        ),
        (
            f"{Oid.type_name}:oid byte[]:rawData bool:critical",
            lambda oid, raw, critical: X509Extension(oid, bytes(raw), bool(critical)),
        ),
        (
            _ENCODED,
            lambda data, critical: X509Extension(data.oid, bytes(data.raw_data), bool(critical)),
        ),
    ),
)

for _cls, _oid, _forms in (
    (
        BasicConstraintsExtension,
        x.BASIC_CONSTRAINTS,
        [
            (
                "bool:certificateAuthority bool:hasPathLengthConstraint int:pathLengthConstraint "
                "bool:critical",
                _basic_constraints,
            )
        ],
    ),
    (
        KeyUsageExtension,
        x.KEY_USAGE,
        [(f"{KEY_USAGE_FLAGS.full_name}:keyUsages bool:critical", _key_usage)],
    ),
    (
        EnhancedKeyUsageExtension,
        x.EXTENDED_KEY_USAGE,
        [(f"{OidCollection.type_name}:enhancedKeyUsages bool:critical", _purposes)],
    ),
    (
        SubjectKeyIdentifierExtension,
        x.SUBJECT_KEY_IDENTIFIER,
        [
            ("byte[]:subjectKeyIdentifier bool:critical", _key_identifier),
            ("string:subjectKeyIdentifier bool:critical", _key_identifier),
            (
                f"{PublicKeyInfo.type_name}:key bool:critical",
                lambda key, critical: _of_key(key, "Sha1", critical),
            ),
            (
                f"{PublicKeyInfo.type_name}:key {KEY_IDENTIFIER_HASH.full_name}:algorithm "
                "bool:critical",
                _of_key,
            ),
        ],
    ),
    (AuthorityKeyIdentifierExtension, x.AUTHORITY_KEY_IDENTIFIER, []),
    (AuthorityInformationAccessExtension, x.AUTHORITY_INFORMATION_ACCESS, []),
    (SubjectAlternativeNameExtension, x.SUBJECT_ALTERNATIVE_NAME, []),
):
    named(
        register_type(
            _cls.type_name,
            accelerators=(_cls.type_name.rpartition(".")[2],),
            python=_cls,
            base=X509Extension.type_name,
        )
    )
    _empty, _encoded = _of(_cls, _oid)
    static_methods(_cls.type_name, new=[("", _empty), (_ENCODED, _encoded), *guard(*_forms)])

static_methods(
    BasicConstraintsExtension.type_name,
    CreateForEndEntity=[
        ("", lambda: _basic_constraints(False, False, 0, False)),
        (
            "bool:critical",
            lambda critical: _basic_constraints(False, False, 0, critical),
        ),
    ],
    CreateForCertificateAuthority=[
        ("", lambda: _basic_constraints(True, False, 0, True)),
        (
            "int:pathLengthConstraint",
            lambda length: _basic_constraints(True, True, length, True),
        ),
    ],
)
methods(
    SubjectAlternativeNameExtension,
    EnumerateDnsNames=guard(("", lambda extension: extension.dns_names())),
    EnumerateIPAddresses=guard(("", lambda extension: extension.ip_addresses())),
)
methods(
    AuthorityInformationAccessExtension,
    EnumerateUris=guard(
        ("string:accessMethodOid", lambda extension, oid: extension.uris(oid)),
        (f"{Oid.type_name}:accessMethodOid", lambda extension, oid: extension.uris(oid.value)),
    ),
    EnumerateCAIssuersUris=guard(("", lambda extension: extension.uris("1.3.6.1.5.5.7.48.2"))),
    EnumerateOcspUris=guard(("", lambda extension: extension.uris("1.3.6.1.5.5.7.48.1"))),
)
properties(
    AuthorityKeyIdentifierExtension,
    NamedIssuer=_issuer,
    KeyIdentifier=lambda extension: _bytes(extension.key_identifier),
    RawIssuer=lambda extension: _bytes(extension.raw_issuer),
    SerialNumber=lambda extension: _bytes(extension.serial_number),
    Critical=lambda extension: extension.critical,
    Oid=lambda extension: extension.oid,
    RawData=lambda extension: _bytes(extension.raw_data),
)


def _bytes(raw: bytes | None) -> bytearray | None:
    return None if raw is None else bytearray(raw)


named(
    register_type(
        ExtensionCollection.type_name,
        accelerators=("X509ExtensionCollection",),
        python=ExtensionCollection,
        interfaces=("System.Collections.ICollection", "System.Collections.IEnumerable"),
    )
)
properties(ExtensionCollection, Count=len, IsSynchronized=lambda _extensions: False)
methods(ExtensionCollection, Add=[(f"{X509Extension.type_name}:extension -> int", _add)])
static_methods(ExtensionCollection.type_name, new=[("", ExtensionCollection)])
