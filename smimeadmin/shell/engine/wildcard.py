"""Patterns of ``-like`` and of names: ``*``, ``?``, ``[a-z]``, a backtick before what is meant."""

import re
from typing import Final

from smimeadmin.shell.engine.errors import EngineError

_CACHE: dict[tuple[str, bool], re.Pattern[str]] = {}
_CACHE_LIMIT: Final = 1000


def wildcard(pattern: str, *, ignore_case: bool = True) -> re.Pattern[str]:
    """Return a pattern that ``fullmatch`` uses; EngineError if a bracket is not closed."""
    key = (pattern, ignore_case)
    known = _CACHE.get(key)
    if known is None:
        if len(_CACHE) >= _CACHE_LIMIT:
            _CACHE.clear()
        flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
        known = _CACHE[key] = re.compile(_rewrite(pattern), flags)
    return known


def _rewrite(pattern: str) -> str:
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            parts.append(".*")
        elif char == "?":
            parts.append(".")
        elif char == "`" and at < len(pattern):
            parts.append(re.escape(pattern[at]))
            at += 1
        elif char == "[":
            inside, at = _read_set(pattern, at)
            parts.append(inside)
        else:
            parts.append(re.escape(char))
    return "".join(parts)


def _read_set(pattern: str, at: int) -> tuple[str, int]:
    """Read a set behind its bracket; return it for ``re``, and where it ends."""
    end = pattern.find("]", at + 1 if pattern.startswith("]", at) else at)
    if end < 0:
        raise _invalid(pattern)
    inside = pattern[at:end]
    if not inside:
        return "(?!)", end + 1
    members: list[str] = []
    place = 0
    while place < len(inside):
        char = inside[place]
        if char == "`" and place + 1 < len(inside):
            place += 1
            char = inside[place]
        if char == "-" and 0 < place < len(inside) - 1:
            members.append("-")
        else:
            members.append(re.escape(char))
        place += 1
    try:
        re.compile(f"[{''.join(members)}]")
    except re.error as reason:  # a range the wrong way round
        raise _invalid(pattern) from reason
    return f"[{''.join(members)}]", end + 1


def _invalid(pattern: str) -> EngineError:
    return EngineError(
        "RuntimeException",
        f"The specified wildcard character pattern is not valid: {pattern}",
        hint="Write a backtick before a bracket that is meant as itself.",
        target=pattern,
        inner="System.Management.Automation.WildcardPatternException",
    )


def has_wildcard(text: str) -> bool:
    """Say whether a text holds a sign that a pattern gives a meaning."""
    return any(char in "*?[" for char in text)
