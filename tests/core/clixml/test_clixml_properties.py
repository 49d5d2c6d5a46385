"""What holds for every value and every text: there and back, and no foreign exception."""

import json
import math
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from smimeadmin.core import values as v
from smimeadmin.core.clixml.errors import ClixmlError
from smimeadmin.core.clixml.escapes import decoded, encoded, joined
from smimeadmin.core.clixml.reader import NAMESPACE, ClixmlReader
from smimeadmin.core.clixml.writer import write_document, write_message
from smimeadmin.core.objects import PropertyBag, bare

RECORDED = Path(__file__).parents[2] / "spec" / "clixml" / "read.jsonl"
TEXTS = [
    row["clixml"]
    for row in map(json.loads, RECORDED.read_text(encoding="utf-8").splitlines())
    if row.get("clixml") and len(row["clixml"]) < 3000
]
ANY_TEXT = st.text(st.characters(exclude_characters="\ufffe\uffff", exclude_categories=()))
SIZED = st.one_of(
    *(st.integers(kind.minimum, kind.maximum).map(kind) for kind in v.SIZED),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(v.INT32_MIN, v.INT32_MAX),
    SIZED,
    st.floats(allow_nan=False),
    st.floats(width=32, allow_nan=False).map(v.Single),
    st.integers(-(2**96) + 1, 2**96 - 1).flatmap(
        lambda n: (
            st.integers(0, 28).map(lambda scale: Decimal(n).scaleb(-scale))
            if abs(n) < 10**28
            else st.just(Decimal(n))
        )
    ),
    ANY_TEXT,
    st.binary(max_size=40).map(bytearray),
    st.integers(0, 3_155_378_975_999_999_999).flatmap(
        lambda ticks: st.sampled_from([v.DateKind.UNSPECIFIED, v.DateKind.UTC]).map(
            lambda kind: v.DateTime(ticks, kind)
        )
    ),
    st.integers(-(2**63), 2**63 - 1).map(v.TimeSpan),
    st.integers(0, 2**128 - 1).map(v.Guid),
    st.integers(0, 0xFFFF).map(lambda code: v.Char(chr(code))),
)
NAMES = ANY_TEXT.filter(bool)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(v.Queue),
        st.lists(inner, max_size=4).map(v.Stack),
        st.dictionaries(NAMES, inner, max_size=4).map(lambda d: PropertyBag.of(d.items())),
        st.dictionaries(st.integers(-9, 9), inner, max_size=4).map(
            lambda d: v.Hashtable(d.items())
        ),
    ),
    max_leaves=12,
)


def plain(value):
    """Return a value in a form that can be compared: classes by name, texts joined."""
    inner = bare(value)
    if isinstance(inner, PropertyBag):
        return {joined(name): plain(item) for name, item in inner.items()}
    if isinstance(inner, v.FoldingDictionary):
        return ["table", *sorted((key, plain(item)) for key, item in inner.items())]
    if isinstance(inner, (v.Queue, v.Stack)):
        return [type(inner).__name__, *map(plain, inner)]
    if isinstance(inner, list):
        return [plain(item) for item in inner]
    if type(inner) is str:
        return joined(inner)
    if type(inner) is v.DateTime:
        return ["date", inner.ticks, int(inner.kind)]
    if isinstance(inner, float):
        return [type(inner).__name__, float(inner), math.copysign(1, inner)]
    return [type(inner).__name__, inner]


@settings(max_examples=300, deadline=None)
@given(st.lists(VALUES, max_size=3))
def test_a_document_reads_back(values):
    found = ClixmlReader().document(write_document(values))
    assert [plain(value) for value in found] == [plain(value) for value in values]


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_a_message_reads_back(value):
    assert plain(ClixmlReader().message(write_message(value))) == plain(value)
    assert plain(ClixmlReader().message(write_message(value).encode())) == plain(value)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_what_was_read_is_written_the_same(value):
    once = write_document(ClixmlReader().document(write_document([value])))
    again = write_document(ClixmlReader().document(once))
    assert again == once


@given(ANY_TEXT)
def test_escapes_are_undone(text):
    escaped = encoded(text)
    assert not any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF or ord(c) > 0xFFFF for c in escaped)
    unescaped = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert decoded(unescaped) == joined(text)


PIECES = st.sampled_from(
    [
        *("<Obj>", "</Obj>", "<MS>", "</MS>", "<LST>", "</LST>", "<S>", "</S>", "&#0;", "&#xD800;"),
        *('<Ref RefId="0"/>', "<TN>", "</TN>", "<T>", "</T>", "<![CDATA[", "]]>", "<!--", "-->"),
        *("<DCT>", "<En>", "</En>", "</DCT>", "<Nil/>", "<PR>", "<?x?>", "\0", "\ud800", "_x0041_"),
        *("&amp;", '"', "\U0010fffe", "<ToString>", "<Props>", f' xmlns="{NAMESPACE}"', "\ufeff"),
    ]
)


@st.composite
def mutations(draw):
    """Cut, repeat and change a recorded text in a few places."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        change = draw(st.sampled_from(["cut", "twice", "piece", "letter"]))
        new = {
            "cut": "",
            "twice": text[start:end] * 2,
            "piece": draw(PIECES),
            "letter": draw(st.characters(exclude_categories=())),
        }[change]
        text = text[:start] + new + text[end:]
    return text


def refusal(read, given) -> str:
    """Read a text and write what was found; return the id of the error, if there is one.

    Any other exception fails the test.
    """
    try:
        write_document([read(given)])
    except ClixmlError as error:
        return error.id
    return "Clixml.Fine"


@settings(max_examples=600, deadline=None)
@given(mutations())
def test_a_broken_text_gives_an_error_of_ours(text):
    reader = ClixmlReader()
    for read in (reader.document, reader.message):
        assert refusal(read, text).startswith("Clixml.")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_give_an_error_of_ours(data):
    assert refusal(ClixmlReader().message, data).startswith("Clixml.")
