"""Names of types, and what stands in square brackets: types, attributes, their arguments."""

from __future__ import annotations

from smimeadmin.shell.language.ast_base import (
    ArrayTypeName,
    ConstantExpressionAst,
    ExpressionAst,
    GenericTypeName,
    TypeName,
)
from smimeadmin.shell.language.ast_blocks import (
    AttributeAst,
    AttributeBaseAst,
    NamedAttributeArgumentAst,
    TypeConstraintAst,
)
from smimeadmin.shell.language.checks import is_constant
from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.scanner import NESTING_LIMIT
from smimeadmin.shell.language.strings import StringParser


class TypeParser(StringParser):
    """Reads type names and attributes."""

    def attributes(self, *, in_expression: bool = False) -> list[AttributeBaseAst]:
        """Read attributes and types, as many as there are.

        In an expression a new line ends the list after a type, not after an attribute.
        """
        found: list[AttributeBaseAst] = []
        while self.peek() == "[":
            attribute = self.attribute()
            found.append(attribute)
            if len(found) > NESTING_LIMIT:
                raise self.error("NestingTooDeep", open_ended=False)
            if not in_expression or isinstance(attribute, AttributeAst):
                self.skip_lines()
        return found

    def attribute(self) -> AttributeBaseAst:
        """Read ``[type]`` or ``[Name(arguments)]``; ``pos`` is on the ``[``."""
        start = self.pos
        self.pos = start + 1
        self.skip_lines()
        name = self.type_name()
        if name is None:
            raise self.error("MissingTypename", start + 1)
        character = self.peek()
        if character == "(":
            return self._attribute_arguments(start, name)
        if character != "]":
            at = max(self.pos - 1, 0)
            raise self.error("EndSquareBracketExpectedAtEndOfAttribute", at, open_ended=False)
        self.pos += 1
        return TypeConstraintAst(self.source, start, self.pos, name)

    def _attribute_arguments(self, start: int, name: TypeName) -> AttributeAst:
        self.pos += 1
        positional: list[ExpressionAst] = []
        named: list[NamedAttributeArgumentAst] = []
        saved = self.no_comma, self.in_ternary
        self.no_comma, self.in_ternary = True, False
        self.open.append(("attribute", start, []))
        comma = -1
        while True:
            character = self.skip_lines()
            if not self._attribute_argument(character, positional, named) and comma >= 0:
                raise self.error("MissingExpressionAfterToken", comma + 1, subject=",")
            character = self.skip_lines()
            if character != ",":
                break
            comma = self.pos
            self.pos += 1
        self.no_comma, self.in_ternary = saved
        if character != ")":
            raise self.error("MissingEndParenthesisInExpression")
        self.open.pop()
        self.pos += 1
        if self.skip_lines() != "]":
            raise self.error("EndSquareBracketExpectedAtEndOfAttribute")
        self.pos += 1
        return AttributeAst(self.source, start, self.pos, name, positional, named)

    def _attribute_argument(
        self,
        character: str,
        positional: list[ExpressionAst],
        named: list[NamedAttributeArgumentAst],
    ) -> bool:
        start = self.pos
        name = self.word() if character == "_" or character.isalpha() else ""
        if not name:
            value = self.expression()
            if value is None:
                return False
            self._check_constant(value)
            positional.append(value)
            return True
        self.pos = start + len(name)
        end = self.pos
        omitted = self.peek() != "="
        if omitted:
            self.pos = end
            value = ConstantExpressionAst(self.source, start, end, True)
        else:
            self.pos += 1
            self.skip_lines()
            value = self.expression()
            if value is None:
                raise self.error("MissingExpressionInNamedArgument")
            self._check_constant(value)
            end = value.end
        if any(other.argument_name == name for other in named):
            raise self.error("DuplicateNamedArgument", start, end, subject=name, open_ended=False)
        named.append(NamedAttributeArgumentAst(self.source, start, end, name, value, omitted))
        return True

    def _check_constant(self, value: ExpressionAst) -> None:
        if not is_constant(value):
            error_id = "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock"
            self.defer(error_id, value.start, value.end)

    # --- names ------------------------------------------------------------------------------

    def type_name(self, *, with_assembly: bool = True) -> TypeName | None:
        """Read the name of a type at ``pos``; None if none starts here."""
        self.peek()
        match = self.match.type_word(self.text, self.pos)
        if match is None:
            return None
        start, end = match.span()
        self.pos = end
        name = TypeName(start, end, match.group())
        character = self.peek()
        if character == "[":
            return self._after_bracket(name, with_assembly=with_assembly)
        if character == "," and with_assembly:
            self._assembly(name)
        else:
            self.pos = end
        return name

    def _after_bracket(self, name: TypeName, *, with_assembly: bool) -> TypeName:
        bracket = self.pos
        self.pos += 1
        character = self.skip_lines()
        if character in "],":
            return self._arrays(name, name, with_assembly=with_assembly)
        if character != "[" and self.match.type_word(self.text, self.pos) is None:
            if self.at_end():
                raise self.error("MissingTypename", bracket + 1)
            raise self.unexpected()
        self.descend()
        arguments = self._generic_arguments()
        self.depth -= 1
        if self.peek() != "]":
            raise self.error("EndSquareBracketExpectedAtEndOfAttribute")
        self.pos += 1
        generic = GenericTypeName(name.start, self.pos, name, arguments)
        end = self.pos
        character = self.peek()
        if character == "[":
            self.pos += 1
            self.peek()
            return self._arrays(generic, generic, with_assembly=with_assembly)
        if character == "," and with_assembly:
            self._assembly(generic)
        else:
            self.pos = end
        return generic

    def _generic_arguments(self) -> list[TypeName]:
        arguments: list[TypeName] = []
        while True:
            bracketed = self.text[self.pos] == "["
            if bracketed:
                self.pos += 1
            argument = self.type_name(with_assembly=bracketed)
            if argument is None:
                raise self.error("MissingTypename")
            if bracketed:
                if self.peek() != "]":
                    raise self.error("EndSquareBracketExpectedAtEndOfType")
                self.pos += 1
            arguments.append(argument)
            if self.skip_lines() != ",":
                return arguments
            self.pos += 1
            self.skip_lines()

    def _arrays(self, element: TypeName, named: TypeName, *, with_assembly: bool) -> TypeName:
        """Read the dimensions after ``name[``, and further ``[]`` behind them."""
        while True:
            rank = 1
            while self.text[self.pos] == ",":
                rank += 1
                self.pos += 1
                self.peek()
            if self.text[self.pos] != "]":
                if self.at_end() or rank > 1:
                    raise self.error("EndSquareBracketExpectedAtEndOfAttribute", open_ended=False)
                raise self.unexpected()
            self.pos += 1
            element = ArrayTypeName(element.start, self.pos, element, rank)
            end = self.pos
            character = self.peek()
            if character == "," and with_assembly:
                self._assembly(named)
                element.assembly_name = named.assembly_name
                return element
            if character != "[":
                self.pos = end
                return element
            self.pos += 1
            self.peek()

    def _assembly(self, name: TypeName) -> None:
        """Read ``, assembly, Version=...`` behind the name of a type."""
        comma = self.pos
        pieces: list[str] = []
        separator = ""
        while self.text[self.pos] == ",":
            self.pos += 1
            pieces.append(separator + self._assembly_word())
            separator = ", "
            if self.text[self.pos] == "=":
                self.pos += 1
                pieces.append("=" + self._assembly_word())
        if not pieces[0]:
            raise self.error("MissingAssemblyNameSpecification", comma + 1, open_ended=False)
        name.assembly_name = "".join(pieces)
        name.end = self.pos

    def _assembly_word(self) -> str:
        self.peek()
        match = self.match.assembly(self.text, self.pos)
        word = match.group() if match else ""
        self.pos += len(word)
        self.peek()
        return word

    def generic_method_arguments(self) -> list[TypeName]:
        """Read ``[type, type]`` between a method's name and its ``(``; empty if it is an index."""
        start, depth = self.pos, self.depth
        self.pos += 1
        try:
            self.skip_lines()
            arguments = self._generic_arguments()
            closed = self.peek() == "]"
        except ParseError:
            closed, arguments = False, []
        self.depth = depth
        if closed and self.text[self.pos + 1] in "({":
            self.pos += 1
            return arguments
        self.pos = start
        return []
