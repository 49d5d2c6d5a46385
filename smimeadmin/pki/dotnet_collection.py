"""X509Certificate2Collection: certificates in a list that scripts fill, search and write."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar, Final

from smimeadmin.core.names import fold
from smimeadmin.core.secret import Secret
from smimeadmin.pki import der, extensions
from smimeadmin.pki import name as names
from smimeadmin.pki.bundle import is_pkcs7, parse_certificates, parse_pkcs7
from smimeadmin.pki.certificate import Certificate, load_certificate
from smimeadmin.pki.dotnet_enums import CERTIFICATES
from smimeadmin.pki.dotnet_extensions import flags_of
from smimeadmin.pki.dotnet_oids import number_of
from smimeadmin.pki.errors import MalformedDerError, NotACertificateError
from smimeadmin.pki.pkcs12 import is_pfx, parse_pfx
from smimeadmin.pki.store import CERTIFICATE, StoreEntry, build_store, is_store, parse_store

_CLIENT_TEMPLATE_NAME: Final = "1.3.6.1.4.1.311.20.2"
_TEMPLATE: Final = "1.3.6.1.4.1.311.21.7"


class CertificateCollection(list[Certificate]):
    """Certificates in order; the same one may be in it twice."""

    type_name: ClassVar[str] = f"{CERTIFICATES}X509Certificate2Collection"
    __slots__ = ()


def read_any(data: bytes, password: Secret[str] | None, name: str) -> CertificateCollection:
    """Return the certificates of a file of any kind, as Import takes them; a PFX's own first.

    Raises the errors of what it turns out to be.
    """
    if is_store(data):
        entries = parse_store(data, name)
        found = [one.certificate for one in entries if one.context_id == CERTIFICATE]
        for certificate in found:
            load_certificate(certificate.raw, name)
        return CertificateCollection(found)
    if is_pfx(data):
        return CertificateCollection(read_pfx(data, password, name))
    return CertificateCollection(parse_certificates(data, name))


def read_one(data: bytes, password: Secret[str] | None, name: str) -> Certificate:
    """Return the one certificate that .NET's constructor makes of data; of several the first."""
    if not data:
        return Certificate(b"")  # .NET gives an object without a certificate
    if is_pfx(data):
        return read_pfx(data, password, name)[0]
    if is_store(data):
        return read_any(data, password, name)[0]
    if is_pkcs7(data):
        return parse_pkcs7(data, name)[0]
    return load_certificate(data, name)


def read_pfx(data: bytes, password: Secret[str] | None, name: str) -> list[Certificate]:
    """Return the certificates of a PFX file, that of the key first, which holds the key."""
    pfx = parse_pfx(data, password, name)
    first = Certificate(
        pfx.certificate.raw,
        key_id=pfx.certificate.key_id,
        has_private_key=pfx.private_key is not None,
        held_key=pfx.private_key,
    )
    return [first, *pfx.chain]


def content_type(data: bytes) -> str:
    """Return what .NET's GetCertContentType says of data; NotACertificateError if nothing."""
    if is_store(data):
        return "SerializedStore"
    if is_pfx(data):
        return "Pkcs12"
    if is_pkcs7(data):
        return "Pkcs7"
    load_certificate(data)
    return "Cert"


def export_store(certificates: Iterable[Certificate]) -> bytes:
    """Return a serialized store of the certificates with the properties they came with."""
    return build_store(
        StoreEntry(one.raw, encoded_properties=one.store_properties) for one in certificates
    )


def find(
    certificates: Iterable[Certificate], kind: str, wanted: Any, at: datetime | None = None
) -> CertificateCollection:
    """Return the certificates that answer to one of .NET's X509FindType.

    ``wanted`` is a text, for times an aware datetime in ``at``, for key usages .NET's flags.
    Raises ``ValueError`` if the text can't be what is looked for.
    """
    test = _FINDERS[kind](wanted if at is None else at)
    found = CertificateCollection()
    for certificate in certificates:
        try:
            if test(certificate):
                found.append(certificate)
        except MalformedDerError:
            continue  # what can't be read answers to nothing
    return found


Test = Callable[[Certificate], bool]


def _by_thumbprint(wanted: str) -> Test:
    digest = _hex(wanted)
    return lambda one: one.thumbprint == digest


