"""Expressions: operators by precedence, unary operators, casts."""

from __future__ import annotations

from typing import Final

from smimeadmin.shell.language.ast_base import (
    ExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_blocks import (
    AttributeAst,
    AttributeBaseAst,
    TypeConstraintAst,
)
from smimeadmin.shell.language.ast_expressions import (
    ArrayLiteralAst,
    AttributedExpressionAst,
    BinaryExpressionAst,
    ConvertExpressionAst,
    HashtableAst,
    TernaryExpressionAst,
    TypeExpressionAst,
    UnaryExpressionAst,
)
from smimeadmin.shell.language.characters import (
    DASHES,
    NUMBER_BREAKS,
    is_letter,
)
from smimeadmin.shell.language.checks import is_assignable
from smimeadmin.shell.language.values import MEMBER_STARTS, UNARY_STARTS, ValueParser

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


class ExpressionParser(ValueParser):
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
        elif character in UNARY_STARTS:
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
            if not isinstance(child, VariableExpressionAst):
                name = last.type_name.full_name
                self.defer("UnexpectedAttribute", last.start, last.end, name)
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
        if character in MEMBER_STARTS:
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
