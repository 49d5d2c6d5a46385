import contextlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.lab.faults import WsManFault
from smimeadmin.lab.psrp_frames import (
    LARGEST_BLOB,
    NOBODY,
    Cutter,
    Joiner,
    Message,
    MessageType,
    bytes_of,
)

POOL = UUID("00112233-4455-6677-8899-aabbccddeeff")
OUTPUT = MessageType.PIPELINE_OUTPUT


def joined(chunks):
    joiner = Joiner()
    return [message for chunk in chunks for message in joiner.feed(chunk)]


def test_ids_are_written_as_windows_keeps_them_and_the_payload_begins_with_a_bom():
    data = bytes_of(Message(MessageType.PIPELINE_STATE, POOL, NOBODY, "<S>x</S>"))
    assert data[:8] == b"\x01\0\0\0\x06\x10\x04\0"
    assert data[8:24].hex() == "33221100554477668899aabbccddeeff"
    assert data[40:] == b"\xef\xbb\xbf<S>x</S>"
    assert len(bytes_of(Message(MessageType.END_OF_PIPELINE_INPUT, POOL, NOBODY, ""))) == 40


def test_a_large_message_is_cut_where_powershell_cuts_it():
    fragments = list(Cutter().cut(Message(OUTPUT, POOL, NOBODY, "x" * 70000)))
    assert [len(one) - 21 for one in fragments[:-1]] == [LARGEST_BLOB] * 2
    assert [one[16] for one in fragments] == [1, 0, 2]
    assert [int.from_bytes(one[:8], "big") for one in fragments] == [1, 1, 1]


@given(
    st.lists(st.text(max_size=300), min_size=1, max_size=6),
    st.integers(1, 80),
    st.randoms(use_true_random=False),
)
def test_messages_come_back_however_they_are_cut(texts, largest, chance):
    cutter = Cutter(largest)
    sent = [Message(OUTPUT, POOL, NOBODY, text) for text in texts]
    data = b"".join(part for message in sent for part in cutter.cut(message))
    chunks = []
    while data:
        size = chance.randint(1, 90)
        chunks.append(data[:size])
        data = data[size:]
    got = joined(chunks)
    assert [message.text for message in got] == [text.removeprefix("\ufeff") for text in texts]


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts[1:],  # the first is missing
        lambda parts: [parts[0], parts[2]],
        lambda parts: [parts[0][:7] + b"\2" + parts[0][8:], *parts[1:]],  # of another object
        lambda _: [b"\0" * 8 + b"\0" * 8 + b"\3" + b"\x7f\xff\xff\xff"],
        lambda _: [b"\0" * 16 + b"\3" + b"\0\0\0\4abcd"],
    ],
)
def test_broken_fragments_are_refused(change):
    parts = list(Cutter(30).cut(Message(OUTPUT, POOL, NOBODY, "x" * 50)))
    with pytest.raises(WsManFault):
        joined(change(parts))


@given(st.binary(max_size=120))
def test_noise_ends_in_a_fault_or_in_waiting(data):
    joiner = Joiner()
    with contextlib.suppress(WsManFault):
        for message in joiner.feed(data):
            assert message.type in MessageType
