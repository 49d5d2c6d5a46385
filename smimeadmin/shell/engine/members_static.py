"""``[type]::name`` and ``[type]::name(arguments)``."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.errors import ConversionError, EngineError
from smimeadmin.shell.engine.from_python import from_python
from smimeadmin.shell.engine.late_tables import STATICS
from smimeadmin.shell.engine.members_table import (
    STATIC_METHODS,
    STATIC_PROPERTIES,
)
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import Method, MethodView
from smimeadmin.shell.engine.types import INT32

if TYPE_CHECKING:
    from smimeadmin.shell.engine import members_lists
else:
    members_lists = at_first_use("smimeadmin.shell.engine.members_lists")


from smimeadmin.shell.engine.members_common import cannot_set, wrong_count


def static_member(net_type: NetType, name: str) -> Any:
    """Return ``[type]::name``; of an enumeration a member; null where there is none."""
    key = fold(name)
    if net_type.enum is not None:
        number = net_type.enum.by_fold.get(key)
        if number is not None:
            return v.EnumValue(net_type.enum, number)
    known = STATIC_PROPERTIES.get(_table_name(net_type), {}).get(key)
    if known is not None:
        return from_python(known.get(net_type))
    method = _static_method(net_type, key)
    if method is None:
        return None
    made = str(net_type) if key == "new" else ""
    return MethodView(
        method, lambda args: invoke_static(net_type, name, args), static=True, made=made
    )


def _static_method(net_type: NetType, key: str) -> Method | None:
    """Return a static method of a type, or of a base of it; constructors are not inherited."""
    method = STATIC_METHODS.get(_table_name(net_type), {}).get(key)
    base = net_type.base
    while method is None and base is not None and key != "new":
        method = STATIC_METHODS.get(base.definition or base.name, {}).get(key)
        base = base.base
    return method


def _refuse_open(net_type: NetType, name: str) -> None:
    """Refuse to make a value of a generic type whose arguments nobody named."""
    if not net_type.definition and "`" in net_type.name:
        raise EngineError(
            "MethodNotFound",
            f"[{net_type.name}] is no type yet: it does not say of what.",
            hint=f"Write [{net_type.name.partition('`')[0]}[string]]::new().",
            target=name,
        )


def set_static_member(net_type: NetType, name: str, value: Any) -> None:
    """Set ``[type]::name``; EngineError PropertyNotFound if it cannot be set."""
    known = STATIC_PROPERTIES.get(_table_name(net_type), {}).get(fold(name))
    if known is None or known.set is None:
        raise cannot_set(net_type, name, exists=known is not None)
    known.set(net_type, value)


def _table_name(net_type: NetType) -> str:
    """Return the name under which a type's statics stand, once they are loaded."""
    STATICS.load()
    return net_type.definition or net_type.name


def invoke_static(net_type: NetType, name: str, args: list[Any]) -> Any:
    """Call ``[type]::name(args)``; ``new`` makes a value of the type."""
    key = fold(name)
    method = _static_method(net_type, key)
    if method is not None:
        if key == "new":
            _refuse_open(net_type, name)
            if net_type.definition:
                return method.call(args, net_type)
        return method.call(args)
    if net_type.is_array and key == "new":
        return _new_array(net_type, args)
    common = _STATIC_COMMON.get(key)
    if common is not None:
        return common(net_type, args)
    raise EngineError(
        "MethodNotFound",
        f"Method invocation failed because [{net_type.name}] does not contain a method"
        f" named '{name}'.",
        target=name,
    )


def _new_array(net_type: NetType, args: list[Any]) -> Any:
    if len(args) != 1 or net_type.element is None:
        raise wrong_count("new", len(args))
    element = net_type.element
    size = int(convert(args[0], INT32))
    try:
        blank = convert(None, element) if element.name != "System.String" else None
    except ConversionError:
        blank = None
    if element.name == "System.Byte":
        return bytearray(size)
    if element.name == "System.Object":
        return [None] * size
    return v.TypedArray([blank] * size, element.name)


_STATIC_COMMON: Final[dict[str, Callable[[NetType, list[Any]], Any]]] = {
    "equals": lambda _t, args: len(args) == 2 and members_lists.same_object(args[0], args[1]),
    "referenceequals": lambda _t, args: len(args) == 2 and args[0] is args[1],
}
