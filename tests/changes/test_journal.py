"""The journal is append-only, and shows what was done to it behind its back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from smimeadmin.changes.door import ChangeDoor
from smimeadmin.changes.errors import JournalBrokenError
from smimeadmin.changes.journal import Journal, new_id
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.workspace import Workspace
from tests.support.changes import EmbeddedPort, change

BIG = b"5 MB" * (5 << 18)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "workspace")


@pytest.fixture
def journal(workspace: Workspace) -> Journal:
    door = ChangeDoor(
        workspace, {"embedded": EmbeddedPort(workspace)}, SystemClock(), new_id(SystemClock())
    )
    for key in ("a", "b", "c"):
        door.apply([change("set", key, after=b"value of it", port="embedded")], command="x")
    return door.journal


def edit(workspace: Workspace, *statements: str) -> None:
    """Edit the database as somebody with a tool of their own would."""
    workspace.close()
    with closing(sqlite3.connect(Path(workspace.folder, "workspace.db"))) as connection:
        connection.execute("DROP TRIGGER journal_keeps_rows")
        connection.execute("DROP TRIGGER journal_keeps_words")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_an_untouched_chain_holds(journal: Journal) -> None:
    assert journal.verify_chain() == 9


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE journal SET name = 'X' WHERE sequence = 4", 4),
        ("UPDATE journal SET time = '2020-01-01T00:00:00+00:00' WHERE sequence = 1", 1),
        ("UPDATE journal SET state = 'failed' WHERE sequence = 9", 9),
        ("UPDATE journal SET reason = '' WHERE sequence = 3", 3),
        ("UPDATE journal SET digest = x'00' WHERE sequence = 5", 5),
        ("UPDATE journal SET after = NULL WHERE sequence = 7", 7),
        ("DELETE FROM journal WHERE sequence = 6", 6),
        ("DELETE FROM journal WHERE sequence = 1", 1),
        ("UPDATE journal SET sequence = 20 WHERE sequence = 9", 9),
        ("UPDATE change_value SET value = x'00'", 1),
        ("DELETE FROM change_value", 1),
    ],
)
def test_an_edit_is_found_at_its_row(
    journal: Journal, workspace: Workspace, statement: str, row: int
) -> None:
    edit(workspace, statement)
    with pytest.raises(JournalBrokenError) as caught:
        journal.verify_chain()
    assert caught.value.sequence == row


def test_rows_cannot_be_changed_by_a_statement(journal: Journal, workspace: Workspace) -> None:
    for statement in ("DELETE FROM journal", "UPDATE journal SET state = 'failed'"):
        with (
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
            workspace.transaction() as connection,
        ):
            connection.execute(statement)
    assert journal.verify_chain() == 9


def test_a_missing_value_is_named_when_its_entry_is_read(
    journal: Journal, workspace: Workspace
) -> None:
    edit(workspace, "DELETE FROM change_value")
    with pytest.raises(JournalBrokenError):
        journal.entries()


def test_a_big_value_is_kept_once(workspace: Workspace) -> None:
    door = ChangeDoor(workspace, {"embedded": EmbeddedPort(workspace)}, SystemClock(), "run")
    door.apply([change("create", "a", after=BIG, port="embedded")], command="x")
    door.apply([change("set", "a", before=BIG, after=b"", port="embedded")], command="x")
    door.apply([change("set", "a", before=b"", after=BIG, port="embedded")], command="x")
    with workspace.read() as connection:
        sizes = [size for (size,) in connection.execute("SELECT length(value) FROM change_value")]
    assert sorted(sizes) == [0, len(BIG)]
    entries = door.journal.entries()
    assert entries[0].after == BIG
    assert entries[0].after is entries[1].before
    assert entries[1].after == b""


def test_ids_sort_by_time_and_differ() -> None:
    ids = {new_id(SystemClock()) for _ in range(50)}
    assert len(ids) > 45
    assert all(len(each) == 22 for each in ids)
