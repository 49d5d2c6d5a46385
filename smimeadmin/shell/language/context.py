"""What stands at the cursor: what completion has to know about the text before it."""

from __future__ import annotations

import re
from typing import Final

from smimeadmin.shell.language.ast import (
    Ast,
    CommandAst,
    CommandParameterAst,
    ConstantExpressionAst,
    ErrorStatementAst,
    ExpandableStringExpressionAst,
    ExpressionAst,
    HashtableAst,
    MemberExpressionAst,
    PipelineAst,
    ScriptBlockAst,
    SourceText,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.characters import DASHES, DOUBLE_QUOTES, SPACES
from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.parser import Parser
from smimeadmin.shell.language.recovery import assemble, salvage

_VARIABLE_TAIL: Final = r"(?<!`)(?P<sign>[$@])(?P<brace>\{?)(?P<name>[\w:?]*)$"
_TYPE_TAIL: Final = r"\[(?P<name>[\w.+`]*)$"
_OPERATOR_TAIL: Final = r"[-\u2013-\u2015]\w*$"
_OPEN_TYPES: Final = frozenset(
    (
        "MissingTypename",
        "EndSquareBracketExpectedAtEndOfAttribute",
        "EndSquareBracketExpectedAtEndOfType",
    )
)


class CursorContext:
    """What completion gets.

    ``kind`` is one of ``command`` (a name is being typed), ``parameter``, ``argument``,
    ``variable``, ``member``, ``operator``, ``type``, ``key`` (of a hash literal), ``attribute``
    (an argument of an attribute), ``comment`` or ``nothing``. ``word`` is what was typed of it,
    from ``start`` on, without an open ``quote``. ``command`` is the innermost command that the
    cursor touches, with the elements read so far, and ``parameter`` the name of the parameter
    whose argument this is. ``target`` is the expression whose member is asked for (``static``
    after ``::``), ``pipeline`` the innermost pipeline, ``path`` all nodes around the cursor,
    outermost first; ``tree`` is the whole.
    """

    __slots__ = (
        *("command", "kind", "parameter", "path", "pipeline", "quote"),
        *("start", "static", "target", "tree", "word"),
    )

    def __init__(self, kind: str, word: str, start: int, tree: ScriptBlockAst) -> None:
        self.kind = kind
        self.word = word
        self.start = start
        self.tree = tree
        self.quote = ""
        self.static = False
        self.target: ExpressionAst | None = None
        self.parameter: str | None = None
        self.path = _path(tree)
        self.command: CommandAst | None = None
        self.pipeline: PipelineAst | None = None
        for node in self.path:
            if isinstance(node, PipelineAst):
                self.pipeline = node
            elif isinstance(node, CommandAst):
                self.command = node
            elif isinstance(node, ScriptBlockAst) or (
                isinstance(node, ErrorStatementAst) and node.kind not in ("hashtable", "attribute")
            ):
                self.command = None


def cursor_context(text: str, cursor: int | None = None) -> CursorContext:
    """Tell what stands at ``cursor`` (the end, if not given); only the text before it counts."""
    before = text if cursor is None else text[:cursor]
    return _context(before)


def _context(text: str) -> CursorContext:
    parser = Parser(SourceText(text))
    error: ParseError | None = None
    try:
        tree = parser.whole_script()
    except ParseError as found:
        error = found
        if found.id == "IncompleteDollarSubexpressionReference":
            return _inside(text, found.start + 2)
        tree = assemble(parser.source, salvage(parser, found, len(text)))
    if error is not None:
        context = _after_error(text, tree, error)
        if context is not None:
            return context
    return _after_text(text, tree, parser)


def _inside(text: str, start: int) -> CursorContext:
    """Tell what stands inside a ``$(`` of a string that is still open."""
    context = _context(text[start:])
    context.start += start
    return context


def _after_error(text: str, tree: ScriptBlockAst, error: ParseError) -> CursorContext | None:
    end = len(text)
    if error.id == "MissingTerminatorMultiLineComment":
        return CursorContext("comment", text[error.start :], error.start, tree)
    if error.id == "TerminatorExpectedAtEndOfString":
        return _open_string(text, tree, error)
    if error.id == "IncompleteDollarVariableReference":
        return CursorContext("variable", text[error.start + 1 :], error.start + 1, tree)
    if error.id == "MissingPropertyName" and error.partial:
        context = CursorContext("member", "", end, tree)
        target = error.partial[0]
        context.target = target if isinstance(target, ExpressionAst) else None
        context.static = text.rstrip().endswith("::")
        return context
    if error.id in _OPEN_TYPES:
        match = re.search(_TYPE_TAIL, text)
        if match:
            return CursorContext("type", match["name"], match.start("name"), tree)
    if error.id in ("UnexpectedToken", "ExpectedValueExpression"):
        match = re.search(_OPERATOR_TAIL, text)
        if match:
            return CursorContext("operator", match.group(), match.start(), tree)
    if error.id == "UnrecognizedToken" and text.endswith("@"):
        return CursorContext("variable", "", end, tree)
    return None


def _open_string(text: str, tree: ScriptBlockAst, error: ParseError) -> CursorContext:
    start = error.start
    here = text[start] == "@"
    quote = text[start + 1] if here else text[start]
    body = start + (2 if here else 1)
    match = re.search(_VARIABLE_TAIL, text[body:]) if quote in DOUBLE_QUOTES else None
    if match is not None:
        context = CursorContext("variable", match["name"], body + match.start("name"), tree)
    else:
        context = CursorContext("argument", text[body:], body, tree)
    context.quote = text[start:body]
    _set_parameter(context, start)
    return context


def _after_text(text: str, tree: ScriptBlockAst, parser: Parser) -> CursorContext:
    end = len(text)
    comments = parser.source.comments
    if comments and comments[-1][1] == end and not text.endswith("#>"):
        return CursorContext("comment", text[comments[-1][0] :], comments[-1][0], tree)
    if parser.open:
        kind = parser.open[-1][0]
        if kind == "attribute":
            word = _word(text)
            return CursorContext("attribute", word, end - len(word), tree)
        if kind == "hashtable" and re.search(r"(?:@\{|[;\n])\s*\w*$", text):
            word = _word(text)
            return CursorContext("key", word, end - len(word), tree)
    match = re.search(_VARIABLE_TAIL, text)
    leaf = _leaf(tree, end)
    if match is not None and not _is_literal(leaf):
        context = CursorContext("variable", match["name"], match.start("name"), tree)
        _set_parameter(context, match.start())
        return context
    if leaf is not None:
        found = _at_leaf(leaf, tree)
        if found is not None:
            return found
    return _at_blank(text, tree)


def _word(text: str) -> str:
    match = re.search(r"\w*$", text)
    return match.group() if match else ""


def _is_literal(leaf: Ast | None) -> bool:
    return isinstance(leaf, StringConstantExpressionAst) and leaf.string_constant_type in (
        *("SingleQuoted", "SingleQuotedHereString"),
    )


def _at_leaf(leaf: Ast, tree: ScriptBlockAst) -> CursorContext | None:
    """Tell what the last node is, when it ends at the cursor."""
    context = CursorContext("argument", leaf.text, leaf.start, tree)
    parent = context.path[-2] if len(context.path) > 1 else None
    if isinstance(leaf, CommandParameterAst):
        if leaf.text.endswith(":"):
            return None
        context.kind = "parameter"
        return context
    if isinstance(parent, MemberExpressionAst) and parent.member is leaf:
        context.kind = "member"
        context.target = parent.expression
        context.static = parent.static
        return context
    if isinstance(parent, CommandAst) and parent.command_elements[0] is leaf:
        context.kind = "command"
        return context
    if isinstance(leaf, HashtableAst) or not isinstance(
        leaf, ConstantExpressionAst | ExpandableStringExpressionAst | VariableExpressionAst
    ):
        return None
    if context.command is None:
        return None
    if leaf.text[:1] in DASHES:
        context.kind = "parameter"
    _set_parameter(context, leaf.start)
    return context


def _at_blank(text: str, tree: ScriptBlockAst) -> CursorContext:
    """Tell what can come where nothing has been typed yet."""
    end = len(text)
    stripped = text.rstrip("".join(SPACES))
    context = CursorContext("command", "", end, tree)
    after = stripped[-1:]
    if after == "" or after in "\n\r;{(|&=" or stripped.endswith(("&&", "||")):
        context.command = None
        return context
    command = _last_command(tree, len(stripped))
    if command is None:
        context.kind = "nothing"
        return context
    context.command = command
    context.kind = "argument"
    _set_parameter(context, end)
    return context


def _last_command(tree: ScriptBlockAst, end: int) -> CommandAst | None:
    """Return the innermost command that ends where the text does, blanks left out."""
    found: CommandAst | None = None
    for node in _path(tree):
        if isinstance(node, CommandAst) and node.end >= end:
            found = node
        elif isinstance(node, ScriptBlockAst) and node.source.text[node.end - 1 : node.end] == "}":
            return found
    return found


def _set_parameter(context: CursorContext, start: int) -> None:
    """Find the parameter whose argument begins at ``start``."""
    if context.command is None:
        return
    last: CommandParameterAst | None = None
    for element in context.command.command_elements:
        if element.start >= start:
            break
        last = element if isinstance(element, CommandParameterAst) else None
        if last is not None and last.argument is not None and last.argument.start < start:
            last = last if last.argument.end >= start else None
    context.parameter = last.parameter_name if last is not None else None


def _path(tree: ScriptBlockAst) -> list[Ast]:
    """Return the nodes around the end of the text, outermost first."""
    path: list[Ast] = [tree]
    while True:
        children = list(path[-1].children())
        if not children:
            return path
        last = max(children, key=lambda node: (node.end, node.start))
        path.append(last)


def _leaf(tree: ScriptBlockAst, end: int) -> Ast | None:
    """Return the innermost node that ends exactly at the end of the text."""
    leaf = _path(tree)[-1]
    return leaf if leaf.end == end and leaf is not tree else None
