"""Exit codes of scripts: where `exit` stands, which errors count, what the last program said.

The rule: an uncaught terminating error decides by its kind; errors that were only written count 4
if the same command did something else, else 1; what was caught, silenced or redirected does not
count; `exit N` wins over all.
"""

import os
import subprocess
import sys

import pytest

from tests.app.test_exit_codes import interrupted
from tests.support.program import Program

FALSE = f"& '{sys.executable}' -c 'raise SystemExit(7)'"
TRUE = f"& '{sys.executable}' -c 'pass'"
MISSING = "Get-Recipient nobody@contoso.example"
UNAVAILABLE = (
    "Send-MailMessage -From a@b.example -To a@b.example -SmtpServer 127.0.0.1 -Port 9"
    " -ErrorAction Stop"
)


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


def run(program, **files):
    """Write files (main and others, `_` for the dot) and run main.ps1."""
    for name, text in files.items():
        path = program.folder / name.replace("_", ".")
        path.write_text(text, encoding="utf-8")
    return program.run(str(program.folder / "main.ps1"))


@pytest.mark.parametrize(
    ("main", "code", "stdout"),
    [
        # exit, wherever it stands, ends the run with its number
        ("'a'; exit 3; 'b'", 3, "a\n"),
        ("function f { exit 3 }; f; 'b'", 3, ""),
        ("function f { process { exit 3 } }; 1, 2 | f; 'b'", 3, ""),
        ("1..3 | ForEach-Object { if ($_ -eq 2) { exit 4 }; $_ }", 4, "1\n"),
        ("& { exit 3 }; 'b'", 3, ""),
        ("Invoke-Expression 'exit 3'; 'b'", 3, ""),
        ("try { exit 3 } catch { 'caught' } finally { 'finally' }", 3, "finally\n"),
        ("if ($true) { exit 3 } else { exit 4 }", 3, ""),
        ("switch (5) { 5 { exit 3 } }", 3, ""),
        ("exit", 0, ""),
        ("exit 0", 0, ""),
        ("exit 1 + 2", 3, ""),
        ("exit '3'", 3, ""),
        ("exit [int]'0x10'", 16, ""),
        ("exit $true", 1, ""),
        ("exit -1", 255, ""),
        ("exit 256", 0, ""),
        ("exit 300", 44, ""),
        ("$code = 5; exit $code", 5, ""),
        ("exit ($null)", 0, ""),
        # exit wins over errors
        (f"{MISSING}; exit 0", 0, ""),
        ("Write-Error 'no'; exit 9", 9, ""),
        ("try { throw 'no' } catch { exit 8 }", 8, ""),
        ("trap { exit 6 }; throw 'no'", 6, ""),
        # uncaught terminating errors
        ("'a'; throw 'no'; 'b'", 1, "a\n"),
        ("function f { throw 'no' }; f; 'b'", 1, ""),
        ("throw [System.ArgumentException]::new('no')", 1, ""),
        ("[int]'x'; 'goes on'", 1, "goes on\n"),
        ("1 / $null; 'goes on'", 1, "goes on\n"),
        ("$null.Method(); 'goes on'", 1, "goes on\n"),
        ("Get-NoSuchCommand; 'goes on'", 1, "goes on\n"),
        ("Get-Recipient -NoSuchParameter x; 'goes on'", 1, "goes on\n"),
        (f"{MISSING} -ErrorAction Stop; 'b'", 1, ""),
        (f"$ErrorActionPreference = 'Stop'; {MISSING}; 'b'", 1, ""),
        (f"{UNAVAILABLE}; 'b'", 6, ""),
        (f"function f {{ {UNAVAILABLE} }}; f", 6, ""),
        (f"try {{ {UNAVAILABLE} }} catch {{ throw }}", 6, ""),
        (f"try {{ {UNAVAILABLE} }} catch {{ throw 'another' }}", 1, ""),
        (f"try {{ {UNAVAILABLE} }} finally {{ 'f' }}", 6, "f\n"),
        (f"[int]'x'; {UNAVAILABLE}", 6, ""),
        # errors that were only written
        (MISSING, 1, ""),
        (f"{MISSING}; 'b'", 1, "b\n"),
        ("Write-Error 'no'", 1, ""),
        ("Write-Error 'no' -ErrorAction Continue; 'b'", 1, "b\n"),
        ("function f { Write-Error 'no'; 'done' }; f", 4, "done\n"),
        ("function f { process { if ($_ -eq 2) { Write-Error 'no' } } }; 1, 2, 3 | f", 4, ""),
        ("'main.ps1', 'none.txt' | Get-Item | ForEach-Object Name", 4, "main.ps1\n"),
        ("Get-Item none.txt, nothing.txt", 1, ""),
        ("Get-Item main.ps1, none.txt | ForEach-Object Name", 4, "main.ps1\n"),
        # caught, silenced, redirected
        (f"try {{ {MISSING} -ErrorAction Stop }} catch {{ 'caught' }}", 0, "caught\n"),
        ("try { throw 'no' } catch { }", 0, ""),
        ("trap { continue }; throw 'no'; 'b'", 0, "b\n"),
        (f"{MISSING} -ErrorAction SilentlyContinue", 0, ""),
        (f"{MISSING} -ErrorAction Ignore", 0, ""),
        (f"$ErrorActionPreference = 'SilentlyContinue'; {MISSING}; 'b'", 0, "b\n"),
        (f"{MISSING} -ErrorVariable e 2>$null; $e.Count", 0, "1\n"),
        (f"{MISSING} 2>&1 | ForEach-Object {{ 'merged' }}", 0, "merged\n"),
        (f"{MISSING} 2>errors.txt", 0, ""),
        (f"{MISSING} *>$null", 0, ""),
        ("Write-Error 'no' 2>$null", 0, ""),
        (f"try {{ {MISSING} -ErrorAction Stop }} catch {{ Write-Error $_ }}", 1, ""),
        ("Write-Warning 'w'", 0, ""),
        # $LASTEXITCODE
        (f"{FALSE}; $LASTEXITCODE", 0, "7\n"),
        (f"{FALSE}; $?", 0, "False\n"),
        (f'{TRUE}; "$? $LASTEXITCODE"', 0, "True 0\n"),
        (f"{FALSE}; exit $LASTEXITCODE", 7, ""),
        (f"{FALSE}; {TRUE}; exit $LASTEXITCODE", 0, ""),
        (f"{FALSE} && 'and'; {FALSE} || 'or'", 0, "or\n"),
        ("$null -eq $LASTEXITCODE", 0, "True\n"),
        # return is no exit
        ("'a'; return; 'b'", 0, "a\n"),
        ("return 5", 0, "5\n"),
        ("break; 'b'", 0, ""),
    ],
)
def test_script(program, main, code, stdout):
    ended = run(program, main_ps1=main)
    assert (ended.code, ended.stdout) == (code, stdout), ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("main", "code", "stdout"),
    [
        ('& ./inner.ps1; "back with $LASTEXITCODE"', 0, "in\nback with 3\n"),
        ("./inner.ps1; exit $LASTEXITCODE", 3, "in\n"),
        ("./inner.ps1; $?", 0, "in\nFalse\n"),
        ("./inner.ps1 && 'and'", 0, "in\n"),
        (". ./inner.ps1; 'b'", 0, "in\nb\n"),
        ('$r = & ./inner.ps1; "<$r> $LASTEXITCODE"', 0, "<in> 3\n"),
        ("function f { & ./inner.ps1; 'after' }; f; exit 5", 5, "in\nafter\n"),
    ],
)
def test_exit_of_a_script_that_was_called_ends_that_script(program, main, code, stdout):
    ended = run(program, main_ps1=main, inner_ps1="'in'; exit 3; 'never'")
    assert (ended.code, ended.stdout) == (code, stdout), ended.stderr


