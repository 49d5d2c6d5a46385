"""``--validate``: what is wrong with a script, as far as its text tells; nothing of it runs.

Looked at are the names of commands, the names of parameters, their sets, what is missing, and the
values that are written out: by the binder's own rules, with its own ids. What only a run can tell
(variables, splatted tables, what a pipeline brings) is never a finding.
"""

from typing import Any

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.arguments import Argument
from smimeadmin.shell.engine.binder import (
    bind_into,
    mandatory_missing,
    missing_error,
    settle_sets,
)
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.calls import named_error
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.compile_unit import Unit
from smimeadmin.shell.engine.error_record import BindingError, record_of
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.index import CommandEntry
from smimeadmin.shell.engine.requirements import check_requirements
from smimeadmin.shell.engine.scope import Frame, Scope
from smimeadmin.shell.engine.script_files import compile_script
from smimeadmin.shell.engine.static_names import (
    define,
    described,
    name_of,
    nodes_below,
    path_of,
)
from smimeadmin.shell.engine.static_values import (
    StaticBinding,
    Undecided,
    only_named,
    static_arguments,
)
from smimeadmin.shell.language import ParseError, ast

_DEFINES_AT_RUN = frozenset({"Invoke-Expression", "Import-PSSession", "Import-Alias"})
_SETS_ALIAS = frozenset({"Set-Alias", "New-Alias"})
_MOVES = frozenset({"Set-Location", "Push-Location", "Pop-Location"})
_REMOTE = frozenset({"Invoke-Command"})


class Finding:
    """Something that is wrong: PowerShell's full id, a sentence, the next step, where it stands.

    ``position`` has ``start``, ``end`` and ``source``; ``command`` is the name of the command that
    it is about, or nothing.
    """

    __slots__ = ("command", "hint", "id", "message", "position")

    def __init__(
        self, error_id: str, message: str, hint: str | None, position: Any, command: str = ""
    ) -> None:
        self.id = error_id
        self.message = message
        self.hint = hint
        self.position = position
        self.command = command


def validate_text(session: Any, text: str, path: str | None = None) -> list[Finding]:
    """Return what is wrong with a text, in the order of the text, scripts it calls behind it."""
    validator = _Validator(session)
    try:
        block = compile_script(text, path, session)
    except ParseError as error:
        return [_of_syntax(error)]
    validator.script(block, session.calling.scope)
    return validator.findings


def validate_file(session: Any, path: str, arguments: list[Argument]) -> list[Finding]:
    """Return what is wrong with a script file, called with those arguments.

    Raises what the files port does if the script can't be read.
    """
    validator = _Validator(session)
    validator.file(path, arguments)
    return validator.findings


def _of_syntax(error: ParseError) -> Finding:
    return Finding(error.id, error.message, error.hint, error)


class _Script:
    """One script: its code, where its names are known, what its text leaves open."""

    __slots__ = ("block", "doubtful", "frame", "moves", "open")

    def __init__(self, block: ScriptBlock, frame: Frame) -> None:
        self.block = block
        self.frame = frame
        self.doubtful: set[str] = set()  # functions that are defined twice, or hide a cmdlet
        self.open = False  # names may come that the text does not show
        self.moves = False  # paths may be relative to another folder


