"""What the socket under ldap3 lets through: whole LDAPMessages, however they are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.directory.backends.ldap_socket import MAX_MESSAGE_BYTES, MessageFraming
from tests.support.fake_ldap import tlv


@pytest.mark.property
@given(st.lists(st.binary(max_size=300), max_size=4), st.lists(st.integers(1, 50), min_size=1))
def test_any_cut_of_messages_passes(contents: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(tlv(0x30, content) for content in contents)
    framing, position, number = MessageFraming(), 0, 0
    while position < len(stream):
        size = cuts[number % len(cuts)]
        framing.feed(stream[position : position + size])
        position, number = position + size, number + 1
    with pytest.raises(ValueError, match="no LDAP"):
        framing.feed(b"HTTP")  # exactly at the end of a message, so its first byte is looked at


@pytest.mark.parametrize(
    "header",
    [
        b"\x00",
        b"\x31",
        b"\x30\x80",
        b"\x30\x85\x00\x00\x00\x00\x01",
        b"\x30\xff",
        b"\x30\x84" + (MAX_MESSAGE_BYTES + 1).to_bytes(4),
    ],
)
def test_what_can_be_no_message_is_refused_at_once(header: bytes) -> None:
    with pytest.raises(ValueError, match=r"LDAP|message"):
        MessageFraming().feed(header)


def test_largest_message_passes() -> None:
    MessageFraming().feed(b"\x30\x84" + MAX_MESSAGE_BYTES.to_bytes(4) + b"x")