def test_a_script_that_was_called_and_throws_or_only_writes(program):
    thrown = run(program, main_ps1="./inner.ps1; 'b'", inner_ps1="throw 'no'")
    assert (thrown.code, thrown.stdout) == (1, "")
    caught = run(program, main_ps1="try { ./inner.ps1 } catch { 'caught' }", inner_ps1="throw 'no'")
    assert (caught.code, caught.stdout) == (0, "caught\n")
    written = run(program, main_ps1="./inner.ps1; 'b'", inner_ps1="Write-Error 'no'")
    assert (written.code, written.stdout) == (1, "b\n")


def test_exit_in_a_module(program):
    module = "function Stop-Run { exit 3 }\nfunction Get-One { 1 }"
    ended = run(program, main_ps1="Import-Module ./m.psm1; Get-One; Stop-Run; 'b'", m_psm1=module)
    assert (ended.code, ended.stdout) == (3, "1\n")
    thrown = run(
        program,
        main_ps1="Import-Module ./m.psm1; Stop-Run; 'b'",
        m_psm1="function Stop-Run { throw 'no' }",
    )
    assert (thrown.code, thrown.stdout) == (1, "")


@pytest.mark.parametrize(
    "wrong", ["'ran'; if (", "'ran'; }", "'ran'; 1 +* 2", "'ran'; \"open", "'ran'; function f {"]
)
def test_a_parse_error_runs_nothing(program, wrong):
    ended = run(program, main_ps1=wrong)
    assert (ended.code, ended.stdout) == (2, "")
    assert "main.ps1:1:" in ended.stderr or "1 |" in ended.stderr
    assert program.line(wrong).code == 2
    assert program.run("-", stdin=wrong).code == 2


