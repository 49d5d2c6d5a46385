from smimeadmin.shell.formatting.layout import TEXT
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.formatting.list_layout import LIST
from smimeadmin.shell.formatting.records import (
    FormatEndData,
    FormatEntryData,
    FormatStartData,
    GroupEndData,
    GroupStartData,
)
from smimeadmin.shell.formatting.table_layout import CENTER, RIGHT, TableColumn, TableLayout
from smimeadmin.shell.formatting.wide_layout import WideLayout


def lines_of(layout, groups, columns=40):
    lines = []
    writer = LineWriter(lines.append, columns)
    writer.put(FormatStartData(layout))
    for label, entries in groups:
        writer.put(GroupStartData(label))
        for entry in entries:
            writer.put(entry if isinstance(entry, FormatEntryData) else FormatEntryData(entry))
        writer.put(GroupEndData())
    writer.put(FormatEndData())
    return [line.rstrip() for line in lines]


NAME_AND_DAYS = (TableColumn("Name"), TableColumn("Days", RIGHT))


def test_a_table_is_as_wide_as_its_values():
    rows = [["anna", "30"], ["bram de vries", "7"]]
    assert lines_of(TableLayout(NAME_AND_DAYS), [(None, rows)]) == [
        "",
        "Name          Days",
        "----          ----",
        "anna            30",
        "bram de vries    7",
        "",
    ]


def test_groups_have_labels_and_widths_of_their_own():
    groups = [("Site: AMS", [["anna", "30"]]), ("Site: LON", [["bartholomew", "7"]])]
    assert lines_of(TableLayout(NAME_AND_DAYS), groups) == [
        "",
        "   Site: AMS",
        "",
        "Name Days",
        "---- ----",
        "anna   30",
        "",
        "   Site: LON",
        "",
        "Name        Days",
        "----        ----",
        "bartholomew    7",
        "",
    ]


def test_a_text_among_rows_stands_where_it_came():
    rows = [["a", "1"], FormatEntryData("between", TEXT), ["b", "2"]]
    assert lines_of(TableLayout(NAME_AND_DAYS), [(None, rows)])[3:6] == [
        "a       1",
        "between",
        "b       2",
    ]


def test_declared_widths_are_kept_and_an_open_column_takes_the_rest():
    layout = TableLayout(
        (TableColumn("Count", RIGHT, 5), TableColumn("Name", width=6), TableColumn("Group")),
        measured=False,
    )
    assert lines_of(layout, [(None, [["2", "a long name", "{a, b}"]])])[1:4] == [
        "Count Name   Group",
        "----- ----   -----",
        "    2 a lon\u2026 {a, b}",
    ]


def test_headings_wrap_and_may_be_hidden_or_centred():
    layout = TableLayout((TableColumn("LongPropertyName", CENTER), TableColumn("Second")))
    assert lines_of(layout, [(None, [["x", "y"]])], columns=20)[1:] == [
        "LongPropertyName Sec",
        "                 ond",
        "---------------- ---",
        "       x         y",
        "",
    ]
    hidden = TableLayout(NAME_AND_DAYS, headings=False)
    assert lines_of(hidden, [(None, [["a", "1"]])]) == ["", "a       1", ""]


def test_wrapped_cells_stand_side_by_side():
    layout = TableLayout((TableColumn("Id"), TableColumn("Text")), wrapped=True)
    assert lines_of(layout, [(None, [["1", "one two three four"]])], columns=12)[3:] == [
        "1  one two",
        "   three",
        "   four",
        "",
    ]


def test_a_list_parts_its_blocks_by_blank_lines():
    blocks = [[("Name", "anna"), ("Id", "1")], [("Name", "one two three")]]
    assert lines_of(LIST, [(None, blocks)], columns=16) == [
        "",
        "Name : anna",
        "Id   : 1",
        "",
        "Name : one two",
        "       three",
        "",
    ]


def test_groups_of_a_list_are_parted_by_two():
    groups = [("Len: 3", [[("Name", "a")]]), ("Len: 4", [[("Name", "b")]])]
    assert lines_of(LIST, groups) == [
        "",
        "   Len: 3",
        "",
        "Name : a",
        "",
        "",
        "   Len: 4",
        "",
        "Name : b",
        "",
    ]


def test_wide_columns_by_number_and_by_width():
    assert lines_of(WideLayout(2), [(None, ["a", "b", "c"])], columns=20) == [
        "",
        "a          b",
        "c",
        "",
    ]
    assert lines_of(WideLayout(0), [(None, ["anna", "bo", "c"])], columns=14) == [
        "",
        "anna bo   c",
        "",
    ]


def test_rows_are_not_kept_for_ever_when_somebody_waits():
    lines = []
    writer = LineWriter(lines.append, 40, patience=0)
    writer.put(FormatStartData(TableLayout(NAME_AND_DAYS)))
    writer.put(GroupStartData(None))
    writer.put(FormatEntryData(["anna", "1"]))
    writer.put(FormatEntryData(["bartholomew", "2"]))
    assert len(lines) >= 4
