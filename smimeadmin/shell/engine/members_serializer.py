"""``[System.Management.Automation.PSSerializer]``; the codec is loaded when it is called."""

from typing import Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.shell.engine.members_table import static_methods
from smimeadmin.shell.engine.types import register_type

# Not imported for the type checker either: it stands above the tables of members.
clixml_door: Any = at_first_use("smimeadmin.shell.engine.clixml_door")

_SERIALIZER = "System.Management.Automation.PSSerializer"


def _serialize(value: Any, depth: int = 1) -> str:
    text: str = clixml_door.serialize(value, depth)
    return text


def _deserialize(text: str) -> Any:
    return clixml_door.deserialize(text)


def _deserialize_as_list(text: str) -> list[Any]:
    values: list[Any] = clixml_door.deserialize_as_list(text)
    return values


register_type(_SERIALIZER)
static_methods(
    _SERIALIZER,
    Serialize=[("object", _serialize), ("object int", _serialize)],
    Deserialize=[("string", _deserialize)],
    DeserializeAsList=[("string", _deserialize_as_list)],
)
