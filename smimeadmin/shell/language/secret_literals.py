"""Where a text holds a password or the like as a literal.

Such lines are kept in no history, and the literals are drawn as stars wherever a line of a script
is shown: with an error, in a log, in a transcript.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from smimeadmin.shell.language.ast import (
    ArrayLiteralAst,
    AssignmentStatementAst,
    Ast,
    CommandAst,
    CommandParameterAst,
    ConvertExpressionAst,
    ExpandableStringExpressionAst,
    HashtableAst,
    InvokeMemberExpressionAst,
    ParameterAst,
    PipelineAst,
    StringConstantExpressionAst,
)
from smimeadmin.shell.language.recovery import parse_recovering

_NAMES: Final = re.compile(
    r"passw(?:or)?d|\bpwd\b|passphrase|secret|secure-?(?:string|key)|api-?_?key|token"
    r"|(?:^|\W)pin(?:$|\W)",
    re.IGNORECASE,
)
_CREDENTIALS: Final = re.compile(r"(?:PS|Network)Credential\b", re.IGNORECASE)
_LITERALS: Final = (StringConstantExpressionAst, ExpandableStringExpressionAst)
_SECURES: Final = "convertto-securestring"

Span = tuple[int, int]


def may_hold_secret(text: str) -> bool:
    """Whether anything in a text is named like a secret: a quick look before a long one."""
    return _NAMES.search(text) is not None or _CREDENTIALS.search(text) is not None


@lru_cache(maxsize=4)
def secret_spans(text: str) -> tuple[Span, ...]:
    """Return start and end of every literal that is given to something named like a secret.

    That is: what goes into ConvertTo-SecureString, also by pipeline; the value of a parameter, a
    variable or a key of such a name, or typed SecureString in this text; a credential's second
    argument. ``-Password $secure`` holds none.
    """
    if not may_hold_secret(text):
        return ()
    tree, _, _ = parse_recovering(text)
    nodes = _nodes(tree)
    typed = frozenset(
        node.name.variable_path.user_path.lower()
        for node in nodes
        if isinstance(node, ParameterAst) and _is_secure(node)
    )
    found: set[Span] = set()
    for node in nodes:
        found.update(_spans_of(node, typed))
    return tuple(sorted(found))


def masked(text: str) -> str:
    """Return a text with a star for each character of its secret literals."""
    return mask_spans(text, 0, secret_spans(text))


def mask_spans(part: str, offset: int, spans: Iterable[Span]) -> str:
    """Return a part of a text, which begins at ``offset``, with stars where the spans are."""
    characters = list(part)
    for start, end in spans:
        for place in range(max(start - offset, 0), min(end - offset, len(part))):
            if characters[place] not in "\r\n":
                characters[place] = "*"
    return "".join(characters)


def _nodes(root: Ast) -> list[Ast]:
    found = [root]
    for node in found:
        found.extend(node.children())
    return found


def _spans_of(node: Ast, typed: frozenset[str]) -> Iterator[Span]:
    if isinstance(node, CommandAst):
        yield from _of_command(node, typed)
    elif isinstance(node, PipelineAst):
        yield from _of_pipeline(node)
    elif isinstance(node, InvokeMemberExpressionAst) and _CREDENTIALS.search(node.expression.text):
        yield from _from_second(node.arguments or ())
    else:
        for receiver, value in _given(node):
            if _is_secret(receiver):
                yield from _literals(value)


def _given(node: Ast) -> Iterator[tuple[str, Ast]]:
    """Yield what is given a value in a node, as it is spelt, and the value."""
    if isinstance(node, AssignmentStatementAst):
        yield node.left.text, node.right
    elif isinstance(node, HashtableAst):
        for key, value in node.key_value_pairs:
            yield key.text, value
    elif isinstance(node, ConvertExpressionAst):
        yield node.attribute.text, node.child
    elif isinstance(node, ParameterAst) and node.default_value is not None:
        yield "secret" if _is_secure(node) else node.name.text, node.default_value


def _of_command(command: CommandAst, typed: frozenset[str]) -> Iterator[Span]:
    elements = list(command.command_elements)
    if _secures(command):
        for element in elements[1:]:
            yield from _literals(element, words=True)
    if _CREDENTIALS.search(command.text):
        for inner in _nodes(command):
            if isinstance(inner, ArrayLiteralAst):
                yield from _from_second(inner.elements)
    for element, following in zip_longest(elements[1:], elements[2:]):
        yield from _of_option(element)
        if isinstance(element, CommandParameterAst) and _names_secret(element, typed):
            given = element.argument or following
            if given is not None and not isinstance(given, CommandParameterAst):
                yield from _literals(given, words=True)


def _of_option(element: Ast) -> Iterator[Span]:
    """Yield the value of a program's ``--password=text``, or of a connection string."""
    key, equals, value = element.text.partition("=")
    is_word = isinstance(element, (*_LITERALS, CommandParameterAst))
    if is_word and equals and value and _is_secret(key):
        yield element.start + len(key) + 1, element.end


def _of_pipeline(pipeline: PipelineAst) -> Iterator[Span]:
    """Yield what stands before a ConvertTo-SecureString."""
    elements = list(pipeline.pipeline_elements)
    last = max((n for n, one in enumerate(elements) if _secures(one)), default=0)
    for element in elements[:last]:
        yield from _literals(element)


def _secures(command: Ast) -> bool:
    if not isinstance(command, CommandAst):
        return False
    return command.command_elements[0].text.lower().rpartition("\\")[2] == _SECURES


def _names_secret(parameter: CommandParameterAst, typed: frozenset[str]) -> bool:
    return _is_secret(parameter.parameter_name) or parameter.parameter_name.lower() in typed


def _is_secure(parameter: ParameterAst) -> bool:
    return any("securestring" in one.text.lower() for one in parameter.attributes)


def _is_secret(text: str) -> bool:
    return _NAMES.search(text) is not None


def _from_second(arguments: Iterable[Ast]) -> Iterator[Span]:
    for argument in list(arguments)[1:]:
        yield from _literals(argument)


def _literals(node: Ast, *, words: bool = False) -> Iterator[Span]:
    """Yield the texts in a node; bare words only where the node itself is one (``words``)."""
    for one in _nodes(node):
        if not isinstance(one, _LITERALS):
            continue
        is_word = getattr(one, "string_constant_type", "") == "BareWord"
        if not is_word or (words and one is node):
            yield one.start, one.end
