# ruff: noqa: E501 - rows of tables
"""Jobs and -Parallel: what threads share, what comes back, and how they end."""

import threading
import time

import pytest

from smimeadmin.shell.engine.convert import to_text
from tests.support.shell import Shell


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


ANSWERS = [
    ("Start-Job { 6 * 7 } | Receive-Job -Wait", ["42"]),
    ("$n = 5; Start-Job { $using:n + 1 } | Receive-Job -Wait -AutoRemoveJob; @(Get-Job).Count",
     ["6", "0"]),
    ("$x = 1; Start-Job { \"[$x]\" } | Receive-Job -Wait", ["[]"]),
    ("Start-Job { $global:leak = 1 } | Wait-Job | Out-Null; Test-Path variable:leak", ["False"]),
    ("Start-Job { param($a, $b) \"$a-$b\" } -ArgumentList 1, 2 | Receive-Job -Wait", ["1-2"]),
    ("1..3 | Start-Job { $input | ForEach-Object { $_ + 1 } } | Receive-Job -Wait",
     ["2", "3", "4"]),
    ("Start-Job -InitializationScript { function foo { 'f' } } { foo } | Receive-Job -Wait", ["f"]),
    ("$j = Start-Job { 1 } | Wait-Job; $j.State; $j.HasMoreData; Receive-Job $j; $j.HasMoreData",
     ["Completed", "True", "1", "False"]),
    ("$j = Start-Job { 1 } | Wait-Job; Receive-Job $j -Keep; Receive-Job $j", ["1", "1"]),
    ("$j = Start-Job -Name n { }; $j.Id; $j.Name; $j.ChildJobs[0].Id; $j.PSJobTypeName; "
     "$j.Location; (Start-Job { }).Name", ["1", "n", "2", "BackgroundJob", "localhost", "Job3"]),
    ("$j = Start-ThreadJob { 1 }; $j.PSJobTypeName; $j.ChildJobs.Count", ["ThreadJob", "0"]),
    ("$j = Start-Job { throw 'bad' } | Wait-Job; $j.State; $j.ChildJobs[0].JobStateInfo.Reason.Message",
     ["Failed", "bad"]),
    ("$j = Start-Job { Start-Sleep 60 }; $j.State; Stop-Job $j; $j.State", ["Running", "Stopped"]),
    ("$j = Start-Job { Start-Sleep 60 }; Remove-Job $j -ErrorVariable e -ErrorAction Ignore; "
     "@(Get-Job).Count; Remove-Job $j -Force; @(Get-Job).Count", ["1", "0"]),
    ("$j = Start-Job { Start-Sleep 60 }; @(Wait-Job $j -Timeout 0).Count; Stop-Job $j", ["0"]),
    ("$a = Start-Job { Start-Sleep 60 }; $b = Start-Job { 1 }; (Wait-Job $a, $b -Any).Id -eq $b.Id; "
     "Stop-Job $a", ["True"]),
    ("$j = Start-Job { 'o'; Write-Error 'e' } | Wait-Job; $j.ChildJobs[0].Output; "
     "$j.ChildJobs[0].Error.Count", ["o", "1"]),
    ("$null = Start-Job { 1 } -Name a; $null = Start-Job { 2 } -Name b; (Get-Job -Name a, b).Count; "
     "(Get-Job -IncludeChildJob).Count; (Get-Job | Wait-Job | Get-Job -Newest 1 | Measure-Object).Count",
     ["2", "4", "2"]),
    ("$null = Start-Job { 'zz' }; (Get-Job -Command '*zz*').Id; (Get-Job -Filter @{ Id = 1 }).Id",
     ["1", "1"]),
    ("(1..9 | ForEach-Object -Parallel { $_ * 2 } | Sort-Object) -join ','",
     ["2,4,6,8,10,12,14,16,18"]),
    ("$k = 3; 1 | ForEach-Object -Parallel { $_ + $using:k }", ["4"]),
    ("1..3 | ForEach-Object -Parallel { throw 'x' } -ErrorVariable e 2>$null; $e.Count; "
     "$e[0].FullyQualifiedErrorId", ["3", "PSTaskException"]),
    ("$j = 1..3 | ForEach-Object -Parallel { $_ } -AsJob; ($j | Receive-Job -Wait).Count; "
     "$j.PSJobTypeName; $j.ChildJobs.Count", ["3", "PSTaskJob", "3"]),
    ("(1..50 | ForEach-Object -Parallel { $_ } | Select-Object -First 2).Count", ["2"]),
    ("1 | ForEach-Object -Parallel { Write-Warning w } 3>&1 | ForEach-Object Message", ["w"]),
    ("1 | ForEach-Object -Parallel { Write-Host h } 6>&1 | ForEach-Object { \"$_\" }", ["h"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), ANSWERS)
def test_answer(shell, text, shown):
    assert [to_text(one) for one in shell.run(text)] == shown


IDS = [
    ("Get-Job 99", "JobWithSpecifiedSessionNotFound,Microsoft.PowerShell.Commands.GetJobCommand"),
    ("Get-Job -Name no", "JobWithSpecifiedNameNotFound,Microsoft.PowerShell.Commands.GetJobCommand"),
    ("Remove-Job (Start-Job { Start-Sleep 60 })",
     "JobObjectNotFinishedCannotBeRemoved,Microsoft.PowerShell.Commands.RemoveJobCommand"),
    ("Start-Job { 1 } | Receive-Job -AutoRemoveJob",
     "AutoRemoveJobCannotBeUsedWithoutWait,Microsoft.PowerShell.Commands.ReceiveJobCommand"),
    ("1 | ForEach-Object -Parallel { } -ErrorAction Stop",
     "ParallelCommonParametersNotSupported,Microsoft.PowerShell.Commands.ForEachObjectCommand"),
    ("$b = { }; 1 | ForEach-Object -Parallel { $using:b }",
     "ParallelUsingVariableCannotBeScriptBlock,Microsoft.PowerShell.Commands.ForEachObjectCommand"),
    ("{ } | ForEach-Object -Parallel { }",
     "ParallelPipedInputObjectCannotBeScriptBlock,Microsoft.PowerShell.Commands.ForEachObjectCommand"),
    ("1 | ForEach-Object -Parallel { } -ThrottleLimit 0",
     "ParameterArgumentValidationError,Microsoft.PowerShell.Commands.ForEachObjectCommand"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "error_id"), IDS)
def test_error(shell, text, error_id):
    shell.run(text)
    assert shell.errors == [error_id]


def test_threads_run_at_the_same_time(shell):
    start = time.monotonic()
    shell.run("1..8 | ForEach-Object -Parallel { Start-Sleep -Milliseconds 300 } -ThrottleLimit 8")
    assert time.monotonic() - start < 8 * 0.3


def test_the_time_limit_ends_the_threads(shell):
    start = time.monotonic()
    shell.run("1..4 | ForEach-Object -Parallel { Start-Sleep 60 } -TimeoutSeconds 1")
    assert time.monotonic() - start < 20


def test_threads_are_gone_when_the_pipeline_is(shell):
    shell.run("1..4 | ForEach-Object -Parallel { while ($true) { $_ } } | Select-Object -First 3")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not any(t.name == "ForEach-Object -Parallel" for t in threading.enumerate()):
            return
        time.sleep(0.05)
    raise AssertionError("a thread goes on")
