"""Ctrl-C ends whatever runs: loops, commands, programs, one long call.

How soon it does, the bench measures.

What a line waits for stands in ``tests.support.interrupts``, for the bench as well.
"""

import pytest

from tests.support.interrupts import LINES, interrupted


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_ctrl_c_ends_it(line, tmp_path):
    ended = interrupted(line, tmp_path)
    assert ended.code == 130, ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stderr.endswith("Interrupted.\n")
