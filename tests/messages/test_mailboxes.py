"""Addresses in headers: what they are, and what must not pass for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.messages.errors import InvalidMailboxError
from smimeadmin.messages.mailboxes import Mailbox, parse_mailboxes, same_address, speaks_for


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("anna@contoso.example", [("", "anna@contoso.example")]),
        ("Anna de Vries <anna@contoso.example>", [("Anna de Vries", "anna@contoso.example")]),
        ('"Vries, Anna" <a@x.example>', [("Vries, Anna", "a@x.example")]),
        ('"A \\"B\\" C" <a@x.example>', [('A "B" C', "a@x.example")]),
        ("a@x.example (Anna), b@y.example", [("", "a@x.example"), ("", "b@y.example")]),
        ("a@x.example (((nested) deep)\\))", [("", "a@x.example")]),
        ("Team: a@x.example, B <b@x.example>;", [("", "a@x.example"), ("B", "b@x.example")]),
        ("undisclosed-recipients:;", []),
        ("o'brien+x@x.example", [("", "o'brien+x@x.example")]),
        ("müller@exämple.example", [("", "müller@exämple.example")]),
        ("=?utf-8?B?QQ==?= <a@x.example>", [("=?utf-8?B?QQ==?=", "a@x.example")]),
        ("", []),
    ],
)
def test_mailboxes_are_read(text: str, wanted: list[tuple[str, str]]) -> None:
    assert parse_mailboxes(text) == tuple(Mailbox(*pair) for pair in wanted)


@pytest.mark.parametrize(
    "text",
    [
        "alice@good.example <mallory@bad.example>",
        "<a@x.example> <b@x.example>",
        "a@x.example b@x.example",
        "a@b@c.example",
        "<a@x.example",
        "a@x.example)",
        "(a@x.example",
        "a@",
        "@x.example",
        "just words",
        '"a@x.example"',
        '"a b"@x.example',
        "a..b@x.example",
        "a@x..example",
        "a@[127.0.0.1]",
        "<a@x.example>extra",
    ],
)
def test_what_two_readers_would_read_differently_is_refused(text: str) -> None:
    with pytest.raises(InvalidMailboxError):
        parse_mailboxes(text)


@pytest.mark.property
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_mailboxes(text)
    except InvalidMailboxError:
        return
    assert all("@" in mailbox.address for mailbox in found)


def test_addresses_are_compared_without_case_and_never_in_part() -> None:
    assert same_address("Anna@Contoso.example", "anna@contoso.EXAMPLE")
    assert not same_address("anna@contoso.example", "anna@contoso.example.org")
    assert not same_address("anna@contoso.example", "xanna@contoso.example")
    # The Turkish and the Kelvin sign fold to ASCII in full Unicode folding: here they do not.
    assert not same_address("\u212aarl@x.example", "xarl@x.example")
    assert speaks_for(("a@x.example", "B@x.example"), "b@X.example")
    assert not speaks_for((), "b@x.example")
