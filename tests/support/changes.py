"""Two small ports to make Changes in: one in the workspace, one on a server of its own."""

import json
from collections.abc import Sequence
from pathlib import Path

from smimeadmin.changes.change import Change, ChangeKind, Executor, Target
from smimeadmin.changes.errors import TargetChangedError
from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.workspace import Workspace

State = dict[tuple[str, str], list[bytes]]


class ServerAwayError(SmimeAdminError):
    """The pretended server does not answer."""

    id = "Test.ServerAway"
    kind = ErrorKind.UNAVAILABLE


def change(
    kind: str,
    key: str,
    *,
    before: bytes | None = None,
    after: bytes | None = None,
    port: str = "remote",
    attribute: str = "value",
) -> Change:
    return Change(ChangeKind(kind), Target(port, key, key.upper()), attribute, before, after)


def after_change(values: Sequence[bytes], wanted: Change) -> list[bytes]:
    """What an attribute holds after a Change; TargetChangedError if it cannot be made."""
    held = set(values)
    match wanted.kind:
        case ChangeKind.ADD if wanted.after not in held:
            return sorted({*held, wanted.after or b""})
        case ChangeKind.REMOVE if wanted.before in held:
            return sorted(held - {wanted.before or b""})
        case ChangeKind.SET | ChangeKind.CREATE | ChangeKind.DELETE | ChangeKind.ISSUE if (
            held == _as_set(wanted.before)
        ):
            return sorted(_as_set(wanted.after))
    raise TargetChangedError(str(wanted.target), wanted.attribute)


def stands(values: Sequence[bytes], wanted: Change) -> bool:
    if wanted.kind is ChangeKind.ADD:
        return wanted.after in values
    if wanted.kind is ChangeKind.REMOVE:
        return wanted.before not in values
    return set(values) == _as_set(wanted.after)


def _as_set(value: bytes | None) -> set[bytes]:
    return set() if value is None else {value}


class Port(Executor):
    """What both ports have in common; counts the requests that reach it."""

    def __init__(self) -> None:
        self.requests: list[tuple[Change, ...]] = []

    def read(self) -> State:
        raise NotImplementedError

    def write(self, state: State) -> None:
        raise NotImplementedError

    def execute(self, changes: Sequence[Change]) -> None:
        self.requests.append(tuple(changes))
        assert len({each.target for each in changes}) == 1
        state = self.read()
        for each in changes:
            name = (each.target.key, each.attribute)
            values = after_change(state.get(name, []), each)
            state[name] = values
            if not values:
                del state[name]
        self.write(state)

    def is_made(self, change: Change) -> bool:
        return stands(self.read().get((change.target.key, change.attribute), []), change)


class EmbeddedPort(Port):
    """Values in a table of the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        workspace.register("test", ["CREATE TABLE held (key TEXT, attribute TEXT, value BLOB)"])

    @property
    def transactional(self) -> bool:
        return True

    def read(self) -> State:
        state: State = {}
        with self.workspace.read() as connection:
            for key, attribute, value in connection.execute(
                "SELECT key, attribute, value FROM held ORDER BY key, attribute, value"
            ):
                state.setdefault((key, attribute), []).append(value)
        return state

    def write(self, state: State) -> None:
        with self.workspace.transaction() as connection:
            connection.execute("DELETE FROM held")
            connection.executemany(
                "INSERT INTO held VALUES (?, ?, ?)",
                [(*name, value) for name, values in state.items() for value in values],
            )


class RemotePort(Port):
    """Values in a file that stands for a server: each request is made whole or not at all."""

    def __init__(self, file: Path, place: str = "server") -> None:
        super().__init__()
        self.file = file
        self.is_away = False
        self.loses_answers = False
        self._place = place

    @property
    def transactional(self) -> bool:
        return False

    @property
    def place(self) -> str:
        return self._place

    def read(self) -> State:
        if self.is_away:
            raise ServerAwayError("The server does not answer.")
        if not self.file.exists():
            return {}
        held = json.loads(self.file.read_text())
        return {(key, name): [bytes.fromhex(v) for v in values] for key, name, values in held}

    def write(self, state: State) -> None:
        held = [[*name, [value.hex() for value in values]] for name, values in state.items()]
        DiskFiles().write_bytes(str(self.file), json.dumps(held).encode())
        if self.loses_answers:
            raise ServerAwayError("The server took the request and went away.")
