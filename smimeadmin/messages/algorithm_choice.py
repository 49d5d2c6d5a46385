"""Which algorithms a message is made with: the strongest that the organization lists.

Names are those of SmimeConfig's lists (``SHA512``, ``AES256``), with or without hyphens. Exchange's
own default for signing is SHA-1: it may stand in the settings, but it is not made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smimeadmin.cms import policy
from smimeadmin.cms.algorithms import BlockCipher, Digest, aes_cbc, digests
from smimeadmin.cms.errors import CmsError

DEFAULT_DIGEST = digests.SHA256
DEFAULT_CIPHER = aes_cbc.AES256


@dataclass(frozen=True, slots=True)
class Choice:
    """The algorithm to use, by name, and what to tell about it (None: nothing)."""

    name: str
    warning: str | None = None


def choose_digest(listed: Iterable[str]) -> Choice:
    """Return the strongest digest of a list, SHA-256 with a warning if all of it is weaker."""
    return _strongest(tuple(listed), policy.MAKE_DIGESTS, DEFAULT_DIGEST, "OWASigningAlgorithms")


def choose_cipher(listed: Iterable[str]) -> Choice:
    """Return the strongest cipher of a list, AES-256 with a warning if all of it is weaker."""
    return _strongest(tuple(listed), policy.MAKE_CIPHERS, DEFAULT_CIPHER, "OWAEncryptionAlgorithms")


def _strongest(
    listed: tuple[str, ...],
    made: Sequence[Digest | BlockCipher],
    default: Digest | BlockCipher,
    setting: str,
) -> Choice:
    wanted = {_made_name(name) for name in listed}
    for algorithm in reversed(made):  # weakest first in the policy
        if algorithm.name in wanted:
            return Choice(algorithm.name)
    if not listed:
        return Choice(default.name)
    return Choice(
        default.name,
        f"{setting} lists only {', '.join(listed)}, which is too weak to be used; "
        f"{default.name} was used instead.",
    )


def _made_name(name: str) -> str | None:
    """Return the policy's name of an algorithm that may be made, None of any other."""
    for find in (policy.digest_to_make, policy.cipher_to_make):
        try:
            return find(name).name
        except CmsError:
            continue
    return None
