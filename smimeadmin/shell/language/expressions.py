"""Expressions: operators by precedence, values, members, indexes, calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from smimeadmin.shell.language.ast_base import (
    Ast,
    CommandElementAst,
    ConstantExpressionAst,
    ExpressionAst,
    StatementAst,
    StringConstantExpressionAst,
    TypeName,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_blocks import (
    AttributeAst,
    AttributeBaseAst,
    StatementBlockAst,
    TypeConstraintAst,
)
from smimeadmin.shell.language.ast_expressions import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    AttributedExpressionAst,
    BinaryExpressionAst,
    ConvertExpressionAst,
    HashtableAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    ParenExpressionAst,
    ScriptBlockExpressionAst,
    SubExpressionAst,
    TernaryExpressionAst,
    TypeExpressionAst,
    UnaryExpressionAst,
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
from smimeadmin.shell.language.numbers import number_value
from smimeadmin.shell.language.types import TypeParser

#: Precedence of the binary operators that are words, by their canonical text.
_LOGICAL: Final = 1
_BITWISE: Final = 2
_COMPARISON: Final = 3
_COALESCE: Final = 4
_ADD: Final = 5
_MULTIPLY: Final = 6
_FORMAT: Final = 7
_RANGE: Final = 8

_FOLDED: Final = (
    *("eq", "ne", "ge", "gt", "lt", "le", "like", "notlike", "match", "notmatch"),
    *("replace", "contains", "notcontains", "in", "notin", "split"),
)


def _words() -> dict[str, tuple[str, int]]:
    """Word (lower case, without dash) -> canonical operator and precedence."""
    words = {
        "and": ("-and", _LOGICAL),
        "or": ("-or", _LOGICAL),
        "xor": ("-xor", _LOGICAL),
        "band": ("-band", _BITWISE),
        "bor": ("-bor", _BITWISE),
        "bxor": ("-bxor", _BITWISE),
        "f": ("-f", _FORMAT),
    }
    for word in ("is", "isnot", "as", "join", "shl", "shr"):
        words[word] = (f"-{word}", _COMPARISON)
    for word in _FOLDED:
        words[word] = words["i" + word] = (f"-{word}", _COMPARISON)
        words["c" + word] = (f"-c{word}", _COMPARISON)
    return words


BINARY_WORDS: Final = _words()
UNARY_WORDS: Final = {
    "not": "-not",
    "bnot": "-bnot",
    "join": "-join",
    "split": "-split",
    "isplit": "-split",
    "csplit": "-csplit",
}
#: Where no operator follows: what most expressions end with.
_EXPRESSION_ENDS: Final = frozenset("\0\n\r);}|],:=>")
_MEMBER_STARTS: Final = frozenset(".[:?<")


def is_assignable(node: Ast) -> bool:
    """Whether an expression can stand left of ``=``, or beside ``++``."""
    pending = [node]
    while pending:
        node = pending.pop()
        if isinstance(node, ArrayLiteralAst):
            pending.extend(node.elements)
        elif isinstance(node, ParenExpressionAst):
            inner = pure_expression(node.pipeline)
            if inner is None:
                return False
            pending.append(inner)
        elif isinstance(node, AttributedExpressionAst):
            pending.append(node.child)
        elif isinstance(node, InvokeMemberExpressionAst):
            return False
        elif isinstance(node, (MemberExpressionAst, IndexExpressionAst)):
            if node.null_conditional:
                return False
        elif not isinstance(node, VariableExpressionAst):
            return False
    return True


def pure_expression(pipeline: Ast) -> ExpressionAst | None:
    """Return the expression of a pipeline that is nothing else."""
    elements: Sequence[Ast] = getattr(pipeline, "pipeline_elements", ())
    if len(elements) != 1:
        return None
    expression = getattr(elements[0], "expression", None)
    return expression if isinstance(expression, ExpressionAst) else None


class ExpressionParser(TypeParser):
    """Reads expressions; every method leaves ``pos`` right behind what it read."""

    # --- operators --------------------------------------------------------------------------

    def expression(self) -> ExpressionAst | None:
        """Read a ternary or binary expression; None if no expression starts here."""
        condition = self._binary()
        if condition is None or self.peek() != "?" or self.text[self.pos + 1] == "?":
            return condition
        self.descend()
        self.pos += 1
        self.skip_lines()
        saved, self.in_ternary = self.in_ternary, True
        if_true = self.expression()
        if if_true is None:
            raise self.error("ExpectedValueExpression", subject="?")
        self.in_ternary = saved
        if self.skip_lines() != ":":
            raise self.error("MissingColonInTernaryExpression")
        self.pos += 1
        self.skip_lines()
        if_false = self.expression()
        if if_false is None:
            raise self.error("ExpectedValueExpression", subject=":")
        self.depth -= 1
        return TernaryExpressionAst(
            self.source, condition.start, if_false.end, condition, if_true, if_false
        )

    def _binary(self) -> ExpressionAst | None:
        left = self.operand()
        if left is None or self.peek() in _EXPRESSION_ENDS:
            return left
        found = self._binary_operator()
        if found is None:
            return left
        operands = [left]
        pending: list[tuple[str, int, int]] = []
        while found is not None:
            _, precedence, place = found
            while pending and pending[-1][1] >= precedence:
                self._combine(operands, pending)
            pending.append(found)
            self.skip_lines()
            right = self.operand()
            if right is None:
                raise self.error("ExpectedValueExpression", subject=self.text[place : self.pos])
            operands.append(right)
            found = self._binary_operator()
        while pending:
            self._combine(operands, pending)
        return operands[0]

    def _combine(self, operands: list[ExpressionAst], pending: list[tuple[str, int, int]]) -> None:
        operator, _, place = pending.pop()
        right = operands.pop()
        left = operands[-1]
        operands[-1] = BinaryExpressionAst(
            self.source, left.start, right.end, left, operator, right, place
        )

    def _binary_operator(self) -> tuple[str, int, int] | None:
        """Read a binary operator: canonical text, precedence and place; None if none is here."""
        character = self.peek()
        if character in _EXPRESSION_ENDS:
            return None
        pos = self.pos
        following = self.text[pos + 1]
        if character in DASHES:
            return self._dash_operator(pos, following)
        if character in "+*/%":
            if following == "=" or (character == following == "+"):
                return None
            if character == "*" and following == ">":
                return None
            self.pos = pos + 1
            return character, _ADD if character == "+" else _MULTIPLY, pos
        if character == "." and following == ".":
            self.pos = pos + 2
            return "..", _RANGE, pos
        if character == "?" and following == "?" and self.text[pos + 2] != "=":
            self.pos = pos + 2
            return "??", _COALESCE, pos
        return None

    def _dash_operator(self, pos: int, following: str) -> tuple[str, int, int] | None:
        if following == "=" or following in DASHES:
            return None
        if is_letter(following):
            match = self.match.operator(self.text, pos)
            found = BINARY_WORDS.get(match.group(1).lower()) if match else None
            if match is None or found is None:
                return None
            self.pos = match.end()
            return found[0], found[1], pos
        self.pos = pos + 1
        return "-", _ADD, pos

    def operand(self) -> ExpressionAst | None:
        """Read a comma list of unary expressions, or just one where a comma makes no list."""
        first = self.unary()
        if first is None or self.no_comma or self.peek() != ",":
            return first
        elements = [first]
        while self.peek() == ",":
            comma = self.pos
            self.pos = comma + 1
            self.skip_lines()
            element = self.unary()
            if element is None:
                raise self.error("MissingExpressionAfterToken", comma + 1, subject=",")
            elements.append(element)
        return ArrayLiteralAst(self.source, first.start, elements[-1].end, elements)

    def unary(self) -> ExpressionAst | None:
        """Read a value with its unary operators and casts; None if none starts here."""
        self.descend()
        character = self.peek()
        node: ExpressionAst | None
        if character == "[":
            node = self._type_or_cast()
        elif character in _UNARY_STARTS:
            node = self._unary_operator(character)
        else:
            node = self.primary(character, command=False)
        self.depth -= 1
        if node is None:
            return None
        text = self.text
        following = text[self.pos]
        if following not in _EXPRESSION_ENDS:
            following = self.peek()
            if (following == "+" and text[self.pos + 1] == "+") or (
                following in DASHES and text[self.pos + 1] in DASHES
            ):
                return self._postfix(node, "++" if following == "+" else "--")
        return node

    def _postfix(self, node: ExpressionAst, operator: str) -> ExpressionAst:
        self.pos += 2
        if not is_assignable(node):
            self.defer("OperatorRequiresVariableOrProperty", node.start, node.end, operator)
        return UnaryExpressionAst(self.source, node.start, self.pos, f"postfix {operator}", node)

    def _unary_operator(self, character: str) -> ExpressionAst | None:
        start = self.pos
        found = self._unary_sign(character)
        if found is None:
            return self._signed_number(character)
        operator, length = found
        self.pos = start + length
        self.skip_lines()
        child = self.unary()
        if child is None:
            if operator == ",":
                raise self.error("MissingExpressionAfterOperator", start + 1, subject=",")
            raise self.error("MissingExpressionAfterOperator", start + length, subject=operator)
        if operator == ",":
            return ArrayLiteralAst(self.source, start, child.end, [child])
        if operator in ("++", "--") and not is_assignable(child):
            self.defer("OperatorRequiresVariableOrProperty", child.start, child.end, operator)
        return UnaryExpressionAst(self.source, start, child.end, operator, child)

    def _unary_sign(self, character: str) -> tuple[str, int] | None:
        """Return the unary operator at ``pos`` and its length; None if there is none."""
        pos = self.pos
        following = self.text[pos + 1]
        if character == ",":
            return None if self.no_comma else (",", 1)
        if character == "!":
            return ("!", 1) if self._is_exclamation(following) else None
        if character == "+":
            if following == "+":
                return "++", 2
            return None if following == "=" or self._starts_number(pos + 1) else ("+", 1)
        if following in DASHES:
            return "--", 2
        if is_letter(following):
            match = self.match.operator(self.text, pos)
            word = UNARY_WORDS.get(match.group(1).lower()) if match else None
            return (word, match.end() - pos) if match and word else None
        return None if following == "=" or self._starts_number(pos + 1) else ("-", 1)

    def _starts_number(self, pos: int) -> bool:
        character = self.text[pos]
        return "0" <= character <= "9" or (character == "." and "0" <= self.text[pos + 1] <= "9")

    def _is_exclamation(self, following: str) -> bool:
        if following == "_" or is_letter(following):
            return False
        if not self._starts_number(self.pos + 1):
            return True
        match = self.match.number(self.text, self.pos + 1)
        return match is not None and self.text[match.end()] in NUMBER_BREAKS

    def _signed_number(self, character: str) -> ExpressionAst | None:
        if character in ",!" or not self._starts_number(self.pos + 1):
            return None
        start = self.pos
        self.pos = start + 1
        number = self.number(command=False, negative=character != "+")
        if number is None:
            self.pos = start
            return None
        number.start = start
        return self.members(number, command=False)

    # --- types and casts --------------------------------------------------------------------

    def _type_or_cast(self) -> ExpressionAst:
        attributes = self.attributes(in_expression=True)
        last = attributes[-1]
        if isinstance(last, AttributeAst):
            self.skip_lines()
            child = self.unary()
            if child is None:
                raise self.error(
                    "UnexpectedAttribute", last.start, last.end, subject=last.type_name.full_name
                )
            node: ExpressionAst = AttributedExpressionAst(
                self.source, last.start, child.end, last, child
            )
        else:
            node = self._after_type(last)
        for attribute in reversed(attributes[:-1]):
            if isinstance(attribute, TypeConstraintAst):
                node = self._convert(attribute, node)
            else:
                node = AttributedExpressionAst(
                    self.source, attribute.start, node.end, attribute, node
                )
        return node

    def _after_type(self, attribute: AttributeBaseAst) -> ExpressionAst:
        value = TypeExpressionAst(self.source, attribute.start, attribute.end, attribute.type_name)
        self.pos = attribute.end
        character = self.text[self.pos]
        if character in _MEMBER_STARTS:
            node = self.members(value, command=False, index=False)
            if node is not value:
                return node
        character = self.peek()
        if character in "\r\n," or not isinstance(attribute, TypeConstraintAst):
            return value
        child = self.unary()
        if child is None:
            self.pos = attribute.end
            return value
        return self._convert(attribute, child)

    def _convert(self, attribute: TypeConstraintAst, child: ExpressionAst) -> ExpressionAst:
        name = attribute.type_name.name
        if len(name) == 7 and name.lower() == "ordered" and not isinstance(child, HashtableAst):
            self.defer("OrderedAttributeOnlyOnHashLiteralNode", attribute.start, attribute.end)
        return ConvertExpressionAst(self.source, attribute.start, child.end, attribute, child)

    # --- values -----------------------------------------------------------------------------

    def primary(self, character: str, *, command: bool) -> ExpressionAst | None:
        """Read a value and its members; ``command`` if it is an argument of a command."""
        node = self.value(character, command=command)
        if node is not None and self.text[self.pos] in _MEMBER_STARTS:
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
            raise self.error("MissingEndParenthesisInExpression", pipeline.end)
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
        keys: set[object] = set()
        saved, self.in_ternary = self.in_ternary, False
        character = self.skip_lines()
        while character != "}":
            key = self.key_or_label(character)
            if key is None:
                break
            pairs.append((key, self._hash_value(key)))
            self._check_key(key, keys)
            character = self.peek()
            if character not in "\r\n;":
                break
            character = self.skip_terminators()
        if character != "}":
            raise self.error("MissingEndCurlyBrace", start + 2)
        self.pos += 1
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

    def _check_key(self, key: ExpressionAst, keys: set[object]) -> None:
        if not isinstance(key, ConstantExpressionAst):
            return
        value = key.value
        folded = value.lower() if isinstance(value, str) else value
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
        elif character in _UNARY_STARTS or character == "[":
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
            raise self.error("MissingEndParenthesisInMethodCall")
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
            raise self.error("MissingEndSquareBracket", index.end)
        self.pos += 1
        self.no_comma, self.in_ternary = saved
        return IndexExpressionAst(self.source, target.start, self.pos, target, index, length == 2)


_UNARY_STARTS: Final = frozenset(",!+") | DASHES
