"""``$ExecutionContext`` and ``$PSCmdlet.SessionState``: the engine as scripts may call it."""

import os
import re
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.calls import call_block
from smimeadmin.shell.engine.compile_unit import Unit, compile_expression
from smimeadmin.shell.engine.compile_values import plain_expression
from smimeadmin.shell.engine.convert import list_items, to_text
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.members_table import methods, properties, settable
from smimeadmin.shell.engine.scope import Frame, Scope, VariableObject
from smimeadmin.shell.engine.script_files import compile_script
from smimeadmin.shell.engine.types import register_type
from smimeadmin.shell.language import ParseError, parse

_PS: Final = "System.Management.Automation."
_QUOTES: Final = re.compile('["\u201c\u201d\u201e]')


class _OfFrame:
    """Something that works in the scope where a script is now."""

    __slots__ = ("_session",)

    def __init__(self, session: Any) -> None:
        self._session = session

    @property
    def frame(self) -> Frame:
        """Where the script is."""
        frame: Frame = self._session.calling
        return frame

    @property
    def session(self) -> Any:
        """The session."""
        return self._session


class EngineIntrinsics(_OfFrame):
    """``$ExecutionContext``."""

    __slots__ = ()
    type_name = _PS + "EngineIntrinsics"


class SessionState(_OfFrame):
    """``$ExecutionContext.SessionState``."""

    __slots__ = ()
    type_name = _PS + "SessionState"


class InvokeCommand(_OfFrame):
    """``$ExecutionContext.InvokeCommand``."""

    __slots__ = ()
    type_name = _PS + "CommandInvocationIntrinsics"

    def expand_string(self, text: str) -> str:
        """Return a text with its variables and ``$()`` replaced, as in double quotes."""
        quoted = _QUOTES.sub(lambda found: found.group() * 2, text)
        try:
            block = parse(f'"{quoted}"').end_block
        except ParseError as error:
            raise MethodCallError(
                "ParseException", str(error), inner=_PS + "ParseException"
            ) from error
        expression = None if block is None else plain_expression(block.statements[0])
        if expression is None:
            return text
        return to_text(compile_expression(expression, Unit(None))(self.frame))

    def invoke_script(self, code: Any, *arguments: Any) -> v.Collection:
        """Run a text or a block in the scope of the caller; return what it writes."""
        output: list[Any] = []
        outer = self.frame
        block = code if isinstance(code, ScriptBlock) else self.new_block(to_text(code))
        frame = Frame(outer.session, outer.scope, output.append, outer.streams)
        call_block(frame, block, list(arguments), dot=True)
        return v.Collection(output, _PS + "PSObject")

    def new_block(self, text: str) -> ScriptBlock:
        """Return the block of a text."""
        try:
            return compile_script(text, None, self._session)
        except ParseError as error:
            raise MethodCallError(
                "ParseException", str(error), inner=_PS + "ParseException"
            ) from error

    def command(self, name: str, *_kind: Any) -> Any:
        """Return the command of a name, or null."""
        return self._session.registry.look_up(name, self.frame.scope)

    def commands(self, pattern: str, *_kind: Any) -> list[Any]:
        """Return the commands whose names match."""
        return list(self._session.registry.listing(pattern, self.frame.scope))


class Variables(_OfFrame):
    """``SessionState.PSVariable``."""

    __slots__ = ()
    type_name = _PS + "PSVariableIntrinsics"

    def find(self, name: str) -> VariableObject | None:
        """Return the variable of a name with or without its scope in front, or None."""
        where, _, bare = name.rpartition(":")
        scope: Scope = self.frame.scope.at(where) if where else self.frame.scope
        found: VariableObject | None = (
            scope.vars.get(fold(bare)) if where else scope.find(fold(bare))
        )
        return found

    def value(self, name: str, default: Any = None) -> Any:
        """Return the value of a variable, or the default."""
        found = self.find(name)
        return default if found is None else found.v

    def set(self, name: str, value: Any) -> None:
        """Set a variable of the scope where the script is."""
        where, _, bare = name.rpartition(":")
        scope: Scope = self.frame.scope.at(where) if where else self.frame.scope
        scope.assign(fold(bare), value, bare)

    def remove(self, name: str) -> None:
        """Remove a variable."""
        for scope in self.frame.scope.chain():
            if scope.vars.pop(fold(name), None) is not None:
                return


