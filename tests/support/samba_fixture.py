"""The one domain controller of a test process, started when the first test asks for it.

``tests/conftest.py`` hands it to all tests; those that use it are marked ``interop("samba")``.
"""

from collections.abc import Iterator

import pytest

from tests.support import samba


@pytest.fixture(scope="session")
def domain_controller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[samba.Controller]:
    """A real Active Directory; the test is skipped, with the reason, where there can be none."""
    reason = samba.missing()
    if reason is not None:
        pytest.skip(f"Samba AD DC: {reason}")
    folder = tmp_path_factory.mktemp("samba")
    with samba.running_controller(folder) as controller:
        yield controller
