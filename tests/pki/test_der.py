"""The DER reader and writer, with asn1crypto as the other opinion."""

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.pki import der
from smimeadmin.pki.errors import MalformedDerError


@given(st.integers(-(2**200), 2**200))
def test_integers(value: int) -> None:
    assert der.integer(value) == core.Integer(value).dump()
    assert der.decode_integer(der.read(der.integer(value))) == value


@given(st.integers(0, 2), st.lists(st.integers(0, 2**40), min_size=1, max_size=8))
def test_object_identifiers(first: int, rest: list[int]) -> None:
    rest[0] %= 40
    dotted = ".".join(map(str, [first, *rest]))
    encoded = der.oid(dotted)
    assert encoded == core.ObjectIdentifier(dotted).dump()
    assert der.decode_oid(der.read(encoded).content) == dotted


@given(st.binary(max_size=300))
def test_octet_strings_of_every_length_form(value: bytes) -> None:
    assert der.octet_string(value * 3) == core.OctetString(value * 3).dump()
    assert der.read(der.octet_string(value)).content == value


@given(st.datetimes(datetime(1950, 1, 1), datetime(9999, 12, 31)))  # noqa: DTZ001 - made aware
def test_times(value: datetime) -> None:
    value = value.replace(microsecond=0, tzinfo=UTC)
    encoded = der.time(value)
    assert (encoded[0] == der.UTC_TIME) is (value.year < 2050)
    assert der.decode_time(der.read(encoded)) == value


def test_times_are_utc_and_may_lack_seconds() -> None:
    zone = timedelta(hours=2)
    local = datetime(2026, 1, 1, 1, tzinfo=UTC).astimezone()
    assert der.decode_time(der.read(der.time(local + zone - zone))) == local
    short = der.read(der.encode(der.UTC_TIME, b"2601010100Z"))
    assert der.decode_time(short) == datetime(2026, 1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (der.UTC_TIME, b"260101010000"),
        (der.UTC_TIME, b"260101010000+0100"),
        (der.UTC_TIME, b"261301010000Z"),
        (der.UTC_TIME, b"26010101000xZ"),
        (der.GENERALIZED_TIME, b"20260101010000.5Z"),
        (der.OCTET_STRING, b"20260101010000Z"),
        (der.UTC_TIME, b""),
    ],
)
def test_times_that_are_none(tag: int, text: bytes) -> None:
    with pytest.raises(MalformedDerError):
        der.decode_time(der.read(der.encode(tag, text)))


def test_named_bits_drop_trailing_zeros() -> None:
    assert der.named_bits(0).hex() == "030100"
    assert der.named_bits(1).hex() == "03020780"
    assert der.named_bits(0b101).hex() == "030205a0"
    assert der.named_bits(1 << 8).hex() == "0303070080"


def test_set_is_sorted() -> None:
    assert der.set_of(der.integer(2), der.integer(1)) == bytes.fromhex("3106020101020102")


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        element = der.read(data)
    except MalformedDerError:
        return
    assert element.end <= len(data)
    assert element.raw == data[: element.end]


@given(st.binary(max_size=80))
def test_definite_form_of_any_bytes(data: bytes) -> None:
    try:
        definite, end = der.to_definite(data)
    except MalformedDerError:
        return
    assert end <= len(data)
    again, whole = der.to_definite(definite)
    assert (again, whole) == (definite, len(definite))


def test_deep_nesting_is_refused() -> None:
    data = b"\x30\x80" * 2000 + b"\0\0" * 2000
    with pytest.raises(MalformedDerError):
        der.to_definite(data)


@pytest.mark.parametrize(
    "data", ["", "30", "1f8101", "3080", "3085000000000100", "300500", "30 84 ff ff ff ff"]
)
def test_malformed_elements(data: str) -> None:
    with pytest.raises(MalformedDerError):
        der.read(bytes.fromhex(data))


@pytest.mark.parametrize("dotted", ["1", "3.1", "1.40", "0.99"])
def test_impossible_object_identifiers(dotted: str) -> None:
    with pytest.raises(MalformedDerError):
        der.oid(dotted)


@pytest.mark.parametrize("content", ["", "80", "2a86"])
def test_cut_object_identifiers(content: str) -> None:
    with pytest.raises(MalformedDerError):
        der.decode_oid(bytes.fromhex(content))


@pytest.mark.parametrize("content", ["", "08ff", "ff00"])
def test_bit_strings_that_are_none(content: str) -> None:
    with pytest.raises(MalformedDerError):
        der.decode_bits(der.read(der.encode(der.BIT_STRING, bytes.fromhex(content))))


@pytest.mark.parametrize(
    ("value", "encoded"), [(-128, "020180"), (-129, "0202ff7f"), (127, "02017f"), (128, "02020080")]
)
def test_integers_take_the_fewest_octets(value: int, encoded: str) -> None:
    assert der.integer(value).hex() == encoded


@pytest.mark.parametrize("size", [0, der.MAX_INTEGER + 1])
def test_integers_of_impossible_size(size: int) -> None:
    with pytest.raises(MalformedDerError):
        der.decode_integer(der.read(der.encode(der.INTEGER, bytes(size))))


def test_object_identifiers_are_bounded() -> None:
    with pytest.raises(MalformedDerError):
        der.decode_oid(b"\x81" * der.MAX_OID + b"\x01")


@given(st.integers(0, 2**31), st.booleans())
def test_pieces_join_to_the_same_element(number: int, flag: bool) -> None:
    parts = [der.integer(number), der.TRUE if flag else der.NULL]
    assert b"".join(der.wrap(der.context(1), parts)) == der.encode(0xA1, *parts)
