"""Dates, spans, numbers, identifiers, enumerations, exceptions: expressions and their answers."""

from pathlib import Path

import pytest

from tests.support.expressions import answer, new_session, rows

ROWS = Path(__file__).with_name("net_values.txt")


@pytest.fixture(scope="module")
def session():
    return new_session()


@pytest.mark.parametrize(("code", "expected"), rows(ROWS))
def test_answer(session, code, expected):
    assert answer(session, code) == expected
