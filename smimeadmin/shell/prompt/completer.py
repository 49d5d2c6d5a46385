"""Decides what is completed at the cursor; the files ``*_words`` know the answers."""

from collections.abc import Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from smimeadmin.core.names import fold
from smimeadmin.core.visible import visible_line
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.language.context import CursorContext, cursor_context
from smimeadmin.shell.prompt.answers import Answer
from smimeadmin.shell.prompt.bound_command import BoundCommand, bound_command
from smimeadmin.shell.prompt.command_words import command_answers
from smimeadmin.shell.prompt.member_words import member_answers, type_answers
from smimeadmin.shell.prompt.parameter_words import parameter_answers, value_answers
from smimeadmin.shell.prompt.path_words import path_answers
from smimeadmin.shell.prompt.variable_words import variable_answers

_NAMES_OF_COMMANDS = {("get-help", "Name"), ("get-command", "Name")}
_FOLDERS = ("set-location", "push-location")


class PromptCompleter(Completer):
    """Completes from the session: nothing that was typed is run, and no command is imported."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Yield what the word before the cursor can become."""
        del complete_event
        start, answers = self.answers(document.text_before_cursor)
        for answer in answers:
            yield Completion(
                answer.text,
                start_position=start - document.cursor_position,
                display=visible_line(answer.shown),
                display_meta=visible_line(answer.note),
            )

    def answers(self, text: str) -> tuple[int, list[Answer]]:
        """Return where the word at the end of a text begins, and what it can become."""
        context = cursor_context(text)
        session, word = self._session, context.word
        kind = context.kind
        if kind == "command":
            return self._command(context)
        if kind == "parameter":
            return self._parameter(context)
        if kind == "argument":
            return self._argument(context)
        if kind == "variable":
            return context.start, self._variable(context, text)
        if kind == "member":
            found = member_answers(session, context.target, word, static=context.static)
            return context.start, found
        return context.start, type_answers(word) if kind == "type" else []

    def _variable(self, context: CursorContext, text: str) -> list[Answer]:
        answers = variable_answers(self._session, context.word, context.tree)
        if text[context.start - 1 : context.start] == "{":
            return [Answer(one.text.strip("{}"), one.shown, one.note) for one in answers]
        return answers

    def _command(self, context: CursorContext) -> tuple[int, list[Answer]]:
        word = context.word
        if "/" in word or "\\" in word:
            return context.start, path_answers(self._session, word, context.quote)
        return context.start, command_answers(self._session, word, context.tree)

    def _bound(self, context: CursorContext) -> BoundCommand | None:
        return bound_command(self._session, context.command, context.start)

    def _parameter(self, context: CursorContext) -> tuple[int, list[Answer]]:
        command = self._bound(context)
        return context.start, [] if command is None else parameter_answers(command, context.word)

    def _argument(self, context: CursorContext) -> tuple[int, list[Answer]]:
        word, quote = context.word, context.quote
        start = context.start - len(quote)
        if not quote and word[:1] in ("'", '"'):
            word, quote = word[1:].rstrip(word[0]), word[0]
        command = self._bound(context)
        folders_only = False
        if command is not None:
            parameter = context.parameter
            spec = command.named(parameter) if parameter else None
            if spec is None or (spec.is_switch and not _after_colon(context)):
                spec = command.next_positional
            if spec is not None:
                found = value_answers(spec, word, quote)
                if found is not None:
                    return start, found
                if (fold(command.info.name), spec.name) in _NAMES_OF_COMMANDS:
                    return start, command_answers(self._session, word)
            folders_only = fold(command.info.name) in _FOLDERS
        return start, path_answers(self._session, word, quote, folders_only=folders_only)


def _after_colon(context: CursorContext) -> bool:
    return context.tree.source.text[: context.start].endswith(":")
