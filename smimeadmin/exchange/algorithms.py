"""The two algorithm lists of SmimeConfig, as Set-SmimeConfig documents them.

``item *(";" item)`` in order of priority, with ``item = algid [":" keylength] ["," oid]``; the ids
are CryptoAPI's ALG_ID in hex. Outlook on the web falls back to a weak default in silence when a
list is malformed, so a malformed one is refused here: a stated difference from Exchange, whose own
check is not documented.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from smimeadmin.exchange.errors import InvalidAlgorithmListError


class Algorithm(NamedTuple):
    """What an ALG_ID stands for. ``bits`` is its strength in the family; weak ones are not made."""

    name: str
    bits: int
    weak: bool
    key_lengths: tuple[int, ...] = ()


ENCRYPTION: dict[str, Algorithm] = {
    "6601": Algorithm("DES", 56, weak=True),
    "6602": Algorithm("RC2", 128, weak=True, key_lengths=(40, 56, 64, 128)),
    "6603": Algorithm("3DES", 168, weak=True),
    "660E": Algorithm("AES128", 128, weak=False),
    "660F": Algorithm("AES192", 192, weak=False),
    "6610": Algorithm("AES256", 256, weak=False),
}
SIGNING: dict[str, Algorithm] = {
    "8003": Algorithm("MD5", 128, weak=True),
    "8004": Algorithm("SHA1", 160, weak=True),
    "800C": Algorithm("SHA256", 256, weak=False),
    "800D": Algorithm("SHA384", 384, weak=False),
    "800E": Algorithm("SHA512", 512, weak=False),
}


class ListedAlgorithm(NamedTuple):
    """One item of a list; the key length and the provider's OID are None if they were not given."""

    id: str
    algorithm: Algorithm
    key_length: int | None
    oid: str | None


_ITEM = re.compile(r"([0-9A-Za-z]+)(?::([0-9]+))?(?:,\s*([0-9.]+))?")
_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")


def parse_encryption_algorithms(text: str) -> tuple[ListedAlgorithm, ...]:
    """Read a value of OWAEncryptionAlgorithms; an empty text is an empty list."""
    return _parse("OWAEncryptionAlgorithms", text, ENCRYPTION, key_length_everywhere=False)


def parse_signing_algorithms(text: str) -> tuple[ListedAlgorithm, ...]:
    """Read a value of OWASigningAlgorithms; an empty text is an empty list."""
    return _parse("OWASigningAlgorithms", text, SIGNING, key_length_everywhere=True)


def strongest(listed: tuple[ListedAlgorithm, ...]) -> Algorithm | None:
    """Return the strongest listed algorithm that may be made today, None if all are weak."""
    usable = [item.algorithm for item in listed if not item.algorithm.weak]
    return max(usable, key=lambda algorithm: algorithm.bits, default=None)


def weak_algorithms(settings: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the names of the weak algorithms that lists among the settings name, by setting."""
    readers = {
        "OWAEncryptionAlgorithms": parse_encryption_algorithms,
        "OWASigningAlgorithms": parse_signing_algorithms,
    }
    found = {
        name: [
            item.algorithm.name for item in read(settings.get(name) or "") if item.algorithm.weak
        ]
        for name, read in readers.items()
    }
    return {name: names for name, names in found.items() if names}


def _parse(
    setting: str, text: str, known: dict[str, Algorithm], *, key_length_everywhere: bool
) -> tuple[ListedAlgorithm, ...]:
    if not text.strip():
        return ()
    return tuple(
        _parse_item(setting, item.strip(), known, key_length_everywhere=key_length_everywhere)
        for item in text.split(";")
    )


def _parse_item(
    setting: str, item: str, known: dict[str, Algorithm], *, key_length_everywhere: bool
) -> ListedAlgorithm:
    ids = ", ".join(f"{key} ({value.name})" for key, value in known.items())
    hint = f"Write ids separated by ';', each one of {ids}."
    match = _ITEM.fullmatch(item)
    algorithm = known.get(match[1].upper()) if match else None
    if match is None or algorithm is None:
        raise InvalidAlgorithmListError(setting, item, "is no item of this list", hint)
    oid = match[3]
    if oid is not None and not _OID.fullmatch(oid):
        raise InvalidAlgorithmListError(setting, item, "has an OID that is none", hint)
    key_length = int(match[2]) if match[2] else None
    if key_length is not None and not key_length_everywhere:
        if not algorithm.key_lengths:
            reason = f"gives a key length, but that of {algorithm.name} is fixed"
            raise InvalidAlgorithmListError(setting, item, reason, f"Write '{match[1]}'.")
        if key_length not in algorithm.key_lengths:
            lengths = ", ".join(str(length) for length in algorithm.key_lengths)
            raise InvalidAlgorithmListError(
                setting, item, "has a key length that does not exist", f"Allowed: {lengths}."
            )
    return ListedAlgorithm(match[1].upper(), algorithm, key_length, oid)
