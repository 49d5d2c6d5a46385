"""Tokens for colouring, read off a tree: exact where the tree is, plain where an error is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from smimeadmin.shell.language.ast_base import Ast

#: The kinds of tokens that a prompt tells apart.
KINDS: Final = (
    *("command", "parameter", "argument", "string", "number", "variable"),
    *("operator", "keyword", "comment", "type", "member"),
)

_KEYWORDS: Final = frozenset(
    (
        *("begin", "break", "catch", "class", "clean", "continue", "data", "do", "dynamicparam"),
        *("else", "elseif", "end", "enum", "exit", "filter", "finally", "for", "foreach"),
        *("function", "hidden", "if", "in", "param", "process", "return", "static", "switch"),
        *("throw", "trap", "try", "until", "using", "while", "namespace", "module", "assembly"),
    )
)
_WORDED: Final = frozenset(
    (
        *("IfStatementAst", "ForEachStatementAst", "ForStatementAst", "WhileStatementAst"),
        *("DoWhileStatementAst", "DoUntilStatementAst", "SwitchStatementAst", "TryStatementAst"),
        *("CatchClauseAst", "TrapStatementAst", "BreakStatementAst", "ContinueStatementAst"),
        *("ReturnStatementAst", "ExitStatementAst", "ThrowStatementAst", "DataStatementAst"),
        *("FunctionDefinitionAst", "TypeDefinitionAst", "PropertyMemberAst", "UsingStatementAst"),
        *("FunctionMemberAst", "ParamBlockAst", "NamedBlockAst", "ErrorStatementAst"),
    )
)


class Token:
    """A piece of text to colour: its kind (one of ``KINDS``) and its place."""

    __slots__ = ("end", "kind", "start")

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"<{self.kind} {self.start}:{self.end}>"


def tokens_of(root: Ast) -> list[Token]:
    """List the tokens of a tree, sorted, never overlapping."""
    source = root.source
    tokens = [Token("comment", start, end) for start, end in source.comments]
    pending = [root]
    while pending:
        node = pending.pop()
        pending.extend(node.children())
        tokens.extend(_own_tokens(node))
    tokens.sort(key=lambda token: (token.start, token.end))
    kept: list[Token] = []
    for token in tokens:
        if token.start < token.end and (not kept or token.start >= kept[-1].end):
            kept.append(token)
    return kept


def _own_tokens(node: Ast) -> Iterator[Token]:
    name = type(node).__name__
    maker = _MAKERS.get(name)
    if maker is not None:
        yield from maker(node)
    if name in _WORDED:
        yield from _keywords(node)


def _gaps(node: Ast) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a node that belong to none of its children."""
    at = node.start
    for child in sorted(node.children(), key=lambda one: one.start):
        if child.start > at:
            yield at, child.start
        at = max(at, child.end)
    if at < node.end:
        yield at, node.end


def _keywords(node: Ast) -> Iterator[Token]:
    text = node.source.text
    for start, end in _gaps(node):
        for match in re.finditer(r"[A-Za-z]+", text[start:end]):
            begin = start + match.start()
            if match.group().lower() in _KEYWORDS and text[begin - 1 : begin] not in ("$", "-"):
                yield Token("keyword", begin, start + match.end())


def _command(node: Any) -> Iterator[Token]:
    if node.invocation_operator:
        yield Token("operator", node.start, node.start + 1)
    if node.command_elements:
        first = node.command_elements[0]
        if getattr(first, "string_constant_type", "") == "BareWord":
            yield Token("command", first.start, first.end)
        for element in node.command_elements[1:]:
            if getattr(element, "string_constant_type", "") == "BareWord":
                yield Token("argument", element.start, element.end)


def _parameter(node: Any) -> Iterator[Token]:
    end = node.end
    if node.argument is not None:
        end = node.start + len(node.parameter_name) + 2
    yield Token("parameter", node.start, end)


def _text(node: Any) -> Iterator[Token]:
    if node.string_constant_type == "BareWord":
        return
    if not hasattr(node, "nested_expressions"):
        yield Token("string", node.start, node.end)
        return
    for start, end in _gaps(node):
        yield Token("string", start, end)


def _binary(node: Any) -> Iterator[Token]:
    text = node.source.text
    start = node.error_position
    match = re.compile(r"[-\u2013-\u2015][A-Za-z]+|\.\.|\?\?|.", re.DOTALL).match(text, start)
    yield Token("operator", start, match.end() if match else start + 1)


def _unary(node: Any) -> Iterator[Token]:
    if node.token_kind.startswith("postfix"):
        yield Token("operator", node.end - 2, node.end)
    else:
        yield Token("operator", node.start, node.start + len(node.token_kind))


def _assignment(node: Any) -> Iterator[Token]:
    yield Token("operator", node.error_position, node.error_position + len(node.operator))


def _signs(node: Any) -> Iterator[Token]:
    """Pipes, chains and redirections: what stands between the parts."""
    text = node.source.text
    for start, end in _gaps(node):
        for match in re.finditer(r"&&|\|\||\||[*1-6]?>>?(?:&[12])?", text[start:end]):
            yield Token("operator", start + match.start(), start + match.end())


def _member(node: Any) -> Iterator[Token]:
    if getattr(node.member, "string_constant_type", "") == "BareWord":
        yield Token("member", node.member.start, node.member.end)


def _type(node: Any) -> Iterator[Token]:
    yield Token("type", node.type_name.start, node.type_name.end)


def _keys(node: Any) -> Iterator[Token]:
    for key, _ in node.key_value_pairs:
        if getattr(key, "string_constant_type", "") == "BareWord":
            yield Token("member", key.start, key.end)


def _simple(kind: str) -> Callable[[Any], Iterator[Token]]:
    def make(node: Any) -> Iterator[Token]:
        yield Token(kind, node.start, node.end)

    return make


_MAKERS: Final[dict[str, Callable[[Any], Iterator[Token]]]] = {
    "CommandAst": _command,
    "CommandParameterAst": _parameter,
    "StringConstantExpressionAst": _text,
    "ExpandableStringExpressionAst": _text,
    "ConstantExpressionAst": _simple("number"),
    "VariableExpressionAst": _simple("variable"),
    "BinaryExpressionAst": _binary,
    "UnaryExpressionAst": _unary,
    "AssignmentStatementAst": _assignment,
    "PipelineAst": _signs,
    "PipelineChainAst": _signs,
    "FileRedirectionAst": _signs,
    "MergingRedirectionAst": _simple("operator"),
    "MemberExpressionAst": _member,
    "InvokeMemberExpressionAst": _member,
    "TypeConstraintAst": _type,
    "TypeExpressionAst": _type,
    "AttributeAst": _type,
    "HashtableAst": _keys,
}

_FALLBACK: Final = (
    ("comment", r"#[^\r\n]*|<#.*?(?:#>|$)"),
    ("string", r"\"(?:[^\"`]|`.|\"\")*\"?|'(?:[^']|'')*'?"),
    ("variable", r"[$@]\{[^}]*\}?|[$@][\w?:]+"),
    ("number", r"\b\d[\w.]*\b"),
    ("parameter", r"(?<![\w)\]])-[A-Za-z]\w*:?"),
)


def fallback_tokens(text: str, start: int, end: int) -> list[Token]:
    """Colour a stretch that did not parse by the look of its words."""
    pattern = "|".join(f"(?P<{kind}>{source})" for kind, source in _FALLBACK)
    return [
        Token(match.lastgroup or "argument", start + match.start(), start + match.end())
        for match in re.finditer(pattern, text[start:end], re.DOTALL)
    ]
