"""Extensions as text for people, in the words of Windows (AsnEncodedData.Format)."""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Final

from smimeadmin.pki import der, extensions
from smimeadmin.pki import name as names
from smimeadmin.pki.der import Element
from smimeadmin.pki.dotnet_oids import Oid
from smimeadmin.pki.errors import MalformedDerError
from smimeadmin.pki.extensions import GeneralName

_INDENT: Final = "     "
_USAGES: Final = (
    "Digital Signature",
    "Non-Repudiation",
    "Key Encipherment",
    "Data Encipherment",
    "Key Agreement",
    "Certificate Signing",
    "Off-line CRL Signing, CRL Signing",
    "Encipher Only",
    "Decipher Only",
)
_REGISTERED_ID: Final = 0x88
_IP_ADDRESS: Final = 0x87


def format_extension(oid: str, value: bytes, *, multi_line: bool) -> str:
    """Return the text of an extension; of one that is not known or malformed, its bytes in hex."""
    write = _WRITERS.get(oid)
    if write is None or not value:
        return hex_text(value)
    try:
        lines = write(value, multi_line)
    except (MalformedDerError, ValueError, IndexError):
        return hex_text(value)
    return "".join(f"{line}\n" for line in lines) if multi_line else ", ".join(lines)


def hex_text(value: bytes) -> str:
    """Return bytes as pairs of lower-case hex digits with blanks between."""
    return value.hex(" ")


def _labelled(oid: str) -> str:
    name = Oid(oid).friendly_name
    return f"{name or 'Unknown Key Usage'} ({oid})"


def _key_usage(value: bytes, _multi_line: bool) -> list[str]:
    usage = int(extensions.parse_key_usage(value))
    found = ", ".join(label for bit, label in enumerate(_USAGES) if usage >> bit & 1)
    _, octets = der.decode_bits(der.read_only(value, der.BIT_STRING))
    return [f"{found or 'Information Not Available'} ({octets.hex(' ') or '00'})"]


def _purposes(value: bytes, _multi_line: bool) -> list[str]:
    return [_labelled(oid) for oid in extensions.parse_oids(value)]


def _basic_constraints(value: bytes, _multi_line: bool) -> list[str]:
    found = extensions.parse_basic_constraints(value)
    length = "None" if found.path_length is None else str(found.path_length)
    kind = "CA" if found.is_ca else "End Entity"
    return [f"Subject Type={kind}", f"Path Length Constraint={length}"]


def _subject_key(value: bytes, _multi_line: bool) -> list[str]:
    return [extensions.parse_subject_key_identifier(value).hex()]


def _authority_key(value: bytes, multi_line: bool) -> list[str]:
    lines: list[str] = []
    for part in der.read_only(value, der.SEQUENCE).children():
        if part.tag == 0x80:
            lines.append(f"KeyID={part.content.hex()}")
        elif part.tag == 0xA1:
            found = _names(GeneralName(one.tag, one.content) for one in part.children())
            lines.append("Certificate Issuer:")
            lines += [f"{_INDENT}{one}" for one in found]
        elif part.tag == 0x82:
            lines.append(f"Certificate SerialNumber={part.content.hex()}")
    return lines if multi_line else [", ".join(lines).replace(f":, {_INDENT}", ":")]


def _alternative_names(value: bytes, _multi_line: bool) -> list[str]:
    return _names(extensions.parse_general_names(value))


def _names(found: Iterable[GeneralName]) -> list[str]:
    return [general_name_text(name) for name in found]


def general_name_text(name: GeneralName) -> str:
    """Return a name of one of the kinds of RFC 5280 4.2.1.6 as Windows labels it."""
    if name.tag == extensions.OTHER_NAME:
        return _other_name(name)
    if name.tag == extensions.DIRECTORY_NAME:
        return f"Directory Address:{names.format_name(name.content)}"
    if name.tag == _IP_ADDRESS:
        return f"IP Address={ip_text(name.content)}"
    if name.tag == _REGISTERED_ID:
        return f"Registered ID={der.decode_oid(name.content)}"
    label = _LABELS.get(name.tag)
    if label is None:
        return hex_text(name.content)
    return f"{label}={name.content.decode('latin-1')}"


