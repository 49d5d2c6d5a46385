"""What X509Certificate2.ToString(true) tells."""

from collections.abc import Iterator

from smimeadmin.pki import name as names
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.dotnet_text import local_text


def verbose_text(certificate: Certificate) -> str:
    """Return everything about a certificate in paragraphs, as .NET words them."""
    if not certificate.raw:
        return str(certificate)
    return "\n\n".join(
        f"[{title}]\n" + "\n".join(f"  {line}" for line in lines)
        for title, lines in _paragraphs(certificate)
    )


def _paragraphs(certificate: Certificate) -> Iterator[tuple[str, list[str]]]:
    key = certificate.public_key
    algorithm = certificate.signature_algorithm
    size = key.rsa or key.elliptic
    yield "Version", [f"V{certificate.version}"]
    yield "Subject", list(_subject(certificate))
    yield "Issuer", [certificate.issuer, *_labelled("Simple Name", _issuer_name(certificate))]
    yield "Serial Number", [certificate.serial_number]
    yield "Not Before", [local_text(certificate.not_before)]
    yield "Not After", [local_text(certificate.not_after)]
    yield "Thumbprint", [certificate.thumbprint]
    yield "Signature Algorithm", [f"{algorithm.label}({algorithm.value})"]
    yield (
        "Public Key",
        [
            f"Algorithm: {key.oid.label}",
            *([] if size is None else [f"Length: {size.key_size}"]),
            f"Key Blob: {key.bits.hex(' ').upper()}",
            f"Parameters: {key.parameters.hex(' ').upper()}",
        ],
    )
    told = []
    for extension in certificate.extensions:
        told.append(f"* {extension.oid.label}({extension.oid.value}):")
        told.append(f"  {extension.format(multi_line=False)}")
    if told:
        yield "Extensions", told


def _subject(certificate: Certificate) -> Iterator[str]:
    yield certificate.subject
    yield from _labelled("Simple Name", certificate.simple_name())
    yield from _labelled("Email Name", certificate.email_name())
    yield from _labelled("UPN Name", certificate.user_principal_name or "")
    yield from _labelled("DNS Name", certificate.dns_name())


def _issuer_name(certificate: Certificate) -> str:
    return names.simple_name(certificate.parts.issuer)


def _labelled(label: str, text: str) -> Iterator[str]:
    if text:
        yield f"{label}: {text}"
