"""Collections, arrays, streams and files of .NET: expressions and their answers."""

from pathlib import Path

import pytest

from tests.support.expressions import answer, new_session, rows

ROWS = Path(__file__).with_name("net_collections.txt")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    return new_session(str(tmp_path_factory.mktemp("net")))


@pytest.mark.parametrize(("code", "expected"), rows(ROWS))
def test_answer(session, code, expected):
    assert answer(session, code) == expected
