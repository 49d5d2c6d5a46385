"""The prompt: reads a line, runs it, until ``exit`` or Ctrl-D."""

import os
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.output import ColorDepth

from smimeadmin.shell.prompt.completer import PromptCompleter
from smimeadmin.shell.prompt.highlighter import Highlighter
from smimeadmin.shell.prompt.history import PromptHistory
from smimeadmin.shell.prompt.keys import key_bindings
from smimeadmin.shell.prompt.runner import Runner
from smimeadmin.shell.prompt.style import STYLE
from smimeadmin.shell.prompt.surroundings import Surroundings
from smimeadmin.shell.prompt.toolbar import Toolbar

CONTINUATION = ">> "


def run_prompt(surroundings: Surroundings, **terminal: Any) -> int:
    """Read and run lines until the end; return the exit code.

    ``terminal`` may hold ``input`` and ``output`` of prompt_toolkit in the place of the terminal.
    """
    runner = Runner(surroundings)
    _run_profile(surroundings, runner)
    prompt = make_prompt(surroundings, **terminal)
    code: int | None = None
    while code is None:
        try:
            text = prompt.prompt()
            if text.strip():
                code = runner.run(text)
        except KeyboardInterrupt:
            continue  # Ctrl-C empties the line
        except EOFError:
            return 0
    return code


def make_prompt(surroundings: Surroundings, **terminal: Any) -> PromptSession[str]:
    """Return the line editor with everything that belongs to it."""
    session = surroundings.session

    def message() -> StyleAndTextTuples:
        return [("class:prompt", f"{surroundings.label()}> ")]

    return PromptSession(
        message,
        multiline=True,
        prompt_continuation=[("class:continuation", CONTINUATION)],
        history=PromptHistory(lambda: surroundings.history_folder),
        lexer=Highlighter(),
        completer=PromptCompleter(session),
        complete_while_typing=False,
        auto_suggest=AutoSuggestFromHistory(),
        key_bindings=key_bindings(),
        bottom_toolbar=Toolbar(session),
        style=STYLE,
        color_depth=ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else None,
        include_default_pygments_style=False,
        **terminal,
    )


def _run_profile(surroundings: Surroundings, runner: Runner) -> None:
    path = surroundings.profile
    if path is None:
        return
    surroundings.session.global_scope.assign("profile", path, "PROFILE")
    if surroundings.session.files.exists(path):
        runner.run_profile(path)
