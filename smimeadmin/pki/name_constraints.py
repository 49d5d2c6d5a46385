"""Which names an authority may certify (RFC 5280 4.2.1.10)."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from smimeadmin.pki import der, extensions
from smimeadmin.pki import name as names
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import MalformedDerError
from smimeadmin.pki.extensions import GeneralName

_KNOWN = (
    extensions.RFC822_NAME,
    extensions.DNS_NAME,
    extensions.URI,
    extensions.DIRECTORY_NAME,
)


@dataclass(frozen=True, slots=True)
class Constraints:
    """What the authorities of a path allow: each set of permitted trees must hold a name."""

    permitted: tuple[tuple[GeneralName, ...], ...] = ()
    excluded: tuple[GeneralName, ...] = ()

    def narrowed(self, value: bytes) -> "Constraints":
        """Return these constraints together with those of a nameConstraints extension."""
        permitted: tuple[GeneralName, ...] = ()
        excluded: tuple[GeneralName, ...] = ()
        for part in der.read_only(value, der.SEQUENCE).children():
            if part.tag == 0xA0:
                permitted = _subtrees(part)
            elif part.tag == 0xA1:
                excluded = _subtrees(part)
        return replace(
            self,
            permitted=(*self.permitted, permitted) if permitted else self.permitted,
            excluded=(*self.excluded, *excluded),
        )

    def forbidden_name(self, certificate: Certificate) -> str | None:
        """Return a name of the certificate that lies outside, or None."""
        if not self.permitted and not self.excluded:
            return None
        for name in _names_of(certificate):
            if not self._allows(name):
                return show(name)
        return None

    def _allows(self, name: GeneralName) -> bool:
        if any(tree.tag == name.tag and is_within(name, tree) for tree in self.excluded):
            return False
        for trees in self.permitted:
            same_kind = [tree for tree in trees if tree.tag == name.tag]
            if same_kind and not any(is_within(name, tree) for tree in same_kind):
                return False
        return True


def _subtrees(part: der.Element) -> tuple[GeneralName, ...]:
    bases = [subtree.children()[0] for subtree in part.children()]
    return tuple(GeneralName(base.tag, base.content) for base in bases)


def _names_of(certificate: Certificate) -> list[GeneralName]:
    subject = certificate.parts.subject
    found = []
    if der.read(subject).content:
        found.append(GeneralName(extensions.DIRECTORY_NAME, subject))
    found += [_as_mailbox(name) for name in certificate.general_names]
    if not any(name.tag == extensions.RFC822_NAME for name in found):
        # The address in the subject counts only where no alternative name has one.
        found += [
            GeneralName(extensions.RFC822_NAME, address.encode("latin-1", "replace"))
            for address in names.attribute_values(subject, names.EMAIL)
        ]
    return found


def _as_mailbox(name: GeneralName) -> GeneralName:
    """RFC 9598 s6: constraints on rfc822 names bind international mailboxes too."""
    mailbox = extensions.other_name_text(name, extensions.SMTP_UTF8_MAILBOX)
    if mailbox is None:
        return name
    local, at, domain = mailbox.rpartition("@")
    address = f"{local}{at}{extensions.ascii_domain(domain)}"
    return GeneralName(extensions.RFC822_NAME, address.encode())


def show(name: GeneralName) -> str:
    """Return a name as a person reads it."""
    if name.tag == extensions.DIRECTORY_NAME:
        return names.format_name(name.content)
    return name.content.decode("utf-8", "replace")


def is_within(name: GeneralName, tree: GeneralName) -> bool:
    """Say whether a name lies in a tree of the same kind; in one of an unknown kind all do."""
    if tree.tag not in _KNOWN:
        return True
    if tree.tag == extensions.DIRECTORY_NAME:
        base = names.comparable(tree.content)
        return names.comparable(name.content)[: len(base)] == base
    text = name.content.decode("utf-8", "replace")
    base_text = tree.content.decode("utf-8", "replace")
    if tree.tag == extensions.RFC822_NAME:
        return _is_mailbox_within(text, base_text)
    if tree.tag == extensions.DNS_NAME:
        base_text = base_text.removeprefix(".")
        return _is_host_within(text, base_text) or _is_host_within(text, f".{base_text}")
    host = urlsplit(text).hostname
    if host is None:
        raise MalformedDerError(f"The URI '{text}' names no host.")
    return _is_host_within(host, base_text)


def _is_mailbox_within(address: str, base: str) -> bool:
    local, _, domain = address.rpartition("@")
    base_local, at, base_domain = base.rpartition("@")
    if at:
        return local == base_local and domain.lower() == base_domain.lower()
    return _is_host_within(domain, base)


def _is_host_within(host: str, base: str) -> bool:
    """Say whether a base holds a host: with a leading dot all below it, without only that one."""
    if base in ("", "."):
        return True
    if base.startswith("."):
        return host.lower().endswith(base.lower())
    return host.lower() == base.lower()
