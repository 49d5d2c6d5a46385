"""How large values may grow: what is larger is an error at once, and not a machine that stands."""

from typing import Final

from smimeadmin.shell.engine.errors import EngineError

MOST_CHARACTERS: Final = 0x3FFFFFDF
"""The longest text, as in .NET."""
MOST_ITEMS: Final = 50_000_000
"""The longest list: .NET allows forty times as many, in as much more memory."""
_SLICE: Final = 100_000
_INNER: Final = "System.OutOfMemoryException"


def out_of_memory(what: str = "The result") -> EngineError:
    """Return the error for a value that finds no room."""
    return EngineError(
        _INNER,
        f"{what} is too large for the memory.",
        hint="Work on the items one by one, in a pipeline or a foreach.",
        inner=_INNER,
    )


def check_characters(count: int) -> None:
    """Raise if a text would be longer than any text may be."""
    if count > MOST_CHARACTERS:
        raise out_of_memory(f"A text of {count} characters")


def check_items(count: int) -> None:
    """Raise if a list would be longer than any list may be."""
    if count > MOST_ITEMS:
        raise out_of_memory(f"A list of {count} items")


def listed(numbers: range) -> list[int]:
    """Return the list of a range, made in slices so that Ctrl-C need not wait for its end."""
    check_items(len(numbers))
    if len(numbers) <= _SLICE:
        return list(numbers)
    items: list[int] = []
    for start in range(0, len(numbers), _SLICE):
        items.extend(numbers[start : start + _SLICE])
    return items
