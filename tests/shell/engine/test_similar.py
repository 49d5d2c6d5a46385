"""A wrong value of a fixed set is answered with the one that was meant."""

import pytest

from smimeadmin.shell.engine.similar import similar_name
from tests.support.shell import Shell


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("function f { param([ValidateSet('Alpha','Beta')]$x) }; f Alhpa", "Did you mean Alpha?"),
        ("[DayOfWeek]'Modnay'", "Did you mean Monday?"),
        ("function g { param([DayOfWeek]$d) }; g Modnay", "Did you mean Monday?"),
        ("Get-Command -CommandType Cmdlte", "Did you mean Cmdlet?"),
        ("function f { param([ValidateSet('Alpha','Beta')]$x) }; f zzzz", None),
    ],
)
def test_hint_of_a_wrong_value(text: str, hint: str | None) -> None:
    shell = Shell()
    shell.run(text)
    [record] = [record for stream, record in shell.host.shown if stream == "error"]
    assert record.hint == hint


def test_case_does_not_count_and_far_names_are_none() -> None:
    assert similar_name("SIGNNG", ["Signing", "Encryption"]) == "Signing"
    assert similar_name("xyz", ["Signing", "Encryption"]) is None
