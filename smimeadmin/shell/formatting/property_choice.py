"""What -Property and -GroupBy mean: names, wildcards, script blocks, calculated columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.core.values import FoldingDictionary
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.formatting.reading import READER

Evaluate = Callable[[Any, Any], Any]
"""Runs a script block on an object: (block, object) to value; raises when the block does."""

LABELS: Final = ("name", "label")
TABLE_KEYS: Final = ("expression", *LABELS, "width", "alignment", "formatstring")
LIST_KEYS: Final = ("expression", *LABELS, "formatstring")
WIDE_KEYS: Final = ("expression", "formatstring")
GROUP_KEYS: Final = ("expression", *LABELS, "formatstring")
CUSTOM_KEYS: Final = ("expression", "depth")

_ALIGNMENTS: Final = ("left", "center", "right")


class Choice:
    """One item of -Property, before any object was seen."""

    __slots__ = ("alignment", "block", "format", "label", "pattern", "width")

    def __init__(
        self,
        *,
        pattern: str = "",
        block: Any = None,
        label: str = "",
        width: int = 0,
        alignment: str = "",
        format: str = "",
    ) -> None:
        self.pattern = pattern
        self.block = block
        self.label = label
        self.width = width
        self.alignment = alignment
        self.format = format

    @property
    def has_wildcard(self) -> bool:
        """Whether the name may stand for several properties."""
        return self.block is None and any(char in "*?[" for char in self.pattern)

    def names_in(self, names: Sequence[str]) -> list[str]:
        """Return which of these property names are meant."""
        if self.has_wildcard:
            match = wildcard(self.pattern)
            return [name for name in names if match(name)]
        wanted = self.pattern.lower()
        return [name for name in names if name.lower() == wanted][:1]

    @property
    def heading(self) -> str:
        """What stands above the column when no property gave its own spelling."""
        return self.label or (to_text(self.block).strip() if self.block else self.pattern)


class ChosenProperty:
    """A column, item or key that was settled on: its heading and how its value is read."""

    __slots__ = ("choice", "heading", "name")

    def __init__(self, heading: str, name: str, choice: Choice) -> None:
        self.heading = heading
        self.name = name
        self.choice = choice

    def value(self, item: Any, evaluate: Evaluate) -> Any:
        """Return the value for an object; raises what a script block raises."""
        if self.choice.block is not None:
            return evaluate(self.choice.block, item)
        return READER.get(item, self.name)


def read_choices(
    values: Sequence[Any] | None, keys: Sequence[str], is_block: Callable[[Any], bool]
) -> list[Choice]:
    """Turn what was given as -Property into choices.

    ``keys`` are those that a hashtable may have here; CommandError with PowerShell's id for a key
    that is unknown or missing, and for a value that it can't have.
    """
    return [_read_choice(bare(value), keys, is_block) for value in values or ()]


def _read_choice(value: Any, keys: Sequence[str], is_block: Callable[[Any], bool]) -> Choice:
    if is_block(value):
        return Choice(block=value)
    if isinstance(value, FoldingDictionary):
        return _read_calculated(value, keys, is_block)
    text = to_text(value)
    if not text:
        raise _bad("PropertyEmpty", "The name of a property is an empty text.", value)
    return Choice(pattern=text)


def _read_calculated(
    table: FoldingDictionary, keys: Sequence[str], is_block: Callable[[Any], bool]
) -> Choice:
    found = _named_keys(table, keys)
    if "expression" not in found:
        raise _bad(
            "DictionaryKeyMandatoryEntry",
            "A calculated property needs the key 'Expression'.",
            table,
            hint="Write @{ Name = 'Days'; Expression = { $_.Days } }.",
        )
    expression = bare(found["expression"])
    choice = Choice(
        label=to_text(found.get("label", found.get("name", ""))),
        format=to_text(found.get("formatstring", "")),
        width=_width(found),
        alignment=_alignment(found),
    )
    if is_block(expression):
        choice.block = expression
    elif isinstance(expression, str) and expression:
        choice.pattern = expression
    else:
        raise _bad(
            "DictionaryKeyIllegalValue1",
            "The key 'Expression' of a calculated property takes a name or a script block.",
            expression,
        )
    return choice


def _named_keys(table: FoldingDictionary, keys: Sequence[str]) -> dict[str, Any]:
    """Return the values of a hashtable by the full names of its keys, which may be shortened."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        given = to_text(key).lower()
        matches = [name for name in keys if name == given] or [
            name for name in keys if given and name.startswith(given)
        ]
        if not matches:
            raise _bad(
                "DictionaryKeyIllegal",
                f"A calculated property has no key '{to_text(key)}' here.",
                table,
                hint=f"Its keys are {', '.join(name.capitalize() for name in keys)}.",
            )
        if len(matches) > 1:
            raise _bad(
                "DictionaryKeyAmbiguous",
                f"The key '{to_text(key)}' may mean {' or '.join(matches)}.",
                table,
            )
        found[matches[0]] = value
    return found


