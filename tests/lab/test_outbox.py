import threading

import pytest

from smimeadmin.lab.envelopes import Output
from smimeadmin.lab.faults import WsManFault
from smimeadmin.lab.outbox import MOST_AT_ONCE, Outbox

TIMED_OUT = 2150858793


def test_what_waits_is_given_in_portions_and_the_code_comes_with_the_last():
    box = Outbox()
    pieces = [Output("stdout", str(n)) for n in range(MOST_AT_ONCE + 1)]
    box.put(pieces)
    box.finish(7)
    assert box.take(0) == (pieces[:MOST_AT_ONCE], None)
    assert box.take(0) == (pieces[MOST_AT_ONCE:], 7)
    assert box.take(0) == ([], 7)


def test_nothing_in_time_is_a_fault():
    with pytest.raises(WsManFault) as caught:
        Outbox().take(0.01)
    assert caught.value.code == TIMED_OUT


def test_a_newer_call_takes_the_place_of_one_that_was_left_behind():
    box = Outbox()
    codes = []

    def left_behind():
        try:
            codes.append(box.take(10))
        except WsManFault as fault:
            codes.append(fault.code)

    thread = threading.Thread(target=left_behind)
    thread.start()
    while not box._newest:  # until it waits
        pass
    threading.Timer(0.05, box.put, [[Output("stdout", "x")]]).start()
    assert box.take(5) == ([Output("stdout", "x")], None)
    thread.join(5)
    assert codes == [TIMED_OUT]
