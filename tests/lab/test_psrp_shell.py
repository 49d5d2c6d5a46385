"""Runspace pools of the lab host, driven by pypsrp's own client."""

import base64
import threading
import time
from functools import partial
from typing import ClassVar

import pytest
from pypsrp.complex_objects import ObjectMeta, PSInvocationState
from pypsrp.exceptions import SerializationError
from pypsrp.host import PSHost, PSHostUserInterface
from pypsrp.powershell import PowerShell, RunspacePool
from pypsrp.wsman import WSMan

from smimeadmin.core import values as v
from smimeadmin.core.secret import Secret
from smimeadmin.lab.faults import WsManFault
from smimeadmin.lab.http_host import Listener
from smimeadmin.lab.pipelines import Failure, StoppedError
from smimeadmin.lab.psrp_shell import PsrpShell
from smimeadmin.lab.service import WsManService
from smimeadmin.lab.session_key import sealed_key
from smimeadmin.lab.wire_values import (
    PRIMITIVES,
    WireObject,
    dictionary,
    enum,
    listing,
    notes,
)
from tests.lab.conftest import ACCOUNT, digest_of

EXCHANGE = "http://schemas.microsoft.com/powershell/Microsoft.Exchange"


def record_of(message, error_id, kind="System.InvalidOperationException"):
    return WireObject(
        ("System.Management.Automation.ErrorRecord", "System.Object"),
        message,
        extended={
            "Exception": WireObject(
                (kind, "System.Exception", "System.Object"),
                f"{kind}: {message}",
                adapted={"Message": message, "HResult": -2146233079},
            ),
            "TargetObject": None,
            "FullyQualifiedErrorId": error_id,
            "InvocationInfo": None,
            "ErrorCategory_Category": 7,
            "ErrorCategory_Activity": "",
            "ErrorCategory_Reason": "",
            "ErrorCategory_TargetName": "",
            "ErrorCategory_TargetType": "",
            "ErrorCategory_Message": message,
            "SerializeExtendedInfo": False,
        },
    )


def informational(kind, text):
    return WireObject(
        (f"System.Management.Automation.{kind}Record", "System.Object"),
        text,
        extended={
            "InformationalRecord_Message": text,
            "InformationalRecord_SerializeInvocationInfo": False,
        },
    )


class Scripted:
    """A runner with a handful of commands."""

    made: ClassVar[list["Scripted"]] = []

    def __init__(self, user):
        self.user, self.ran, self.closed = user, [], False
        self.stopping = threading.Event()
        self.made.append(self)

    def private_data(self):
        return dictionary([("Greeting", f"hello {self.user}")], PRIMITIVES)

    def run(self, pipeline, given, said):
        (commands,) = pipeline.statements
        self.ran.append(commands)
        values = [value for _, value in commands[0].arguments]
        match commands[0].name:
            case "Get-Thing":
                for value in (1, "a", None, v.Int64(2), b"\1\2", notes(A=1, B=listing(["x"]))):
                    said.output(value)
                said.output(enum("System.DayOfWeek", "Monday", 1))
            case "Get-Secret":
                (secret,) = values
                assert isinstance(secret, Secret)
                said.output(digest_of(secret.reveal().encode()))
            case "Get-Digest":
                said.output(digest_of(bytes(values[0])))
            case "Get-Bytes":
                said.output(b"x" * values[0])
            case "Join-Input":
                said.output(", ".join(str(one) for one in given))
            case "Write-All":
                for kind in ("Warning", "Verbose", "Debug"):
                    said.record(kind.lower(), informational(kind, f"a {kind}"))
                said.error(record_of("one went wrong", "One,Write-All"))
                said.output("still here")
            case "Stop-Hard":
                said.output("before")
                return Failure(record_of("it broke", "Broke,Stop-Hard"))
            case "Wait-Long":
                said.output("waiting")
                assert self.stopping.wait(20)
                raise StoppedError
            case "Read-Line":
                said.tell_host("WriteLine2", ["look"])
                said.output("got " + said.ask_host("ReadLine", []))
            case "Fail-Inside":
                raise ZeroDivisionError
        return None

    def commands(self, question):
        return [
            notes(
                Name=name,
                Namespace="",
                HelpUri=None,
                CommandType=enum("System.Management.Automation.CommandTypes", "Function", 2),
                ResolvedCommandName=None,
                OutputType=listing([]),
                Parameters=dictionary([]),
            )
            for name in question.names
        ]

    def stop(self):
        self.stopping.set()

    def close(self):
        self.closed = True


@pytest.fixture
def psrp(users_file):
    assert users_file.exists()
    Scripted.made = []
    stopped = partial(record_of, "The pipeline has been stopped.", "PipelineStopped")
    maker = partial(PsrpShell, make_runner=Scripted, stopped=stopped)
    service = WsManService({EXCHANGE: maker})
    listener = Listener("127.0.0.1:0", service, ACCOUNT)
    listener.serve()
    yield listener
    listener.stop()
    service.close()


@pytest.fixture(params=["basic", "ntlm"])
def pool(psrp, request):
    with wsman(psrp, request.param) as connection:
        made = RunspacePool(connection, configuration_name="Microsoft.Exchange")
        made.open()
        yield made
        made.close()


def wsman(listener, auth="ntlm"):
    return WSMan(
        "127.0.0.1",
        port=listener.server_address[1],
        ssl=False,
        auth=auth,
        username=ACCOUNT.name,
        password=ACCOUNT.password,
        encryption="never" if auth == "basic" else "always",
        negotiate_service="HTTP",
        operation_timeout=3,
    )


