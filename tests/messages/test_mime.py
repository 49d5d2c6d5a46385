"""The MIME splitter: exact bytes of parts, and bounds."""

import base64
import email
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.messages import mime
from smimeadmin.messages.errors import MalformedMessageError, MessageTooLargeError


def _multipart(parts: list[bytes], *, newline: bytes = b"\r\n", preamble: bytes = b"") -> bytes:
    lines = b"".join(b"--sep" + newline + part + newline for part in parts)
    head = b"Content-Type: multipart/mixed; boundary=sep" + newline + newline
    return head + preamble + lines + b"--sep--" + newline + b"epilogue"


@pytest.mark.property
@given(
    st.lists(st.binary(max_size=60).filter(lambda b: b"--sep" not in b), min_size=1, max_size=4),
    st.sampled_from([b"\r\n", b"\n"]),
)
def test_parts_keep_their_exact_bytes(bodies: list[bytes], newline: bytes) -> None:
    parts = [b"X-A: 1" + newline + newline + body for body in bodies]
    if newline == b"\n":
        parts = [part.removesuffix(b"\r") for part in parts]
    found = mime.parse_message(_multipart(parts, newline=newline)).parts()
    assert [part.raw for part in found] == parts


def test_delimiters_must_stand_alone_on_a_line() -> None:
    body = b"X-A: 1\r\n\r\nnot--sep\r\n--separate\r\n --sep\r\n--sep x"
    (part,) = mime.parse_message(_multipart([body], preamble=b"see --sep here\r\n")).parts()
    assert part.raw == body


def test_white_space_after_a_delimiter_is_padding() -> None:
    data = _multipart([b"\r\nx"]).replace(b"--sep\r\n", b"--sep \t\r\n")
    assert [part.raw for part in mime.parse_message(data).parts()] == [b"\r\nx"]


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary=sep\r\n\r\n--sep\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary=sep\r\n\r\nnothing",
        b"Content-Type: a/b\r\nContent-Type: multipart/mixed; boundary=sep\r\n\r\n--sep--\r\n",
        "Content-Type: multipart/mixed; boundary=sép\r\n\r\n--sep--\r\n".encode(),
    ],
)
def test_broken_multiparts_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedMessageError):
        mime.parse_message(data).parts()


@pytest.mark.parametrize(
    "data", [b"no header\r\n\r\nx", b": empty\r\n\r\n", b"a b: c\r\n\r\n", b"\xff\xfe"]
)
def test_what_has_no_headers_is_no_message(data: bytes) -> None:
    with pytest.raises(MalformedMessageError):
        mime.parse_message(data)


def test_headers_are_unfolded_and_found_in_any_case() -> None:
    message = mime.parse_message(b"SUBJECT: one\r\n two\r\nX: 1\r\nx: 2\r\n\r\nbody")
    assert message.text("subject") == "one two"
    assert [header.value for header in message.all("X")] == ["1", "2"]
    assert message.decoded_body() == b"body"
    assert message.first("missing") is None
    assert message.content_type == ("text/plain", {"charset": "us-ascii"})


def test_mailbox_line_and_byte_order_mark_are_skipped() -> None:
    for prefix in (b"From anna Tue Nov 24 2026\r\n", b"\xef\xbb\xbf"):
        assert mime.parse_message(prefix + b"Subject: x\r\n\r\n").text("Subject") == "x"


def test_bounds_hold() -> None:
    with pytest.raises(MessageTooLargeError):
        mime.parse_message(b"X: 1\r\n" * (mime.MAX_HEADERS + 1))
    with pytest.raises(MessageTooLargeError):
        mime.parse_message(b"X: " + b"a" * (mime.MAX_HEADER_BLOCK + 1))
    with pytest.raises(MessageTooLargeError):
        mime.parse_message(_multipart([b"\r\n"] * (mime.MAX_PARTS + 1))).parts()


@pytest.mark.property
@given(st.one_of(st.binary(max_size=500), st.integers(28_400, 28_600).map(bytes)))
def test_base64_lines_are_as_the_standard_library_has_them(data: bytes) -> None:
    lines = mime.encode_base64(data)
    assert lines == base64.encodebytes(data).replace(b"\n", b"\r\n")
    assert mime.decode_base64(lines) == data


def test_damaged_base64_is_refused() -> None:
    for body in (b"abc", b"ab!d", b"YQ==YQ=="):
        with pytest.raises(MalformedMessageError):
            mime.decode_base64(body)


@pytest.mark.property
@given(st.binary(max_size=200))
def test_canonical_form_is_stable(data: bytes) -> None:
    once = mime.to_canonical(data)
    assert mime.to_canonical(once) == once
    assert once.replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")


@pytest.mark.property
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        message = mime.parse_message(data)
        kind, _ = message.content_type
        _ = message.parts() if kind.startswith("multipart/") else message.body_text()
    except MalformedMessageError:
        return
    assert message.end == len(data)


def test_bodies_are_decoded_as_the_standard_library_does() -> None:
    body = "Größe = 3 €\r\n" * 20
    for encoding, charset in (("base64", "utf-8"), ("quoted-printable", "iso-8859-15")):
        theirs = email.message.EmailMessage()
        theirs.set_content(body, charset=charset, cte=encoding)
        entity = mime.parse_message(theirs.as_bytes())
        assert entity.body_text().splitlines() == body.splitlines()


def test_large_bodies_are_windows() -> None:
    data = b"X: 1\r\n\r\n" + secrets.token_bytes(1000)
    assert mime.parse_message(data).data is data
