"""422 snippets and what ``pwsh -File`` made of them: text, exit code, whether errors were drawn.

``cases_passing.txt`` lists the ids that agree; RECORDED_UPDATE=1 writes it anew.
"""

import signal
from pathlib import Path

import pytest

from tests.support.case_runner import core_commands, passes
from tests.support.recorded import Recording, Row

SECONDS = 20

RECORDING = Recording("cases", Path(__file__).with_name("cases.jsonl"), parts=4)


@pytest.fixture(scope="module")
def commands():
    return core_commands()


class TookTooLongError(BaseException):
    """A snippet did not come to its end."""


def _stop(_signal, _frame):
    raise TookTooLongError


def judge(row: Row, commands) -> str:
    """Run a snippet in a fresh session; return what is wrong, or an empty text."""
    before = signal.signal(signal.SIGALRM, _stop)
    signal.alarm(SECONDS)
    try:
        agrees, result = passes(row, commands)
    except TookTooLongError:
        return f"not done in {SECONDS} s"
    except Exception as error:  # noqa: BLE001 - whatever a snippet breaks is its own failure
        return f"{type(error).__name__}: {error}"
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return "" if agrees else f"{result.stdout!r}, exit {result.exit_code}, {result.errors}"


@pytest.mark.parametrize("part", range(RECORDING.parts))
def test_recorded(part, commands, record_property):
    RECORDING.check(part, lambda row: judge(row, commands), record_property)
