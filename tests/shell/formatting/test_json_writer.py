import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.values import (
    DAY_OF_WEEK,
    DateKind,
    DateTime,
    Guid,
    Hashtable,
    Single,
)
from smimeadmin.shell.formatting.json_writer import JsonOptions, JsonWriter
from smimeadmin.shell.formatting.reading import READER


def text(value, **options):
    return JsonWriter(JsonOptions(**options), READER).text(value)


def compressed(value, **options):
    return text(value, compress=True, **options)


def test_numbers_are_spelt_as_net_spells_them():
    values = [100.0, 1e-7, 0.1, Single(0.1), Decimal("2.50"), Decimal(10), float("nan"), 1e300]
    assert compressed(values) == '[100.0,1E-07,0.1,0.1,2.50,10.0,"NaN",1E+300]'


def test_times_enums_and_identifiers():
    moment = DateTime.of(2024, 3, 1, 4, 5, 6)
    assert compressed(moment) == '"2024-03-01T04:05:06"'
    assert compressed(moment.add_ticks(1_500_000)) == '"2024-03-01T04:05:06.15"'
    assert compressed(DateTime(moment.ticks, DateKind.UTC)) == '"2024-03-01T04:05:06Z"'
    assert compressed(DAY_OF_WEEK.value("Friday")) == "5"
    assert compressed(DAY_OF_WEEK.value("Friday"), enums_as_text=True) == '"Friday"'
    assert compressed(Guid(1)) == '"00000000-0000-0000-0000-000000000001"'


def test_layout_of_nested_values():
    assert text(PropertyBag.of([("a", [1]), ("b", PropertyBag()), ("c", [])])) == (
        '{\n  "a": [\n    1\n  ],\n  "b": {},\n  "c": []\n}'
    )


def test_what_is_too_deep_is_text_and_noted():
    nested = PropertyBag.of([("n", PropertyBag.of([("n", PropertyBag.of([("x", 1)]))]))])
    writer = JsonWriter(JsonOptions(depth=1, compress=True), READER)
    assert writer.text(nested) == '{"n":{"n":"@{x=1}"}}'
    assert writer.truncated


def test_an_object_that_holds_itself_ends():
    writer = JsonWriter(JsonOptions(depth=100, compress=True), READER)
    assert writer.text(Hashtable([("a", 1)])) == '{"a":1}'
    loop = Hashtable()
    loop["self"] = loop
    assert writer.text(loop) == '{"self":"System.Collections.Hashtable"}'
    assert writer.truncated


def test_escapes():
    assert compressed('a"b\\\n\x01\u2028é') == '"a\\"b\\\\\\n\\u0001\\u2028é"'
    assert compressed("é😀", escape="escapenonascii") == '"\\u00e9\\ud83d\\ude00"'
    assert compressed("<a href='x'>&", escape="escapehtml") == (
        '"\\u003ca href=\\u0027x\\u0027\\u003e\\u0026"'
    )


def test_notes_of_a_value_stand_beside_it():
    noted = Annotated("x")
    noted.notes.add("Source", "file")
    assert compressed(noted) == '{"value":"x","Source":"file"}'
    assert compressed(Annotated("x")) == '"x"'


def test_for_other_programs_times_are_utc_and_bytes_base64():
    options = {"compress": True, "iso_utc": True}
    assert text(bytearray(b"\x01\x02"), **options) == '"AQI="'
    assert text(DateTime(0, DateKind.UTC), **options) == '"0001-01-01T00:00:00Z"'
    assert compressed(bytearray(b"\x01\x02")) == "[1,2]"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back(value):
    for escape in ("default", "escapenonascii", "escapehtml"):
        assert json.loads(compressed(value, escape=escape)) == value
