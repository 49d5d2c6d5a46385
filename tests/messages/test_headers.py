"""Header texts: encoded so that others read them, decoded so that nobody is fooled."""

import email
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.messages.errors import InvalidHeaderError, MalformedMessageError
from smimeadmin.messages.headers import (
    build_address_header,
    build_header,
    build_parameter,
    decode_text,
    parse_parameterized,
)
from smimeadmin.messages.mailboxes import Mailbox
from smimeadmin.messages.mime import parse_entity

_printable = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Cn", "Co")), max_size=200
)


@pytest.mark.property
@given(_printable)
def test_subject_is_read_back_by_us_and_by_the_standard_library(text: str) -> None:
    data = build_header("Subject", text) + b"\r\n"
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert data.isascii()
    expected = text if not text.isascii() or text != text.strip() else " ".join(text.split(" "))
    assert parse_entity(data).text("Subject") == decode_text(expected)
    theirs = email.message_from_bytes(data, policy=policy.default)["Subject"]
    assert str(theirs).split() == text.split()


@pytest.mark.property
@given(_printable.map(str.strip), st.integers(1, 4))
def test_display_names_are_read_back(name: str, count: int) -> None:
    mailboxes = [Mailbox(name, f"user{n}@contoso.example") for n in range(count)]
    data = build_address_header("To", mailboxes) + b"\r\n"
    assert data.isascii()
    read = email.message_from_bytes(data, policy=policy.default)["To"].addresses
    assert [address.addr_spec for address in read] == [m.address for m in mailboxes]
    # Python 3.11 puts a space between encoded words of a phrase, against RFC 2047 s6.2.
    assert ["".join(a.display_name.split()) for a in read] == ["".join(name.split())] * count


@pytest.mark.parametrize("text", ["a\r\nBcc: x@y.example", "a\nb", "a\x00b", "a\x85b", "a\u2028b"])
def test_header_injection_is_refused(text: str) -> None:
    with pytest.raises(InvalidHeaderError):
        build_header("Subject", text)
    with pytest.raises(InvalidHeaderError):
        build_address_header("From", [Mailbox(text, "a@x.example")])
    with pytest.raises(InvalidHeaderError):
        build_address_header("From", [Mailbox("", f"a@x.example{text}")])
    with pytest.raises(InvalidHeaderError):
        build_parameter("name", text)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?iso-8859-1?q?caf=E9?= =?utf-8?b?IMOp?=", "café é"),
        ("=?nonsense?b?QUJD?=", "ABC"),
        ("=?utf-8?b?Y?=", "=?utf-8?b?Y?="),
        ("=?utf-8?q?=1B[2J?=", "␛[2J"),
        ("=?utf-8?q?a=0D=0AX:_y?=", "a␍␊X: y"),
        ("plain", "plain"),
    ],
)
def test_encoded_words_are_decoded_and_made_harmless(value: str, wanted: str) -> None:
    assert decode_text(value) == wanted


@pytest.mark.parametrize(
    ("value", "kind", "parameters"),
    [
        ("text/plain", "text/plain", {}),
        (
            'Multipart/Signed; boundary="a b"; micalg=sha-256',
            "multipart/signed",
            {"boundary": "a b", "micalg": "sha-256"},
        ),
        ("text/plain (comment); charset=utf-8 (why)", "text/plain", {"charset": "utf-8"}),
        ("a/b; name*=utf-8''Gr%C3%BC%C3%9Fe.txt", "a/b", {"name": "Grüße.txt"}),
        ('a/b; name*0="long "; name*1="name"', "a/b", {"name": "long name"}),
        ("a/b; name*0*=utf-8''%C3%84; name*1=\" b\"", "a/b", {"name": "Ä b"}),
        ('a/b; name="x\\"y"', "a/b", {"name": 'x"y'}),
        ("a/b;", "a/b", {}),
    ],
)
def test_parameters_are_read(value: str, kind: str, parameters: dict[str, str]) -> None:
    assert parse_parameterized(value) == (kind, parameters)


@pytest.mark.parametrize("value", ["a/b; x=1; x=2", "a/b; boundary", "a/b; =x"])
def test_parameters_that_readers_take_differently_are_refused(value: str) -> None:
    with pytest.raises(MalformedMessageError):
        parse_parameterized(value)


@pytest.mark.property
@given(_printable)
def test_parameter_round_trips(value: str) -> None:
    text = build_parameter("filename", value)
    assert text.isascii()
    if value:
        assert parse_parameterized(f"attachment; {text}")[1] == {"filename": value}
