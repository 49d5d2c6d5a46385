"""Script blocks, functions, classes, enums and using statements."""

from __future__ import annotations

from typing import Final

from smimeadmin.shell.language.ast_base import (
    Ast,
    ExpressionAst,
    StatementAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from smimeadmin.shell.language.ast_blocks import (
    AttributeAst,
    AttributeBaseAst,
    NamedBlockAst,
    ParamBlockAst,
    ParameterAst,
    ScriptBlockAst,
    TrapStatementAst,
    TypeConstraintAst,
    UsingStatementAst,
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
    HashtableAst,
)
from smimeadmin.shell.language.characters import (
    BREAKS,
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    is_letter,
)
from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.statements import StatementParser

_BLOCKS: Final = ("begin", "process", "end", "clean", "dynamicparam")
_USING_KINDS: Final = {
    "namespace": "Namespace",
    "module": "Module",
    "assembly": "Assembly",
    "type": "Type",
    "command": "Command",
}
_NO_FUNCTION_NAME: Final = frozenset("|({;)}><&$@\r\n") | SINGLE_QUOTES | DOUBLE_QUOTES


class DefinitionParser(StatementParser):
    """Reads what defines something, and the blocks that code stands in."""

    # --- script blocks ----------------------------------------------------------------------

    def script_block(self, opening: int) -> ScriptBlockAst:
        """Read the inside of ``{ }`` and its end; ``opening`` is the place of the ``{``."""
        self.descend()
        block = self._script_block_body(opening, [])
        self.depth -= 1
        return block

    def whole_script(self) -> ScriptBlockAst:
        """Read the text from ``pos`` to its end as a script."""
        self.skip_lines()
        return self._script_block_body(-1, self._using_statements())

    def _script_block_body(self, opening: int, using: list[UsingStatementAst]) -> ScriptBlockAst:
        character = self.skip_lines()
        parameters: ParamBlockAst | None = None
        if character == "[" or character in "pP":
            parameters = self._param_block()
        character = self.skip_terminators()
        blocks: dict[str, NamedBlockAst] = {}
        if is_letter(character) and self._block_name():
            self._named_blocks(blocks, opening)
        else:
            blocks["end"] = self._unnamed_block(opening)
        return ScriptBlockAst(
            self.source,
            max(opening, 0),
            self.pos,
            [],
            using,
            parameters,
            blocks.get("dynamicparam"),
            blocks.get("begin"),
            blocks.get("process"),
            blocks.get("end"),
            blocks.get("clean"),
        )

    def _unnamed_block(self, opening: int) -> NamedBlockAst:
        statements: list[StatementAst] = []
        traps: list[TrapStatementAst] = []
        start = self.pos
        self.open.append((opening, statements))
        self.statement_list(statements, traps)
        self.open.pop()
        everything: list[StatementAst] = [*statements, *traps]
        start = min((node.start for node in everything), default=start)
        end = max((node.end for node in everything), default=start)
        self._close(opening)
        return NamedBlockAst(self.source, start, end, "end", True, statements, traps)

    def _close(self, opening: int) -> None:
        """Read the end of a script block: its brace, or the end of the text."""
        character = self.skip_lines()
        if opening >= 0:
            if character != "}":
                raise self.error("MissingEndCurlyBrace", opening, opening + 1)
            self.pos += 1
        elif self.pos < self.end:
            raise self.unexpected()

    def _block_name(self) -> str:
        word = self.word()
        folded = word.lower()
        return folded if folded in _BLOCKS and self.text[self.pos + len(word)] in BREAKS else ""

    def _named_blocks(self, blocks: dict[str, NamedBlockAst], opening: int) -> None:
        while True:
            name = self._block_name() if is_letter(self.text[self.pos]) else ""
            if not name:
                break
            start = self.pos
            self.pos = start + len(name)
            body = self.required_block("MissingNamedStatementBlock", self.pos, name)
            if name in blocks:
                raise self.error(
                    "DuplicateScriptCommandClause",
                    start,
                    self.pos,
                    subject=name,
                    open_ended=False,
                )
            blocks[name] = NamedBlockAst(
                self.source, start, self.pos, name, False, body.statements, body.traps
            )
            self.skip_terminators()
        character = self.text[self.pos]
        if self.pos < self.end and not (character == "}" and opening >= 0):
            raise self.error("MissingNamedBlocks", self.pos, subject=character, open_ended=False)
        self._close(opening)

    # --- parameters -------------------------------------------------------------------------

    def _param_block(self) -> ParamBlockAst | None:
        """Read ``[Attribute()] param( ... )``; None, not moving, if something else is here."""
        saved, depth = self.pos, self.depth
        attributes: list[AttributeBaseAst] = []
        if self.text[saved] == "[":
            try:
                attributes = self.attributes()
            except ParseError:
                self.pos, self.depth = saved, depth
                self.no_comma = self.in_ternary = False
                return None
            self.skip_lines()
        start = self.pos
        if not self.keyword_follows("param") or self.skip_lines() != "(":
            self.pos = saved
            return None
        parameters = self._parameter_list()
        if self.skip_lines() != ")":
            at = parameters[-1].end if parameters else self.pos
            raise self.error("MissingEndParenthesisInFunctionParameterList", at)
        self.pos += 1
        for attribute in attributes:
            if not isinstance(attribute, AttributeAst):
                raise self.error(
                    "TypeNotAllowedBeforeParam",
                    attribute.start,
                    attribute.end,
                    subject=attribute.type_name.full_name,
                    open_ended=False,
                )
        kept = [one for one in attributes if isinstance(one, AttributeAst)]
        return ParamBlockAst(self.source, start, self.pos, kept, parameters)

    def _parameter_list(self) -> list[ParameterAst]:
        """Read parameters up to the ``)``; ``pos`` is on the ``(``."""
        self.pos += 1
        parameters: list[ParameterAst] = []
        saved = self.no_comma, self.in_ternary
        self.no_comma, self.in_ternary = True, False
        comma = -1
        while True:
            parameter = self._parameter()
            if parameter is None:
                if comma >= 0:
                    raise self.error("MissingExpressionAfterToken", comma + 1, subject=",")
                break
            self._check_parameter(parameter, parameters)
            parameters.append(parameter)
            if self.skip_lines() != ",":
                break
            comma = self.pos
            self.pos += 1
        self.no_comma, self.in_ternary = saved
        return parameters

    def _parameter(self) -> ParameterAst | None:
        self.skip_lines()
        attributes = self.attributes()
        character = self.skip_lines()
        start = attributes[0].start if attributes else self.pos
        variable = self._parameter_variable(character)
        if variable is None:
            if attributes:
                raise self.error("InvalidFunctionParameter", attributes[-1].end)
            return None
        end = self.pos
        default: ExpressionAst | None = None
        if self.skip_lines() == "=":
            equals = self.pos
            self.pos += 1
            self.skip_lines()
            default = self.expression()
            if default is None:
                raise self.error("MissingExpressionAfterToken", equals + 1, subject="=")
            end = default.end
        self.pos = end
        return ParameterAst(self.source, start, end, attributes, variable, default)

    def _parameter_variable(self, character: str) -> VariableExpressionAst | None:
        node: ExpressionAst | None = None
        if character == "$" and self.text[self.pos + 1] != "(":
            node = self.variable(command=False)
        elif character == "@" and self.text[self.pos + 1] not in "({'\"":
            node = self.splatted(command=False)
        return node if isinstance(node, VariableExpressionAst) else None

    def _check_parameter(self, parameter: ParameterAst, others: list[ParameterAst]) -> None:
        name = parameter.name.variable_path.user_path.lower()
        for other in others:
            if other.name.variable_path.user_path.lower() == name:
                self.defer(
                    "DuplicateFormalParameter", parameter.name.start, parameter.name.end, name
                )

    # --- functions --------------------------------------------------------------------------

    def _function(self, start: int) -> FunctionDefinitionAst:
        keyword = self.text[start : self.pos]
        name, name_end = self._function_name(keyword)
        parameters: list[ParameterAst] | None = None
        if self.skip_lines() == "(":
            parameters = self._parameter_list()
            if self.skip_lines() != ")":
                at = parameters[-1].end if parameters else self.pos
                raise self.error("MissingEndParenthesisInFunctionParameterList", at)
            self.pos += 1
        if self.skip_lines() != "{":
            raise self.error("MissingFunctionBody", name_end)
        body = self._function_body()
        if parameters is not None and body.param_block is not None:
            self.defer("OnlyOneParameterListAllowed", body.param_block.start, body.end, name)
        return FunctionDefinitionAst(
            self.source, start, self.pos, keyword.lower() == "filter", name, parameters, body
        )

    def _function_name(self, keyword: str) -> tuple[str, int]:
        keyword_end = self.pos
        character = self.skip_lines()
        if character in _NO_FUNCTION_NAME or self.pos >= self.end:
            raise self.error("MissingNameAfterKeyword", keyword_end, subject=keyword)
        if character == ",":
            self.pos += 1
            return ",", self.pos
        node = self.bareword(expand=False)
        return str(node.value), node.end

    def _function_body(self) -> ScriptBlockAst:
        opening = self.pos
        self.pos = opening + 1
        saved = self.no_comma, self.in_ternary, self.catch_depth
        self.no_comma = self.in_ternary = False
        self.catch_depth = 0
        body = self.script_block(opening)
        self.no_comma, self.in_ternary, self.catch_depth = saved
        return body

    # --- what may carry attributes ----------------------------------------------------------

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
        return FunctionMemberAst(
            self.source, start, self.pos, name.value, kind, attributes, modifiers, function, base
        )

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

    # --- using ------------------------------------------------------------------------------

    def _using_statements(self) -> list[UsingStatementAst]:
        found: list[UsingStatementAst] = []
        while True:
            start = self.pos
            if not self.keyword_follows("using"):
                return found
            found.append(self._using(start))
            self.skip_terminators()

    def _late_using(self, start: int) -> UsingStatementAst:
        node = self._using(start)
        raise self.error("UsingMustBeAtStartOfScript", start, node.end, open_ended=False)

    def _using(self, start: int) -> UsingStatementAst:
        keyword_end = self.pos
        self.peek()
        kind = self.keyword_follows(*_USING_KINDS)
        if not kind:
            raise self.error("MissingUsingStatementDirective", keyword_end)
        end = self.pos
        if self.peek() in "\r\n,;" or self.pos >= self.end:
            raise self.error("MissingUsingItemName", end)
        item = self.argument()
        name, specification = self._using_item(item, kind)
        alias: StringConstantExpressionAst | None = None
        end = self.pos
        if specification is None and kind != "assembly" and self.peek() == "=":
            self.pos += 1
            if self.at_end():
                raise self.error("MissingNamespaceAlias")
            alias, specification = self._using_item(self.argument(), kind)
            end = self.pos
        self.pos = end
        if self.peek() not in "\r\n;" and self.pos < self.end:
            raise self.error("MissingStatementTerminator")
        return UsingStatementAst(
            self.source, start, end, _USING_KINDS[kind], name, alias, specification
        )

    def _using_item(
        self, item: Ast | None, kind: str
    ) -> tuple[StringConstantExpressionAst | None, HashtableAst | None]:
        if isinstance(item, StringConstantExpressionAst):
            return item, None
        if isinstance(item, HashtableAst) and kind == "module":
            return None, item
        raise self.error(
            "InvalidValueForUsingItemName",
            item.start if item else self.pos,
            self.pos,
            subject=item.text if item else self.text[self.pos],
            open_ended=False,
        )
