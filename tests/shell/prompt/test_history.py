"""The file of the prompt's history."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.shell.prompt.history import FILE_NAME, PromptHistory, entries_of, entry_text

LINES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)


@given(st.lists(LINES))
def test_what_is_written_is_read_again(entries):
    assert entries_of("".join(entry_text(entry) for entry in entries)) == entries


def test_an_entry_that_was_cut_off_is_left_out():
    assert entries_of(entry_text("one") + "+two") == ["one"]


def test_the_newest_comes_first_and_only_the_owner_may_read(tmp_path):
    history = PromptHistory(lambda: str(tmp_path))
    for line in ("one", "two", "$password = 'x'", "two\nlines"):
        history.append_string(line)
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert list(PromptHistory(lambda: str(tmp_path)).load_history_strings()) == [
        "two\nlines",
        "two",
        "one",
    ]


def test_two_prompts_write_one_file(tmp_path):
    one, two = (PromptHistory(lambda: str(tmp_path)) for _ in range(2))
    one.append_string("1")
    two.append_string("2")
    one.append_string("3")
    assert list(PromptHistory(lambda: str(tmp_path)).load_history_strings()) == ["3", "2", "1"]


def test_a_folder_that_appears_later_gets_what_waited(tmp_path):
    folder = tmp_path / "workspace"
    history = PromptHistory(lambda: str(folder))
    history.append_string("early")
    assert not folder.exists()
    folder.mkdir()
    history.append_string("late")
    assert entries_of((folder / FILE_NAME).read_text()) == ["early", "late"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of folders")
def test_a_file_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    history = PromptHistory(lambda: str(tmp_path))
    history.append_string("one")
    assert list(history.load_history_strings()) == []
    assert history.get_strings() == ["one"]
