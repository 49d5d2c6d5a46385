"""A runspace pool as a shell of WS-Management (MS-PSRP 3.2)."""

import base64
import binascii
import contextlib
import queue
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from psrpcore import PSRemotingCrypto

from smimeadmin.core import values as v
from smimeadmin.lab.clixml_in import read_message, value_of
from smimeadmin.lab.clixml_out import clixml_of
from smimeadmin.lab.envelopes import Output
from smimeadmin.lab.faults import bad_request, unknown_shell
from smimeadmin.lab.host_methods import METHOD_TYPE, METHODS
from smimeadmin.lab.outbox import Outbox
from smimeadmin.lab.pipelines import (
    CommandRunner,
    Failure,
    StoppedError,
    pipeline_of,
    question_of,
)
from smimeadmin.lab.psrp_frames import NOBODY, Cutter, Joiner, Message, MessageType
from smimeadmin.lab.session_key import sealed_key
from smimeadmin.lab.wire_values import ARRAY_LIST, WireObject, enum, listing, notes

PROTOCOL: Final = v.Version(2, 3)
_OPENED, _CLOSED, _CLOSING = 2, 3, 4
_STOPPED, _COMPLETED, _FAILED = 3, 4, 5
_NO_ANSWER: Final = -100
_RECORDS: Final = {
    "warning": MessageType.WARNING_RECORD,
    "verbose": MessageType.VERBOSE_RECORD,
    "debug": MessageType.DEBUG_RECORD,
    "information": MessageType.INFORMATION_RECORD,
    "progress": MessageType.PROGRESS_RECORD,
}
type_of_runner = Callable[[str], CommandRunner]
"""Makes the runner of a pool for a user."""


