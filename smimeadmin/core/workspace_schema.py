"""The tables of each package in the workspace, and how they come to their newest form."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence

Migration = str | Callable[[sqlite3.Connection], None]
"""One step of a package's tables: statements of SQL, or a function that makes them.

Steps are numbered from 1 by their place in the package's list. A step that was released is never
edited: the next form of a table is another step at the end.
"""

_VERSIONS = """
CREATE TABLE IF NOT EXISTS schema_version (
    component TEXT PRIMARY KEY,
    version INTEGER NOT NULL
)
"""


def read_versions(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the version of each package's tables; empty for a database without any."""
    there = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
    ).fetchone()
    if there is None:
        return {}
    return dict(connection.execute("SELECT component, version FROM schema_version"))


def pending(
    connection: sqlite3.Connection, components: Mapping[str, Sequence[Migration]]
) -> dict[str, int]:
    """Return the version of each package whose tables are not in their newest form."""
    versions = read_versions(connection)
    return {
        name: versions.get(name, 0)
        for name, migrations in components.items()
        if versions.get(name, 0) != len(migrations)
    }


def migrate(
    connection: sqlite3.Connection, component: str, migrations: Sequence[Migration]
) -> None:
    """Bring a package's tables to their newest form, inside the transaction that is open."""
    connection.execute(_VERSIONS)
    row = connection.execute(
        "SELECT version FROM schema_version WHERE component = ?", (component,)
    ).fetchone()
    for migration in migrations[row[0] if row else 0 :]:
        if callable(migration):
            migration(connection)
        else:
            for statement in split_statements(migration):
                connection.execute(statement)
    connection.execute(
        "INSERT INTO schema_version VALUES (?, ?)"
        " ON CONFLICT (component) DO UPDATE SET version = excluded.version",
        (component, len(migrations)),
    )


def split_statements(script: str) -> Iterator[str]:
    """Split SQL into statements (``executescript`` would commit what is open before it runs)."""
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" \t\r\n;"):
                yield statement
            statement = ""
    if statement.strip(" \t\r\n;"):
        yield statement
