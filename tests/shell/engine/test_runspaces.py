"""Sessions of their own for jobs: what they share, how they end."""

import threading
import time

import pytest

from smimeadmin.shell.engine.error_record import TerminatingError
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.runspaces import Runspace, start_thread, using_values
from tests.support.shell import Shell


@pytest.fixture
def shell():
    return Shell()


def block_of(shell, text):
    (block,) = shell.run(text)
    return block


def run(shell, block, **given):
    output = []
    runspace = Runspace(shell.session)
    given.setdefault("using", using_values(block, shell.session.calling))
    runspace.run(block, output.append, **given)
    return output, runspace


def test_only_using_values_come_along(shell):
    block = block_of(shell, '$x = 5; $t = @{ a = 1 }; { "$using:x $($using:t.a) [$x]" }')
    assert run(shell, block)[0] == ["5 1 []"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"item": 7}, ["7||"]),
        ({"items": [1, 2]}, ["2|1 2|"]),
        ({"arguments": ["a", "b"]}, ["||a b"]),
    ],
)
def test_input_and_arguments(shell, given, expected):
    assert run(shell, block_of(shell, '{ "$_|$input|$args" }'), **given)[0] == expected


def test_a_variable_that_is_not_set_can_not_be_taken_along(shell):
    with pytest.raises(EngineError) as caught:
        using_values(block_of(shell, "{ $using:nowhere }"), shell.session.calling)
    assert caught.value.error_id == "UsingVariableIsUndefined"


def test_using_outside_of_a_job_is_an_error(shell):
    shell.run("$x = 1; $using:x")
    assert shell.errors == ["UsingWithoutInvokeCommand"]


def test_exit_ends_the_block_with_its_code(shell):
    output, runspace = run(shell, block_of(shell, "{ 1; exit 4; 2 }"))
    assert output == [1]
    assert runspace.session.exit_code == 4
    assert shell.session.exit_code == 0


def test_an_error_that_nobody_caught_is_raised(shell):
    with pytest.raises(TerminatingError) as caught:
        run(shell, block_of(shell, "{ throw 'no' }"))
    assert caught.value.record.message == "no"


@pytest.mark.parametrize("code", ["while ($true) { $i++ }", "Start-Sleep 30"])
def test_stop_ends_a_run_at_once(shell, code):
    block = block_of(shell, f"{{ try {{ {code} }} finally {{ 'put in order' }} }}")
    output = []
    runspace = Runspace(shell.session)
    began = threading.Event()

    def work():
        began.set()
        runspace.run(block, output.append)

    thread = start_thread(work, "work")
    began.wait(5)
    time.sleep(0.1)
    runspace.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert runspace.was_stopped
    assert output == ["put in order"]


def test_endless_recursion_in_a_thread_is_an_error(shell):
    block = block_of(shell, "{ function f { f }; try { f } catch { $_.FullyQualifiedErrorId } }")
    output = []
    thread = start_thread(lambda: Runspace(shell.session).run(block, output.append), "deep")
    thread.join(30)
    assert output == ["CallDepthOverflow"]


def test_a_pipeline_in_the_background_takes_variables_along(shell):
    assert shell.run(
        "$y = 5; $j = 1..3 | ForEach-Object { $_ + $y } &; $j | Receive-Job -Wait"
    ) == [
        6,
        7,
        8,
    ]
