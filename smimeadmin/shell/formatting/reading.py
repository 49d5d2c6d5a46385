"""Reads the properties of any object for showing them."""

from collections.abc import Sequence
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.shell.engine.error_record import TerminatingError
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.members import find_property, list_members
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.engine.xml_document import XmlElement


def is_intrinsic(name: str) -> bool:
    """Say whether every object has a property of that name, whatever its type: it is one thing."""
    return name.lower() in {"count", "length"}


def _names(value: Any) -> tuple[str, ...]:
    """Return the names of an object's properties; one that is there twice counts once."""
    names: dict[str, str] = {}
    for member in list_members(value):
        if member.kind.endswith("Property"):
            names.setdefault(fold(member.name), member.name)
    return tuple(names.values())


class Reader:
    """Names and values of properties. What can't be read is shown as nothing.

    Showing an object must not fail because one of its properties does.
    """

    __slots__ = ("_by_class",)

    def __init__(self) -> None:
        self._by_class: dict[type, Sequence[str]] = {}

    def names(self, value: Any) -> Sequence[str]:
        """Return the names of an object's properties, in order."""
        if type(value) is PropertyBag and value.extras is None:
            return value.shape.names
        kind = type(value)
        if kind is PropertyBag or kind is Annotated or kind is XmlElement:
            return _names(value)
        known = self._by_class.get(kind)
        if known is None:
            known = self._by_class[kind] = _names(value)
        return known

    def get(self, value: Any, name: str) -> Any:
        """Return a property, None if there is none or it can't be read."""
        if type(value) is PropertyBag and value.extras is None:
            place = value.shape.index.get(fold(name))
            if place is None:
                return 1 if is_intrinsic(name) else None
            return value.values[place]
        try:
            return find_property(value, name)[1]
        except (EngineError, TerminatingError):
            return None

    def text(self, value: Any) -> str:
        """Return the text of a value in the language: ``"$value"``."""
        return "" if value is None else to_text(value)


READER = Reader()
