"""Parsing what is being typed: the tree of what was understood, every error, and its colours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from smimeadmin.shell.language.ast import (
    Ast,
    CommandAst,
    CommandBaseAst,
    CommandElementAst,
    CommandExpressionAst,
    ErrorExpressionAst,
    ErrorStatementAst,
    ExpressionAst,
    NamedBlockAst,
    ParamBlockAst,
    PipelineAst,
    ScriptBlockAst,
    SourceText,
    StatementAst,
    TrapStatementAst,
    UsingStatementAst,
)
from smimeadmin.shell.language.colours import Token, fallback_tokens, tokens_of
from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.parser import Parser


def parse_recovering(text: str) -> tuple[ScriptBlockAst, list[ParseError], list[Token]]:
    """Parse a text that may have faults.

    Returns the tree (what a fault cut off stands in ErrorStatementAst, ErrorExpressionAst or in a
    command that has only its first elements), the errors in the order they were met, and the
    tokens to colour, sorted and never overlapping.
    """
    source = SourceText(text)
    parser = Parser(source)
    try:
        tree = parser.whole_script()
    except ParseError as error:
        tree, errors, damaged = _recover(parser, error)
        return tree, errors, _with_fallback(tokens_of(tree), text, damaged)
    return tree, parser.deferred, tokens_of(tree)


def _recover(
    parser: Parser, error: ParseError
) -> tuple[ScriptBlockAst, list[ParseError], list[tuple[int, int]]]:
    """Go on after an error at the next line, until the end or an error that is still open."""
    source = parser.source
    text = source.text
    parts: list[Ast] = []
    errors: list[ParseError] = []
    damaged: list[tuple[int, int]] = []
    pending: ParseError | None = error
    floor = 0
    while pending is not None:
        errors.append(pending)
        line_end = text.find("\n", max(pending.start, floor))
        closed = line_end >= 0 and not pending.incomplete
        stop = line_end if closed else len(text)
        parts += salvage(parser, pending, stop)
        damaged.append((pending.start, stop))
        if not closed:
            break
        floor = line_end + 1
        parser = Parser(source)
        parser.pos = floor
        pending = _continue(parser, parts)
    return assemble(source, parts), errors, damaged


def _continue(parser: Parser, parts: list[Ast]) -> ParseError | None:
    """Read further statements into ``parts``; return the error that stopped it."""
    statements: list[StatementAst] = []
    traps: list[TrapStatementAst] = []
    try:
        parser.statement_list(statements, traps)
        parser.skip_lines()
        if parser.pos < parser.end:
            parts += [*statements, *traps]
            raise parser.unexpected()
    except ParseError as error:
        return error
    parts += [*statements, *traps]
    return None


def salvage(parser: Parser, error: ParseError, end: int) -> list[Ast]:
    """Make nodes of everything that was being read when an error came; the outermost first."""
    inner: list[Ast] = list(error.partial)
    for kind, start, parts in reversed(parser.open):
        begin = max(start, 0)
        if kind == "command":
            if parts:
                inner = [_command(parser.source, begin, end, parts, inner)]
        elif kind == "pipeline":
            if parts or inner:
                inner = [_pipeline(parser.source, begin, end, parts, inner)]
        elif (kind == "script" and start < 0) or (kind == "block" and _is_top(parser, parts)):
            inner = [*parts, *inner]
        else:
            inner = [ErrorStatementAst(parser.source, begin, end, kind, [*parts, *inner])]
    return inner


def _is_top(parser: Parser, parts: Sequence[Ast]) -> bool:
    first = next((entry for entry in parser.open if entry[0] == "block"), None)
    return first is not None and first[2] is parts


def _command(
    source: SourceText, begin: int, end: int, parts: Sequence[Ast], inner: list[Ast]
) -> CommandAst:
    elements = [part for part in parts if isinstance(part, CommandElementAst)]
    elements += _as_elements(source, end, inner)
    operator = source.text[begin] if source.text[begin] in "&." else ""
    return CommandAst(source, begin, end, [], elements, operator)


def _as_elements(source: SourceText, end: int, inner: list[Ast]) -> list[CommandElementAst]:
    if not inner:
        return []
    elements = [node for node in inner if isinstance(node, CommandElementAst)]
    if len(elements) == len(inner):
        return elements
    return [ErrorExpressionAst(source, inner[0].start, end, inner)]


def _pipeline(
    source: SourceText, begin: int, end: int, parts: Sequence[Ast], inner: list[Ast]
) -> PipelineAst:
    elements = [part for part in parts if isinstance(part, CommandBaseAst)]
    if inner and all(isinstance(node, CommandBaseAst) for node in inner):
        elements += [node for node in inner if isinstance(node, CommandBaseAst)]
    else:
        for element in _as_elements(source, end, inner):
            if isinstance(element, ExpressionAst):
                start = element.start
                elements.append(CommandExpressionAst(source, start, end, [], element))
    return PipelineAst(source, begin, end, elements, False)


def assemble(source: SourceText, parts: list[Ast]) -> ScriptBlockAst:
    """Make a whole script of what was salvaged."""
    end = len(source.text)
    statements: list[StatementAst] = []
    traps: list[TrapStatementAst] = []
    using: list[UsingStatementAst] = []
    parameters: ParamBlockAst | None = None
    for part in parts:
        if isinstance(part, ParamBlockAst):
            parameters = part
        elif isinstance(part, UsingStatementAst):
            using.append(part)
        elif isinstance(part, TrapStatementAst):
            traps.append(part)
        elif isinstance(part, StatementAst):
            statements.append(part)
        else:
            statements.append(ErrorStatementAst(source, part.start, part.end, "part", [part]))
    start = statements[0].start if statements else 0
    block = NamedBlockAst(source, start, end, "end", True, statements, traps)
    return ScriptBlockAst(source, 0, end, [], using, parameters, None, None, None, block, None)


def _with_fallback(tokens: list[Token], text: str, damaged: list[tuple[int, int]]) -> list[Token]:
    """Add plain tokens where an error left none."""
    taken = sorted((token.start, token.end) for token in tokens)  # none overlaps another
    ends = [end for _, end in taken]
    added: list[Token] = []
    for start, end in damaged:
        for token in fallback_tokens(text, start, end):
            place = bisect_right(ends, token.start)
            if place == len(taken) or taken[place][0] >= token.end:
                added.append(token)
    return sorted([*tokens, *added], key=lambda token: token.start)
