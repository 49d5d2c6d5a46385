import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.values import BigInteger, DateKind, DateTime, Int64
from smimeadmin.shell.formatting.errors import JsonDepthError, JsonTextError
from smimeadmin.shell.formatting.json_reader import JsonReader


def read(text, **options):
    return JsonReader(text, dict, **options).read()


def test_numbers_have_the_types_of_net():
    values = read("[1, 12345678901234567890, 1.0, -0, 1e400, 0x10]")
    assert [type(value) for value in values] == [Int64, BigInteger, float, Int64, float, Int64]
    assert values[-1] == 16


def test_times_are_read_and_what_only_looks_like_one_is_a_text():
    utc, plain, day, never = read(
        '["2024-03-01T00:00:00Z", "2024-03-01T01:02:03.4567891", "2024-03-01", '
        '"2024-02-30T00:00:00"]'
    )
    assert utc == DateTime.of(2024, 3, 1)
    assert utc.kind is DateKind.UTC
    assert plain.ticks % 10_000_000 == 4_567_891
    assert (day, never) == ("2024-03-01", "2024-02-30T00:00:00")
    assert read('"2024-03-01T00:00:00Z"', dates="String") == "2024-03-01T00:00:00Z"


def test_what_its_reader_forgives():
    assert read("// c\n{a: 'x', /* d */ \"b\": [1, 2,],}") == {"a": "x", "b": [1, 2]}
    assert read("  ") is None
    reader = JsonReader("[1, [2", dict)
    assert reader.read() == [1, [2]]
    assert reader.ended_early


@pytest.mark.parametrize(
    "text", ["nul", "[1 2]", '{"a" 1}', '"open', '"\\x"', '"\\u12"', "]", "1 2", "[,]", "1" * 5000]
)
def test_what_is_no_json_is_an_error_with_a_place(text):
    with pytest.raises(JsonTextError) as caught:
        read(text)
    assert 0 <= caught.value.offset <= len(text)


def test_depth_is_counted_and_never_ends_the_stack():
    with pytest.raises(JsonDepthError):
        read("[[[1]]]", depth=2)
    with pytest.raises(JsonDepthError):
        read("[" * 100_000)
    assert read("[" * 50_000 + "]" * 50_000, depth=60_000) is not None


def test_halves_of_a_character_are_joined():
    assert read('"\\ud83d\\ude00"') == "😀"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"])).filter(lambda t: "T" not in t),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)  # fmt: skip


@given(JSON)
def test_what_python_writes_is_read(value):
    assert read(json.dumps(value, ensure_ascii=False)) == value


@given(st.text(alphabet="[]{}\",:\\u0123 ntrfae/*\n'-.", max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        read(text)
    except (JsonTextError, JsonDepthError):
        return
