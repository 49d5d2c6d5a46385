"""Values: variables, strings, numbers, brackets; their members, indexes and calls."""

from __future__ import annotations

from typing import Final

from smimeadmin.shell.language.ast_base import (
    Ast,
    CommandElementAst,
    ConstantExpressionAst,
    ExpressionAst,
    StatementAst,
    StringConstantExpressionAst,
    TypeName,
)
from smimeadmin.shell.language.ast_blocks import (
    StatementBlockAst,
)
from smimeadmin.shell.language.ast_expressions import (
    ArrayExpressionAst,
    HashtableAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    ParenExpressionAst,
    ScriptBlockExpressionAst,
    SubExpressionAst,
    UsingExpressionAst,
)
from smimeadmin.shell.language.characters import (
    BREAKS,
    DASHES,
    DOUBLE_QUOTES,
    NUMBER_BREAKS,
    SINGLE_QUOTES,
    SPACES,
    is_letter,
)
from smimeadmin.shell.language.checks import using_faults
from smimeadmin.shell.language.numbers import number_value
from smimeadmin.shell.language.types import TypeParser

#: What may follow a value without white space and belong to it.
MEMBER_STARTS: Final = frozenset(".[:?<")
UNARY_STARTS: Final = frozenset(",!+") | DASHES


