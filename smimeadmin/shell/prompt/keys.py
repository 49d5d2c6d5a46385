"""The keys that differ from the line editor's own: Enter, Tab, and a new line on purpose."""

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer, CompletionState
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.filters import has_focus
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent

from smimeadmin.shell.prompt.verdict import is_unfinished

_IN_LINE = has_focus("DEFAULT_BUFFER")


def key_bindings() -> KeyBindings:
    """Return the bindings.

    Enter takes a completion that is chosen, else runs what is complete or wrong, else begins
    another line. Alt-Enter always begins one. Tab completes as far as all answers agree, then
    shows them.
    """
    keys = KeyBindings()

    @keys.add("enter", filter=_IN_LINE)
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state is not None and buffer.complete_state.current_completion:
            buffer.complete_state = None
        elif is_unfinished(buffer.text):
            buffer.newline(copy_margin=True)
        else:
            buffer.validate_and_handle()

    @keys.add("escape", "enter", filter=_IN_LINE)
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=True)

    @keys.add("tab", filter=_IN_LINE)
    def _tab(event: KeyPressEvent) -> None:
        if not complete(event.current_buffer):
            event.app.output.bell()

    return keys


def complete(buffer: Buffer) -> bool:
    """Complete what stands before the cursor; False if there is no answer."""
    if buffer.complete_state is not None:
        buffer.complete_next()
        return True
    found = _answers(buffer)
    if not found:
        return False
    start = found[0].start_position
    shared = shared_start([one.text for one in found if one.start_position == start])
    if len(found) == 1 or len(shared) > -start:
        buffer.apply_completion(Completion(shared, start_position=start))
        found = [] if len(found) == 1 else [_moved(one, -len(shared)) for one in found]
    if found:
        # At once and not by the editor's own task, so that the next key finds the list open.
        buffer.complete_state = CompletionState(buffer.document, found)
        buffer.on_completions_changed.fire()
    return True


def _moved(answer: Completion, start: int) -> Completion:
    """Return an answer for a word of another length."""
    return Completion(answer.text, start, answer.display, answer.display_meta)


def _answers(buffer: Buffer) -> list[Completion]:
    event = CompleteEvent(completion_requested=True)
    return list(buffer.completer.get_completions(buffer.document, event))


def shared_start(texts: Sequence[str]) -> str:
    """Return what all texts begin with, whatever the case, spelled as the first one is."""
    first, *others = texts
    length = len(first)
    for other in others:
        same = 0
        for one, two in zip(first, other, strict=False):
            if one.casefold() != two.casefold():
                break
            same += 1
        length = min(length, same)
    return first[:length]
