"""The prompt on a real terminal, as a person sees it."""

import os

import pytest

from tests.support.program import Program
from tests.support.terminal import Terminal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of Unix"),
]

ENTER, TAB, CTRL_C, CTRL_D, UP = "\r", "\t", "\x03", "\x04", "\x1b[A"
INTERRUPT_SECONDS = 5.0
"""Far more than the 0.2 s that a person is promised: the test machine may be busy."""


@pytest.fixture
def start(tmp_path):
    opened = []

    def open_terminal(*arguments, no_colour=False):
        program = Program(tmp_path)
        environment = program.environment({"TERM": "xterm-256color", "HOME": str(tmp_path)})
        environment.pop("COLUMNS")
        environment.pop("NO_COLOR", None)
        if no_colour:
            environment["NO_COLOR"] = "1"
        environment["XDG_CONFIG_HOME"] = str(tmp_path / "config")
        where = ("--workspace", str(program.workspace))
        terminal = Terminal(("-m", "smimeadmin", *where, *arguments), tmp_path, environment)
        opened.append(terminal)
        terminal.shows("local>")
        return terminal

    yield open_terminal
    for terminal in opened:
        terminal.close()


def test_a_session(start):
    terminal = start("--no-profile")
    terminal.type("function Get-Sum($a, $b) {" + ENTER)
    terminal.shows(">>")
    terminal.type("$a + $b" + ENTER + "}" + ENTER)
    terminal.last_line_is("local>")
    terminal.type("Get-Su" + TAB + " 40 2" + ENTER)
    terminal.shows("local> Get-Sum 40 2\n42\n")

    terminal.type("Publish-Smi" + TAB)
    terminal.shows("local> Publish-SmimeCertificate")
    terminal.type(" -Att" + TAB)
    terminal.shows("local> Publish-SmimeCertificate -Attribute")
    terminal.type(" B" + TAB)
    terminal.shows("local> Publish-SmimeCertificate -Attribute Both")
    terminal.shows("UserSMIMECertificate")  # the line below lists the values
    terminal.type(CTRL_C)
    terminal.last_line_is("local>")

    terminal.type("Get-Help New-SmimeCertificate -Examples" + ENTER)
    terminal.shows("PS> New-SmimeCertificate anna@contoso.example")
    terminal.last_line_is("local>")
    assert all(len(line) <= 80 for line in terminal.lines if "PS>" not in line)

    terminal.type("Get-Recipient (Get-Dat)" + ENTER)
    terminal.shows("hint: Did you mean Get-Date?")
    at = next(n for n, line in enumerate(terminal.lines) if line.startswith("   1 | "))
    marked = terminal.lines[at + 1]
    start_of_mark = marked.index("^")
    assert terminal.lines[at][start_of_mark:].startswith("Get-Dat")
    assert terminal.screen.buffer[at + 1][start_of_mark].fg == "red"

    terminal.type("exit 9" + ENTER)
    assert terminal.ends() == 9


@pytest.mark.parametrize(
    "line", ["while ($true) { }", "Start-Sleep 60", "1..9 | ForEach-Object { while ($true) { } }"]
)
def test_ctrl_c_stops_a_command_and_keeps_the_session(start, line):
    terminal = start("--no-profile")
    terminal.type("$kept = 'still ' + 'here'" + ENTER)
    terminal.last_line_is("local>")
    terminal.type(f"Write-Host ('beg' + 'un'); {line}; 'not ' + 'run'{ENTER}")
    terminal.shows("\nbegun")
    terminal.type(CTRL_C)
    terminal.until(lambda: terminal.text.endswith("local>"), INTERRUPT_SECONDS)
    terminal.type("$kept" + ENTER)
    terminal.shows("\nstill here\n")
    assert "not run" not in terminal.text
    terminal.type(CTRL_D)
    assert terminal.ends() == 0


def test_a_wrong_line_is_shown_with_its_place_and_hint(start):
    terminal = start("--no-profile")
    terminal.type("Get-Recipient )" + ENTER)
    terminal.shows("  hint: ")
    at = next(n for n, line in enumerate(terminal.lines) if line.startswith("   1 | "))
    mark = terminal.lines[at + 1].index("^")
    assert terminal.lines[at][mark] == ")"


def test_no_colour_when_nobody_wants_it(start):
    terminal = start("--no-profile", no_colour=True)
    terminal.type("Get-Nonsense 'a'" + ENTER)
    terminal.shows("id:   CommandNotFoundException")
    cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
    assert {cell.fg for cell in cells} == {"default"}


def test_history_profile_and_the_private_file(start, tmp_path):
    profile = tmp_path / "config" / "smimeadmin" / "profile.ps1"
    profile.parent.mkdir(parents=True)
    profile.write_text("'profile ran'\nfunction Get-Mine { 'mine' }\n")
    (tmp_path / "workspace").mkdir(mode=0o700)
    first = start()
    first.shows("profile ran")
    first.type("Get-Mine" + ENTER)
    first.shows("\nmine\n")
    first.type("$password = 'hunter2'" + ENTER)
    first.type(CTRL_D)
    first.ends()
    second = start("--no-profile")
    second.type(UP)
    second.shows("local> Get-Mine")
    second.type(CTRL_C + "$PROFILE; $password" + ENTER)
    second.last_line_is("local>")
    assert "hunter2" not in second.text
    assert (tmp_path / "workspace" / "prompt-history").stat().st_mode & 0o777 == 0o600


def test_a_change_is_told_on_the_line_that_made_it(start):
    terminal = start("--no-profile")
    terminal.type("New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example" + ENTER)
    terminal.shows("1 change")
    terminal.type("Get-Recipient anna@contoso.example | Out-Null" + ENTER)
    terminal.last_line_is("local>")
    assert terminal.text.count("1 change") == 1