class Paths(_OfFrame):
    """``SessionState.Path``."""

    __slots__ = ()
    type_name = _PS + "PathIntrinsics"

    def location(self) -> Any:
        """Return the current folder."""
        return self._session.global_scope.vars["pwd"].v

    def whole(self, path: str) -> str:
        """Return a path from the root, whether it exists or not."""
        return str(self._session.resolve(path))


def _parent(path: str) -> str:
    return os.path.dirname(path.replace("\\", "/"))  # noqa: PTH120 - a text


def _child(path: str) -> str:
    return os.path.basename(path.replace("\\", "/"))  # noqa: PTH119 - a text


def _joined(parent: str, child: str) -> str:
    return f"{parent.rstrip('/')}/{child.lstrip('/')}"


def _resolved(paths: Paths, path: str) -> v.Collection:
    whole = paths.whole(path)
    if not paths.session.files.exists(whole):
        raise MethodCallError(
            "ItemNotFoundException",
            f"Cannot find path '{whole}' because it does not exist.",
            inner=_PS + "ItemNotFoundException",
        )
    return v.Collection([whole], "System.String")


def _arguments_of(*values: Any) -> list[Any]:
    return [one for value in values for one in (list_items(value) or [value])]


for _kind in (EngineIntrinsics, SessionState, InvokeCommand, Variables, Paths):
    register_type(_kind.type_name, python=_kind)
register_type(_PS + "PSVariable", python=VariableObject)
properties(
    EngineIntrinsics,
    SessionState=lambda e: SessionState(e.session),
    InvokeCommand=lambda e: InvokeCommand(e.session),
    Host=lambda e: e.session.global_scope.vars["host"].v,
)
properties(
    SessionState,
    PSVariable=lambda s: Variables(s.session),
    Path=lambda s: Paths(s.session),
    InvokeCommand=lambda s: InvokeCommand(s.session),
    LanguageMode=lambda _s: "FullLanguage",
    Module=lambda _s: None,
)
methods(
    InvokeCommand,
    ExpandString=[("string:source", InvokeCommand.expand_string)],
    InvokeScript=[
        ("scriptblock:script", InvokeCommand.invoke_script),
        ("string:script", InvokeCommand.invoke_script),
        ("string:script object*:arguments", InvokeCommand.invoke_script),
    ],
    NewScriptBlock=[("string:scriptText", InvokeCommand.new_block)],
    GetCommand=[
        ("string:commandName", InvokeCommand.command),
        ("string:commandName object:type", InvokeCommand.command),
    ],
    GetCommands=[("string:name object:commandTypes bool:isPattern", InvokeCommand.commands)],
)
methods(
    Variables,
    Get=[("string:name", Variables.find)],
    GetValue=[
        ("string:name", Variables.value),
        ("string:name object:defaultValue", Variables.value),
    ],
    Set=[("string:name object:value", Variables.set)],
    Remove=[("string:name", Variables.remove)],
)
properties(
    VariableObject,
    Name=lambda variable: variable.name,
    Description=lambda variable: getattr(variable, "description", ""),
    Options=lambda variable: ", ".join(sorted(variable.all_options)) or "None",
    Visibility=lambda _variable: "Public",
)
settable(
    VariableObject,
    "Value",
    lambda variable: variable.v,
    lambda variable, value: setattr(variable, "v", value),
)
properties(
    Paths,
    CurrentLocation=Paths.location,
    CurrentFileSystemLocation=Paths.location,
)
methods(
    Paths,
    GetUnresolvedProviderPathFromPSPath=[("string:path", Paths.whole)],
    GetResolvedPSPathFromPSPath=[("string:path", _resolved)],
    Combine=[("string:parent string:child", lambda _paths, a, b: _joined(a, b))],
    ParseParent=[("string:path string:root", lambda _paths, path, _root: _parent(path))],
    ParseChildName=[("string:path", lambda _paths, path: _child(path))],
)
properties(
    Invocation,
    SessionState=lambda i: SessionState(i.session),
    InvokeCommand=lambda i: InvokeCommand(i.session),
)
methods(
    Invocation,
    GetUnresolvedProviderPathFromPSPath=[
        ("string:path", lambda i, path: str(i.session.resolve(path)))
    ],
    GetResolvedProviderPathFromPSPath=[
        ("string:path &object:provider", lambda i, path, _ref: _resolved(Paths(i.session), path))
    ],
)

LOADED: Final = True
"""Says that the members above are declared."""