def test_a_parse_error_of_a_script_that_is_called(program):
    ended = run(program, main_ps1="'a'; ./inner.ps1; 'b'", inner_ps1="'ran'; if (")
    assert ended.code == 1
    assert "ran" not in ended.stdout
    caught = run(
        program, main_ps1="try { ./inner.ps1 } catch { 'caught' }", inner_ps1="'ran'; if ("
    )
    assert (caught.code, caught.stdout) == (0, "caught\n")
    evaluated = program.line("try { Invoke-Expression '1 +' } catch { 'caught' }")
    assert (evaluated.code, evaluated.stdout) == (0, "caught\n")


def test_a_script_that_cannot_be_read_is_2(program):
    assert program.run(str(program.folder / "missing.ps1")).code == 2
    assert program.run(str(program.folder)).code == 2
    if os.getuid() != 0:
        locked = program.folder / "locked.ps1"
        locked.write_text("1", encoding="utf-8")
        locked.chmod(0)
        assert program.run(str(locked)).code == 2


def test_a_rehearsal_keeps_the_codes_of_the_script(program):
    line = "New-Recipient -Name A -PrimarySmtpAddress a@contoso.example | Out-Null; "
    assert program.line(line, "--what-if").code == 3
    assert program.line(line + "exit 7", "--what-if").code == 7
    assert program.line(line + "throw 'no'", "--what-if").code == 1
    assert program.line("'nothing to do'", "--what-if").code == 0


@pytest.mark.parametrize(
    "line",
    [
        "'started'; while ($true) { }",
        "'started'; Start-Sleep 60",
        "'started'; try { while ($true) { } } catch { 'caught' }",
        "'started'; 1..100000000 | ForEach-Object { }",
        f"'started'; & '{sys.executable}' -c 'import time; time.sleep(60)'",
    ],
)
def test_ctrl_c_is_130_and_nobody_catches_it(program, line):
    ended = interrupted(program, line)
    assert (ended.code, ended.stdout) == (130, "started\n")
    assert "Traceback" not in ended.stderr


def test_ctrl_c_runs_finally(program):
    ended = interrupted(
        program, "try { 'started'; while ($true) { } } finally { Set-Content done.txt x }"
    )
    assert ended.code == 130
    assert (program.folder / "done.txt").exists()


def test_a_closed_pipe_ends_quietly(program):
    process = subprocess.Popen(
        program.command(["-c", "1..1000000"]),
        cwd=program.folder,
        env=program.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process, process.stdout, process.stderr:
        assert process.stdout.readline() == "1\n"
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait(30) == 0
    assert told == ""
