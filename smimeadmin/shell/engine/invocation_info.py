"""``$MyInvocation``: which command runs, where it was called, with what."""

from typing import Any

from smimeadmin.core import values as v


class InvocationInfo:
    """What a running command can ask about its own call."""

    __slots__ = (
        "_bound",
        "_rest",
        "expecting_input",
        "invocation_name",
        "my_command",
        "pipeline_length",
        "pipeline_position",
        "position",
    )
    type_name = "System.Management.Automation.InvocationInfo"
    shown = (
        "my_command",
        "bound_parameters",
        "unbound_arguments",
        "script_line_number",
        "offset_in_line",
        "script_name",
        "history_id",
        "line",
        "statement",
        "position_message",
        "ps_script_root",
        "ps_command_path",
        "invocation_name",
        "pipeline_length",
        "pipeline_position",
        "expecting_input",
        "command_origin",
    )

    def __init__(
        self, command: Any, node: Any, place: tuple[int, int], *, piped: bool, name: str
    ) -> None:
        self.my_command = command
        self.position = node
        self.pipeline_position, self.pipeline_length = place
        self.expecting_input = piped
        self.invocation_name = name or (command.name if command is not None else "")
        self._bound: Any = None
        self._rest: list[Any] = []

    def bind(self, binding: Any) -> None:
        """Keep what the arguments were bound to."""
        self._bound = binding.values
        self._rest = binding.rest

    @property
    def bound_parameters(self) -> v.Dictionary:
        """The bound parameters, by name."""
        table = v.Dictionary(key_type="System.String", ignore_case=True)
        for name, value in (self._bound or {}).items():
            table[name] = value
        return table

    @property
    def unbound_arguments(self) -> list[Any]:
        """What a plain function gets in ``$args``."""
        return list(self._rest)

    def _position(self) -> tuple[int, int]:
        node = self.position
        return (0, 0) if node is None else node.source.position(node.start)

    @property
    def script_line_number(self) -> int:
        """The line of the call, from 1."""
        return self._position()[0]

    @property
    def offset_in_line(self) -> int:
        """The column of the call, from 1."""
        return self._position()[1]

    @property
    def script_name(self) -> str:
        """The path of the script that holds the call, or an empty text."""
        return "" if self.position is None else self.position.source.name or ""

    @property
    def line(self) -> str:
        """The line of the call."""
        node = self.position
        return "" if node is None else str(node.source.line(self.script_line_number))

    @property
    def position_message(self) -> str:
        """The place of the call in words."""
        line, column = self._position()
        place = f"{self.script_name}:{line}" if self.script_name else f"line:{line}"
        node = self.position
        if node is None:
            return ""
        shown = self.line
        length = max(1, min(node.end - node.start, len(shown) - column + 1))
        return f"At {place} char:{column}\n+ {shown}\n+ {' ' * (column - 1)}{'~' * length}"

    @property
    def statement(self) -> str:
        """The text of the call."""
        return "" if self.position is None else str(self.position.text)

    @property
    def command_origin(self) -> str:
        """Who called: always code of this session."""
        return "Internal"

    @property
    def history_id(self) -> int:
        """The number of the line at the prompt, from 1."""
        return 1

    @property
    def ps_command_path(self) -> str:
        """The path of the script that holds the call."""
        return self.script_name

    @property
    def ps_script_root(self) -> str:
        """Its folder."""
        return self.script_name.rpartition("/")[0]
