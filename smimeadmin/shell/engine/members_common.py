"""The methods that every value has: GetType, ToString, Equals, GetHashCode."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine.convert import list_items, to_text
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.types import resolve_type, type_of
from smimeadmin.shell.engine.xml_document import XmlElement

if TYPE_CHECKING:
    from smimeadmin.shell.engine import members_lists
else:
    members_lists = at_first_use("smimeadmin.shell.engine.members_lists")


_WRAPPER: Final = "System.Management.Automation.PSObject"


def came_with_type(obj: Any) -> bool:
    """Say whether a value came by wire with properties of its type: then it is only a wrapper."""
    added = obj.notes if type(obj) is Annotated else obj
    return type(added) is PropertyBag and added.adapted > 0


def _get_type(obj: Any, arguments: list[Any]) -> Any:
    _no_arguments("GetType", arguments)
    return resolve_type(_WRAPPER) if came_with_type(obj) else type_of(obj)


def _to_string(obj: Any, arguments: list[Any]) -> Any:
    _no_arguments("ToString", arguments)
    if type(obj) is PropertyBag and obj.text is None:
        return ""
    if isinstance(obj, XmlElement):
        return obj.name
    return type_of(obj).name if list_items(obj) is not None else to_text(obj)


def _equals(obj: Any, arguments: list[Any]) -> Any:
    if len(arguments) != 1:
        raise wrong_count("Equals", len(arguments))
    other = arguments[0]
    return obj is other or members_lists.same_object(obj, other)


def _hash_code(obj: Any, arguments: list[Any]) -> Any:
    _no_arguments("GetHashCode", arguments)
    return id(obj) & 0x7FFFFFFF


def _no_arguments(name: str, arguments: list[Any]) -> None:
    if arguments:
        raise wrong_count(name, len(arguments))


def wrong_count(name: str, count: int) -> EngineError:
    """Return the error for a number of arguments that no form of a method takes."""
    return EngineError(
        "MethodCountCouldNotFindBest",
        f'Cannot find an overload for "{name}" and the argument count: "{count}".',
        target=name,
    )


def cannot_set(obj: Any, name: str, *, exists: bool) -> EngineError:
    """Return the error for a property that is not there, or is only read."""
    if exists:
        return EngineError(
            "PropertyAssignmentException", f"'{name}' is a ReadOnly property.", target=obj
        )
    return EngineError(
        "ExceptionWhenSetting" if type(obj) is PropertyBag else "PropertyNotFound",
        f"The property '{name}' cannot be found on this object, or it cannot be set.",
        hint="Add-Member adds a property.",
        target=obj,
    )


COMMON: Final[dict[str, Callable[[Any, list[Any]], Any]]] = {
    "gettype": _get_type,
    "tostring": _to_string,
    "equals": _equals,
    "gethashcode": _hash_code,
}
"""The methods that every value has, by folded names; ``members_intrinsic`` adds two."""
