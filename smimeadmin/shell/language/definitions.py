"""Script blocks, parameters, functions and using statements."""

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
    UsingStatementAst,
)
from smimeadmin.shell.language.ast_definitions import (
    FunctionDefinitionAst,
)
from smimeadmin.shell.language.ast_expressions import (
    HashtableAst,
)
from smimeadmin.shell.language.characters import (
    BREAKS,
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    is_letter,
)
from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.loops import LoopParser

_BLOCKS: Final = ("begin", "process", "end", "clean", "dynamicparam")
_USING_KINDS: Final = {
    "namespace": "Namespace",
    "module": "Module",
    "assembly": "Assembly",
    "type": "Type",
    "command": "Command",
}
_NO_FUNCTION_NAME: Final = frozenset("|({;)}><&$@\r\n") | SINGLE_QUOTES | DOUBLE_QUOTES


class DefinitionParser(LoopParser):
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
        parts: list[Ast] = [*using]
        self.open.append(("script", opening, parts))
        if character == "[" or character in "pP":
            parameters = self._param_block()
            if parameters is not None:
                parts.append(parameters)
        character = self.skip_terminators()
        blocks: dict[str, NamedBlockAst] = {}
        if is_letter(character) and self._block_name():
            self._named_blocks(blocks, opening, parts)
        else:
            blocks["end"] = self._unnamed_block(opening)
        self.open.pop()
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
        self.statement_list(statements, traps)
        everything: list[StatementAst] = [*statements, *traps]
        start = min((node.start for node in everything), default=start)
        end = max((node.end for node in everything), default=start)
        self._close(opening)
        self.open.pop()
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

    def _named_blocks(
        self, blocks: dict[str, NamedBlockAst], opening: int, parts: list[Ast]
    ) -> None:
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
            parts.append(blocks[name])
            self.skip_terminators()
        character = self.text[self.pos]
        if self.pos < self.end and not (character == "}" and opening >= 0):
            raise self.error("MissingNamedBlocks", self.pos, subject=character, open_ended=False)
        self._close(opening)

    # --- parameters -------------------------------------------------------------------------

    def _param_block(self) -> ParamBlockAst | None:
        """Read ``[Attribute()] param( ... )``; None, not moving, if something else is here."""
        saved, depth, opened = self.pos, self.depth, len(self.open)
        attributes: list[AttributeBaseAst] = []
        if self.text[saved] == "[":
            try:
                attributes = self.attributes()
            except ParseError:
                self.pos, self.depth = saved, depth
                del self.open[opened:]
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
        self.open.append(("function", start, parameters or []))
        body = self._function_body()
        self.open.pop()
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
        if alias is not None or kind in ("type", "command"):
            self.defer("UsingStatementNotSupported", start, end, kind)
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
