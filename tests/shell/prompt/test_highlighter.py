"""Colours of what is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.shell.prompt.highlighter import coloured_lines


def styles(text):
    return [(style.strip(), piece) for line in coloured_lines(text) for style, piece in line]


def test_each_kind_has_its_class():
    found = {piece: style for style, piece in styles("Get-X -Name 'a' $b 5 # c")}
    assert found["Get-X"] == "class:ps.command"
    assert found["-Name"] == "class:ps.parameter"
    assert found["'a'"] == "class:ps.string"
    assert found["$b"] == "class:ps.variable"
    assert found["5"] == "class:ps.number"
    assert found["# c"] == "class:ps.comment"


def test_what_is_wrong_is_underlined_and_what_is_unfinished_is_not():
    assert any("ps.error" in style for style, _ in styles("Get-X )"))
    assert not any("ps.error" in style for style, _ in styles("Get-X | "))


@pytest.mark.parametrize("text", ["", "\n", "a\n\nb", "'x\ny'", "x" * 60_000])
def test_the_pieces_are_the_text(text):
    lines = coloured_lines(text)
    assert "\n".join("".join(piece for _, piece in line) for line in lines) == text


@given(st.text(st.sampled_from("$(){}[]'\"@|;-\n aG#<>`"), max_size=30))
def test_any_text_keeps_its_characters(text):
    lines = coloured_lines(text)
    assert "\n".join("".join(piece for _, piece in line) for line in lines) == text
