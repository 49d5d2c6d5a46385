"""What a client asks to be run, and who runs it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from smimeadmin.lab.clixml_in import value_of
from smimeadmin.lab.wire_values import WireObject

ALL_COMMANDS: Final = "*"


@dataclass(frozen=True)
class RemoteCommand:
    """One command of a pipeline, as it came: nothing in it is parsed here.

    ``name`` is script text where ``is_script``. Arguments are pairs: ``-Name:`` with its value,
    ``-Name`` alone, or None with a value by position (MS-PSRP 2.2.3.12).
    """

    name: str
    is_script: bool = False
    arguments: tuple[tuple[str | None, Any], ...] = ()
    merges_errors: bool = False
    use_local_scope: bool | None = None


@dataclass(frozen=True)
class RemotePipeline:
    """A CREATE_PIPELINE: statements of commands that are piped into each other."""

    statements: tuple[tuple[RemoteCommand, ...], ...]
    takes_input: bool = False
    adds_to_history: bool = False
    with_invocation_info: bool = False
    can_ask: bool = False
    """Whether the client has a host that shows and asks."""


@dataclass
class Failure:
    """Why a pipeline failed: the record that goes into its last state."""

    record: WireObject


@dataclass
class CommandQuestion:
    """A GET_COMMAND_METADATA: patterns of names, and a set of command types as a number."""

    names: tuple[str, ...] = (ALL_COMMANDS,)
    command_type: int = 0
    arguments: tuple[Any, ...] = field(default=())


class Said(Protocol):
    """Where a running pipeline's streams go; all values are described for the wire."""

    def output(self, value: Any) -> None:
        """Take an object of the output."""

    def error(self, record: WireObject) -> None:
        """Take an error record."""

    def record(self, stream: str, value: WireObject) -> None:
        """Take a record: ``warning``, ``verbose``, ``debug``, ``information`` or ``progress``."""

    def tell_host(self, method: str, arguments: Sequence[Any]) -> None:
        """Call a method of the client's host that answers nothing."""

    def ask_host(self, method: str, arguments: Sequence[Any]) -> Any:
        """Call a method of the client's host and wait for what it answers."""


class CommandRunner(Protocol):
    """Runs pipelines in one runspace; ``app`` makes it."""

    def private_data(self) -> WireObject:
        """Return the dictionary of APPLICATION_PRIVATE_DATA."""

    def run(self, pipeline: RemotePipeline, given: Iterator[Any], said: Said) -> Failure | None:
        """Run to the end; return why it failed, if it did. Raises Stopped after ``stop``."""

    def commands(self, question: CommandQuestion) -> Sequence[WireObject]:
        """Return the descriptions of commands."""

    def stop(self) -> None:
        """Make the running pipeline end soon; called from another thread."""

    def close(self) -> None:
        """Let go of the runspace."""


class StoppedError(Exception):
    """A pipeline ended because its client asked for it."""


def pipeline_of(message: Any) -> RemotePipeline:
    """Return the pipeline in psrpcore's object of a CREATE_PIPELINE."""
    shell = message.PowerShell
    lists = [one.Cmds for one in getattr(shell, "ExtraCmds", None) or ()] or [shell.Cmds]
    host = getattr(message, "HostInfo", None)
    return RemotePipeline(
        tuple(tuple(_command(one) for one in commands) for commands in lists),
        takes_input=not message.NoInput,
        adds_to_history=bool(getattr(message, "AddToHistory", False)),
        with_invocation_info=int(getattr(message, "RemoteStreamOptions", 0) or 0) != 0,
        can_ask=host is not None and not getattr(host, "_isHostNull", True),
    )


def _command(item: Any) -> RemoteCommand:
    merges = int(getattr(item, "MergeMyResult", 0) or 0) | int(getattr(item, "MergeError", 0) or 0)
    local = getattr(item, "UseLocalScope", None)
    return RemoteCommand(
        str(item.Cmd),
        is_script=bool(item.IsScript),
        arguments=tuple(
            (None if one.N is None else str(one.N), value_of(one.V)) for one in item.Args
        ),
        merges_errors=merges != 0,
        use_local_scope=None if local is None else bool(local),
    )


def question_of(message: Any) -> CommandQuestion:
    """Return the question in psrpcore's object of a GET_COMMAND_METADATA."""
    names = value_of(message.Name) or [ALL_COMMANDS]
    return CommandQuestion(
        tuple(str(one) for one in names),
        int(getattr(message, "CommandType", 0) or 0),
        tuple(value_of(getattr(message, "ArgumentList", None)) or ()),
    )
