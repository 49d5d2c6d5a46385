"""Exceptions as scripts see them: a .NET type name, a message, an inner exception.

A script never sees Python's exceptions. What is raised in Python becomes one of these when a
``catch`` or ``$Error`` looks at it.
"""

from collections.abc import Mapping
from typing import Any

from smimeadmin.core.exception_names import AUTOMATION, base_of, bases_of, exception_names

__all__ = ["AUTOMATION", "NetException", "base_of", "bases_of", "exception_names"]


class NetException:
    """An exception object of a script: ``$_.Exception``.

    ``fields`` holds the further properties of its type (``ParameterName``), or what the fields of
    a domain error say.
    """

    __slots__ = ("data", "fields", "inner_exception", "message", "thrown_by_throw", "type_name")

    def __init__(
        self,
        type_name: str,
        message: str,
        inner_exception: "NetException | None" = None,
        fields: Mapping[str, Any] | None = None,
    ) -> None:
        self.type_name = type_name
        self.message = message
        self.inner_exception = inner_exception
        self.fields: dict[str, Any] = dict(fields or {})
        self.thrown_by_throw = False
        self.data: Any = None  # the table behind Data, made when it is asked for

    @property
    def type_names(self) -> tuple[str, ...]:
        """The type's own name and its bases."""
        return bases_of(self.type_name)

    @property
    def short_name(self) -> str:
        """The name without its namespace."""
        return self.type_name.rpartition(".")[2]

    def is_a(self, type_name: str) -> bool:
        """Tell whether this is an exception of that full type name."""
        return type_name in self.type_names

    def innermost(self) -> "NetException":
        """Return the exception that caused all others (GetBaseException)."""
        cause = self
        while cause.inner_exception is not None:
            cause = cause.inner_exception
        return cause

    def __str__(self) -> str:
        text = f"{self.type_name}: {self.message}"
        if self.inner_exception is not None:
            text += f"\n ---> {self.inner_exception}\n   --- End of inner exception stack trace ---"
        return text
