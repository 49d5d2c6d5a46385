"""The directories that the contract is tested on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.api import DirectoryBackend
from smimeadmin.directory.backends.active_directory import ActiveDirectory, ServerSettings
from smimeadmin.directory.backends.embedded import EmbeddedDirectory
from smimeadmin.directory.backends.overlay import OverlayDirectory
from smimeadmin.directory.recipients import new_account
from tests.support.samba import Controller
from tests.support.samba_seed import ADMINISTRATOR, BASE, PASSWORD

Connect = Callable[..., ActiveDirectory]


@dataclass(frozen=True)
class Subject:
    """One directory under test, and a way to put a person into it behind its back."""

    directory: DirectoryBackend
    add_person: Callable[[str, str, tuple[str, ...]], None]


@pytest.fixture
def connect(domain_controller: Controller) -> Iterator[Connect]:
    """Connect to the test domain, as the administrator or somebody else."""
    opened: list[ActiveDirectory] = []

    def connect_as(user: str = ADMINISTRATOR, search_base: str | None = None) -> ActiveDirectory:
        settings = ServerSettings(
            server=domain_controller.url,
            user=user,
            password=Secret(PASSWORD),
            ca_certificates=domain_controller.ca.certificate_pem,
            ca_source="ca.pem",
            search_base=search_base or BASE,
        )
        directory = ActiveDirectory.connect(settings)
        opened.append(directory)
        return directory

    yield connect_as
    for directory in opened:
        directory.close()


def _embedded() -> tuple[EmbeddedDirectory, Callable[[str, str, tuple[str, ...]], None]]:
    directory = EmbeddedDirectory(Workspace.in_memory())

    def add(name: str, primary: str, secondaries: tuple[str, ...]) -> None:
        directory.create(new_account(name, primary, secondaries))

    return directory, add


@pytest.fixture(
    params=[
        "embedded",
        "overlay-embedded",
        pytest.param("samba", marks=pytest.mark.interop("samba")),
        pytest.param("overlay-samba", marks=pytest.mark.interop("samba")),
    ]
)
def subject(request: pytest.FixtureRequest) -> Subject:
    """Every implementation of the port, in turn."""
    if request.param.endswith("embedded"):
        directory, add = _embedded()
    else:
        controller: Controller = request.getfixturevalue("domain_controller")
        directory = request.getfixturevalue("connect")()

        def add(name: str, primary: str, secondaries: tuple[str, ...]) -> None:
            controller.add_people([(name, primary, secondaries)])

    if request.param.startswith("overlay"):
        return Subject(OverlayDirectory(directory), add)
    return Subject(directory, add)
