"""The journal: what was intended, made and confirmed, as rows that are only ever added.

Each row's digest covers the row and the digest before it, so that a changed, missing or inserted
row shows. The chain cannot show that its newest rows were cut off; a copy of the last digest
kept elsewhere can. Values stand once each in a table of their own, found by their SHA-256.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NamedTuple

from smimeadmin.changes.change import Change, ChangeKind, ChangeState, Target
from smimeadmin.changes.errors import JournalBrokenError
from smimeadmin.core.clock import Clock
from smimeadmin.core.workspace import Workspace

COMPONENT = "changes"
MIGRATIONS = (
    """
    CREATE TABLE change_value (hash BLOB PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE journal (
        sequence INTEGER PRIMARY KEY,
        time TEXT NOT NULL,
        run TEXT NOT NULL,
        batch TEXT NOT NULL,
        number INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        command TEXT,
        kind TEXT,
        port TEXT,
        place TEXT,
        key TEXT,
        name TEXT,
        attribute TEXT,
        before BLOB REFERENCES change_value (hash),
        after BLOB REFERENCES change_value (hash),
        has_secret INTEGER,
        digest BLOB NOT NULL
    );
    CREATE INDEX journal_change ON journal (batch, number, sequence);
    CREATE INDEX journal_run ON journal (run);
    CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER journal_keeps_words BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TABLE journal_open (batch TEXT, number INTEGER, PRIMARY KEY (batch, number));
    """,
)
_COLUMNS = (
    "sequence, time, run, batch, number, state, reason, command, kind, port, place, key, name,"
    " attribute, before, after, has_secret"
)
_START = bytes(32)
_NO_CHANGE = (None,) * 10
_FINAL = (ChangeState.CONFIRMED, ChangeState.FAILED)


def new_id(clock: Clock) -> str:
    """Return a name for a run or a batch that sorts by time and can be typed."""
    return f"{clock.now():%Y%m%d-%H%M%S}-{os.urandom(3).hex()}"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One Change in the journal, with the last state that it reached.

    ``sequence`` and ``time`` are those of the first row, the intent. ``reason`` says why it failed
    or how its outcome was found. ``needs_secret``: a key or content went with it that is not kept.
    """

    type_name: ClassVar[str] = "SmimeAdmin.JournalEntry"
    shown: ClassVar[tuple[str, ...]] = (
        "sequence", "batch", "time", "kind", "target", "attribute", "state",
        "run", "command", "reason",
    )  # fmt: skip

    sequence: int
    batch: str
    number: int
    time: datetime
    run: str
    command: str
    change: Change
    place: str
    state: ChangeState
    reason: str | None
    needs_secret: bool

    @property
    def kind(self) -> ChangeKind:
        """What was done."""
        return self.change.kind

    @property
    def target(self) -> str:
        """What it was done to."""
        return str(self.change.target)

    @property
    def attribute(self) -> str:
        """Which attribute of the target."""
        return self.change.attribute

    @property
    def before(self) -> bytes | None:
        """The value that was there; None if there was none."""
        return self.change.before

    @property
    def after(self) -> bytes | None:
        """The value that was wanted; None if it was to go."""
        return self.change.after


class NumberedChange(NamedTuple):
    """A Change with its place in its batch and the instance it is made in."""

    number: int
    change: Change
    place: str


class Journal:
    """The journal of one workspace."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock
        workspace.register(COMPONENT, MIGRATIONS)

    def intend(
        self, changes: Iterable[NumberedChange], *, batch: str, run: str, command: str
    ) -> None:
        """Write the intents of a batch, inside the transaction that is open."""
        connection = self._workspace.connection
        rows = []
        for number, change, place in changes:
            target = change.target
            what = (
                command, change.kind.value, target.port, place, target.key, target.name,
                change.attribute, self._keep(change.before), self._keep(change.after),
                int(change.secret is not None),
            )  # fmt: skip
            rows.append((run, batch, number, ChangeState.INTENDED, None, *what))
            connection.execute("INSERT OR IGNORE INTO journal_open VALUES (?, ?)", (batch, number))
        self._append(rows)

    def intend_again(self, numbers: Iterable[int], *, batch: str, run: str) -> None:
        """Write that Changes of a batch that was cut off are tried once more."""
        tried = list(numbers)
        self._append(
            (run, batch, number, ChangeState.INTENDED, "resumed", *_NO_CHANGE) for number in tried
        )
        self._workspace.connection.executemany(
            "INSERT OR IGNORE INTO journal_open VALUES (?, ?)", [(batch, n) for n in tried]
        )

    def record(
        self,
        numbers: Iterable[int],
        state: ChangeState,
        *,
        batch: str,
        run: str,
        reason: str | None = None,
    ) -> None:
        """Write that Changes of a batch reached a state, inside the transaction that is open."""
        reached = list(numbers)
        self._append((run, batch, number, state, reason, *_NO_CHANGE) for number in reached)
        if state in _FINAL:
            self._workspace.connection.executemany(
                "DELETE FROM journal_open WHERE batch = ? AND number = ?",
                [(batch, number) for number in reached],
            )

    def entries(self, last: int | None = None) -> list[JournalEntry]:
        """Return one entry a Change, oldest first; only the newest ``last`` if that is given."""
        limit = -1 if last is None else max(last, 0)
        with self._workspace.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM journal WHERE kind IS NOT NULL"  # noqa: S608 - a constant
                " ORDER BY sequence DESC LIMIT ?",
                (limit,),
            ).fetchall()
            return _read_entries(connection, reversed(rows))

    def entries_of(self, name: str) -> list[JournalEntry]:
        """Return the Changes of a batch or a run, oldest first; empty if there is none so named."""
        with self._workspace.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM journal WHERE kind IS NOT NULL"  # noqa: S608 - likewise
                " AND (batch = ? OR run = ?) ORDER BY sequence",
                (name, name),
            ).fetchall()
            return _read_entries(connection, rows)

    def open_entries(self) -> list[JournalEntry]:
        """Return the Changes that have an intent and no outcome: they were cut off."""
        with self._workspace.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM journal JOIN journal_open USING (batch, number)"  # noqa: S608
                " WHERE kind IS NOT NULL ORDER BY sequence"
            ).fetchall()
            return _read_entries(connection, rows)

    def made_in(self, run: str) -> list[JournalEntry]:
        """Return the Changes that a run confirmed, in the order in which they were."""
        with self._workspace.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM journal AS first JOIN ("  # noqa: S608 - a constant
                " SELECT batch, number, max(sequence) AS done FROM journal"
                " WHERE run = ? AND state = 'confirmed' GROUP BY batch, number)"
                " USING (batch, number) WHERE kind IS NOT NULL ORDER BY done",
                (run,),
            ).fetchall()
            return _read_entries(connection, rows)

    def verify_chain(self) -> int:
        """Check every row and every value; return how many rows there are.

        Raises ``JournalBrokenError`` with the first row that is not what was written.
        """
        with self._workspace.read() as connection:
            digest, count = _START, 0
            for row in connection.execute(
                f"SELECT {_COLUMNS}, digest FROM journal ORDER BY sequence"  # noqa: S608
            ):
                count += 1
                if row[0] != count:
                    raise JournalBrokenError(count, "the row is missing")
                digest = _digest(digest, row[:-1])
                if digest != row[-1]:
                    raise JournalBrokenError(count, "the row is not what was written")
            _verify_values(connection)
            return count

    def _append(self, rows: Iterable[tuple[object, ...]]) -> None:
        connection = self._workspace.connection
        newest = connection.execute(
            "SELECT sequence, digest FROM journal ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        sequence, digest = newest or (0, _START)
        time = self._clock.now().isoformat(timespec="milliseconds")
        for row in rows:
            sequence += 1
            whole = (sequence, time, *row)
            digest = _digest(digest, whole)
            connection.execute(
                f"INSERT INTO journal ({_COLUMNS}, digest)"  # noqa: S608 - a constant
                f" VALUES ({'?, ' * len(whole)}?)",
                (*whole, digest),
            )

    def _keep(self, value: bytes | None) -> bytes | None:
        """Store a value once and return its hash."""
        if value is None:
            return None
        found = hashlib.sha256(value).digest()
        self._workspace.connection.execute(
            "INSERT OR IGNORE INTO change_value VALUES (?, ?)", (found, value)
        )
        return found


def _digest(previous: bytes, row: Sequence[object]) -> bytes:
    words = [column.hex() if isinstance(column, bytes) else column for column in row]
    text = json.dumps(words, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(previous + text.encode("ascii")).digest()


def _verify_values(connection: sqlite3.Connection) -> None:
    for found, value in connection.execute("SELECT hash, value FROM change_value"):
        if hashlib.sha256(value).digest() != found:
            raise JournalBrokenError(_first_use(connection, found), "its value was edited")
    missing = connection.execute(
        "SELECT min(sequence) FROM (SELECT sequence, before AS hash FROM journal"
        " UNION ALL SELECT sequence, after FROM journal) WHERE hash IS NOT NULL"
        " AND hash NOT IN (SELECT hash FROM change_value)"
    ).fetchone()[0]
    if missing is not None:
        raise JournalBrokenError(missing, "its value is missing")


def _first_use(connection: sqlite3.Connection, found: bytes) -> int:
    row = connection.execute(
        "SELECT min(sequence) FROM journal WHERE before = ? OR after = ?", (found, found)
    ).fetchone()
    return int(row[0] or 0)


def _read_entries(
    connection: sqlite3.Connection, rows: Iterable[tuple[object, ...]]
) -> list[JournalEntry]:
    values: dict[bytes, bytes] = {}
    return [_read_entry(connection, row, values) for row in rows]


def _read_entry(
    connection: sqlite3.Connection, row: Sequence[object], values: dict[bytes, bytes]
) -> JournalEntry:
    sequence, time, run, batch, number, _, _, command, kind, port, place, key, name = row[:13]
    attribute, before, after, has_secret = row[13:]
    state, reason = connection.execute(
        "SELECT state, reason FROM journal WHERE batch = ? AND number = ?"
        " ORDER BY sequence DESC LIMIT 1",
        (batch, number),
    ).fetchone()
    return JournalEntry(
        sequence=int(str(sequence)),
        batch=str(batch),
        number=int(str(number)),
        time=datetime.fromisoformat(str(time)),
        run=str(run),
        command=str(command),
        change=Change(
            ChangeKind(str(kind)),
            Target(str(port), str(key), str(name)),
            str(attribute),
            _value(connection, before, values),
            _value(connection, after, values),
        ),
        place=str(place),
        state=ChangeState(state),
        reason=reason,
        needs_secret=bool(has_secret),
    )


def _value(
    connection: sqlite3.Connection, found: object, values: dict[bytes, bytes]
) -> bytes | None:
    if not isinstance(found, bytes):
        return None
    if found not in values:
        row = connection.execute(
            "SELECT value FROM change_value WHERE hash = ?", (found,)
        ).fetchone()
        if row is None:
            raise JournalBrokenError(_first_use(connection, found), "its value is missing")
        values[found] = row[0]
    return values[found]


def unfinished(entries: Iterable[JournalEntry]) -> Iterator[JournalEntry]:
    """Yield the entries whose Change does not stand."""
    return (entry for entry in entries if entry.state is not ChangeState.CONFIRMED)
