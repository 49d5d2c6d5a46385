"""Changes of the directory: made in one request, told done only after reading back."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from smimeadmin.changes.change import Change, ChangeKind, Target
from smimeadmin.changes.errors import TargetChangedError
from smimeadmin.changes.opposite import opposite
from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.api import (
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    AttributeChange,
    Operation,
)
from smimeadmin.directory.backends.embedded import EmbeddedDirectory
from smimeadmin.directory.errors import (
    CreateUnsupportedError,
    InvalidValueError,
    RecipientExistsError,
    RecipientNotFoundError,
)
from smimeadmin.directory.executor import DirectoryExecutor
from smimeadmin.directory.recipients import new_account, plan_recipient, recipient_guid
from tests.directory.conftest import Connect

ANNA = new_account("Anna", "anna@contoso.example", ["a@contoso.example"])
GUID = recipient_guid("anna@contoso.example")
TARGET = Target("directory", str(GUID), "anna@contoso.example")


class Counting(EmbeddedDirectory):
    """Counts the requests."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.requests: list[list[AttributeChange]] = []

    def modify(self, guid: UUID, changes: Sequence[AttributeChange]) -> None:
        self.requests.append(list(changes))
        super().modify(guid, changes)


@pytest.fixture
def directory() -> Counting:
    directory = Counting(Workspace.in_memory())
    directory.create(ANNA)
    return directory


@pytest.fixture
def executor(directory: Counting) -> DirectoryExecutor:
    return DirectoryExecutor(directory)


def put(directory: EmbeddedDirectory, *values: bytes) -> None:
    """Another admin writes."""
    steps = [AttributeChange(USER_CERTIFICATE, Operation.ADD, value) for value in values]
    EmbeddedDirectory.modify(directory, GUID, steps)


def add(value: bytes, relied_on: bytes | None = None) -> Change:
    return Change(ChangeKind.ADD, TARGET, USER_CERTIFICATE, before=relied_on, after=value)


def remove(value: bytes) -> Change:
    return Change(ChangeKind.REMOVE, TARGET, USER_CERTIFICATE, before=value)


def values(directory: EmbeddedDirectory) -> set[bytes]:
    return set(directory.read(GUID).user_certificate)


def test_changes_of_both_attributes_are_one_request(
    directory: Counting, executor: DirectoryExecutor
) -> None:
    put(directory, b"old")
    changes = [
        add(b"certificate"),
        Change(ChangeKind.ADD, TARGET, "usersmimecertificate", after=b"cms"),
        remove(b"old"),
    ]
    assert [executor.is_made(change) for change in changes] == [False] * 3
    executor.execute(changes)
    assert [executor.is_made(change) for change in changes] == [True] * 3
    assert len(directory.requests) == 1
    assert {step.attribute for step in directory.requests[0]} == {
        USER_CERTIFICATE,
        USER_SMIME_CERTIFICATE,
    }


def test_set_replaces_one_value_and_no_other(
    directory: Counting, executor: DirectoryExecutor
) -> None:
    put(directory, b"mine", b"yours")
    change = Change(ChangeKind.SET, TARGET, USER_CERTIFICATE, before=b"mine", after=b"new")
    assert not executor.is_made(change)
    executor.execute([change])
    assert executor.is_made(change)
    assert values(directory) == {b"new", b"yours"}


def test_what_stands_already_is_done_after_reading_back(
    directory: Counting, executor: DirectoryExecutor
) -> None:
    put(directory, b"first")
    executor.execute([add(b"first"), add(b"second")])
    assert values(directory) == {b"first", b"second"}
    # The request that was refused whole, then the part that was missing.
    assert [len(request) for request in directory.requests] == [2, 1]


def test_all_there_is_done(directory: Counting, executor: DirectoryExecutor) -> None:
    put(directory, b"first")
    executor.execute([add(b"first"), remove(b"gone")])
    assert values(directory) == {b"first"}


def test_what_the_plan_relied_on_must_stand(
    directory: Counting, executor: DirectoryExecutor
) -> None:
    put(directory, b"there")
    executor.execute([add(b"new", relied_on=b"there")])
    assert values(directory) == {b"there", b"new"}
    for change in (add(b"more", relied_on=b"gone"), add(b"new", relied_on=b"gone")):
        with pytest.raises(TargetChangedError) as caught:
            executor.execute([change])
        assert caught.value.attribute == USER_CERTIFICATE
        assert values(directory) == {b"there", b"new"}


@pytest.mark.parametrize(
    "replacing",
    [
        [Change(ChangeKind.SET, TARGET, USER_CERTIFICATE, before=b"mine", after=b"new")],
        [remove(b"mine"), add(b"new")],
    ],
    ids=["set", "remove and add"],
)
def test_replacing_what_someone_else_replaced_is_a_conflict(
    directory: Counting, executor: DirectoryExecutor, replacing: list[Change]
) -> None:
    put(directory, b"theirs")
    with pytest.raises(TargetChangedError) as caught:
        executor.execute(replacing)
    assert caught.value.target == str(TARGET)
    assert values(directory) == {b"theirs"}


