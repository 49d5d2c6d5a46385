"""The line at the bottom: what the command or parameter at the cursor is."""

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples

from smimeadmin.core.visible import visible_line
from smimeadmin.shell.engine.described import describe_command
from smimeadmin.shell.engine.parameters import ParameterSpec
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.language.context import cursor_context
from smimeadmin.shell.prompt.bound_command import bound_command
from smimeadmin.shell.prompt.command_words import synopsis_of

_LONGEST = 2000
"""Characters; in a longer text nobody looks at the line, and finding it would delay typing."""


class Toolbar:
    """Asked whenever the screen is drawn; finds out anew only when the text has changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._text: str | None = None
        self._line = ""

    def __call__(self) -> StyleAndTextTuples:
        """Return the line, cut to the screen."""
        app = get_app()
        text = app.current_buffer.document.text_before_cursor
        if text != self._text:
            self._text = text
            self._line = describe(self._session, text) if len(text) <= _LONGEST else ""
        return [("", self._line[: max(app.output.get_size().columns - 1, 0)])]


def describe(session: Session, text: str) -> str:
    """Return one line about what stands at the end of a text."""
    if not text.strip():
        return ""
    context = cursor_context(text)
    if context.kind == "command":
        return _about_command(session, context.word)
    command = bound_command(session, context.command, context.start)
    if command is None:
        return ""
    spec: ParameterSpec | None = None
    if context.kind == "parameter":
        spec = command.info.exact(context.word.lstrip("-"))
    elif context.parameter:
        spec = command.named(context.parameter)
    elif context.kind == "argument":
        spec = command.next_positional
    if spec is None:
        return _about_command(session, command.info.name)
    return about_parameter(spec)


def about_parameter(spec: ParameterSpec) -> str:
    """Return name, type, help and the fixed values of a parameter."""
    line = f"-{spec.name} <{spec.type_name}>  {spec.help}"
    if spec.choices:
        line += "  " + " | ".join(spec.choices)
    return visible_line(line)


def _about_command(session: Session, name: str) -> str:
    info = describe_command(session, name)
    synopsis = synopsis_of(session, name)
    return "" if info is None else visible_line(f"{info.name}: {synopsis or info.kind}")
