from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.visible import visible, visible_but_coloured, visible_line


def test_escape_and_bidi_are_drawn():
    assert visible("CN=a\x1b[2Jb") == "CN=a\u241b[2Jb"
    assert visible("a\u202egpj") == "a\\u202egpj"
    assert visible("a\x7f\x85") == "a\u2421\\u0085"


def test_line_feeds_and_tabs_stay_unless_it_is_one_line():
    assert visible("a\tb\nc\r\nd") == "a\tb\nc\nd"
    assert visible_line("a\tb\nc") == "a\u2409b\u240ac"


def test_colours_may_pass_but_nothing_else():
    assert visible_but_coloured("\x1b[31mred\x1b[0m\x1b[2J") == "\x1b[31mred\x1b[0m\u241b[2J"


@given(st.text())
def test_nothing_is_left_that_a_terminal_obeys(text):
    shown = visible_line(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u200f" for c in shown)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_ordinary_text_is_untouched(text):
    assert visible(text) == text
