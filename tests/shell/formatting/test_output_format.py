import json

import pytest

from smimeadmin.core.objects import PropertyBag
from smimeadmin.core.values import DAY_OF_WEEK, DateKind, DateTime
from smimeadmin.shell.formatting.data_sinks import machine_text
from smimeadmin.shell.formatting.errors import FormattedOutputError
from smimeadmin.shell.formatting.formatter import format_all
from smimeadmin.shell.formatting.output_format import FORMATS, sink_for


def bag(**values):
    return PropertyBag.of(values.items())


def written(output_format, *values, **options):
    pieces = []
    sink = sink_for(output_format, pieces.append, **options)
    for value in values:
        sink.put(value)
    sink.finish()
    return "".join(pieces)


TIME = DateTime(DateTime.of(2024, 3, 1, 4, 5, 6).ticks, DateKind.UTC)
THING = bag(Name="ä", When=TIME, Raw=bytearray(b"\x01\x02"), Tags=["a", "b"], Day=None)


def test_json_is_one_object_a_line():
    lines = written("json", THING, "text", 5, bag(Day=DAY_OF_WEEK.value("Friday"))).splitlines()
    assert json.loads(lines[0]) == {
        "Name": "ä",
        "When": "2024-03-01T04:05:06Z",
        "Raw": "AQI=",
        "Tags": ["a", "b"],
        "Day": None,
    }
    assert [json.loads(line) for line in lines[1:]] == ["text", 5, {"Day": "Friday"}]


def test_csv_has_a_header_for_each_set_of_columns():
    assert written("csv", THING, bag(A="x,y"), bag(A="z")).splitlines() == [
        "Name,When,Raw,Tags,Day",
        "ä,2024-03-01T04:05:06Z,AQI=,a;b,",
        "",
        "A",
        '"x,y"',
        "z",
    ]
    assert written("csv", "one", 2).splitlines() == ["Value", "one", "2"]


def test_markdown_is_githubs_table_and_texts_between():
    text = written("markdown", bag(A="x|y"), "text", bag(B=1), bag(B=2))
    assert text.count("| A") == 1
    assert "x\\|y" in text
    assert "\ntext\n" in text
    assert text.index("text") < text.index("| B") < text.index("| 2")


def test_text_is_the_default_look_and_finish_ends_a_run():
    pieces = []
    sink = sink_for("text", pieces.append, columns=20)
    sink.put(bag(A=1))
    sink.finish()
    sink.put(bag(A=2))
    sink.finish()
    assert "".join(pieces) == "\nA\n-\n1\n\n\nA\n-\n2\n\n"


def test_a_text_alone_moves_no_cursor_of_a_terminal_but_colours_it():
    text = "\x1b[31mred\x1b[0m\x1b[2J"
    assert written("text", text) == text + "\n"
    assert written("text", text, is_terminal=True) == "\x1b[31mred\x1b[0m\u241b[2J\n"


@pytest.mark.parametrize("output_format", [name for name in FORMATS if name != "text"])
def test_format_data_is_refused_where_objects_belong(output_format):
    with pytest.raises(FormattedOutputError) as caught:
        written(output_format, *format_all([bag(A=1)]))
    assert caught.value.output_format == output_format


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_closed_pipe_passes_through(output_format):
    def closed(_text):
        raise BrokenPipeError

    def show():
        sink = sink_for(output_format, closed)
        sink.put(bag(A=1))
        sink.finish()

    with pytest.raises(BrokenPipeError):
        show()


def test_values_for_other_programs():
    assert machine_text(None) == ""
    assert machine_text([1, [2, "x"]]) == "1;2;x"
    assert machine_text("a\x1b") == "a\u241b"
