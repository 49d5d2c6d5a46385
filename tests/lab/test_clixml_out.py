"""The host's writer, held to what a real server wrote: read by the tests' reader, written again."""

from decimal import Decimal

import pytest

from smimeadmin.core import values as v
from smimeadmin.lab.clixml_out import DEEPEST, clixml_of
from smimeadmin.lab.wire_values import ARRAY_LIST, WireObject, dictionary, enum, listing, notes
from tests.support.psrp_recordings import messages, scenarios
from tests.support.wire_reading import OtherScalarError, read_wire


@pytest.mark.parametrize("scenario", scenarios())
def test_messages_of_a_server_are_written_as_it_wrote_them(scenario):
    done = 0
    for message in messages(scenario):
        if message.sender != "s" or not message.text:
            continue
        try:
            value = read_wire(message.text)
        except OtherScalarError:
            continue  # dates, script blocks and secrets: their own tests are below
        assert clixml_of(value) == message.text
        done += 1
    assert done >= 4


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "<Nil />"),
        ("", "<S></S>"),
        ("a\tb_x<&>\U0001f600", "<S>a_x0009_b_x005F_x&lt;&amp;&gt;_xD83D__xDE00_</S>"),
        (1e16, "<Db>10000000000000000</Db>"),
        (1.5e17, "<Db>1.5E+17</Db>"),
        (0.0001, "<Db>0.0001</Db>"),
        (1e-5, "<Db>1E-05</Db>"),
        (-0.0, "<Db>-0</Db>"),
        (2.0, "<Db>2</Db>"),
        (float("-inf"), "<Db>-INF</Db>"),
        (float("nan"), "<Db>NaN</Db>"),
        (v.Single(0.1), "<Sg>0.1</Sg>"),
        (Decimal("2.50"), "<D>2.50</D>"),
        (b"", "<BA />"),
        (bytearray(b"\1\2"), "<BA>AQI=</BA>"),
        (v.Char("A"), "<C>65</C>"),
        (v.UInt64(2**64 - 1), f"<U64>{2**64 - 1}</U64>"),
        (v.TimeSpan(0), "<TS>PT0S</TS>"),
        (v.TimeSpan(37_230_000_000), "<TS>PT1H2M3S</TS>"),
        (v.TimeSpan(-864_000_000_000 - 5_000_000), "<TS>-P1DT0.5S</TS>"),
    ],
)
def test_scalars(value, text):
    assert clixml_of(value) == text


def test_an_object_that_comes_again_is_referred_to_also_inside_itself():
    inner = notes(A=1)
    loop = WireObject(items=(held := [inner, inner]), type_names=ARRAY_LIST)
    held.append(loop)
    text = clixml_of(loop)
    assert text.count("<Ref ") == 2
    assert '<Ref RefId="1" /><Ref RefId="0" />' in text


def test_type_names_are_written_once():
    text = clixml_of(listing([enum("X.Y", "A", 1), enum("X.Y", "B", 2)]))
    assert text.count("<T>X.Y</T>") == 1
    assert '<TNRef RefId="1" />' in text


def test_what_lies_too_deep_is_text_and_ends():
    value = "end"
    for level in range(2000):
        value = WireObject(text=f"level {level}", extended={"In": value})
    text = clixml_of(value)
    assert text.count("<Obj") == DEEPEST
    assert '<S N="In">level 1950</S>' in text


def test_names_with_markup_and_empty_containers():
    assert clixml_of(notes(**{'a"<b': 1})) == (
        '<Obj RefId="0"><MS><I32 N="a&quot;&lt;b">1</I32></MS></Obj>'
    )
    assert clixml_of(dictionary([], ())) == '<Obj RefId="0"><DCT /></Obj>'


def test_what_nobody_described_is_refused():
    with pytest.raises(TypeError):
        clixml_of(object())
