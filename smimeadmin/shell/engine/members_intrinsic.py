"""``.ForEach()`` and ``.Where()``, which every value has."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import convert_errors as why
from smimeadmin.shell.engine.arguments import Argument
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.calls import block_stage, call_block
from smimeadmin.shell.engine.convert import convert, enumerate_value, to_bool, to_text
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.members_common import COMMON, wrong_count
from smimeadmin.shell.engine.members_lookup import (
    find_property,
    get_method,
    set_member,
)
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.scope import Frame, Var
from smimeadmin.shell.engine.types import INT32, register_enum

_PSOBJECT: Final = "System.Management.Automation.PSObject"
_MODES: Final = v.EnumType(
    "System.Management.Automation.WhereOperatorSelectionMode",
    {"Default": 0, "First": 1, "Last": 2, "SkipUntil": 3, "Until": 4, "Split": 5},
)
_MODE: Final = register_enum(_MODES)


def _items_of(obj: Any) -> list[Any]:
    if obj is None:
        return []
    items = enumerate_value(obj)
    return [obj] if items is None else list(items)


def for_each(obj: Any, arguments: list[Any]) -> Any:
    """Return ``obj.ForEach(...)``: of a block, a type, a property's or a method's name."""
    if not arguments:
        raise wrong_count("ForEach", 0)
    action, *rest = arguments
    if action is None:
        raise EngineError(
            "System.ArgumentNullException",
            "ForEach needs a block, a type or the name of a member.",
            inner="System.ArgumentNullException",
        )
    items = _items_of(obj)
    if isinstance(action, ScriptBlock):
        return v.Collection(_run_block(action, items, rest), _PSOBJECT)
    if isinstance(action, NetType):
        return _converted(items, action)
    if callable(action):
        return v.Collection([action(item, *rest) for item in items], _PSOBJECT)
    return v.Collection(_members(items, to_text(action), rest), _PSOBJECT)


def _converted(items: list[Any], wanted: NetType) -> Any:
    try:
        return v.Collection([convert(item, wanted) for item in items], wanted.name)
    except ConversionError as reason:
        raise EngineError(
            "MethodArgumentConversionInvalidCastArgument",
            f"An item can't be converted to [{wanted}]: {reason.message}",
            target=reason.target,
            inner="System.Management.Automation.PSInvalidCastException",
        ) from reason


def _members(items: list[Any], name: str, rest: list[Any]) -> list[Any]:
    """Return what a property or method of each item gives; with a value, set the property."""
    result: list[Any] = []
    for item in items:
        if isinstance(item, v.FoldingDictionary) and name in item:
            if rest:
                set_member(item, name, rest[0] if len(rest) == 1 else rest)
            else:
                result.append(item[name])
            continue
        method = None if item is None or find_property(item, name)[0] else get_method(item, name)
        if method is not None:
            result.append(method(rest))
        elif rest:
            set_member(item, name, rest[0] if len(rest) == 1 else rest)
        else:
            result.append(find_property(item, name)[1] if item is not None else None)
    return result


def _run_block(block: ScriptBlock, items: list[Any], arguments: list[Any]) -> list[Any]:
    """Run a block for each item in the caller's own scope; return all that it writes."""
    output: list[Any] = []
    frame = _frame_of(block, output.append)
    with _Underscore(frame):
        if block.code.process is not None:
            given = [Argument(None, value) for value in arguments]
            stage = block_stage(block, given, frame, output.append, piped=True, dot=True)
            try:
                stage.begin()
                for item in items:
                    stage.accept(item)
                stage.end()
            finally:
                stage.clean()
            return output
        run = _runner(block, frame, arguments)
        for item in items:
            run(item)
    return output


def _runner(block: ScriptBlock, frame: Frame, arguments: list[Any]) -> Callable[[Any], None]:
    if not arguments and block.code.is_plain and "args" not in block.code.variables:
        return block.runner(frame, frame.out)

    def run(item: Any) -> None:
        frame.scope.assign("_", item)
        call_block(frame, block, arguments, dot=block.closure is None)

    return run