class _Validator:
    """Collects the findings of a script and of the scripts that it calls."""

    def __init__(self, session: Any) -> None:
        self.findings: list[Finding] = []
        self._session = session
        self._seen: set[str] = set()

    # -- scripts

    def file(self, path: str, arguments: list[Argument]) -> None:
        """Check a script file and the arguments on its command line."""
        block = self._load(path)
        if block is None:
            return
        self.script(block, self._session.calling.scope)
        self._command_line(block, path, arguments)

    def script(self, block: ScriptBlock, parent: Scope, outer: _Script | None = None) -> None:
        """Check a script whose names come after those of its caller."""
        frame = Frame(self._session, Scope(parent, is_script=True), _ignore, self._session.streams)
        script = _Script(block, frame)
        if outer is not None:
            script.doubtful |= outer.doubtful
            script.open, script.moves = outer.open, outer.moves
        self._requirements(block)
        code = block.code
        taken_in = self._collect(code.ast, code.unit, script)
        self._check(code.ast, code.unit, script)
        for other in taken_in:
            self._check(other.code.ast, other.code.unit, script)

    def _requirements(self, block: ScriptBlock) -> None:
        tree = block.code.ast
        try:
            check_requirements(tree, block.code.name, self._session.registry.knows_module)
            block.code.end  # noqa: B018 - compiles it: "This shell can't run ..."
        except EngineError as error:
            self._add(error, None)

    def _load(self, path: str) -> ScriptBlock | None:
        """Read a script that is called, once; what it lacks in syntax is a finding."""
        full = self._session.resolve(path)
        if full in self._seen:
            return None
        self._seen.add(full)
        try:
            block: ScriptBlock = self._session.load_script(full)
        except ParseError as error:
            self.findings.append(_of_syntax(error))
            return None
        return block

    # -- names that the text defines

    def _collect(self, tree: ast.Ast, unit: Unit, script: _Script) -> list[ScriptBlock]:
        """Make what a tree defines known; return the scripts that it takes in."""
        taken_in: list[ScriptBlock] = []
        methods: set[int] = set()
        for node in nodes_below(tree):
            if isinstance(node, ast.FunctionMemberAst):
                methods.update(id(child) for child in node.children())
            elif isinstance(node, ast.FunctionDefinitionAst) and id(node) not in methods:
                self._define(node, unit, script)
            elif isinstance(node, ast.AssignmentStatementAst):
                _note_assigned_function(node.left, script)
            elif isinstance(node, ast.CommandAst):
                taken_in += self._collect_of_command(node, unit, script)
        return taken_in

    def _define(self, node: ast.FunctionDefinitionAst, unit: Unit, script: _Script) -> None:
        short = node.name.rpartition(":")[2]
        registry = self._session.registry
        if registry.find_function(short, script.frame.scope) or registry.find_cmdlet(short):
            script.doubtful.add(fold(short))
        define(node, unit, script.frame)

    def _collect_of_command(
        self, node: ast.CommandAst, unit: Unit, script: _Script
    ) -> list[ScriptBlock]:
        if node.invocation_operator == ".":
            return self._take_in(node.command_elements[0], unit, script)
        info = self._cmdlet(name_of(node), script)
        if info is None:
            return []
        script.open |= info.name in _DEFINES_AT_RUN
        script.moves |= info.name in _MOVES
        if info.name in _SETS_ALIAS:
            self._alias(info, node, unit, script)
        elif info.name == "Import-Module" and len(node.command_elements) > 1:
            return self._take_in(node.command_elements[-1], unit, script)
        elif info.name in {"Set-Item", "New-Item"} and "function:" in fold(node.text):
            script.open = True
        return []

    def _cmdlet(self, name: str, script: _Script) -> CommandInfo | None:
        if not name:
            return None
        registry = self._session.registry
        target = registry.alias_target(name, script.frame.scope)
        found: CommandInfo | None = registry.find_cmdlet(target or name)
        return found

    def _take_in(self, node: ast.Ast, unit: Unit, script: _Script) -> list[ScriptBlock]:
        """Take the definitions of a script that is dot-sourced or imported by its path."""
        if isinstance(node, ast.ScriptBlockExpressionAst):
            return []
        path = path_of(node, unit, script.frame)
        if fold(path).endswith((".ps1", ".psm1")):
            full = self._session.resolve(path)
            if self._session.files.exists(full):
                block = self._load(full)
                if block is None:
                    return []
                return [block, *self._collect(block.code.ast, block.code.unit, script)]
        script.open |= not path or not self._session.registry.knows_module(path)
        return []

    def _alias(self, info: CommandInfo, node: ast.CommandAst, unit: Unit, script: _Script) -> None:
        arguments, splatted = static_arguments(node.command_elements[1:], unit, script.frame)
        values: dict[str, Any] = {}
        if not splatted:
            try:
                values = bind_into(StaticBinding(info, script=False), arguments).values
            except (BindingError, Undecided):
                values = {}  # told when the command itself is looked at
        name, target = values.get("Name"), values.get("Value")
        if isinstance(name, str) and isinstance(target, str):
            self._session.registry.set_alias(name, target, script.frame.scope)
        else:
            script.open = True

    # -- calls

    def _check(self, tree: ast.Ast, unit: Unit, script: _Script) -> None:
        piped: set[int] = set()
        waiting = [tree]
        while waiting:
            node = waiting.pop()
            children = list(node.children())
            if isinstance(node, ast.PipelineAst):
                piped.update(id(element) for element in node.pipeline_elements[1:])
            elif isinstance(node, ast.CommandAst):
                info = self._command(node, unit, script, piped=id(node) in piped)
                if info is not None and info.name in _REMOTE:
                    # What a block calls on another machine is known there.
                    children = [
                        c for c in children if not isinstance(c, ast.ScriptBlockExpressionAst)
                    ]
            waiting.extend(reversed(children))

    def _command(
        self, node: ast.CommandAst, unit: Unit, script: _Script, *, piped: bool
    ) -> CommandInfo | None:
        """Check a call; return what is called, if the text tells."""
        first, *rest = node.command_elements
        name = name_of(node) or path_of(first, unit, script.frame)
        if not name or isinstance(first, ast.ScriptBlockExpressionAst):
            return None
        try:
            info: CommandInfo = self._session.registry.find(name, script.frame.scope)
        except EngineError as error:
            is_script = fold(name).endswith((".ps1", ".psm1"))
            if not (script.moves if is_script else script.open):
                self._add(error, first)
            return None
        called = self._called(info, node, script)
        if called is not None:
            self._arguments(called, info, rest, node, unit=unit, script=script, piped=piped)
        return info

    def _called(
        self, info: CommandInfo, node: ast.CommandAst, script: _Script
    ) -> CommandInfo | None:
        """Return what is called with its parameters; None if the text does not tell them."""
        if info.kind == "ExternalScript":
            return self._called_script(info, node, script)
        if fold(info.name) in script.doubtful:
            return None
        if isinstance(info.target, ScriptBlock):
            return described(info.target.code, script.frame)
        return info if info.kind == "Cmdlet" else None

    def _called_script(
        self, info: CommandInfo, node: ast.CommandAst, script: _Script
    ) -> CommandInfo | None:
        path = str(info.target)
        known = path in self._seen
        block = self._load(path)
        if block is None and not known:
            return None  # it has an error of syntax
        if block is None:
            try:
                block = self._session.load_script(path)
            except ParseError:
                return None  # told when it was met first
        elif node.invocation_operator != ".":
            self.script(block, script.frame.scope, script)
        return described(block.code, script.frame) if block is not None else None

    def _command_line(self, block: ScriptBlock, path: str, arguments: list[Argument]) -> None:
        """Check what stands behind a script on the command line; more may come at the run."""
        info = described(block.code, self._session.calling) if arguments else None
        if info is not None:
            shown = CommandInfo(block.code.name or path, "ExternalScript", path, advanced=False)
            self._bind(info, shown, arguments, None, piped=True)

    def _arguments(
        self,
        called: CommandInfo,
        info: CommandInfo,
        elements: list[Any],
        node: ast.CommandAst,
        *,
        unit: Unit,
        script: _Script,
        piped: bool,
    ) -> None:
        try:
            arguments, splatted = static_arguments(elements, unit, script.frame)
        except EngineError as error:
            self._add(error, node)
            return
        if splatted:
            arguments = only_named(called, arguments)
        binding = self._bind(called, info, arguments, node, piped=piped)
        if binding is None or splatted:
            return
        try:
            settle_sets(binding, piped=piped)
            missing = [] if piped else mandatory_missing(binding, binding.chosen, piped=False)
            if missing:
                raise missing_error(called, missing)
        except BindingError as error:
            self._add(error, node, info)

    def _bind(
        self,
        called: CommandInfo,
        info: CommandInfo,
        arguments: list[Argument],
        node: ast.CommandAst | None,
        *,
        piped: bool,
    ) -> StaticBinding | None:
        """Bind, and go on without an argument that is wrong; None if one was, or was unclear."""
        is_clean = True
        is_script = info.kind != "Cmdlet"
        while True:
            binding = StaticBinding(called, script=is_script, piped=piped)
            try:
                bind_into(binding, arguments)
            except Undecided:
                return None
            except BindingError as error:
                if isinstance(called.target, CommandEntry):  # its checks may decide: look at them
                    called = self._session.registry.load(called)[1]
                    continue
                self._add(error, node, info)
                is_clean = False
                left = only_named(called, arguments, error.node)
                if error.node is None or len(left) == len(arguments):
                    return None
                arguments = left
            else:
                return binding if is_clean else None

    def _add(
        self, error: SmimeAdminError, node: ast.Ast | None, info: CommandInfo | None = None
    ) -> None:
        if info is not None and isinstance(error, EngineError):
            record = named_error(error, info, node).record
        else:
            record = record_of(error, in_command=False)
            record.position = record.position or node
        self.findings.append(
            Finding(
                record.fully_qualified_error_id,
                record.message,
                record.hint,
                record.position,
                record.command,
            )
        )


def _ignore(value: Any) -> None:
    """Take output that nobody looks at."""


def _note_assigned_function(node: ast.Ast, script: _Script) -> None:
    """Take note of ``$function:name = { }``: its name and parameters are not looked for."""
    if isinstance(node, ast.VariableExpressionAst):
        script.open |= fold(node.variable_path.drive or "") == "function"
