"""Exit codes of runs: whose error it was, and whether the same command did something else."""

import pytest

from tests.support.shell import Shell

FUNCTIONS = """
function Each { process { if ($_ -eq 2) { Write-Error "no $_" } else { $_ } } }
function Silent { process { if ($_ -eq 2) { Write-Error "no $_" } } }
function Loop { foreach ($i in 1..3) { if ($i -eq 2) { Write-Error 'no' } else { $i } } }
function Fails { Write-Error 'no' }
function Declared { [CmdletBinding()] param([Parameter(ValueFromPipeline)]$n)
    process { if ($n -eq 2) { Write-Error 'no' } } }
function Own { [CmdletBinding()] param([Parameter(ValueFromPipeline)]$n) process { if ($n -eq 2) {
    $e = [System.Management.Automation.ErrorRecord]::new([Exception]::new('x'), 'Id', 0, $n)
    $PSCmdlet.WriteError($e) } else { $n } } }
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1..3 | Each", 4),
        ("2 | Each", 1),
        ("1..3 | Silent", 4),
        ("Loop", 4),
        ("Fails", 1),
        ("'before'; Fails", 1),
        ("1..3 | Declared", 4),
        ("2 | Declared", 1),
        ("1..3 | Own", 4),
        ("2 | Own", 1),
        ("'done'; Write-Error 'no'", 1),
        ("1..3 | Each; Fails", 1),
        ("1..3 | Each 2>$null", 0),
        ("1..3 | & { process { if ($_ -eq 2) { Write-Error 'no' } else { $_ } } }", 4),
        ("function Outer { 'x'; Fails }; Outer", 1),
    ],
)
def test_an_error_counts_against_the_call_that_wrote_it(code, expected):
    shell = Shell()
    shell.run(FUNCTIONS)
    shell.run(code)
    assert shell.session.outcome.exit_code == expected
