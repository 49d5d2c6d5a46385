"""Classes and enums, and the attributes before them."""

from __future__ import annotations

from smimeadmin.shell.language.ast_base import (
    ExpressionAst,
    StatementAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_blocks import (
    AttributeAst,
    TypeConstraintAst,
)
from smimeadmin.shell.language.ast_definitions import (
    FunctionDefinitionAst,
    FunctionMemberAst,
    MemberAst,
    PropertyMemberAst,
    TypeDefinitionAst,
)
from smimeadmin.shell.language.ast_expressions import (
    BaseCtorInvokeMemberExpressionAst,
)
from smimeadmin.shell.language.characters import (
    is_letter,
)
from smimeadmin.shell.language.checks import method_faults
from smimeadmin.shell.language.definitions import DefinitionParser


class ClassParser(DefinitionParser):
    """Reads the definitions of types."""

    def after_attributes(self, start: int) -> StatementAst | None:
        """Read a statement that starts with ``[``: a class or enum, or an expression."""
        attributes = self.attributes()
        self.skip_lines()
        place = self.pos
        keyword = self.keyword_follows("class", "enum")
        if not keyword:
            self.pos = start
            return self.pipeline_chain()
        kept: list[AttributeAst] = []
        for attribute in attributes:
            if not isinstance(attribute, AttributeAst):
                raise self.error(
                    "TypeNotAllowedBeforeStatement",
                    attribute.start,
                    attribute.end,
                    subject=attribute.type_name.full_name,
                    open_ended=False,
                )
            kept.append(attribute)
        if keyword == "class":
            return self._class(place, kept)
        return self._enum(place, kept)

    # --- classes ----------------------------------------------------------------------------

    def _type_name_of(self, keyword: str) -> StringConstantExpressionAst:
        keyword_end = self.pos
        character = self.skip_lines()
        if character != "_" and not is_letter(character):
            raise self.error("MissingNameAfterKeyword", keyword_end, subject=keyword)
        return self.simple_name()

    def _class(self, start: int, attributes: list[AttributeAst] | None = None) -> TypeDefinitionAst:
        kept = attributes or []
        name = self._type_name_of("class")
        bases: list[TypeConstraintAst] = []
        if self.skip_lines() == ":":
            while not bases or self.text[self.pos] == ",":
                self.pos += 1
                self.skip_lines()
                base = self.type_name(with_assembly=False)
                if base is None:
                    raise self.error("MissingTypename")
                bases.append(TypeConstraintAst(self.source, base.start, base.end, base))
                self.skip_lines()
        opening = self.pos
        if self.text[opening] != "{":
            raise self.error("MissingTypeBody", name.end, subject="class")
        self.pos += 1
        members: list[MemberAst] = []
        while self.skip_terminators() != "}":
            member = self._class_member(name.value)
            if member is None:
                raise self.error("MissingEndCurlyBrace", opening + 1)
            members.append(member)
        self.pos += 1
        begin = kept[0].start if kept else start
        return TypeDefinitionAst(
            self.source, begin, self.pos, "class", name.value, kept, bases, members
        )

    def _class_member(self, class_name: str) -> MemberAst | None:
        start = self.pos
        attributes: list[AttributeAst] = []
        modifiers: set[str] = set()
        kind: TypeConstraintAst | None = None
        while True:
            character = self.skip_lines()
            if character == "[":
                kind = self._member_attribute(attributes, kind)
                continue
            at = self.pos
            modifier = self.keyword_follows("static", "hidden")
            if not modifier:
                break
            if modifier in modifiers:
                raise self.error(
                    "DuplicateQualifier", at, self.pos, subject=modifier, open_ended=False
                )
            modifiers.add(modifier)
        if character == "$":
            return self._property(start, attributes, kind, frozenset(modifiers))
        if character == "_" or is_letter(character):
            return self._method(start, attributes, kind, frozenset(modifiers), class_name)
        if self.pos > start:
            raise self.error("IncompleteMemberDefinition")
        return None

    def _member_attribute(
        self, attributes: list[AttributeAst], kind: TypeConstraintAst | None
    ) -> TypeConstraintAst | None:
        node = self.attribute()
        if isinstance(node, AttributeAst):
            attributes.append(node)
            return kind
        if kind is not None or not isinstance(node, TypeConstraintAst):
            raise self.error("TooManyTypes", node.start, node.end, open_ended=False)
        return node

    def _property(
        self,
        start: int,
        attributes: list[AttributeAst],
        kind: TypeConstraintAst | None,
        modifiers: frozenset[str],
    ) -> PropertyMemberAst:
        variable = self.variable(command=False)
        if not isinstance(variable, VariableExpressionAst):
            raise self.error("IncompleteMemberDefinition")
        end = self.pos
        value: ExpressionAst | None = None
        if self.peek() == "=":
            self.pos += 1
            self.skip_lines()
            value = self.expression()
            end = value.end if value else self.pos
        end = self._end_of_property(end)
        return PropertyMemberAst(
            self.source,
            start,
            end,
            variable.variable_path.user_path,
            kind,
            attributes,
            modifiers,
            value,
        )

    def _end_of_property(self, end: int) -> int:
        """Check what ends a property; a semicolon belongs to it."""
        self.pos = end
        character = self.peek()
        if character not in "\r\n;}" or self.pos >= self.end:
            raise self.error("MissingPropertyTerminator", end)
        return self.pos + 1 if character == ";" else end

    def _method(
        self,
        start: int,
        attributes: list[AttributeAst],
        kind: TypeConstraintAst | None,
        modifiers: frozenset[str],
        class_name: str,
    ) -> FunctionMemberAst:
        name = self.simple_name()
        if self.peek() != "(":
            raise self.error("MissingMethodParameterList", name.end)
        parameters = self._parameter_list()
        if self.skip_lines() != ")":
            raise self.error("MissingEndParenthesisInFunctionParameterList")
        self.pos += 1
        base: BaseCtorInvokeMemberExpressionAst | None = None
        character = self.skip_lines()
        is_constructor = name.value.lower() == class_name.lower() and "static" not in modifiers
        if character == ":" and is_constructor:
            base = self._base_call()
            character = self.skip_lines()
        if character != "{":
            raise self.error("MissingFunctionBody", name.end)
        body = self._function_body()
        function = FunctionDefinitionAst(
            self.source, name.start, self.pos, False, name.value, parameters, body
        )
        member = FunctionMemberAst(
            self.source, start, self.pos, name.value, kind, attributes, modifiers, function, base
        )
        self.defer_all(method_faults(member, class_name))
        return member

    def _base_call(self) -> BaseCtorInvokeMemberExpressionAst:
        self.pos += 1
        self.skip_lines()
        start = self.pos
        if not self.keyword_follows("base"):
            raise self.error("MissingBaseCtorCall")
        end = self.pos
        if self.skip_lines() != "(":
            raise self.error("MissingMethodParameterList", end)
        arguments = self.call_arguments()
        word = StringConstantExpressionAst(self.source, start, end, "base", "BareWord")
        return BaseCtorInvokeMemberExpressionAst(
            self.source, start, self.pos, word, word, False, False, arguments, []
        )

    def _enum(self, start: int, attributes: list[AttributeAst] | None = None) -> TypeDefinitionAst:
        kept = attributes or []
        name = self._type_name_of("enum")
        bases: list[TypeConstraintAst] = []
        if self.skip_lines() == ":":
            self.pos += 1
            self.skip_lines()
            base = self.type_name(with_assembly=False)
            if base is None:
                raise self.error("MissingTypename")
            bases.append(TypeConstraintAst(self.source, base.start, base.end, base))
            self.skip_lines()
        opening = self.pos
        if self.text[opening] != "{":
            raise self.error("MissingTypeBody", name.end, subject="enum")
        self.pos += 1
        members: list[MemberAst] = []
        character = self.skip_terminators()
        while character == "_" or is_letter(character):
            members.append(self._enum_member())
            character = self.skip_terminators()
        if character != "}":
            raise self.error("MissingEndCurlyBrace", opening + 1)
        self.pos += 1
        begin = kept[0].start if kept else start
        return TypeDefinitionAst(
            self.source, begin, self.pos, "enum", name.value, kept, bases, members
        )

    def _enum_member(self) -> PropertyMemberAst:
        name = self.simple_name()
        end = name.end
        value: ExpressionAst | None = None
        if self.peek() == "=":
            equals = self.pos
            self.pos += 1
            value = self.expression()
            if value is None:
                raise self.error(
                    "ExpectedValueExpression", equals + 1, open_ended=False, subject="="
                )
            end = value.end
        end = self._end_of_property(end)
        return PropertyMemberAst(
            self.source, name.start, end, name.value, None, [], frozenset(("static",)), value
        )