def _hex(text: str) -> str:
    """Return hex digits as they are compared: other characters count as nothing, as in .NET."""
    return "".join(c for c in text if c in "0123456789abcdefABCDEF").upper()


def _by_subject_name(wanted: str) -> Test:
    folded = fold(wanted)
    return lambda one: folded in fold(_texts(one.parts.subject))


def _by_issuer_name(wanted: str) -> Test:
    folded = fold(wanted)
    return lambda one: folded in fold(_texts(one.parts.issuer))


def _texts(name: bytes) -> str:
    """Return the values of a name without their keys, which is what .NET looks in."""
    rdns = der.read_only(name, der.SEQUENCE).children()
    return ", ".join(text or "" for rdn in rdns for _, text in names.rdn_texts(rdn))


def _by_serial_number(wanted: str) -> Test:
    digits = _hex(wanted).lstrip("0")
    whole = int(wanted) if wanted.strip().isdigit() else None

    def test(one: Certificate) -> bool:
        return one.serial_number.lstrip("0") == digits or one.serial == whole

    return test


def _with_template(wanted: str) -> Test:
    folded = fold(wanted)
    number = number_of(wanted) or wanted

    def test(one: Certificate) -> bool:
        name = one.extension(_CLIENT_TEMPLATE_NAME)
        if name is not None:
            element = der.read(name)
            codec = "utf-16-be" if element.tag == der.BMP_STRING else "latin-1"
            if fold(element.content.decode(codec, "replace")) == folded:
                return True
        template = one.extension(_TEMPLATE)
        if template is None:
            return False
        return der.decode_oid(der.read_only(template, der.SEQUENCE).children()[0].content) == number

    return test


def _with_purpose(wanted: str) -> Test:
    number = _dotted(wanted)
    return lambda one: one.extended_key_usages is None or number in one.extended_key_usages


def _with_policy(wanted: str) -> Test:
    number = _dotted(wanted)

    def test(one: Certificate) -> bool:
        value = one.extension(extensions.CERTIFICATE_POLICIES)
        if value is None:
            return False
        policies = der.read_only(value, der.SEQUENCE).children()
        return any(der.decode_oid(one.children()[0].content) == number for one in policies)

    return test


def _with_extension(wanted: str) -> Test:
    number = _dotted(wanted)
    return lambda one: one.extension(number) is not None


def _dotted(text: str) -> str:
    """Return the number of an identifier that is given by number or name; ValueError if neither."""
    number = number_of(text) or text
    der.oid(number)
    return number


def _with_key_usage(flags: int) -> Test:
    def test(one: Certificate) -> bool:
        usage = one.key_usage
        return usage is None or flags_of(usage) & flags == flags

    return test


def _by_key_identifier(wanted: str) -> Test:
    digits = _hex(wanted)
    return lambda one: (one.subject_key_identifier or b"").hex().upper() == digits


_FINDERS: Final[dict[str, Callable[[Any], Test]]] = {
    "FindByThumbprint": _by_thumbprint,
    "FindBySubjectName": _by_subject_name,
    "FindBySubjectDistinguishedName": lambda text: lambda one: fold(one.subject) == fold(text),
    "FindByIssuerName": _by_issuer_name,
    "FindByIssuerDistinguishedName": lambda text: lambda one: fold(one.issuer) == fold(text),
    "FindBySerialNumber": _by_serial_number,
    "FindByTimeValid": lambda at: lambda one: one.not_before <= at <= one.not_after,
    "FindByTimeNotYetValid": lambda at: lambda one: at < one.not_before,
    "FindByTimeExpired": lambda at: lambda one: at > one.not_after,
    "FindByTemplateName": _with_template,
    "FindByApplicationPolicy": _with_purpose,
    "FindByCertificatePolicy": _with_policy,
    "FindByExtension": _with_extension,
    "FindByKeyUsage": _with_key_usage,
    "FindBySubjectKeyIdentifier": _by_key_identifier,
}


def require_certificate(certificate: Certificate) -> Certificate:
    """Return a certificate, or refuse the object of .NET that holds none."""
    if not certificate.raw:
        raise NotACertificateError("The object", "it holds none")
    return certificate