def _frame_of(block: ScriptBlock, out: Callable[[Any], Any]) -> Frame:
    calling: Frame = block.session.calling
    return Frame(calling.session, calling.scope, out, calling.streams)


class _Underscore:
    """Gives the caller its ``$_`` back."""

    def __init__(self, frame: Frame) -> None:
        self._vars = frame.vars

    def __enter__(self) -> None:
        before = self._vars.get("_")
        self._had = before is not None
        self._value = None if before is None else before.v

    def __exit__(self, *_failure: object) -> None:
        if self._had:
            self._vars["_"] = Var("_", self._value)
        else:
            self._vars.pop("_", None)


def where(obj: Any, arguments: list[Any]) -> Any:
    """Return ``obj.Where(block, mode, number)``."""
    if not 1 <= len(arguments) <= 3:
        raise wrong_count("Where", len(arguments))
    test = _test_of(arguments[0])
    mode = "Default"
    if len(arguments) > 1:
        mode = str(_mode_of(arguments[1]))
    count = int(convert(arguments[2], INT32)) if len(arguments) > 2 else 0
    if count < 0:
        raise EngineError(
            "System.ArgumentOutOfRangeException",
            "The number of items to return is less than 0.",
            target=count,
            inner="System.ArgumentOutOfRangeException",
        )
    items = _items_of(obj)
    if not isinstance(test, ScriptBlock):
        return _chosen(items, lambda item: to_bool(test(item)), mode, count)
    output: list[Any] = []
    frame = _frame_of(test, output.append)
    run = _runner(test, frame, [])

    def holds(item: Any) -> bool:
        output.clear()
        run(item)
        return to_bool(output[0] if len(output) == 1 else output)

    with _Underscore(frame):
        return _chosen(items, holds, mode, count)


def _mode_of(value: Any) -> Any:
    try:
        return convert(value, _MODE)
    except ConversionError as reason:
        raise EngineError(
            "SubstringDisambiguationEnumParseThrewAnException"
            if type(value) is str
            else reason.error_id,
            f"'{to_text(value)}' is no mode of Where: use {', '.join(_MODES.members)}.",
            target=value,
        ) from reason


def _test_of(value: Any) -> Any:
    if callable(value):
        return value
    if value is None:
        raise EngineError(
            "System.ArgumentNullException",
            "Where needs a block.",
            inner="System.ArgumentNullException",
        )
    raise ConversionError(why.FINAL, f"Where needs a block, not '{to_text(value)}'.", target=value)


def _chosen(items: list[Any], holds: Callable[[Any], bool], mode: str, count: int) -> Any:
    kind = fold(mode)
    if kind == "split":
        return _split(items, holds, count)
    if kind == "last":
        found = [item for item in items if holds(item)]
        return v.Collection(found[-(count or 1) :], _PSOBJECT)
    if kind == "skipuntil":
        first = next((i for i, item in enumerate(items) if holds(item)), len(items))
        return v.Collection(items[first:][: count or None], _PSOBJECT)
    if kind == "first":
        count = count or 1
    wanted = kind != "until"
    result: list[Any] = []
    for item in items:
        if holds(item) is wanted:
            result.append(item)
        elif not wanted:
            break
        if count and len(result) >= count:
            break
    return v.Collection(result, _PSOBJECT)


def _split(items: list[Any], holds: Callable[[Any], bool], count: int) -> list[Any]:
    inside: list[Any] = []
    outside: list[Any] = []
    for item in items:
        fits = (not count or len(inside) < count) and holds(item)
        (inside if fits else outside).append(item)
    return [v.Collection(inside, _PSOBJECT), v.Collection(outside, _PSOBJECT)]


COMMON["foreach"] = for_each
COMMON["where"] = where
LOADED: Final = True
"""Says that the methods are declared."""
