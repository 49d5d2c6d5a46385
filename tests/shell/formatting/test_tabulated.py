import pytest

from smimeadmin.shell.formatting.tabulated import (
    TableStyleError,
    check_style,
    table_styles,
    tabulate_rows,
)


def test_styles_are_tabulates_own_in_any_case():
    assert {"grid", "github", "html", "latex"} <= set(table_styles())
    assert check_style("GitHub") == "github"
    with pytest.raises(TableStyleError) as caught:
        check_style("nope")
    assert caught.value.style == "nope"


def test_cells_are_text_and_end_no_column():
    lines = tabulate_rows(
        ["A", "B"], [["1.50", "x|y\nz"], ["007", ""]], "github", ["right", "left"]
    )
    assert len(lines) == 4
    assert "x\\|y<br>z" in lines[2]
    assert "1.50" in lines[2]
    assert "007" in lines[3]


def test_html_is_escaped():
    text = "\n".join(tabulate_rows(["A"], [["<script>"]], "html"))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_nothing_makes_no_lines_and_headings_alone_do():
    assert tabulate_rows([], [], "grid") == []
    assert tabulate_rows(["A"], [], "github")[0].startswith("| A")
