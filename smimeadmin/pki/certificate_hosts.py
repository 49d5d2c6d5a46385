"""Whether a certificate names a host (RFC 6125, as .NET's MatchesHostname has it)."""

import ipaddress

from smimeadmin.core.names import fold
from smimeadmin.pki import extensions
from smimeadmin.pki import name as names
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.extension_text import ip_text


def matches_host(certificate: Certificate, host: str, *, wildcards: bool = True) -> bool:
    """Return whether the alternative names, or without any host there the CN, name the host.

    A wildcard stands for one whole label, the first. Raises ``ValueError`` if the text is no host.
    """
    wanted = fold(host.strip().rstrip("."))
    if not wanted or any(not label for label in wanted.split(".")):
        raise ValueError(f"'{host}' is no host name")
    address = _address(wanted)
    found = certificate.general_names
    if address is not None:
        texts = [ip_text(one.content) for one in found if one.tag == 0x87]
        return str(address) in texts
    hosts = [one.content.decode("latin-1") for one in found if one.tag == extensions.DNS_NAME]
    if not hosts:
        hosts = list(names.attribute_values(certificate.parts.subject, names.COMMON_NAME))[-1:]
    return any(_is_same(fold(one), wanted, wildcards=wildcards) for one in hosts)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _is_same(pattern: str, host: str, *, wildcards: bool) -> bool:
    if pattern.rstrip(".") == host:
        return True
    first, _, rest = pattern.partition(".")
    return wildcards and first == "*" and "." in rest and host.partition(".")[2] == rest
