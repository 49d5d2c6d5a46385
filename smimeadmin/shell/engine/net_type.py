"""A .NET type: what it is called, what it descends from, what it is made of."""

from collections.abc import Iterable
from typing import Any, Final

from smimeadmin.core.values_named import EnumType

_ASSEMBLY: Final = (
    "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
)


class NetType:
    """A .NET type.

    ``name`` is its full name (``System.Int32``, ``System.String[]``); ``short`` the accelerator
    that text shows (``int``), or empty; ``python`` the class of its values, or None; ``ancestors``
    the names of all its bases and interfaces, its own included; ``element`` an array's element
    type; ``arguments`` those of a generic type, whose open form is ``definition``; ``enum`` the
    members of an enumeration; ``statics`` whatever ``members`` keeps for it.
    """

    __slots__ = (
        "ancestors",
        "arguments",
        "base",
        "definition",
        "element",
        "enum",
        "interfaces",
        "name",
        "python",
        "short",
        "statics",
    )

    def __init__(
        self,
        name: str,
        *,
        short: str = "",
        python: Any = None,
        base: "NetType | None" = None,
        interfaces: Iterable[str] = (),
    ) -> None:
        self.name = name
        self.short = short
        self.python = python
        self.base = base
        self.interfaces = tuple(interfaces)
        inherited = base.ancestors if base is not None else frozenset[str]()
        self.ancestors: frozenset[str] = inherited | {name, *self.interfaces}
        self.element: NetType | None = None
        self.arguments: tuple[NetType, ...] = ()
        self.definition = ""
        self.enum: EnumType | None = None
        self.statics: dict[str, Any] = {}

    @property
    def is_array(self) -> bool:
        """Say whether values of the type are arrays of ``element``."""
        return self.element is not None

    @property
    def is_enum(self) -> bool:
        """Say whether the type is an enumeration."""
        return self.enum is not None

    @property
    def simple_name(self) -> str:
        """The name without its namespace, as ``GetType().Name`` gives it."""
        if self.element is not None:
            return f"{self.element.simple_name}[]"
        return (self.definition or self.name).rsplit(".", 1)[-1].rsplit("+", 1)[-1]

    @property
    def full_name(self) -> str:
        """The name as ``GetType().FullName`` gives it: arguments of generics with assemblies."""
        if not self.arguments:
            return self.name
        inside = ",".join(f"[{a.full_name}, {_ASSEMBLY}]" for a in self.arguments)
        return f"{self.definition}[{inside}]"

    def __str__(self) -> str:
        """Return what ``"$type"`` shows."""
        if self.short:
            return self.short
        if self.element is not None:
            return f"{self.element}[]"
        if self.arguments:
            opening = self.definition.rsplit("`", 1)[0]
            return f"{opening}[{','.join(str(a) for a in self.arguments)}]"
        return self.name

    def __repr__(self) -> str:
        return f"[{self}]"
