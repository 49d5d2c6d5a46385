"""Whether a certificate is trusted for mail: what ``messages`` asks, and the plain answer to it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.path import MailUse, VerifiedPath, find_path


class Trust(Protocol):
    """Tells whether a certificate leads to one that the organization trusts."""

    def verify(
        self, leaf: Certificate, others: Sequence[Certificate], at: datetime, use: MailUse
    ) -> VerifiedPath:
        """Return the path, or raise an error that says why there is none.

        ``others`` came with the message: they may help to build a path, they are not trusted.
        """


class CollectionTrust:
    """Trust in a collection: its self-issued members are anchors, the others help to get there."""

    def __init__(self, members: Iterable[Certificate]) -> None:
        kept = tuple(members)
        self._anchors = tuple(member for member in kept if member.is_self_issued)
        self._intermediates = tuple(member for member in kept if not member.is_self_issued)

    def verify(
        self, leaf: Certificate, others: Sequence[Certificate], at: datetime, use: MailUse
    ) -> VerifiedPath:
        """Return the path, or raise the ``PathError`` that says why there is none."""
        return find_path(leaf, self._anchors, (*self._intermediates, *others), at, use)
