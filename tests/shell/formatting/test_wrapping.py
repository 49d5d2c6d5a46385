from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.shell.formatting.cells import width
from smimeadmin.shell.formatting.wrapping import wrap


def test_words_go_to_the_next_line_with_the_blank_they_keep():
    assert wrap("one two three", 8) == ["one two ", "three"]
    assert wrap("abc def", 6) == ["abc ", "def"]


def test_a_word_wider_than_a_line_is_broken_where_the_line_ends():
    assert wrap("ab abcdefghijk", 6) == ["ab abc", "defghi", "jk"]


def test_lines_of_the_text_stay_lines():
    assert wrap("a\r\nb\n\nc", 5) == ["a", "b", "", "c"]


def test_a_soft_hyphen_shows_only_where_a_line_ends():
    assert wrap("abc\u00addef", 4) == ["abc-", "def"]


def test_a_character_wider_than_the_line_becomes_a_question_mark():
    assert wrap("日本", 1) == ["?", "?"]


@given(st.text(alphabet="ab日 \n"), st.integers(1, 12))
def test_no_line_is_wider_and_nothing_but_blanks_is_lost(text, cells):
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    if cells > 1:
        assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
