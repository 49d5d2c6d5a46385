"""The BER reader over the writer of pki: X.690, and what it must refuse."""

from datetime import UTC, datetime

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.cms.ber import Element, parse
from smimeadmin.cms.errors import MalformedError
from smimeadmin.pki import der
from tests.support.cms_people import refusal

_primitive = st.one_of(
    st.integers(-(2**300), 2**300).map(der.integer),
    st.binary(max_size=300).map(der.octet_string),
    st.binary(max_size=40).map(der.bit_string),
    st.just(der.NULL),
)
_trees = st.recursive(
    _primitive, lambda inner: st.lists(inner, max_size=5).map(lambda p: der.sequence(*p))
)


def _to_indefinite(element: Element) -> bytes:
    """Write an element again in BER: no lengths, OCTET STRINGs in pieces, long length forms."""
    if element.tag & der.CONSTRUCTED:
        inner = b"".join(_to_indefinite(child) for child in element.children())
        return bytes((element.tag, 0x80)) + inner + b"\x00\x00"
    content = element.content
    if element.tag == der.OCTET_STRING and len(content) > 1:
        middle = len(content) // 2
        pieces = der.octet_string(content[:middle]) + der.octet_string(content[middle:])
        return b"\x24\x80" + pieces + b"\x00\x00"
    return bytes((element.tag, 0x84)) + len(content).to_bytes(4, "big") + content


def _values(element: Element) -> object:
    if element.tag & ~der.CONSTRUCTED == der.OCTET_STRING:
        return element.octets()
    if element.tag & der.CONSTRUCTED:
        return [element.tag, *(_values(child) for child in element.children())]
    return element.tag, element.content


@pytest.mark.property
@given(_trees)
def test_parse_gives_back_what_was_written_in_der_and_ber(data: bytes) -> None:
    element = parse(data)
    assert element.raw == data
    assert _values(parse(_to_indefinite(element))) == _values(element)


@pytest.mark.property
@given(st.integers(-(2**200), 2**200))
def test_integer_is_der_as_asn1crypto_writes_it(value: int) -> None:
    assert der.integer(value) == core.Integer(value).dump()
    assert parse(der.integer(value)).integer() == value


@pytest.mark.property
@given(st.integers(0, 2), st.integers(0, 39), st.lists(st.integers(0, 2**70), max_size=8))
def test_oid_is_der_as_asn1crypto_writes_it(first: int, second: int, rest: list[int]) -> None:
    dotted = ".".join(map(str, (first, second, *rest)))
    assert der.oid(dotted) == core.ObjectIdentifier(dotted).dump()
    assert parse(der.oid(dotted)).oid() == dotted


@pytest.mark.property
@given(st.lists(st.binary(max_size=6).map(der.octet_string), max_size=6))
def test_set_of_is_sorted(parts: list[bytes]) -> None:
    members = parse(der.set_of(*parts)).children()
    assert [member.raw for member in members] == sorted(parts)


@pytest.mark.parametrize(
    ("moment", "tag"),
    [
        (datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC), der.UTC_TIME),
        (datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC), der.UTC_TIME),
        (datetime(2050, 1, 1, tzinfo=UTC), der.GENERALIZED_TIME),
        (datetime(1949, 1, 1, tzinfo=UTC), der.GENERALIZED_TIME),
    ],
)
def test_time_changes_its_form_in_2050(moment: datetime, tag: int) -> None:
    element = parse(der.time(moment))
    assert element.tag == tag
    assert element.time() == moment


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x30",
        b"\x30\x05\x02\x01",
        b"\x30\x80\x02\x01\x00",
        b"\x30\x80\x02\x01\x00\x00",
        b"\x04\x80\x00\x00",
        b"\x04\x89" + bytes(9),
        b"\x04\x84\xff\xff\xff\xff",
        b"\x02\x01\x00\x00",
        b"\x1f\xff\xff\xff\xff\xff\x01\x00",
        b"\x30\x82\x01",
    ],
    ids=lambda data: data.hex()[:16] or "empty",
)
def test_parse_refuses_what_is_no_element(data: bytes) -> None:
    with pytest.raises(MalformedError):
        parse(data)


def _depth_of(element: Element) -> int:
    if element.tag & der.CONSTRUCTED:
        return 1 + max(map(_depth_of, element.children()), default=0)
    return 1


def test_nesting_is_bounded_in_both_length_forms() -> None:
    definite = der.NULL
    for _ in range(200):
        definite = der.sequence(definite)
    with pytest.raises(MalformedError):
        _depth_of(parse(definite))
    with pytest.raises(MalformedError):
        parse(b"\x30\x80" * 100_000)


@pytest.mark.parametrize(
    "text", ["20261301000000Z", "261124120000", "2611241200Z", "26112412000\xb2Z"]
)
def test_time_refuses_other_forms(text: str) -> None:
    with pytest.raises(MalformedError):
        parse(der.encode(der.UTC_TIME, text.encode("latin-1"))).time()


@pytest.mark.property
@given(st.binary(max_size=200))
def test_any_bytes_parse_or_are_refused(data: bytes) -> None:
    error = refusal(lambda: _depth_of(parse(data)))
    assert error is None or error.id == "Cms.Malformed"
