"""Reads the properties of any object for showing them."""

from collections.abc import Sequence
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.members import get_member, property_names
from smimeadmin.shell.engine.text import to_text


class Reader:
    """Names and values of properties. What can't be read is shown as nothing.

    Showing an object must not fail because one of its properties does.
    """

    __slots__ = ()

    def names(self, value: Any) -> Sequence[str]:
        """Return the names of an object's properties, in order."""
        if type(value) is PropertyBag and value.extras is None:
            return value.shape.names
        return property_names(value)

    def get(self, value: Any, name: str) -> Any:
        """Return a property, None if there is none or it can't be read."""
        if type(value) is PropertyBag and value.extras is None:
            place = value.shape.index.get(fold(name))
            return None if place is None else value.values[place]
        try:
            return get_member(value, name)
        except EngineError:
            return None

    def text(self, value: Any) -> str:
        """Return the text of a value in the language: ``"$value"``."""
        return "" if value is None else to_text(value)


READER = Reader()