def _other_name(name: GeneralName) -> str:
    kind = der.read(name.content)
    oid = der.decode_oid(der.expect(kind, der.OID).content)
    value = der.read(der.read(name.content, kind.end).content)
    label = "Principal Name" if oid == extensions.USER_PRINCIPAL_NAME else oid
    is_text = value.tag in {der.UTF8_STRING, der.PRINTABLE_STRING, der.IA5_STRING}
    text = value.content.decode("utf-8", "replace") if is_text else hex_text(value.raw)
    return f"Other Name:{label}={text}"


def ip_text(content: bytes) -> str:
    """Return the octets of an IP address as text."""
    return str(ipaddress.ip_address(content)) if len(content) in {4, 16} else hex_text(content)


_LABELS: Final = {
    extensions.RFC822_NAME: "RFC822 Name",
    extensions.DNS_NAME: "DNS Name",
    extensions.URI: "URL",
}


def _distribution_points(value: bytes, multi_line: bool) -> list[str]:
    lines: list[str] = []
    for number, point in enumerate(der.read_only(value, der.SEQUENCE).children(), 1):
        found = _names(GeneralName(one.tag, one.content) for one in _full_name(point))
        if multi_line:
            lines += [
                f"[{number}]CRL Distribution Point",
                f"{_INDENT}Distribution Point Name:",
                f"{_INDENT * 2}Full Name:",
                *(f"{_INDENT * 3}{one}" for one in found),
            ]
        else:
            lines.append(
                f"[{number}]CRL Distribution Point: Distribution Point Name:Full Name:"
                + ", ".join(found)
            )
    return lines


def _full_name(point: Element) -> list[Element]:
    """Return the names of a distribution point (RFC 5280 4.2.1.13), without other fields."""
    wrapped = [part for part in point.children() if part.tag == 0xA0]
    full = [part for one in wrapped for part in one.children() if part.tag == 0xA0]
    return [name for one in full for name in one.children()]


def _issuer_access(value: bytes, multi_line: bool) -> list[str]:
    lines: list[str] = []
    for number, access in enumerate(der.read_only(value, der.SEQUENCE).children(), 1):
        method, place = access.children()
        how = f"Access Method={_labelled(der.decode_oid(method.content))}"
        where = general_name_text(GeneralName(place.tag, place.content))
        if multi_line:
            lines += [
                f"[{number}]Authority Info Access",
                f"{_INDENT}{how}",
                f"{_INDENT}Alternative Name:",
                f"{_INDENT * 2}{where}",
            ]
        else:
            lines.append(f"[{number}]Authority Info Access: {how}, Alternative Name={where}")
    return lines


def _policies(value: bytes, multi_line: bool) -> list[str]:
    lines: list[str] = []
    for number, policy in enumerate(der.read_only(value, der.SEQUENCE).children(), 1):
        oid = der.decode_oid(policy.children()[0].content)
        said = f"Policy Identifier={Oid(oid).friendly_name or oid}"
        if multi_line:
            lines += [f"[{number}]Certificate Policy:", f"{_INDENT}{said}"]
        else:
            lines.append(f"[{number}]Certificate Policy:{said}")
    return lines


_WRITERS: Final[dict[str, Callable[[bytes, bool], list[str]]]] = {
    extensions.KEY_USAGE: _key_usage,
    extensions.EXTENDED_KEY_USAGE: _purposes,
    extensions.BASIC_CONSTRAINTS: _basic_constraints,
    extensions.SUBJECT_KEY_IDENTIFIER: _subject_key,
    extensions.AUTHORITY_KEY_IDENTIFIER: _authority_key,
    extensions.SUBJECT_ALTERNATIVE_NAME: _alternative_names,
    "2.5.29.18": _alternative_names,
    extensions.CRL_DISTRIBUTION_POINTS: _distribution_points,
    extensions.AUTHORITY_INFORMATION_ACCESS: _issuer_access,
    extensions.CERTIFICATE_POLICIES: _policies,
}