class ValueParser(TypeParser):
    """Reads a value and what is attached to it."""

    # --- values -----------------------------------------------------------------------------

    def primary(self, character: str, *, command: bool) -> ExpressionAst | None:
        """Read a value and its members; ``command`` if it is an argument of a command."""
        node = self.value(character, command=command)
        if node is not None and self.text[self.pos] in MEMBER_STARTS:
            if isinstance(node, UsingExpressionAst):
                inner = self.members(node.sub_expression, command=command)
                node = UsingExpressionAst(self.source, node.start, inner.end, inner)
                self.defer_all(using_faults(node))
                return node
            return self.members(node, command=command)
        return node

    def value(self, character: str, *, command: bool) -> ExpressionAst | None:
        """Read a variable, string, number or bracket at ``pos``, without members."""
        if character == "$":
            if self.text[self.pos + 1] != "(":
                return self.variable(command=command)
            start = self.pos
            block = self._statements_in_parentheses(start)
            return SubExpressionAst(self.source, start, self.pos, block)
        if character in SINGLE_QUOTES:
            return self.single_quoted()
        if character in DOUBLE_QUOTES:
            return self.double_quoted()
        if "0" <= character <= "9" or character == ".":
            return self.number(command=command)
        if character == "(":
            return self._parenthesis()
        if character == "{":
            return self.script_block_expression()
        if character == "@":
            return self._at(command=command)
        return None

    def number(self, *, command: bool, negative: bool = False) -> ConstantExpressionAst | None:
        """Read a number at ``pos``; None if it is the start of a bareword (``7z``, ``1.0.0``)."""
        text = self.text
        start = self.pos
        match = self.match.number(text, start)
        if match is None:
            return None
        end = match.end()
        following = text[end]
        if (
            following not in BREAKS
            and (command or following not in NUMBER_BREAKS)
            and not (self.in_ternary and not command and following in "?:")
        ):
            return None
        value = number_value(match, negative=negative)
        if value is None:
            if command:
                return None
            raise self.error(
                "BadNumericConstant", start, end, subject=match.group(), open_ended=False
            )
        self.pos = end
        return ConstantExpressionAst(self.source, start, end, value)

    def _at(self, *, command: bool) -> ExpressionAst | None:
        start = self.pos
        following = self.text[start + 1]
        if following == "(":
            block = self._statements_in_parentheses(start)
            return ArrayExpressionAst(self.source, start, self.pos, block)
        if following == "{":
            return self._hashtable()
        if following in SINGLE_QUOTES or following in DOUBLE_QUOTES:
            return self.here_string()
        node = self.splatted(command=command)
        if node is not None and (not command or self.text[self.pos] in ".["):
            self.defer("SplattingNotPermitted", start, node.end, node.variable_path.user_path)
        return node

    def _statements_in_parentheses(self, start: int) -> StatementBlockAst:
        """Read the inside of ``$( )`` or ``@( )``."""
        saved = self.no_comma, self.in_ternary
        self.no_comma = self.in_ternary = False
        self.pos = start + 2
        block = self.statements(start, ")", "MissingEndParenthesisInSubexpression")
        self.no_comma, self.in_ternary = saved
        return block

    def _parenthesis(self) -> ExpressionAst:
        start = self.pos
        self.pos = start + 1
        saved = self.no_comma, self.in_ternary
        self.no_comma = self.in_ternary = False
        self.skip_lines()
        pipeline = self.pipeline_chain()
        if pipeline is None:
            raise self.error("ExpectedExpression", start + 1)
        if self.skip_lines() != ")":
            raise self.error("MissingEndParenthesisInExpression", pipeline.end, partial=[pipeline])
        self.pos += 1
        self.no_comma, self.in_ternary = saved
        return ParenExpressionAst(self.source, start, self.pos, pipeline)

    def script_block_expression(self) -> ScriptBlockExpressionAst:
        """Read ``{ ... }`` as a value; ``pos`` is on the brace."""
        start = self.pos
        saved = self.no_comma, self.in_ternary
        self.no_comma = self.in_ternary = False
        self.pos = start + 1
        block = self.script_block(start)
        self.no_comma, self.in_ternary = saved
        return ScriptBlockExpressionAst(self.source, start, self.pos, block)

    # --- hash literals ----------------------------------------------------------------------

    def _hashtable(self) -> HashtableAst:
        start = self.pos
        self.pos = start + 2
        pairs: list[tuple[ExpressionAst, StatementAst]] = []
        keys: set[str] = set()
        seen: list[Ast] = []
        self.open.append(("hashtable", start, seen))
        saved, self.in_ternary = self.in_ternary, False
        character = self.skip_lines()
        while character != "}":
            key = self.key_or_label(character)
            if key is None:
                break
            seen.append(key)
            value = self._hash_value(key)
            seen.append(value)
            pairs.append((key, value))
            self._check_key(key, keys)
            character = self.peek()
            if character not in "\r\n;":
                break
            character = self.skip_terminators()
        if character != "}":
            raise self.error("MissingEndCurlyBrace", start + 2)
        self.pos += 1
        self.open.pop()
        self.in_ternary = saved
        return HashtableAst(self.source, start, self.pos, pairs)

    def _hash_value(self, key: ExpressionAst) -> StatementAst:
        if self.peek() != "=":
            raise self.error("MissingEqualsInHashLiteral", key.end, open_ended=False)
        self.pos += 1
        self.skip_lines()
        value = self.statement()
        if value is None:
            raise self.error("MissingStatementInHashLiteral")
        return value

    def _check_key(self, key: ExpressionAst, keys: set[str]) -> None:
        if not isinstance(key, ConstantExpressionAst):
            return
        value = key.value
        folded = str(value).lower()
        if folded in keys:
            self.defer("DuplicateKeyInHashLiteral", key.start, key.end, str(value))
        keys.add(folded)

    def key_or_label(self, character: str) -> ExpressionAst | None:
        """Read a hash key or a loop's label: one word, or a unary expression."""
        if character == "_" or is_letter(character):
            return self.simple_name()
        if character in "\r\n;":
            return None
        saved, self.no_comma = self.no_comma, True
        node = self.unary()
        self.no_comma = saved
        return node

    def simple_name(self) -> StringConstantExpressionAst:
        """Read the identifier at ``pos``."""
        start = self.pos
        word = self.word()
        self.pos = start + len(word)
        return StringConstantExpressionAst(self.source, start, self.pos, word, "BareWord")

    # --- members, indexes, calls ------------------------------------------------------------

    def members(self, node: ExpressionAst, *, command: bool, index: bool = True) -> ExpressionAst:
        """Read the members, indexes and calls that follow without white space."""
        text = self.text
        while True:
            character = text[self.pos]
            following = text[self.pos + 1]
            if character == "[" or (character == "?" and following == "["):
                if not index:
                    return node
                node = self._index(node, 1 if character == "[" else 2)
            elif character == "<" and following == "#":
                if not self._comments_before_member():
                    return node
            else:
                length = self._member_operator(character, following, command=command)
                if not length:
                    return node
                node = self._member(node, length, character)
            index = True

    def _member_operator(self, character: str, following: str, *, command: bool) -> int:
        """Return the length of ``.``, ``::`` or ``?.`` at ``pos``; 0 if it is no operator here."""
        if character == ".":
            return 0 if following == "." or (command and self._is_blank(following)) else 1
        if character == following == ":":
            return 0 if command and self._is_blank(self.text[self.pos + 2]) else 2
        return 2 if character == "?" and following == "." else 0

    def _is_blank(self, character: str) -> bool:
        return character in SPACES or character in "\0\r\n"

    def _comments_before_member(self) -> bool:
        """Move behind comments between a value and its member; False if no member follows."""
        after = self.pos
        while self.text[after] == "<" and self.text[after + 1] == "#":
            after = self._block_comment(after)
        if self.text[after] not in ".[:?":
            return False
        self.pos = after
        return True

    def _member(self, target: ExpressionAst, length: int, sign: str) -> ExpressionAst:
        """Read the member after an operator that starts with ``sign`` and is ``length`` long."""
        operator = self.pos
        static, null_conditional = sign == ":", sign == "?"
        self.pos = operator + length
        character = self.skip_lines()
        member: CommandElementAst | None
        if character == "_" or is_letter(character):
            member = self.simple_name()
        elif character in UNARY_STARTS or character == "[":
            member = self.unary()
        else:
            member = self.value(character, command=False)
        if member is None:
            error = self.error(
                "MissingPropertyName",
                operator + length,
                subject=self.text[operator : operator + length],
            )
            error.partial.append(target)
            raise error
        following = self.text[self.pos]
        types: list[TypeName] = []
        if following == "[" and self.text[self.pos + 1] not in "$'\"0123456789-":
            types = self.generic_method_arguments()
            following = self.text[self.pos]
        if following == "(":
            arguments = self.call_arguments()
        elif following == "{":
            arguments = [self.script_block_expression()]
        else:
            return MemberExpressionAst(
                self.source, target.start, self.pos, target, member, static, null_conditional
            )
        return InvokeMemberExpressionAst(
            self.source,
            target.start,
            self.pos,
            target,
            member,
            static,
            null_conditional,
            arguments,
            types,
        )

    def call_arguments(self) -> list[ExpressionAst]:
        """Read ``(a, b)`` of a call; ``pos`` is on the parenthesis."""
        self.pos += 1
        saved = self.no_comma, self.in_ternary
        self.no_comma, self.in_ternary = True, False
        arguments: list[ExpressionAst] = []
        comma = -1
        while True:
            self.skip_lines()
            argument = self.expression()
            if argument is None:
                if comma >= 0:
                    raise self.error("MissingExpressionAfterToken", comma + 1, subject=",")
                break
            arguments.append(argument)
            if self.skip_lines() != ",":
                break
            comma = self.pos
            self.pos += 1
        if self.skip_lines() != ")":
            raise self.error("MissingEndParenthesisInMethodCall", partial=arguments)
        self.pos += 1
        self.no_comma, self.in_ternary = saved
        return arguments

    def _index(self, target: ExpressionAst, length: int) -> IndexExpressionAst:
        start = self.pos
        self.pos = start + length
        saved = self.no_comma, self.in_ternary
        self.no_comma = self.in_ternary = False
        self.skip_lines()
        index = self.expression()
        if index is None:
            raise self.error("MissingArrayIndexExpression", start + length)
        if self.skip_lines() != "]":
            raise self.error("MissingEndSquareBracket", index.end, partial=[target, index])
        self.pos += 1
        self.no_comma, self.in_ternary = saved
        return IndexExpressionAst(self.source, target.start, self.pos, target, index, length == 2)
