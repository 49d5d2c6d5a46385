"""How the door makes Changes of the directory."""

from collections.abc import Callable, Sequence
from uuid import UUID

from smimeadmin.changes.change import Change, ChangeKind
from smimeadmin.changes.errors import TargetChangedError
from smimeadmin.directory.api import (
    AttributeChange,
    DirectoryBackend,
    DirectoryKind,
    Operation,
    canonical_attribute,
)
from smimeadmin.directory.errors import (
    NoSuchValueError,
    RecipientExistsError,
    RecipientNotFoundError,
    ValueExistsError,
)
from smimeadmin.directory.recipients import difference, parse_recipient, recipient_guid

SameValue = Callable[[str, bytes, bytes], bool]
"""Whether two values of an attribute (its canonical name first) say the same."""


def same_bytes(attribute: str, one: bytes, other: bytes) -> bool:
    """Compare as the directory does: byte for byte."""
    del attribute
    return one == other


class DirectoryExecutor:
    """Makes Changes of port ``directory``: one person, one modify request.

    The target's key is the account's GUID for ADD, REMOVE and SET of a certificate attribute, the
    primary address for CREATE and DELETE of an embedded recipient. ``before`` of an ADD, and
    ``after`` of a REMOVE, is a value that the plan relied on: it must still be there.
    ``same_value`` tells which published values count as equal when a write is read back.
    """

    def __init__(self, backend: DirectoryBackend, same_value: SameValue = same_bytes) -> None:
        self._backend = backend
        self._same_value = same_value

    @property
    def transactional(self) -> bool:
        """Only the embedded directory lies in the workspace."""
        return self._backend.kind is DirectoryKind.EMBEDDED

    @property
    def place(self) -> str:
        """The workspace, or the domain's distinguished name."""
        return self._backend.place

    def execute(self, changes: Sequence[Change]) -> None:
        """Make all Changes of one person; raise if any can't be made."""
        values: list[Change] = []
        for change in changes:
            if change.kind is ChangeKind.CREATE:
                self._create(change)
            elif change.kind is ChangeKind.DELETE:
                self._delete(change)
            else:
                values.append(change)
        if values:
            self._modify(values)

    def is_made(self, change: Change) -> bool:
        """Read back: whether the person shows what the Change wanted."""
        try:
            if change.kind is ChangeKind.CREATE:
                return self._is_created(change)
            if change.kind is ChangeKind.DELETE:
                self._backend.read(recipient_guid(change.target.key))
                return False
            return self._shows(change)
        except RecipientNotFoundError:
            return change.kind is ChangeKind.DELETE

    def is_undoable(self, change: Change) -> bool:
        """Whatever this port makes, it can make undone."""
        return change.kind not in (ChangeKind.ISSUE, ChangeKind.REVOKE)

    def _create(self, change: Change) -> None:
        person = parse_recipient(_required(change.after))
        try:
            self._backend.create(person)
        except RecipientExistsError:
            if not self._is_created(change):
                raise

    def _is_created(self, change: Change) -> bool:
        person = parse_recipient(_required(change.after))
        account = self._backend.read(recipient_guid(person.primary_smtp_address))
        return difference(account, person) is None

    def _delete(self, change: Change) -> None:
        """Take a person back who is still as they were made and has nothing published."""
        person = parse_recipient(_required(change.before))
        account = self._backend.read(recipient_guid(person.primary_smtp_address))
        if (
            difference(account, person) is not None
            or account.user_certificate
            or account.user_smime_certificate
        ):
            raise TargetChangedError(str(change.target), change.attribute)
        self._backend.delete(account.guid)

    def _modify(self, changes: Sequence[Change]) -> None:
        guid = UUID(changes[0].target.key)
        wanted = [step for change in changes for step in _steps(change)]
        try:
            self._backend.modify(guid, wanted)
        except (ValueExistsError, NoSuchValueError) as error:
            # "There already" and "gone already" may mean done, but never unread.
            remaining = self._remaining(guid, wanted)
            if remaining is None:
                raise TargetChangedError(str(changes[0].target), error.attribute) from error
            self._backend.modify(guid, remaining)

    def _remaining(
        self, guid: UUID, wanted: Sequence[AttributeChange]
    ) -> list[AttributeChange] | None:
        """Return what is still to do, or None if the plan's ground is gone.

        One person's changes are one atomic request, so a part that stands already is somebody
        else's work. The same value added or removed is fine; but if the value that was to be
        replaced, or kept, is gone, then what was to come in its place was planned on something
        else.
        """
        account = self._backend.read(guid)
        there = [step.value in account.values(step.attribute) for step in wanted]
        pairs = list(zip(wanted, there, strict=True))
        adding = [s for s, is_there in pairs if s.operation is Operation.ADD and not is_there]
        lost = [s for s, is_there in pairs if s.operation is not Operation.ADD and not is_there]
        replaced = {step.attribute for step in adding}
        if any(s.operation is Operation.KEEP or s.attribute in replaced for s in lost):
            return None
        standing = [s for s, is_there in pairs if s.operation is not Operation.ADD and is_there]
        return [*standing, *adding]

    def _shows(self, change: Change) -> bool:
        attribute = canonical_attribute(change.attribute)
        values = self._backend.read(UUID(change.target.key)).values(attribute)
        if change.kind is ChangeKind.REMOVE:
            return change.before not in values
        after = _required(change.after)
        is_there = any(self._same_value(attribute, value, after) for value in values)
        if change.kind is ChangeKind.SET and change.before not in (None, after):
            return is_there and change.before not in values
        return is_there


def _steps(change: Change) -> list[AttributeChange]:
    """Return the values to write for one Change."""
    operations = {
        ChangeKind.ADD: (Operation.KEEP, Operation.ADD),
        ChangeKind.REMOVE: (Operation.REMOVE, Operation.KEEP),
        ChangeKind.SET: (Operation.REMOVE, Operation.ADD),
    }
    if change.kind not in operations:
        raise ValueError(f"a directory can't {change.kind} {change.attribute}")
    of_before, of_after = operations[change.kind]
    attribute = canonical_attribute(change.attribute)
    steps: list[AttributeChange] = []
    if change.before is not None:
        steps.append(AttributeChange(attribute, of_before, change.before))
    if change.after is not None:
        steps.append(AttributeChange(attribute, of_after, change.after))
    return steps


def _required(value: bytes | None) -> bytes:
    if value is None:
        raise ValueError("a Change without the value it needs")
    return value