class PsrpShell:
    """One pool with one runspace: pipelines run one after the other, each in a thread."""

    def __init__(self, shell_id: str, user: str, make_runner: type_of_runner, stopped: Any) -> None:
        self.pool = UUID(shell_id)
        self.cutter = Cutter()
        self.cipher = PSRemotingCrypto()
        self.runner = make_runner(user)
        self.turn = threading.Lock()
        self._stopped_record: Callable[[], WireObject] = stopped
        self._outbox = Outbox()
        self._joiner = Joiner()
        self._pipelines: dict[str, Pipeline] = {}
        self._answers: dict[MessageType, Callable[[Any], None]] = {
            MessageType.SESSION_CAPABILITY: self._capability,
            MessageType.INIT_RUNSPACEPOOL: self._opened,
            MessageType.PUBLIC_KEY: self._exchange_keys,
            MessageType.SET_MAX_RUNSPACES: self._set,
            MessageType.SET_MIN_RUNSPACES: self._set,
            MessageType.RESET_RUNSPACE_STATE: self._set,
            MessageType.GET_AVAILABLE_RUNSPACES: self._available,
        }

    def start(self, creation: str) -> None:
        """Take the messages that came with Create."""
        self._take(creation)

    def command(self, command_id: str, line: str, arguments: list[str]) -> None:  # noqa: ARG002 - its text is in the message
        """Begin a pipeline with the first fragment in the arguments."""
        made = self._pipelines[command_id] = Pipeline(self, UUID(command_id))
        made.take("".join(arguments))

    def send(self, command_id: str, data: str, *, is_last: bool) -> None:  # noqa: ARG002 - PSRP says so itself
        """Take messages for a pipeline or the pool."""
        if command_id:
            self._pipeline(command_id).take(data)
        else:
            self._take(data)

    def signal(self, command_id: str) -> None:
        """Stop a pipeline."""
        self._pipeline(command_id).stop()

    def outbox(self, command_id: str) -> Outbox:
        """Return where the messages of a pipeline or the pool wait."""
        return self._pipeline(command_id).outbox if command_id else self._outbox

    def close(self) -> None:
        """Stop all pipelines and say that the pool is closed."""
        for pipeline in self._pipelines.values():
            pipeline.stop()
        for state in (_CLOSING, _CLOSED):
            self._say(MessageType.RUNSPACEPOOL_STATE, notes(RunspaceState=state))
        self._outbox.finish(0)
        self.runner.close()

    def stopped_record(self) -> WireObject:
        """Return the error record of a pipeline that was stopped."""
        return self._stopped_record()

    def post(self, box: Outbox, message: Message) -> None:
        """Put a message into an outbox, a fragment a piece: some clients hang on several in one."""
        command = "" if message.pipeline == NOBODY else str(message.pipeline).upper()
        box.put(
            Output("stdout", base64.b64encode(part).decode(), command)
            for part in self.cutter.cut(message)
        )

    def _pipeline(self, command_id: str) -> "Pipeline":
        found = self._pipelines.get(command_id)
        if found is None:
            raise unknown_shell(command_id)
        return found

    def _take(self, data: str) -> None:
        for message in self._joiner.feed(_bytes(data)):
            if message.pipeline != NOBODY:  # answers of hosts may come on the pool's own stream
                self._pipeline(str(message.pipeline).upper()).accept(message)
                continue
            answer = self._answers.get(message.type)
            if answer is None:
                raise bad_request(f"A pool takes no {message.type.name}.")
            answer(read_message(message.text, self.cipher) if message.text else None)

    def _say(self, kind: MessageType, value: Any, pool: UUID | None = None) -> None:
        pool = self.pool if pool is None else pool
        self.post(self._outbox, Message(kind, pool, NOBODY, clixml_of(value)))

    def _capability(self, _message: Any) -> None:
        versions = notes(
            protocolversion=PROTOCOL,
            PSVersion=v.Version(2, 0),
            SerializationVersion=v.Version(1, 1, 0, 1),
        )
        self._say(MessageType.SESSION_CAPABILITY, versions, NOBODY)

    def _opened(self, _message: Any) -> None:
        data = notes(ApplicationPrivateData=self.runner.private_data())
        self._say(MessageType.APPLICATION_PRIVATE_DATA, data)
        self._say(MessageType.RUNSPACEPOOL_STATE, notes(RunspaceState=_OPENED))

    def _exchange_keys(self, message: Any) -> None:
        key = secrets.token_bytes(32)
        sealed = sealed_key(str(message.PublicKey), key)
        self.cipher.register_key(key)
        self._say(MessageType.ENCRYPTED_SESSION_KEY, notes(EncryptedSessionKey=sealed))

    def _set(self, message: Any) -> None:
        self._availability(message, True)

    def _available(self, message: Any) -> None:
        self._availability(message, v.Int64(1))

    def _availability(self, message: Any, value: Any) -> None:
        number = v.Int64(int(message.ci))
        answer = notes(SetMinMaxRunspacesResponse=value, ci=number)
        self._say(MessageType.RUNSPACE_AVAILABILITY, answer)


