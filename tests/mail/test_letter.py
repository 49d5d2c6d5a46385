"""Letters as text: what was said comes back, and nobody writes headers into them."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smimeadmin.mail.errors import InvalidAddressError, InvalidHeaderError
from smimeadmin.mail.letter import Enclosure, Letter, build, parse_address

DATE = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
PRINTABLE = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)
BODY = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\0"), max_size=200
)


def written(letter):
    return message_from_bytes(build(letter, DATE), policy=default)


def letter(**parts):
    return Letter("smime@contoso.example", ("bo@contoso.example",), **parts)


@settings(deadline=None)  # the first letter loads the codecs
@given(subject=PRINTABLE, body=BODY)
def test_subject_and_text_come_back(subject, body):
    message = written(letter(subject=subject, body=body))
    assert message["Subject"].split() == subject.split()
    lines = message.get_content().splitlines()
    assert [line for line in lines if line] == [line for line in body.splitlines() if line]


@given(body=BODY)
def test_lines_are_short_and_end_in_crlf(body):
    data = build(letter(body=body), DATE)
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    data.decode("ascii")


@given(
    content=st.binary(max_size=300),
    name=st.from_regex(r"[\w -]{1,20}\.(csv|pdf|txt|bin)", fullmatch=True),
)
def test_enclosures_come_back(content, name):
    message = written(letter(enclosures=(Enclosure(name, content),)))
    (part,) = message.iter_attachments()
    assert part.get_payload(decode=True) == content
    assert part.get_filename().split() == name.split()


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("bo@contoso.example", "", "bo@contoso.example"),
        ("Bo Bär <bo@contoso.example>", "Bo Bär", "bo@contoso.example"),
        ('"Bär, Bo" <bo@contoso.example>', "Bär, Bo", "bo@contoso.example"),
        ("<bo@contoso.example>", "", "bo@contoso.example"),
        ("siobhan.o'brien@contoso.example", "", "siobhan.o'brien@contoso.example"),
    ],
)
def test_addresses(text, name, address):
    parsed = parse_address(text)
    assert (parsed.display_name, parsed.addr_spec) == (name, address)


@pytest.mark.parametrize(
    "text",
    ["", "bo", "@contoso.example", "bo@", "bo@contoso.example\r\nBcc: eve@example.test", "a b@c@d",
     "bö@contoso.example", "bo@contoso.example, zoe@contoso.example"],
)  # fmt: skip
def test_what_is_no_address(text):
    with pytest.raises(InvalidAddressError):
        parse_address(text)


@pytest.mark.parametrize("subject", ["a\nb", "a\rb", "a\0b", "a\x1bb"])
def test_control_characters_write_no_headers(subject):
    with pytest.raises(InvalidHeaderError):
        build(letter(subject=subject), DATE)
    with pytest.raises(InvalidHeaderError):
        build(letter(enclosures=(Enclosure(subject, b""),)), DATE)


def test_recipients_are_each_counted_once_and_bcc_is_not_written():
    one = Letter(
        "Anna <anna@contoso.example>",
        ("bo@contoso.example", "Bo <bo@contoso.example>"),
        cc=("zoe@contoso.example",),
        bcc=("eva@contoso.example",),
    )
    assert one.recipients == ("bo@contoso.example", "zoe@contoso.example", "eva@contoso.example")
    assert one.sender_address == "anna@contoso.example"
    assert b"eva@" not in build(one, DATE)


def test_what_the_charset_lacks_becomes_a_question_mark():
    message = written(letter(body="Größe €", charset="ascii"))
    assert message.get_content().strip() == "Gr??e ?"
    assert message.get_content_charset() == "us-ascii"
