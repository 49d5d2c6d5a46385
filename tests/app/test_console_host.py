"""What goes to stdout, what to stderr, and what is asked."""

import io

import pytest

from smimeadmin.app.console_host import ConsoleHost, Screen, terminal_columns
from smimeadmin.shell.engine.host import PromptRefusedError


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def streams():
    return io.StringIO(), io.StringIO()


def host(streams, *, data_only=False, interactive=False):
    return ConsoleHost(Screen(*streams), interactive=interactive, data_only=data_only)


def test_data_and_the_rest_are_kept_apart(streams):
    out, error = streams
    shown = host(streams)
    shown.write("a line")
    shown.write("half", newline=False)
    shown.write_warning("careful")
    shown.write_verbose("detail")
    shown.write_what_if("What if: nothing")
    assert out.getvalue() == "a line\nhalf"
    assert error.getvalue() == "WARNING: careful\nVERBOSE: detail\nWhat if: nothing\n"


def test_write_host_leaves_stdout_to_the_program_that_reads_it(streams):
    out, error = streams
    host(streams, data_only=True).write("step 1")
    assert (out.getvalue(), error.getvalue()) == ("", "step 1\n")


def test_nothing_is_asked_where_nobody_answers(streams):
    silent = host(streams)
    for ask in (silent.ask, silent.ask_secret):
        with pytest.raises(PromptRefusedError):
            ask("Password", name="Credential")
    with pytest.raises(PromptRefusedError):
        silent.choose("Sure?", "", ["&Yes", "&No"], 0)


def test_a_question_is_repeated_until_the_answer_is_one(streams, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("perhaps\nN\n"))
    assert host(streams, interactive=True).choose("Sure?", "", ["&Yes", "&No"], 0) == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert host(streams, interactive=True).choose("Sure?", "", ["&Yes", "&No"], 0) == 0


def test_progress_is_for_terminals_only(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, plain = Terminal(), io.StringIO()
    for error in (terminal, plain):
        shown = ConsoleHost(Screen(io.StringIO(), error), interactive=False, data_only=False)
        shown.write_progress("Issuing", "alice", 50)
        shown.write_progress("Issuing", "", None, finished=True)
    assert "Issuing" in terminal.getvalue()
    assert plain.getvalue() == ""


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch):
    for variable, coloured in (("", True), ("1", False)):
        monkeypatch.setenv("NO_COLOR", variable)
        error = Terminal()
        ConsoleHost(Screen(io.StringIO(), error), interactive=False, data_only=False).write_warning(
            "careful"
        )
        assert ("\x1b[" in error.getvalue()) is coloured


@pytest.mark.parametrize(("columns", "width"), [("132", 132), ("", 80), ("x", 80), ("0", 80)])
def test_the_width_without_a_terminal(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_columns(io.StringIO()) == width
