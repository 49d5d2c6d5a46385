"""Files that hold one table of plain values (.psd1): read without running anything of them."""

from typing import Any, Final

from cmdlets.core._files import UsesFiles
from smimeadmin.core.values import FoldingDictionary
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.scope import Frame, Scope, Var
from smimeadmin.shell.language import ast

_PLAIN: Final = (
    ast.ScriptBlockAst,
    ast.NamedBlockAst,
    ast.StatementBlockAst,
    ast.PipelineAst,
    ast.CommandExpressionAst,
    ast.HashtableAst,
    ast.ArrayLiteralAst,
    ast.ArrayExpressionAst,
    ast.ParenExpressionAst,
    ast.ConstantExpressionAst,
    ast.StringConstantExpressionAst,
    ast.ExpandableStringExpressionAst,
    ast.UnaryExpressionAst,
    ast.BinaryExpressionAst,
    ast.TernaryExpressionAst,
)
_VARIABLES: Final = frozenset(
    ("true", "false", "null", "psscriptroot", "psedition", "psculture", "psuiculture")
)


class ReadsDataFiles(UsesFiles):
    """Reads tables of plain values."""

    def data_of(self, whole: str, error_id: str, no_table_id: str = "") -> FoldingDictionary:
        """Return the table that a file holds.

        CommandError of these ids if it holds something that would have to run, or no table.
        """
        block = self.session.load_script(whole)
        culprit = _first_that_runs(block.code.ast)
        if culprit is not None:
            raise _not_plain(whole, culprit, error_id)
        output: list[Any] = []
        scope = Scope(self.session.global_scope, is_script=True)
        scope.put(Var("PSScriptRoot", self.files.resolve("..", whole)))
        frame = Frame(self.session, scope, output.append, self.invocation.streams)
        self.session.call_block(frame, block, [], dot=True)
        if len(output) == 1 and isinstance(output[0], FoldingDictionary):
            return output[0]
        raise CommandError(
            no_table_id or error_id,
            f"'{whole}' holds no table.",
            category="InvalidData",
            target=whole,
            inner="System.InvalidOperationException",
            hint="Such a file holds one table: @{ Name = 'value' }.",
        )


def _first_that_runs(node: ast.Ast) -> ast.Ast | None:
    """Return the first part of a tree that is no plain value, None if all are."""
    if isinstance(node, ast.VariableExpressionAst):
        path = node.variable_path
        is_known = path.drive is None and path.name.lower() in _VARIABLES
        return None if is_known else node
    if not isinstance(node, _PLAIN):
        return node
    if isinstance(node, ast.PipelineAst) and len(node.pipeline_elements) != 1:
        return node
    for child in node.children():
        found = _first_that_runs(child)
        if found is not None:
            return found
    return None


def _not_plain(whole: str, node: ast.Ast, error_id: str) -> CommandError:
    return CommandError(
        error_id,
        f"'{node.text}' in '{whole}' is no plain value, and nothing of such a file is run.",
        category="InvalidOperation",
        target=whole,
        inner="System.InvalidOperationException",
        hint="Write the value itself.",
    )
