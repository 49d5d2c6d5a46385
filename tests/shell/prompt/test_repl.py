"""The prompt on keys from a pipe: what runs, what is asked for, what is kept."""

import stat

import pytest

from smimeadmin.shell.prompt.history import PromptHistory
from tests.support.prompt_stage import Stage

ENTER, TAB, CTRL_C, UP = "\r", "\t", "\x03", "\x1b[A"


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


def test_enter_runs_a_complete_line(stage):
    assert stage.typed("1 + 2" + ENTER) == 0
    assert stage.output == [3]


def test_enter_asks_for_more_where_something_is_open(stage):
    stage.typed("function f {" + ENTER + "'in f'" + ENTER + "}" + ENTER + "f" + ENTER)
    assert stage.output == ["in f"]


def test_alt_enter_begins_another_line(stage):
    stage.typed("1" + "\x1b\r" + "2" + ENTER)
    assert stage.output == [1, 2]
    assert stage.lines_ended == 1


def test_what_is_wrong_is_submitted_and_told(stage):
    stage.typed("Get-Date )" + ENTER + "5" + ENTER)
    assert [fault.id for fault in stage.told] == ["UnexpectedToken"]
    assert stage.output == [5]


def test_an_error_ends_the_line_and_not_the_session(stage):
    stage.typed("$x = 4; throw 'no'" + ENTER + "$x" + ENTER)
    assert stage.errors == ["no"]
    assert stage.output == [4]


def test_exit_leaves_with_its_code(stage):
    assert stage.typed("exit 7" + ENTER + "'not run'" + ENTER) == 7
    assert stage.output == []


def test_an_earlier_error_does_not_change_the_code_of_leaving(stage):
    assert stage.typed("Get-Nonsense" + ENTER) == 0
    assert stage.errors == ["CommandNotFoundException"]


def test_ctrl_c_empties_the_line(stage):
    stage.typed("'not run'" + CTRL_C + "'run'" + ENTER)
    assert stage.output == ["run"]


def test_a_paste_of_several_lines_is_one_input(stage):
    stage.typed("\x1b[200~$a = 1\n$a + 1\x1b[201~" + ENTER)
    assert stage.output == [2]
    assert stage.lines_ended == 1


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("get-publ" + TAB, "Get-PublishedCertificate"),
        ("New-SmimeCertificate -purp" + TAB, "New-SmimeCertificate -Purpose"),
        ("New-SmimeCertificate -Purpose S" + TAB, "New-SmimeCertificate -Purpose Signing"),
        ("Get-Smime" + TAB + TAB + TAB + ENTER, "Get-SmimeConfig"),
        ("New-SmimeCertificate -Force:" + TAB + TAB + ENTER, "New-SmimeCertificate -Force:$true"),
    ],
)
def test_tab_completes(stage, keys, line):
    stage.typed(keys + "\x1b[H'" + "\x1b[F'" + ENTER)
    assert stage.output == [line]


def test_enter_takes_the_chosen_completion_and_does_not_run_it(stage):
    stage.typed("Get-Smime" + TAB + TAB + ENTER + CTRL_C)
    assert stage.lines_ended == 0


def test_a_suggestion_from_the_history_is_not_run_by_enter(stage):
    stage.typed("'first' + 'second'" + ENTER + "'first'" + ENTER)
    assert stage.output == ["firstsecond", "first"]


def test_history_is_private_and_survives(stage, tmp_path):
    (tmp_path / "workspace").mkdir()
    stage.typed("'one'" + ENTER + "if (1) {" + ENTER + "'two' }" + ENTER)
    kept = tmp_path / "workspace" / "prompt-history"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    later = PromptHistory(lambda: str(tmp_path / "workspace"))
    assert list(later.load_history_strings()) == ["if (1) {\n'two' }", "'one'"]


def test_history_waits_for_its_folder(stage, tmp_path):
    stage.typed("'one'" + ENTER)
    assert not (tmp_path / "workspace").exists()
    again = Stage(tmp_path)
    again.typed(
        f"'one'{ENTER}$null = [IO.Directory]::CreateDirectory('workspace'){ENTER}'two'{ENTER}"
    )
    assert "+'one'" in (tmp_path / "workspace" / "prompt-history").read_text()


def test_lines_with_secrets_are_kept_nowhere(stage, tmp_path):
    (tmp_path / "workspace").mkdir()
    stage.typed(
        "$s = ConvertTo-SecureString 'hunter2' -AsPlainText -Force"
        + ENTER
        + "$password = 'hunter2'"
        + ENTER
        + UP
        + ENTER
        + "$password.Length"
        + ENTER
    )
    assert "hunter2" not in (tmp_path / "workspace" / "prompt-history").read_text()
    assert all("hunter2" not in one.command_line for one in stage.session.history.entries)
    assert stage.output == [7]


def test_get_history_numbers_lines_and_invoke_history_runs_one(stage):
    stage.typed("'one'" + ENTER + "throw 'x'" + ENTER + "r 1" + ENTER + "(h).CommandLine" + ENTER)
    assert stage.output == ["one", "one", "'one'", "throw 'x'", "'one'"]
    statuses = [one.execution_status for one in stage.session.history.entries]
    assert statuses == ["Completed", "Failed", "Completed", "Completed"]


def test_the_profile_runs_first_in_the_global_scope(stage, tmp_path):
    profile = tmp_path / "it's mine.ps1"
    profile.write_text("$mine = 5\nfunction Get-Mine { $mine }\n")
    stage.profile = str(profile)
    stage.typed("Get-Mine" + ENTER)
    assert stage.output == [5]


def test_exit_in_the_profile_ends_only_the_profile(stage, tmp_path):
    profile = tmp_path / "profile.ps1"
    profile.write_text("$a = 1\nexit 3\n")
    stage.profile = str(profile)
    assert stage.typed("$a" + ENTER) == 0
    assert stage.output == [1]


def test_a_wrong_profile_is_told_and_the_prompt_opens(stage, tmp_path):
    profile = tmp_path / "profile.ps1"
    profile.write_text("if (\n")
    stage.profile = str(profile)
    assert stage.typed("1" + ENTER) == 0
    assert stage.output == [1]
    assert len(stage.told) + len(stage.errors) == 1