class Pipeline:
    """One pipeline: its input, the thread that runs it, and what it says."""

    def __init__(self, shell: PsrpShell, pipeline_id: UUID) -> None:
        self.outbox = Outbox()
        self._shell = shell
        self._id = pipeline_id
        self._joiner = Joiner()
        self._given: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()
        self._answered: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._calls = 0
        self._stopping = threading.Event()
        self._is_running = False
        self._takers: dict[MessageType, Callable[[Any], None]] = {
            MessageType.CREATE_PIPELINE: self._create,
            MessageType.GET_COMMAND_METADATA: self._tell_commands,
            MessageType.PIPELINE_INPUT: lambda item: self._given.put((True, value_of(item))),
            MessageType.END_OF_PIPELINE_INPUT: lambda _: self._given.put((False, None)),
            MessageType.PIPELINE_HOST_RESPONSE: self._answered.put,
        }

    def take(self, data: str) -> None:
        """Take fragments in base64."""
        for message in self._joiner.feed(_bytes(data)):
            self.accept(message)

    def accept(self, message: Message) -> None:
        """Take a message of this pipeline."""
        taker = self._takers.get(message.type)
        if taker is None:
            raise bad_request(f"A pipeline takes no {message.type.name}.")
        taker(read_message(message.text, self._shell.cipher) if message.text else None)

    def stop(self) -> None:
        """End the pipeline; one that is done already takes no harm."""
        self._stopping.set()
        self._given.put((False, None))
        self._answered.put(None)
        if self._is_running:
            self._shell.runner.stop()

    def output(self, value: Any) -> None:
        """Send an object of the output; the null object is a message without a payload."""
        self._say(MessageType.PIPELINE_OUTPUT, None if value is None else clixml_of(value))

    def error(self, record: WireObject) -> None:
        """Send an error record."""
        self._say(MessageType.ERROR_RECORD, clixml_of(record))

    def record(self, stream: str, value: WireObject) -> None:
        """Send a record of another stream."""
        self._say(_RECORDS[stream], clixml_of(value))

    def tell_host(self, method: str, arguments: Sequence[Any]) -> None:
        """Call the client's host without waiting."""
        self._call(_NO_ANSWER, method, arguments)

    def ask_host(self, method: str, arguments: Sequence[Any]) -> Any:
        """Call the client's host and return its answer; raises StoppedError after ``stop``."""
        self._calls += 1
        self._call(self._calls, method, arguments)
        answer = self._answered.get()
        if answer is None or self._stopping.is_set():
            raise StoppedError
        return value_of(getattr(answer, "mr", None))

    def _call(self, number: int, method: str, arguments: Sequence[Any]) -> None:
        call = notes(
            ci=v.Int64(number),
            mi=enum(METHOD_TYPE, method, METHODS[method]),
            mp=listing(list(arguments), ARRAY_LIST),
        )
        self._say(MessageType.PIPELINE_HOST_CALL, clixml_of(call))

    def _say(self, kind: MessageType, text: str | None) -> None:
        self._shell.post(self.outbox, Message(kind, self._shell.pool, self._id, text or ""))

    def _create(self, message: Any) -> None:
        pipeline = pipeline_of(message)
        if not pipeline.takes_input:
            self._given.put((False, None))
        runner = self._shell.runner
        self._begin(lambda: runner.run(pipeline, self._inputs(), self))

    def _tell_commands(self, message: Any) -> None:
        question = question_of(message)

        def tell() -> None:
            found = self._shell.runner.commands(question)
            self.output(
                WireObject(
                    ("Selected.Microsoft.PowerShell.Commands.GenericMeasureInfo",),
                    extended={"Count": len(found)},
                )
            )
            for one in found:
                self.output(one)

        self._begin(tell)

    def _begin(self, work: Callable[[], Failure | None]) -> None:
        threading.Thread(target=self._run, args=(work,), daemon=True).start()

    def _run(self, work: Callable[[], Failure | None]) -> None:
        told: dict[str, Any] = {"PipelineState": _FAILED}
        try:
            with self._shell.turn:
                told = self._outcome(work)
        finally:  # whatever broke: a client that is told nothing waits for ever
            self._say(MessageType.PIPELINE_STATE, clixml_of(notes(**told)))
            self.outbox.finish(0)

    def _outcome(self, work: Callable[[], Failure | None]) -> dict[str, Any]:
        """Run, unless it was stopped before its turn; return what the last message tells."""
        stopped = {"PipelineState": _STOPPED}
        if not self._stopping.is_set():
            self._is_running = True
            try:
                failure = work()
            except StoppedError:
                pass
            else:
                if failure is None:
                    return {"PipelineState": _COMPLETED}
                return {"PipelineState": _FAILED, "ExceptionAsErrorRecord": failure.record}
            finally:
                self._is_running = False
        return stopped | {"ExceptionAsErrorRecord": self._shell.stopped_record()}

    def _inputs(self) -> Iterator[Any]:
        while True:
            there, value = self._given.get()
            if not there:
                return
            yield value


def _bytes(data: str) -> bytes:
    with contextlib.suppress(binascii.Error):
        return base64.b64decode(data, validate=True)
    raise bad_request("A stream is no base64.")
