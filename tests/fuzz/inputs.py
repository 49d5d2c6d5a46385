"""Inputs that nobody would write: what was recorded, mutated, and soups of tokens."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST: Final = 600
"""Longer texts are cut into pieces of so many characters: short inputs go wrong as often."""

TOKENS: Final[tuple[str, ...]] = (
    *"(){}[]<>,;|&@$%#`'\"=+-*/\\!.:?^~_ \t\n\r\0",
    *("$(", "@(", "@{", "${", "$x", "$_", "$true", "$env:A", "$global:x", "@x", "$x:", "$$", "$^"),
    *(
        '@"\n',
        '\n"@',
        "@'\n",
        "\n'@",
        '""',
        "''",
        "<#",
        "#>",
        "--%",
        "--",
        "`\n",
        "\\\n",
        "$$(",
        "$:",
    ),
    *(
        "&&",
        "||",
        "|",
        "::",
        "..",
        "?.",
        "?[",
        "??",
        "??=",
        "++",
        "--",
        "+=",
        "-=",
        "%=",
        "?",
        "??:",
    ),
    *("-eq", "-match", "-f", "-join", "-split", "-not", "!", "-band", "-is", "-as", "-in", "-and"),
    *("2>&1", ">", ">>", "*>", "3>$null", "<", "2>", "1>&2", "*>&1"),
    *("if", "else", "elseif", "switch", "-regex", "-file", "default", "for", "foreach", "in"),
    *(
        "while",
        "do",
        "until",
        "try",
        "catch",
        "finally",
        "trap",
        "throw",
        "return",
        "exit",
        "break",
    ),
    *(
        "continue",
        "function",
        "filter",
        "param",
        "begin",
        "process",
        "end",
        "clean",
        "dynamicparam",
    ),
    *("class", "enum", "static", "hidden", "using", "namespace", "module", "data", "configuration"),
    *(
        "[int]",
        "[Parameter(Mandatory)]",
        "[ValidateSet('a')]",
        "[switch]",
        "[a.b[c,d]]",
        "[CmdletBinding()]",
    ),
    *("0x1F", "1kb", "1e400", "1.5d", "9999999999999999999999", "0b101", "1..5", "1l", "1uy", "-1"),
    *(
        "Get-Date",
        "-Format",
        "-Path:",
        "-x:$y",
        "a=b",
        "*.txt",
        "C:\\x",
        "http://x/?a=b",
        "a,b",
        "-",
    ),
    *("\u2018", "\u2019", "\u201c", "\u201d", "\u2013", "\u2014", "\u2015", "\u00a0", "\u2028"),
    *(
        "\ud800",
        "\U0001f600",
        "\ufeff",
        "\u0130",
        "\u3000",
        "`u{1F600}",
        "`u{110000}",
        "`0",
        "`e",
        "`x",
    ),
    *("label:", ":label", "#Requires -Version 7", ".SYNOPSIS", "\u0085", "\x1a", "\x0b", "\x0c"),
)
"""What soups are made of, and what mutations put in."""

NESTING: Final[tuple[tuple[str, str], ...]] = (
    *(
        ("(", ")"),
        ("{", "}"),
        ("@(", ")"),
        ("@{a=", "}"),
        ("$(", ")"),
        ('"$(', ')"'),
        ("[a[", "]]"),
    ),
    *(
        ("if(1){", "}"),
        ("!", ""),
        ("-not ", ""),
        ("[int]", ""),
        ("a.b[", "]"),
        ("function f{", "}"),
    ),
    *(("++", ""), ("1+", "1"), ("a|", "a"), ("$a=", "1"), ("$x[", "]"), (",", "1"), ("else{", "}")),
    *(
        ("switch(1){1{", "}}"),
        ("try{", "}catch{}"),
        ("& {", "}"),
        ("$a ? ", " : 1"),
        ("$a ?? ", "1"),
    ),
)
"""Openers and closers of which a bomb has many."""


@cache
def recorded() -> tuple[str, ...]:
    """Return the inputs that mutations begin with: recorded ones and pieces of the scripts."""
    texts = []
    for name in ("shell/language/trees.jsonl", "spec/cases.jsonl"):
        lines = (ROOT / "tests" / name).read_text(encoding="utf-8").split("\n")
        texts += [json.loads(line)["code"] for line in lines if line]
    for folder in ("docs", "tests"):
        for path in sorted((ROOT / folder).rglob("*.ps*1")):
            text = path.read_text(encoding="utf-8", errors="replace")
            texts.append(text)
    return tuple(
        text[start : start + _LONGEST]
        for text in texts
        for start in range(0, max(len(text), 1), _LONGEST)
    )


def make_input(seed: int, number: int) -> str:
    """Return the input of that number: the same whenever and wherever it is asked for."""
    dice = Random(f"{seed}:{number}")  # noqa: S311 - has to be made again, not to be secret
    maker: Callable[[Random], str] = dice.choices(_MAKERS, _WEIGHTS)[0]
    return maker(dice)


def _mutated(dice: Random) -> str:
    text = dice.choice(recorded())
    for _ in range(dice.randint(1, 4)):
        text = dice.choice(_MUTATIONS)(text, dice)
    return text


def _soup(dice: Random) -> str:
    between = dice.choice(("", "", " ", "\n"))
    return between.join(dice.choices(TOKENS, k=dice.randint(1, 40)))


def _prefix(dice: Random) -> str:
    text = dice.choice(recorded())
    return text[: dice.randint(0, len(text))]


def _bomb(dice: Random) -> str:
    """Return deep nesting, of which some is closed again."""
    depth = dice.choice((3, 30, 150, 390, 450, 1000, 5000))
    pairs = [dice.choice(NESTING) for _ in range(dice.randint(1, 3))]
    opened = [pairs[level % len(pairs)] for level in range(depth)]
    closed = dice.choice((0, depth, depth - 1, depth // 2))
    closers = [closer for _, closer in reversed(opened)][:closed]
    return "".join(opener for opener, _ in opened) + "1" + "".join(closers)


def _characters(dice: Random) -> str:
    """Return characters of any kind, lone surrogates among them."""
    tops = (0x7F, 0x7F, 0x24F, 0x2FFF, 0x10FFFF)
    return "".join(chr(dice.randint(0, dice.choice(tops))) for _ in range(dice.randint(0, 60)))


def _delete(text: str, dice: Random) -> str:
    start, end = _span(text, dice)
    return text[:start] + text[end:]


def _double(text: str, dice: Random) -> str:
    start, end = _span(text, dice)
    return text[:end] + text[start:end] * dice.randint(1, 3) + text[end:]


def _insert(text: str, dice: Random) -> str:
    place = dice.randint(0, len(text))
    return text[:place] + "".join(dice.choices(TOKENS, k=dice.randint(1, 3))) + text[place:]


def _replace(text: str, dice: Random) -> str:
    start, end = _span(text, dice)
    return text[:start] + dice.choice(TOKENS) + text[end:]


def _splice(text: str, dice: Random) -> str:
    other = dice.choice(recorded())
    return text[: dice.randint(0, len(text))] + other[dice.randint(0, len(other)) :]


def _move(text: str, dice: Random) -> str:
    start, end = _span(text, dice)
    rest = text[:start] + text[end:]
    place = dice.randint(0, len(rest))
    return rest[:place] + text[start:end] + rest[place:]


def _flip(text: str, dice: Random) -> str:
    if not text:
        return text
    place = dice.randrange(len(text))
    bit: int = 1 << dice.randint(0, 7)
    return text[:place] + chr(ord(text[place]) ^ bit) + text[place + 1 :]


def _span(text: str, dice: Random) -> tuple[int, int]:
    start = dice.randint(0, len(text))
    return start, min(start + dice.choice((1, 1, 2, 5, 20)), len(text))


_MUTATIONS: Final[Sequence[Callable[[str, Random], str]]] = (
    *(_delete, _double, _insert, _insert, _replace, _replace, _splice, _move, _flip),
)
_MAKERS: Final[Sequence[Callable[[Random], str]]] = (_mutated, _soup, _prefix, _bomb, _characters)
_WEIGHTS: Final = (60, 25, 10, 1, 4)
