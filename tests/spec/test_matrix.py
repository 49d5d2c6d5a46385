"""10,282 one-line expressions and what the real PowerShell made of them: values, types, error ids.

The rows are judged by the recorder's own script, run by this shell's engine. ``matrix_passing.txt``
lists the rows that agree; RECORDED_UPDATE=1 writes it anew.
"""

from pathlib import Path

import pytest

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session
from tests.support.case_runner import core_commands
from tests.support.recorded import Recording

HERE = Path(__file__).parent
RECORDING = Recording(
    "matrix", HERE / "powershell-matrix.jsonl", passing=HERE / "matrix_passing.txt"
)
# The body of powershell-matrix.ps1, for one row.
JUDGE = r"""
function MatrixRow($code) {
    $Error.Clear()
    $cells = @()
    try {
        $block = [scriptblock]::Create($code)
        foreach ($o in @(& $block 2>$null)) {
            if ($null -eq $o) { $cells += 'null' }
            else {
                $text = "$o".Replace("`t", '\t').Replace("`r", '').Replace("`n", '\n')
                $cells += $text + ' : ' + $o.GetType().FullName
            }
        }
        if ($Error.Count) {
            $cells += 'ERROR ' + $Error[$Error.Count - 1].FullyQualifiedErrorId
        }
    } catch { $cells += 'ERROR ' + $_.FullyQualifiedErrorId }
    $cells
}
"""


@pytest.fixture(scope="module")
def session():
    session = Session(SilentHost(), files=DiskFiles())
    for command in core_commands():
        session.registry.add(command)
    session.evaluate(JUDGE)
    return session


@pytest.mark.slow
def test_expressions_answer_as_recorded(session, record_property):
    def judge(row):
        session.global_scope.assign("row", row["code"])
        answer = [str(cell) for cell in session.evaluate("MatrixRow $row")]
        if answer == row["answer"]:
            return ""
        return f"{row['code']} gives {answer}, not {row['answer']}"

    RECORDING.check(0, judge, record_property)
