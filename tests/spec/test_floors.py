"""The lists of recorded answers that pass may grow; they may not shrink below what was promised."""

import pytest

from tests.shell.language.test_trees import TREES
from tests.spec import test_cases, test_format, test_matrix

FLOORS = [
    pytest.param(TREES, 1.00, id="trees"),
    pytest.param(test_cases.RECORDING, 402 / 422, id="cases"),
    pytest.param(test_matrix.RECORDING, 0.98, id="matrix"),
    pytest.param(test_format.RECORDING, 0.99, id="format"),
]


@pytest.mark.parametrize(("recording", "floor"), FLOORS)
def test_floor(recording, floor):
    rows = sum(len(recording.rows(part)) for part in range(recording.parts))
    assert len(recording.listed()) >= floor * rows
