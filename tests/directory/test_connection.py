"""Going from one directory to the other."""

from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.backends import BACKENDS
from smimeadmin.directory.backends.embedded import EmbeddedDirectory
from smimeadmin.directory.connection import Connection, DirectorySwitch


def test_embedded_directory_is_made_once_and_late() -> None:
    made: list[EmbeddedDirectory] = []

    def make() -> EmbeddedDirectory:
        made.append(EmbeddedDirectory(Workspace.in_memory()))
        return made[-1]

    switch = DirectorySwitch(make, rehearsal=False)
    assert made == []
    switch.disconnect()
    assert switch.current is switch.current
    assert switch.listing() == Connection("Directory", "Embedded", "local", "")
    assert len(made) == 1


def test_every_kind_has_a_backend() -> None:
    assert {kind.value for kind in BACKENDS} == {"Embedded", "ActiveDirectory"}
    assert all(backend.kind is kind for kind, backend in BACKENDS.items())
