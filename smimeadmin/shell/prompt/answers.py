"""What completion offers: a text, how the list shows it, and a note beside it."""

from collections.abc import Iterable

from smimeadmin.core.names import fold

_NEEDS_QUOTES = frozenset(" \t'\"`$;&|(){},<>#@")


class Answer:
    """One completion; ``shown`` is what the list shows in its place."""

    __slots__ = ("note", "shown", "text")

    def __init__(self, text: str, shown: str = "", note: str = "") -> None:
        self.text = text
        self.shown = shown or text
        self.note = note

    def __repr__(self) -> str:
        return f"Answer({self.text!r})"


def sorted_answers(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers by name; of equal texts only the first."""
    found: dict[str, Answer] = {}
    for answer in answers:
        found.setdefault(fold(answer.text), answer)
    return [found[key] for key in sorted(found)]


def quoted(text: str, quote: str) -> str:
    """Return a value as an argument: in the quote that was typed, or in one if it needs one."""
    if quote == '"':
        return '"' + text.replace("`", "``").replace("$", "`$").replace('"', '`"') + '"'
    if quote or not text or not _NEEDS_QUOTES.isdisjoint(text) or text[0] in "-":
        return "'" + text.replace("'", "''") + "'"
    return text
