"""Searching in texts as String's methods do: windows of places, and whether case counts."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.members_table import out_of_range


def ignores(comparison: Any) -> bool:
    """Say whether case does not count: by a StringComparison, or a Boolean."""
    if comparison is None:
        return False
    return bool(comparison) if type(comparison) is bool else comparison.value in {1, 3, 5}


def folded(text: str, comparison: Any) -> str:
    """Return a text as a comparison sees it."""
    return fold(text) if ignores(comparison) else text


def in_culture(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a form with a culture behind, which does not matter where case is folded."""
    return lambda *arguments: call(*arguments[:-1])


def _window(text: str, *numbers: Any) -> tuple[int, int, Any]:
    """Return from where to where a search goes, and the comparison, of the arguments behind."""
    comparison = numbers[-1] if numbers and type(numbers[-1]) is v.EnumValue else None
    places = [n for n in numbers if n is not comparison]
    start = places[0] if places else 0
    count = places[1] if len(places) > 1 else len(text) - start
    if not 0 <= start <= len(text) or count < 0 or start + count > len(text):
        raise out_of_range("The start index")
    return start, start + count, comparison


def index_of(text: str, part: str, *numbers: Any) -> int:
    """Return where a part stands first, -1 if it does not; start, count and comparison behind."""
    if not numbers:
        return text.find(part)
    start, end, comparison = _window(text, *numbers)
    return folded(text, comparison).find(folded(str(part), comparison), start, end)


def _backward_window(text: str, *numbers: Any) -> tuple[int, int, Any]:
    """Return the same for a search that goes from a place to the front."""
    comparison = numbers[-1] if numbers and type(numbers[-1]) is v.EnumValue else None
    places = [n for n in numbers if n is not comparison]
    last = places[0] if places else len(text) - 1
    count = places[1] if len(places) > 1 else last + 1
    if text and (not -1 <= last <= len(text) or not 0 <= count <= last + 1):
        raise out_of_range("The start index")
    end = min(last + 1, len(text))
    return max(last + 1 - count, 0), end, comparison


def last_index_of(text: str, part: str, *numbers: Any) -> int:
    """Return where a part stands last, going from a place to the front."""
    start, end, comparison = _backward_window(text, *numbers)
    return folded(text, comparison).rfind(folded(str(part), comparison), start, end)


def index_of_any(text: str, chars: Any, *numbers: int) -> int:
    """Return where one of some characters stands first."""
    start, end, _ = _window(text, *numbers)
    wanted = {str(c) for c in chars}
    return next((i for i in range(start, end) if text[i] in wanted), -1)


def last_index_of_any(text: str, chars: Any, *numbers: int) -> int:
    """Return where one of some characters stands last."""
    start, end, _ = _backward_window(text, *numbers)
    wanted = {str(c) for c in chars}
    return next((i for i in range(end - 1, start - 1, -1) if text[i] in wanted), -1)
