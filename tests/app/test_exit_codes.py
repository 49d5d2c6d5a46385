"""Every row of the table of exit codes, by starting the program."""

import signal
import subprocess

import pytest

from tests.support.program import Ended, Program


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("1", 0),
        ("Get-SmimeConfig | Out-Null", 0),
        ("throw 'no'", 1),
        ("Write-Error 'no'; 1", 1),
        ("Get-Nonsense", 1),
        ("Get-Recipient nobody@contoso.example", 1),
        ("Get-Recipient nobody@contoso.example -ErrorAction SilentlyContinue", 0),
        ("try { Get-Recipient nobody@contoso.example -ErrorAction Stop } catch { 'caught' }", 0),
        ("Get-Recipient nobody@contoso.example 2>$null", 0),
        ("$ErrorActionPreference = 'Stop'; Get-Recipient nobody@contoso.example; 1", 1),
        ("1 +", 2),
        ("if (", 2),
        ("exit 3", 3),
        ("function f { exit 7 }; f; exit 1", 7),
        ("Get-Nonsense; exit 0", 0),
    ],
)
def test_one_line(program, line, code):
    ended = program.line(line)
    assert ended.code == code, ended.stderr
    assert "Traceback" not in ended.stderr


def test_usage_and_missing_script_are_2_and_run_nothing(program):
    assert program.run("--nope").code == 2
    assert program.run("missing.ps1").code == 2
    assert program.run("--output-format", "xml", "-c", "1").code == 2
    script = program.folder / "bad.ps1"
    script.write_text("'ran'\nif (", encoding="utf-8")
    ended = program.run(str(script))
    assert (ended.code, ended.stdout) == (2, "")


def test_a_rehearsal_that_finds_changes_is_3_and_one_that_finds_none_is_0(program):
    line = "New-Recipient -Name Alice -PrimarySmtpAddress alice@contoso.example"
    assert program.line(line, "--what-if").code == 3
    assert not program.workspace.exists()
    assert program.line(line).code == 0
    assert program.line(line, "--what-if").code == 0


def test_some_items_failed_is_4(program):
    line = (
        "'alice@contoso.example', 'nobody@contoso.example' | Get-Recipient | "
        "ForEach-Object PrimarySmtpAddress"
    )
    program.line("New-Recipient -Name Alice -PrimarySmtpAddress alice@contoso.example")
    ended = program.line(line)
    assert (ended.code, ended.stdout) == (4, "alice@contoso.example\n")


def test_a_wrong_passphrase_is_5(program):
    line = "New-CertificationAuthority -Name 'A CA' -KeyAlgorithm P-256"
    assert program.line(line).code == 0
    ended = program.line(
        "New-CertificationAuthority -Name 'B CA' -Parent 'A CA' -KeyAlgorithm P-256",
        environment={"SMIMEADMIN_PASSPHRASE": "another one"},
    )
    assert ended.code == 5
    assert "Pki.WrongPassphrase" in ended.stderr
    assert "another one" not in ended.stderr + ended.stdout


CONNECT = (
    "Connect-ActiveDirectory -Server {server} -Credential (New-Object PSCredential('a@b.test', "
    "(ConvertTo-SecureString 'x' -AsPlainText -Force)))"
)


def test_a_server_that_is_not_there_is_6(program):
    ended = program.line(CONNECT.format(server="ldaps://127.0.0.1:9"))
    assert ended.code == 6, ended.stderr
    assert "127.0.0.1" in ended.stderr


def test_an_interrupted_run_is_130(program):
    ended = interrupted(program, "'started'; while ($true) { }")
    assert (ended.code, ended.stdout) == (130, "started\n")


def allow_interrupt():
    """A job that was started in the background inherits that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def interrupted(program, line):
    """Run a line until it has printed one line, then press Ctrl-C."""
    process = subprocess.Popen(
        program.command(["-c", line]),
        cwd=program.folder,
        env=program.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=allow_interrupt,  # noqa: PLW1509 - this process has one thread
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    return Ended(process.returncode, first + out, err)
