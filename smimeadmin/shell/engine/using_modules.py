"""``using module`` and ``using assembly``: what a script wants loaded before it begins."""

from typing import Any

from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.compile_unit import compile_expression
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.requirements import RequirementError
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.script_files import compile_script
from smimeadmin.shell.language import ast

_BY_NAME = "param($Name) Import-Module -Name $Name -DisableNameChecking -ErrorAction Stop"
_BY_TABLE = (
    "param($Table) Import-Module -FullyQualifiedName $Table -DisableNameChecking -ErrorAction Stop"
)
_KNOWN_ASSEMBLIES = ("system", "microsoft.", "mscorlib", "netstandard")


def load_used(block: ScriptBlock, frame: Frame) -> None:
    """Load what the ``using`` lines of a script name.

    RequirementError ModuleNotFoundDuringParse or ErrorLoadingAssembly if it is not there: nothing
    of the script runs.
    """
    for node in block.code.ast.using_statements:
        kind = node.using_statement_kind
        if kind == "Module":
            _load_module(node, block, frame)
        elif kind == "Assembly" and node.name is not None:
            _check_assembly(str(node.name.value))


def _load_module(node: ast.UsingStatementAst, block: ScriptBlock, frame: Frame) -> None:
    session = frame.session
    if node.module_specification is not None:
        text = _BY_TABLE
        wanted: Any = compile_expression(node.module_specification, block.code.unit)(frame)
    else:
        text = _BY_NAME
        wanted = _place(str(node.name.value) if node.name is not None else "", block, session)
    kept = frame.out
    session.try_depth += 1
    try:
        session.call_block(frame, compile_script(text, None, session), [wanted])
    except Exception as error:
        raise RequirementError(
            "ModuleNotFoundDuringParse",
            f"The module in '{node.text}' could not be loaded: {error}",
            category="ParserError",
            target=node.text,
            inner=AUTOMATION + "ParseException",
            hint="Give its path as seen from the script, or install it in $env:PSModulePath.",
        ) from error
    finally:
        session.try_depth -= 1
        frame.out = kept


def _place(name: str, block: ScriptBlock, session: Any) -> str:
    """Return a module's path from the script's own folder; a plain name stays one."""
    if not ("/" in name or "\\" in name or name.lower().endswith((".psm1", ".psd1"))):
        return name
    path = block.code.unit.path
    folder = path.replace("\\", "/").rpartition("/")[0] if path else session.location
    return str(session.files.resolve(name, folder))


def _check_assembly(name: str) -> None:
    if not name.lower().startswith(_KNOWN_ASSEMBLIES):
        raise RequirementError(
            "ErrorLoadingAssembly",
            f"The assembly '{name}' can't be loaded: this shell runs no .NET code.",
            category="ParserError",
            target=name,
            inner=AUTOMATION + "ParseException",
            hint="docs/language.md lists the types that are here without it.",
        )
