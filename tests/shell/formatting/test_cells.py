from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.shell.formatting.cells import (
    cut_at_end,
    cut_at_start,
    end_of,
    one_line,
    pad_both,
    pad_left,
    pad_right,
    start_of,
    width,
)

MIXED = st.text(alphabet="ab 日本é\u2026😀")


def test_east_asian_characters_take_two_cells():
    assert width("証明書") == 6
    assert width("naïve") == 5
    assert width("ok ✓ →") == 6
    assert width("😀") == 2


def test_cutting_puts_an_ellipsis_where_text_went():
    assert cut_at_end("certificate", 5) == "cert\u2026"
    assert cut_at_start("certificate", 5) == "\u2026cate"
    assert cut_at_end("証明書", 4) == "証\u2026"
    assert cut_at_end("abc", 1) == "a"
    assert cut_at_start("1.500", 1) == "0"


def test_several_lines_become_the_first_with_an_ellipsis():
    assert one_line("first\r\nsecond") == "first\u2026"
    assert one_line("only") == "only"


@given(MIXED, st.integers(0, 30))
def test_what_is_cut_fits(text, cells):
    for cut in (start_of, end_of, cut_at_end, cut_at_start):
        assert width(cut(text, cells)) <= max(cells, 0)


@given(MIXED, st.integers(0, 30))
def test_what_is_padded_is_as_wide_as_asked(text, cells):
    for pad in (pad_left, pad_right, pad_both):
        assert width(pad(text, cells)) == max(cells, width(text))
