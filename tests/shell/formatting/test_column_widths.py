from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.shell.formatting.column_widths import fit_columns


def test_columns_that_fit_keep_their_widths():
    assert fit_columns([5, 3], 20) == [5, 3]


def test_the_last_column_shown_is_narrowed_and_those_behind_go():
    assert fit_columns([5, 10, 4], 12) == [5, 6, 0]
    assert fit_columns([36, 8, 36], 40) == [36, 3, 0]
    assert fit_columns([40, 8], 40) == [40, 0]


def test_open_columns_share_what_is_left():
    assert fit_columns([0, 0, 0], 40) == [13, 13, 12]
    assert fit_columns([30, 0], 80) == [30, 49]


@given(st.lists(st.integers(0, 30), max_size=8), st.integers(2, 100))
def test_what_is_shown_fits(wanted, total):
    widths = fit_columns(wanted, total)
    shown = [w for w in widths if w]
    assert len(widths) == len(wanted)
    assert sum(shown) + max(len(shown) - 1, 0) <= total
    assert widths == shown + [0] * (len(widths) - len(shown))