def test_replacing_what_was_replaced_by_the_same_is_done(
    directory: Counting, executor: DirectoryExecutor
) -> None:
    put(directory, b"new")
    executor.execute([remove(b"mine"), add(b"new")])
    assert values(directory) == {b"new"}


def test_undoing_goes_the_same_way(directory: Counting, executor: DirectoryExecutor) -> None:
    put(directory, b"old")
    done = [add(b"new", relied_on=b"old"), remove(b"other")]
    executor.execute(done[:1])
    back = opposite(done[0])
    assert back is not None
    executor.execute([back])
    assert values(directory) == {b"old"}
    assert executor.is_made(back)


def test_equal_values_are_the_comparers_word(directory: Counting) -> None:
    def same_first_byte(attribute: str, one: bytes, other: bytes) -> bool:
        return attribute == USER_CERTIFICATE and one[:1] == other[:1]

    executor = DirectoryExecutor(directory, same_first_byte)
    put(directory, b"x, as somebody wrote it")
    assert executor.is_made(add(b"x, as planned"))
    assert not executor.is_made(add(b"y, as planned"))
    # What is taken away is a value, not a meaning.
    assert executor.is_made(remove(b"x, as planned"))
    assert not executor.is_made(remove(b"x, as somebody wrote it"))


def test_bad_values_are_refused_before_they_are_sent(
    directory: Counting, executor: DirectoryExecutor
) -> None:
    with pytest.raises(InvalidValueError):
        executor.execute([add(b"fine"), add(b"x" * 32_769)])
    assert values(directory) == set()


def test_a_person_who_is_gone_is_not_found(
    directory: Counting, executor: DirectoryExecutor
) -> None:
    directory.delete(GUID)
    with pytest.raises(RecipientNotFoundError):
        executor.execute([add(b"value")])
    assert not executor.is_made(add(b"value"))
    assert not executor.is_made(remove(b"value"))


class TestCreating:
    BERT = new_account("Bert", "bert@contoso.example")

    def plan(self, directory: EmbeddedDirectory) -> Change:
        [change] = plan_recipient(directory, self.BERT)
        return change

    def test_creation_is_planned_made_and_read_back(
        self, directory: Counting, executor: DirectoryExecutor
    ) -> None:
        change = self.plan(directory)
        assert (change.kind, change.target.key) == (ChangeKind.CREATE, "bert@contoso.example")
        assert not executor.is_made(change)
        executor.execute([change])
        assert executor.is_made(change)
        assert directory.find("bert@contoso.example").name == "Bert"
        executor.execute([change])  # after a crash, once more
        assert plan_recipient(directory, self.BERT) == []

    def test_others_with_the_address_are_a_conflict(
        self, directory: Counting, executor: DirectoryExecutor
    ) -> None:
        change = self.plan(directory)
        directory.create(new_account("Berta", "bert@contoso.example"))
        with pytest.raises(RecipientExistsError):
            executor.execute([change])
        assert not executor.is_made(change)
        with pytest.raises(RecipientExistsError):
            plan_recipient(directory, self.BERT)

    def test_creation_is_undone(self, directory: Counting, executor: DirectoryExecutor) -> None:
        change = self.plan(directory)
        executor.execute([change])
        back = opposite(change)
        assert back is not None
        assert executor.is_undoable(change)
        assert not executor.is_made(back)
        executor.execute([back])
        assert executor.is_made(back)
        assert [account.name for account in directory.accounts()] == ["Anna"]

    def test_a_person_with_certificates_is_not_undone(
        self, directory: Counting, executor: DirectoryExecutor
    ) -> None:
        [change] = plan_recipient(EmbeddedDirectory(Workspace.in_memory()), ANNA)
        back = opposite(change)
        assert back is not None
        put(directory, b"published")
        with pytest.raises(TargetChangedError):
            executor.execute([back])
        assert values(directory) == {b"published"}


def test_embedded_writes_join_the_workspace(executor: DirectoryExecutor) -> None:
    assert executor.transactional
    assert executor.place == "workspace"


@pytest.mark.interop("samba")
def test_a_domain_has_its_own_place_and_makes_nobody(connect: Connect) -> None:
    directory = connect()
    executor = DirectoryExecutor(directory)
    assert not executor.transactional
    assert executor.place == "DC=example,DC=test"
    with pytest.raises(CreateUnsupportedError) as caught:
        plan_recipient(directory, ANNA)
    assert caught.value.address == "anna@contoso.example"
