"""Script blocks: code that was compiled once, and the values that hold it."""

from collections.abc import Callable, Iterator
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.call_trace import block_level, opens_level
from smimeadmin.shell.engine.compile_unit import Statement, Unit, compile_statement
from smimeadmin.shell.engine.enumerators import InputEnumerator
from smimeadmin.shell.engine.flow import Leave, LoopFlow, ReturnLeave
from smimeadmin.shell.engine.scope import Frame, Scope, Var
from smimeadmin.shell.language import ast

_DOOR = 10
"""What a call through code in C counts for: its frames lie on the C stack, which is small."""


class BlockCode:
    """The code of a script block, function or file; its statements are compiled at the first run.

    ``head`` are the parameters that stand in parentheses behind a function's name; ``is_filter``
    makes the unnamed block a process block. ``parameters`` is filled by ``script_parameters``.
    """

    __slots__ = (
        "_begin",
        "_clean",
        "_end",
        "_process",
        "_reports",
        "_variables",
        "ast",
        "compiled",
        "head",
        "is_filter",
        "metadata",
        "name",
        "plan",
        "unit",
    )

    def __init__(
        self,
        node: ast.ScriptBlockAst,
        unit: Unit,
        *,
        name: str = "",
        head: list[ast.ParameterAst] | None = None,
        is_filter: bool = False,
    ) -> None:
        self.ast = node
        self.unit = unit
        self.name = name
        self.head = head
        self.is_filter = is_filter
        self.compiled = False
        self.metadata: Any = None
        self.plan: Any = None
        self._reports: bool | None = None
        self._variables: frozenset[str] | None = None
        self._begin: Statement | None = None
        self._process: Statement | None = None
        self._end: Statement | None = None
        self._clean: Statement | None = None

    def _compile(self) -> None:
        node = self.ast
        for using in node.using_statements:
            if using.using_statement_kind == "Namespace" and using.name is not None:
                name = str(using.name.value)
                if name not in self.unit.namespaces:
                    self.unit.namespaces.append(name)
        blocks = [
            None if b is None else compile_statement(b, self.unit)
            for b in (node.begin_block, node.process_block, node.end_block, node.clean_block)
        ]
        self._begin, self._process, self._end, self._clean = blocks
        if self.is_filter and self._process is None:
            self._process, self._end = self._end, None
        self.compiled = True

    @property
    def begin(self) -> Statement | None:
        """What runs first."""
        if not self.compiled:
            self._compile()
        return self._begin

    @property
    def process(self) -> Statement | None:
        """What runs for each object."""
        if not self.compiled:
            self._compile()
        return self._process

    @property
    def end(self) -> Statement | None:
        """What runs last; all there is in a block without named parts."""
        if not self.compiled:
            self._compile()
        return self._end

    @property
    def clean(self) -> Statement | None:
        """What runs at the very end, whatever happened."""
        if not self.compiled:
            self._compile()
        return self._clean

    @property
    def parameter_nodes(self) -> list[ast.ParameterAst]:
        """The declared parameters."""
        if self.ast.param_block is not None:
            return self.ast.param_block.parameters
        return self.head or []

    @property
    def reports_errors(self) -> bool:
        """Whether the code calls Write-Error, so that its calls must count what they do."""
        if self._reports is None:
            self._reports = _calls_write_error(self.ast)
        return self._reports

    @property
    def variables(self) -> frozenset[str]:
        """The folded names of all variables that the code mentions, blocks within it included."""
        if self._variables is None:
            self._variables = frozenset(_variables(self.ast))
        return self._variables

    @property
    def is_plain(self) -> bool:
        """Whether the block has neither parameters nor named parts."""
        node = self.ast
        return not self.parameter_nodes and not (
            node.begin_block or node.process_block or node.clean_block or self.is_filter
        )

    @property
    def text(self) -> str:
        """The source between the braces, behind the parameters of a function's head."""
        text = self.ast.text
        if text.startswith("{") and text.endswith("}"):
            text = text[1:-1]
        if self.head:
            return f"param({', '.join(one.text for one in self.head)})\n{text}"
        return text


def _calls_write_error(node: ast.Ast) -> bool:
    if isinstance(node, ast.CommandAst) and node.command_elements:
        first = node.command_elements[0]
        if isinstance(first, ast.StringConstantExpressionAst):
            name = fold(str(first.value))
            if name.rpartition("\\")[2] == "write-error":
                return True
    return any(_calls_write_error(child) for child in node.children())


def _with_input(body: Statement) -> Statement:
    """Make ``$input`` the one object that ForEach-Object hands to its block."""

    def run(frame: Frame) -> Leave | None:
        variables = frame.vars
        before = variables.get("input")
        variables["input"] = Var("input", InputEnumerator([variables["_"].v]))
        try:
            return body(frame)
        finally:
            if before is None:
                del variables["input"]
            else:
                variables["input"] = before

    return run


