"""Errors of the engine: what PowerShell would have raised, with its FullyQualifiedErrorId."""

from typing import Any

from smimeadmin.core.errors import SmimeAdminError


class EngineError(SmimeAdminError):
    """A statement failed.

    ``error_id`` is PowerShell's FullyQualifiedErrorId without a command's name behind it;
    ``target`` what it failed on; ``inner`` the name of the .NET exception that scripts catch by
    (``System.FormatException``).
    """

    id = "Engine.Error"
    cuts_names = False

    def __init__(
        self,
        error_id: str,
        message: str,
        *,
        hint: str | None = None,
        target: Any = None,
        inner: str = "System.Management.Automation.RuntimeException",
    ) -> None:
        super().__init__(message, hint=hint)
        self.error_id = error_id
        self.target = target
        self.inner = inner


class ConversionError(EngineError):
    """A value cannot be turned into a type; ``error_id`` says by which rule it failed."""

    id = "Engine.Conversion"

    def __init__(
        self, error_id: str, message: str, *, target: Any = None, hint: str | None = None
    ) -> None:
        super().__init__(
            error_id,
            message,
            target=target,
            hint=hint,
            inner="System.Management.Automation.PSInvalidCastException",
        )


class MethodCallError(EngineError):
    """A .NET method was called and raised; ``error_id`` is the name of the .NET exception."""

    id = "Engine.MethodCall"


class TypeNameError(EngineError):
    """A type's name is unknown, or names a .NET type that this shell does not have."""

    id = "Engine.TypeName"
