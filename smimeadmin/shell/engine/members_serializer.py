"""``[System.Management.Automation.PSSerializer]``; the codec is loaded when it is called."""

from typing import TYPE_CHECKING, Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.members_table import static_methods
from smimeadmin.shell.engine.types import register_type

if TYPE_CHECKING:
    from smimeadmin.shell.engine import clixml_door
else:
    clixml_door = at_first_use("smimeadmin.shell.engine.clixml_door")

_SERIALIZER = "System.Management.Automation.PSSerializer"


def _serialize(value: Any, depth: int = 1) -> str:
    return clixml_door.serialize(value, depth)


def _deserialize(text: str) -> Any:
    return clixml_door.deserialize(text)


def _deserialize_as_list(text: str) -> list[Any]:
    return clixml_door.deserialize_as_list(text)


register_type(_SERIALIZER)
static_methods(
    _SERIALIZER,
    Serialize=[("object", _serialize), ("object int", _serialize)],
    Deserialize=[("string", _deserialize)],
    DeserializeAsList=[("string", _deserialize_as_list)],
)