def _width(found: Mapping[str, Any]) -> int:
    if "width" not in found:
        return 0
    width = found["width"]
    if not isinstance(width, int):
        raise _bad("DictionaryKeyIllegalValue", "The key 'Width' takes a whole number.", width)
    if width <= 0:
        raise _bad("WidthOutOfRange", f"A width of {width} is not possible.", width)
    return int(width)


def _alignment(found: Mapping[str, Any]) -> str:
    if "alignment" not in found:
        return ""
    given = to_text(found["alignment"]).lower()
    matches = [name for name in _ALIGNMENTS if given and name.startswith(given)]
    if len(matches) != 1:
        raise _bad(
            "AlignmentIllegalValue",
            f"'{given}' is not an alignment.",
            found["alignment"],
            hint="Alignments are Left, Center and Right.",
        )
    return matches[0]


def _bad(error_id: str, message: str, target: Any, hint: str | None = None) -> CommandError:
    return CommandError(
        error_id,
        message,
        category="InvalidArgument",
        target=target,
        inner="System.NotSupportedException",
        hint=hint,
    )


def settle(choices: Sequence[Choice], item: Any, *, present_only: bool) -> list[ChosenProperty]:
    """Return the columns or items that the choices mean for an object.

    A name that the object doesn't have is left out of lists (``present_only``), and stays an empty
    column of tables. A property that two wildcards match is shown once.
    """
    names = READER.names(item)
    chosen: list[ChosenProperty] = []
    seen: set[str] = set()
    for choice in choices:
        if choice.block is not None:
            chosen.append(ChosenProperty(choice.heading, "", choice))
            continue
        found = choice.names_in(names) or _names_of_set(item, choice.pattern)
        if not found and not choice.has_wildcard and not present_only:
            found = [choice.pattern]
        for name in found:
            if choice.has_wildcard and name.lower() in seen:
                continue
            seen.add(name.lower())
            chosen.append(ChosenProperty(choice.label or name, name, choice))
    return chosen


def _names_of_set(item: Any, name: str) -> list[str]:
    """Return the properties that a property set of an object stands for."""
    extra = (getattr(item, "extras", None) or {}).get(fold(name))
    return list(extra.value) if extra is not None and extra.kind == "PropertySet" else []


def wildcard(pattern: str) -> Callable[[str], bool]:
    """Return a test for PowerShell's wildcards ``* ? [a-z]``, without regard to case."""
    pieces: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        end = pattern.find("]", at + 2) if char == "[" else -1
        if char == "*":
            pieces.append(".*")
        elif char == "?":
            pieces.append(".")
        elif end > 0:
            inside = pattern[at + 1 : end].replace("\\", "\\\\").replace("^", "\\^")
            pieces.append(f"[{inside}]")
            at = end
        else:
            pieces.append(re.escape(char))
        at += 1
    matcher = re.compile("".join(pieces), re.IGNORECASE | re.DOTALL)
    return lambda text: matcher.fullmatch(text) is not None