def invoke(pool, name, *values, given=None, **parameters):
    shell = PowerShell(pool)
    shell.add_cmdlet(name)
    for value in values:
        shell.add_argument(value)
    shell.add_parameters(parameters)
    shell.invoke(given)
    return shell


def test_private_data_comes_with_opening(pool):
    assert pool.application_private_data.data == {"Greeting": f"hello {Scripted.made[0].user}"}


def test_objects_of_all_kinds_arrive(pool):
    output = invoke(pool, "Get-Thing").output
    assert output[:5] == [1, "a", "", 2, b"\1\2"]  # $null has no payload, for pypsrp a text
    assert (output[5].adapted_properties, output[5].extended_properties) == (
        {},
        {"A": 1, "B": ["x"]},
    )
    assert str(output[6]) == "Monday"


def test_arguments_arrive_typed(pool):
    given = ["text", 5, 2.5, True, ["a", 1]]
    shell = PowerShell(pool)
    shell.add_cmdlet("Get-Digest").add_argument(bytes(range(256)) * 20000)
    assert shell.invoke() == [digest_of(bytes(range(256)) * 20000)]
    invoke(pool, "Join-Input", *given, Name="n", Force=True)
    (command,) = Scripted.made[0].ran[1]
    assert [value for _, value in command.arguments[:5]] == given
    assert command.arguments[5:] == (("Name", "n"), ("Force", True))


def test_many_bytes_come_back_whole(pool):
    assert [len(one) for one in invoke(pool, "Get-Bytes", 3_000_000).output] == [3_000_000]


def test_objects_are_piped_in(pool):
    assert invoke(pool, "Join-Input", given=["a", 2, None]).output == ["a, 2, None"]


def test_streams_stay_apart(pool):
    shell = invoke(pool, "Write-All")
    assert shell.output == ["still here"]
    streams = shell.streams
    assert [one.message for one in (*streams.warning, *streams.verbose, *streams.debug)] == [
        "a Warning",
        "a Verbose",
        "a Debug",
    ]
    assert [one.fq_error for one in streams.error] == ["One,Write-All"]
    assert not shell.had_errors  # the client's flag is that of the Failed state


def test_a_failure_comes_after_what_was_said(pool):
    shell = invoke(pool, "Stop-Hard")
    assert shell.output == ["before"]
    assert shell.had_errors
    assert [one.fq_error for one in shell.streams.error] == ["Broke,Stop-Hard"]


def test_a_fault_of_the_host_is_no_wait_for_ever(pool, monkeypatch):
    faults = []
    monkeypatch.setattr(threading, "excepthook", faults.append)
    shell = invoke(pool, "Fail-Inside")
    assert shell.had_errors
    assert faults[0].exc_type is ZeroDivisionError


def test_a_pipeline_is_stopped_and_the_pool_lives_on(pool):
    shell = PowerShell(pool)
    shell.add_cmdlet("Wait-Long")
    shell.begin_invoke()
    while not shell.output:
        shell.poll_invoke(timeout=1)
    began = time.monotonic()
    shell.stop()
    assert shell.state == PSInvocationState.STOPPED
    assert time.monotonic() - began < 2
    assert invoke(pool, "Join-Input", given=["x"]).output == ["x"]


def typing_ui(said):
    """Return a user interface that types, and keeps what it is told."""
    made = PSHostUserInterface()
    made.ReadLine = lambda *_: "typed"
    made.WriteLine2 = lambda _pool, _pipeline, text: said.append(text)
    return made


def test_the_host_of_the_client_is_asked(psrp):
    said = []
    host = PSHost(None, None, False, "test", None, typing_ui(said), "1.0")
    with (
        wsman(psrp) as connection,
        RunspacePool(connection, configuration_name="Microsoft.Exchange", host=host) as opened,
    ):
        assert invoke(opened, "Read-Line").output == ["got typed"]
    assert said == ["look"]


def test_command_descriptions_are_counted_first(pool):
    found = pool.get_command_metadata(["Get-A", "Get-B"])
    assert [one.name for one in found] == ["Get-A", "Get-B"]


def test_closing_lets_the_runspace_go(psrp):
    with wsman(psrp) as connection:
        opened = RunspacePool(connection, configuration_name="Microsoft.Exchange")
        opened.open()
        assert psrp.service.open_shells == 1
        opened.close()
    assert psrp.service.open_shells == 0
    assert Scripted.made[0].closed


def test_secure_strings_travel_under_a_key_of_the_session(pool):
    with pytest.raises(SerializationError):
        pool.serialize("no key yet", ObjectMeta("SS"))
    pool.exchange_keys()
    secret = "pin ü\U0001f511"
    sealed = pool.serialize(secret, ObjectMeta("SS"))
    assert secret.encode("utf-16-le") not in base64.b64decode(sealed.text)
    shell = PowerShell(pool)
    shell.add_cmdlet("Get-Secret").add_argument(sealed)
    assert shell.invoke() == [digest_of(secret.encode())]


@pytest.mark.parametrize(
    "key",
    ["?", "", "AAAA", base64.b64encode(b"\0" * 276).decode()],
)
def test_a_key_of_another_kind_is_refused(key):
    with pytest.raises(WsManFault):
        sealed_key(key, b"k" * 32)
