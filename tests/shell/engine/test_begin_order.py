"""In which order the commands of a pipeline begin, and what their ``begin`` writes."""

import pytest

from tests.support.shell import Shell

FUNCTIONS = """
$script:log = @()
function f { begin { 'header'; $script:log += 'f' } process { $_ } end { 'end' } }
function g { begin { $script:log += 'g' } process { "g $_" } }
function quiet { begin { $script:log += 'quiet' } process { $_ } }
"""


@pytest.mark.parametrize(
    ("line", "output", "order"),
    [
        ("1 | f | g", ["g header", "g 1", "g end"], ["g", "f"]),
        ("1 | quiet | g", ["g 1"], ["quiet", "g"]),
        ("2, 1 | f | Sort-Object", [1, 2, "end", "header"], ["f"]),
        ("1 | ForEach-Object -Begin { 'b' } -Process { $_ } | g", ["g b", "g 1"], ["g"]),
        ("1 | f | quiet | g", ["g header", "g 1", "g end"], ["quiet", "g", "f"]),
        ("(1 | ConvertTo-Html -PreContent A | Out-String).Length -gt 100", [True], []),
    ],
)
def test_a_command_begins_before_it_is_written_to(
    line: str, output: list[object], order: list[str]
) -> None:
    shell = Shell()
    assert shell.run(f"{FUNCTIONS}\n{line}") == output
    assert shell.run("$script:log") == order
    assert not shell.errors
