"""A Change, what it aims at, and what a port must offer so that it can be made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol

from smimeadmin.core.secret import Secret


class ChangeKind(StrEnum):
    """What is done to the attribute of a target."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"
    CREATE = "create"
    DELETE = "delete"
    ISSUE = "issue"
    REVOKE = "revoke"


class ChangeState(StrEnum):
    """How far a Change came. The journal has one row for each state that was reached."""

    INTENDED = "intended"
    APPLIED = "applied"
    CONFIRMED = "confirmed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Target:
    """What a Change is made to.

    ``port`` names the executor (``directory``, ``exchange``, ``pki``, ``files``). ``key`` is the
    stable id there: an objectGUID, an absolute path, the name of a setting; for what is created or
    issued its name (CA name, address and purpose), never a generated number, so that a rehearsal
    names what the real run will. ``name`` is what a person reads.
    """

    port: str
    key: str
    name: str

    def __str__(self) -> str:
        return f"{self.port}:{self.name}"


@dataclass(frozen=True, slots=True)
class Change:
    """One intended write.

    ``before`` and ``after`` are the canonical bytes of the value (None: absent); ``secret`` travels
    beside them to the executor and is never journaled (a private key that goes with its
    certificate).
    """

    shown: ClassVar[tuple[str, ...]] = ("kind", "target", "attribute", "before", "after")

    kind: ChangeKind
    target: Target
    attribute: str
    before: bytes | None = None
    after: bytes | None = None
    secret: Secret[bytes] | None = field(default=None, repr=False, compare=False)


class Executor(Protocol):
    """A port as the door sees it: it makes Changes and can tell whether one stands.

    Subclass it to get the defaults of ``place`` and ``is_undoable``, or fit its shape.
    """

    @property
    def transactional(self) -> bool:
        """Whether writes go through the workspace's own SQLite connection (the embedded ports).

        The door then opens the transaction: journal rows and writes stand or fall together.
        """

    @property
    def place(self) -> str:
        """Which instance is written to: ``workspace``, or a domain, an organization, ``disk``.

        The journal keeps it, so that a resume or an undo is not aimed at another directory than
        the one that the Changes were made in. One domain has one place, whatever the server.
        """
        return "workspace"

    def execute(self, changes: Sequence[Change]) -> None:
        """Make all Changes of one target in one request; raise if any can't be made.

        Where the port can tell that the value is no longer ``before``, it raises
        ``TargetChangedError`` instead of overwriting what another admin wrote.
        """

    def is_made(self, change: Change) -> bool:
        """Read back: whether the target shows what the Change wanted (False if it is gone)."""

    def is_undoable(self, change: Change) -> bool:
        """Whether this port can make the opposite of a Change that it made."""
        return change.kind not in (ChangeKind.ISSUE, ChangeKind.REVOKE)