def _variables(node: ast.Ast) -> Iterator[str]:
    if isinstance(node, ast.VariableExpressionAst):
        yield fold(node.variable_path.name)
    for child in node.children():
        yield from _variables(child)


class ScriptBlock:
    """A script block as a value; ``closure`` holds the variables that GetNewClosure took along.

    ``home`` is the outermost scope of where it was written (``Scope.home``): a module that runs a
    block from outside does not lend it its variables.
    """

    __slots__ = ("closure", "code", "home", "session")
    type_name = "System.Management.Automation.ScriptBlock"

    def __init__(
        self,
        code: BlockCode,
        session: Any,
        closure: Scope | None = None,
        home: Scope | None = None,
    ) -> None:
        self.code = code
        self.session = session
        self.closure = closure
        self.home = home

    def scope_from(self, caller: Scope) -> Scope:
        """Return the scope below which the block runs when it is called from another."""
        if self.closure is not None:
            return self.closure
        home = self.home
        return caller if home is None or home is caller.home else caller.inside(home)

    def new_closure(self, frame: Frame) -> "ScriptBlock":
        """Return a copy that keeps the variables of the running scope as they are now."""
        kept = Scope(frame.session.global_scope, is_script=True)
        for variable in list(frame.scope.vars.values()):
            kept.vars[fold(variable.name)] = Var(variable.name, variable.v)
        return ScriptBlock(self.code, self.session, kept)

    def runner(self, frame: Frame, out: Callable[[Any], Any]) -> Callable[[Any], None]:
        """Return a function that runs the block in the frame's own scope for one ``$_``.

        This is how ForEach-Object and Where-Object run theirs; output goes to ``out``.
        """
        scope = self.scope_from(frame.scope) if self.closure is None else Scope(self.closure)
        inner = Frame(frame.session, scope, out, frame.streams)
        variables = scope.vars
        if not self.code.is_plain:
            return self._full_runner(inner)
        body = self.code.end
        if body is None:
            return lambda _item: None
        run = body if "input" not in self.code.variables else _with_input(body)

        def each(item: Any) -> None:
            try:
                variables["_"].v = item
            except KeyError:
                variables["_"] = Var("_", item)
            leave = run(inner)
            if leave is not None and type(leave) is not ReturnLeave:
                raise LoopFlow(leave)

        opens_level(each.__code__, block_level)
        return each

    def _full_runner(self, inner: Frame) -> Callable[[Any], None]:
        call = self.session.call_block

        def each(item: Any) -> None:
            inner.scope.assign("_", item)
            call(inner, self, [], dot=True, item=item)

        return each

    def bound_to(self, frame: Frame) -> Callable[..., Any]:
        """Return a function of ``$_`` that gives what the block writes: one value, or a list."""
        output: list[Any] = []
        run = self.runner(frame, output.append)
        session = frame.session

        def value_of(item: Any, *_others: Any) -> Any:
            output.clear()
            before = frame.vars.get("_")
            kept = None if before is None else before.v
            session.depth += _DOOR
            try:
                session.check_depth()
                run(item)
            finally:
                session.depth -= _DOOR
                if before is None:
                    frame.vars.pop("_", None)
                else:
                    before.v = kept
            return output[0] if len(output) == 1 else output.copy() or None

        return value_of

    def invoke(self, *arguments: Any) -> list[Any]:
        """Run the block in a scope of its own, and return what it writes."""
        return self._through_door(self.session.calling.scope, list(arguments))

    def call_method(self, owner: Any, arguments: list[Any]) -> Any:
        """Run the block as a method: ``$this`` is its owner."""
        output = self.outputs_for(owner, arguments)
        return output[0] if len(output) == 1 else output or None

    def outputs_for(self, owner: Any, arguments: list[Any]) -> list[Any]:
        """Run the block as a method and return what it wrote: nothing is not the same as null."""
        scope = Scope(self.scope_from(self.session.calling.scope))
        scope.assign("this", owner)
        return self._through_door(scope, arguments)

    def __call__(self, *arguments: Any) -> Any:
        """Run the block for .NET code that calls it back; the first argument is ``$_`` too."""
        scope = Scope(self.scope_from(self.session.calling.scope))
        if arguments:
            scope.assign("_", arguments[0])
        output = self._through_door(scope, list(arguments))
        return output[0] if len(output) == 1 else output or None

    def _through_door(self, scope: Scope, arguments: list[Any]) -> list[Any]:
        """Run the block below a scope for code that is not the engine's own; return its output."""
        session = self.session
        output: list[Any] = []
        frame = Frame(session, scope, output.append, session.calling.streams)
        session.depth += _DOOR
        try:
            session.check_depth()
            session.call_block(frame, self, arguments)
        finally:
            session.depth -= _DOOR
        return output

    def __str__(self) -> str:
        return self.code.text


def leave_block(leave: Leave | None) -> None:
    """Hand a ``break`` or ``continue`` that found no loop in its block to the callers' loops."""
    if leave is not None and type(leave) is not ReturnLeave:
        raise LoopFlow(leave)
