import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.objects import PropertyBag
from smimeadmin.core.values import DateTime, Hashtable
from smimeadmin.shell.formatting.csv_text import (
    CsvReader,
    CsvWriter,
    csv_records,
    csv_records_of_pieces,
)
from smimeadmin.shell.formatting.errors import DuplicateColumnError


def written(*items, **options):
    writer = CsvWriter(**options)
    return [line for item in items for line in writer.lines(item)]


def read(text, **options):
    return [bag.items() for bag in CsvReader(**options).of_text(text)]


def test_values_stand_in_quotes_and_null_in_none():
    bag = PropertyBag.of([("A", 'x"y'), ("B", None), ("C", DateTime.of(2024, 3, 1)), ("D", [1])])
    assert written(bag) == ['"A","B","C","D"', '"x""y",,"3/1/2024 12:00:00 AM","System.Object[]"']


def test_quotes_as_needed_never_and_by_column():
    bag = PropertyBag.of([("A", "x,y"), ("B", "z")])
    assert written(bag, quotes="asneeded") == ["A,B", '"x,y",z']
    assert written(bag, quotes="never") == ["A,B", "x,y,z"]
    assert written(bag, quoted_fields=["b"]) == ['A,"B"', 'x,y,"z"']


def test_the_first_object_decides_on_the_columns():
    first, second = PropertyBag.of([("A", 1)]), PropertyBag.of([("B", 2), ("a", 3)])
    assert written(first, second) == ['"A"', '"1"', '"3"']
    assert written(Hashtable([("k", 1)])) == ['"k"', '"1"']


def test_reading_names_columns_that_have_none_and_skips_comments():
    reader = CsvReader()
    assert [bag.items() for bag in reader.of_text("#TYPE X\n#c\na,,c\n1,2,3\n\n,,\n4")] == [
        [("a", "1"), ("H1", "2"), ("c", "3")],
        [("a", "4"), ("H1", None), ("c", None)],
    ]
    assert reader.unnamed


def test_quotes_hold_line_ends_and_mean_nothing_inside_a_field():
    assert list(csv_records('"a\nb", c ,d"e\r\n"x"y,z', ",")) == [
        ["a\nb", "c", 'd"e'],
        ["xy", "z"],
    ]
    assert list(csv_records('"open', ",")) == [["open"]]


def test_a_column_that_is_there_twice_is_an_error():
    with pytest.raises(DuplicateColumnError) as caught:
        read("a,A\n1,2")
    assert caught.value.column == "A"


def test_given_names_make_the_first_line_data():
    assert read("1;2", header=["x", "y"], delimiter=";") == [[("x", "1"), ("y", "2")]]


TEXT = st.text(alphabet='ab",;\n 日', min_size=1).map(lambda t: f"<{t}>")


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_what_is_written_reads_back(rows):
    bags = [PropertyBag.of([("A", a), ("B", b)]) for a, b in rows]
    text = "\n".join(written(*bags))
    assert read(text) == [[("A", a), ("B", b)] for a, b in rows]
    assert list(csv.reader(io.StringIO(text))) == [["A", "B"], *map(list, rows)]


@given(st.text(alphabet='a",\r\n \t', max_size=30))
def test_any_text_is_read(text):
    for record in csv_records(text, ","):
        assert record


@given(st.text(alphabet='a",\r\n ', max_size=40), st.integers(1, 7))
def test_pieces_give_the_records_of_the_whole(text, size):
    pieces = [text[at : at + size] for at in range(0, len(text), size)]

    def kept(records):
        return [record for record in records if any(record)]

    assert kept(csv_records_of_pieces(pieces, ",")) == kept(csv_records(text, ","))
