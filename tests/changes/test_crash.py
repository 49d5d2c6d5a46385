"""A batch that is killed at any moment loses nothing, doubles nothing, and can be finished."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from smimeadmin.changes.change import ChangeState
from smimeadmin.changes.door import ChangeDoor
from tests.support.changes import State
from tests.support.crashing import WANTED, Moments, door_of, missing

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


@pytest.fixture(scope="module")
def crashes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """One folder a moment, as the kill left it, and the moments' names."""
    folder = tmp_path_factory.mktemp("crashes")
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.crashing", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    return folder, json.loads(done.stdout)


def state_of(door_and_ports: tuple[ChangeDoor, dict[str, object]]) -> list[State]:
    return [port.read() for port in door_and_ports[1].values()]  # type: ignore[attr-defined]


def rerun(folder: Path) -> None:
    door, ports = door_of(folder, Moments())
    door.apply(missing(ports), command="Do-All")


def resume(folder: Path) -> None:
    door, _ = door_of(folder, Moments())
    batches = {entry.batch for entry in door.journal.entries()}
    assert len(batches) <= 1
    for batch in batches:
        door.resume(batch)
    if not batches:  # killed before the first commit: nothing was begun
        rerun(folder)


@pytest.mark.parametrize("mend", [rerun, resume])
def test_a_killed_batch_is_mended(
    crashes: tuple[Path, list[str]], tmp_path: Path, mend: Callable[[Path], None]
) -> None:
    folder, moments = crashes
    undisturbed = state_of(door_of(folder / str(len(moments) + 1), Moments()))
    assert sum(map(len, undisturbed)) == len(WANTED)
    for number, name in enumerate(moments, 1):
        killed = tmp_path / str(number)
        shutil.copytree(folder / str(number), killed)
        mend(killed)
        door, ports = door_of(killed, Moments())
        assert state_of((door, dict(ports))) == undisturbed, (number, name)
        door.journal.verify_chain()
        assert not door.journal.open_entries(), (number, name)
        confirmed = [
            (e.kind, e.target, e.attribute)
            for e in door.journal.entries()
            if e.state is ChangeState.CONFIRMED
        ]
        assert len(confirmed) == len(set(confirmed)) == len(WANTED), (number, name)
        assert door.apply(missing(ports), command="Do-All").count == 0


def test_the_moments_lie_around_every_step(crashes: tuple[Path, list[str]]) -> None:
    folder, moments = crashes
    assert moments.count("before a remote write") == 3
    assert moments.count("before an embedded write") == 3
    assert len(list(folder.iterdir())) == len(moments) + 1


def test_what_was_cut_off_shows_as_cut_off(crashes: tuple[Path, list[str]], tmp_path: Path) -> None:
    """Between a remote write and its outcome the intent is open; the next batch finds the truth."""
    folder, moments = crashes
    at = moments.index("after a remote write") + 1
    shutil.copytree(folder / str(at), tmp_path / "killed")
    door, _ = door_of(tmp_path / "killed", Moments())
    states = [entry.state for entry in door.journal.entries()]
    assert states == [ChangeState.CONFIRMED] * 2 + [ChangeState.INTENDED] * 5
    door.settle()
    states = [entry.state for entry in door.journal.entries()]
    assert states == [ChangeState.CONFIRMED] * 4 + [ChangeState.FAILED] * 3
    assert door.count == 0
    assert door.made() == ()
