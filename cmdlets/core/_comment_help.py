"""Help that stands in a function's comments: ``.SYNOPSIS`` and its like."""

import re
from typing import Final

from smimeadmin.shell.engine.blocks import BlockCode
from smimeadmin.shell.language import ast

_KEYWORD: Final = re.compile(r"^\s*\.([A-Za-z]+)(?:[ \t]+(\S+))?\s*$")
_KEYWORDS: Final = frozenset(
    (
        *("synopsis", "description", "parameter", "example", "inputs", "outputs", "notes"),
        *("link", "component", "role", "functionality", "forwardhelptargetname"),
        *("forwardhelpcategory", "remotehelprunspace", "externalhelp"),
    )
)

Sections = list[tuple[str, str, str]]
"""(keyword in lower case, its argument, text), in the order they are written."""


def comment_help(code: BlockCode) -> Sections:
    """Return the sections of the help comment of a function; empty if it has none."""
    node = code.ast
    text = node.source.text
    end = node.end
    begin = node.start
    for comment in _joined(text, node.source.comments):
        inside = begin <= comment[0] and comment[1] <= end and _is_at_border(node, comment)
        before = comment[1] <= begin and _leads_to(text[comment[1] : begin])
        if inside or before:
            sections = _sections(_bare(text[comment[0] : comment[1]]))
            if sections:
                return sections
    return []


def _is_at_border(node: ast.ScriptBlockAst, comment: tuple[int, int]) -> bool:
    """Say whether a comment stands at the beginning or at the end of a body.

    Between two statements it may be the help of a function that is defined there.
    """
    text = node.source.text
    between = [text[node.start : comment[0]], text[comment[1] : node.end]]
    return any(_without_comments(part).strip() in {"", "{", "}"} for part in between)


def _without_comments(text: str) -> str:
    return re.sub(r"(?s)<#.*?#>|#[^\n]*", "", text)


def _leads_to(between: str) -> bool:
    """Say whether nothing but the head of a function stands between a comment and its body."""
    return (
        re.fullmatch(r"\s*(?:function|filter)\s+[^\s{(]+\s*(?:\([^{]*\)\s*)?", between, re.I)
        is not None
    )


def _joined(text: str, comments: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join line comments on following lines to one."""
    joined: list[tuple[int, int]] = []
    for start, end in comments:
        if (
            joined
            and text[start] == "#"
            and text[joined[-1][0]] == "#"
            and re.fullmatch(r"[ \t]*\r?\n[ \t]*", text[joined[-1][1] : start])
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _bare(comment: str) -> list[str]:
    """Return the lines of a comment without its signs."""
    if comment.startswith("<#"):
        return comment[2:].removesuffix("#>").splitlines()
    return [re.sub(r"^\s*#+ ?", "", line) for line in comment.splitlines()]


def _sections(lines: list[str]) -> Sections:
    found: list[tuple[str, str, list[str]]] = []
    for line in lines:
        match = _KEYWORD.match(line)
        if match is not None and match[1].lower() in _KEYWORDS:
            found.append((match[1].lower(), match[2] or "", []))
        elif found:
            found[-1][2].append(line)
    return [(keyword, argument, _text(body)) for keyword, argument, body in found]


def _text(lines: list[str]) -> str:
    """Return lines as text, without the margin that they share and blank lines at the ends."""
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(margins, default=0)
    return "\n".join(line[margin:].rstrip() for line in lines).strip("\n")
