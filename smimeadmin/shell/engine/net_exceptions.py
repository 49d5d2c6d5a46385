"""Exceptions as scripts see them: a .NET type name, a message, an inner exception.

A script never sees Python's exceptions. What is raised in Python becomes one of these when a
``catch`` or ``$Error`` looks at it.
"""

from collections.abc import Mapping
from typing import Any

AUTOMATION = "System.Management.Automation."

_BASES: dict[str, str] = {
    "System.SystemException": "System.Exception",
    "System.ApplicationException": "System.Exception",
    "System.AggregateException": "System.Exception",
    "System.ArgumentException": "System.SystemException",
    "System.ArgumentNullException": "System.ArgumentException",
    "System.ArgumentOutOfRangeException": "System.ArgumentException",
    "System.ArithmeticException": "System.SystemException",
    "System.DivideByZeroException": "System.ArithmeticException",
    "System.OverflowException": "System.ArithmeticException",
    "System.ArrayTypeMismatchException": "System.SystemException",
    "System.FormatException": "System.SystemException",
    "System.UriFormatException": "System.FormatException",
    "System.IndexOutOfRangeException": "System.SystemException",
    "System.InvalidCastException": "System.SystemException",
    "System.InvalidOperationException": "System.SystemException",
    "System.ObjectDisposedException": "System.InvalidOperationException",
    "System.NotImplementedException": "System.SystemException",
    "System.NotSupportedException": "System.SystemException",
    "System.PlatformNotSupportedException": "System.NotSupportedException",
    "System.NullReferenceException": "System.SystemException",
    "System.OperationCanceledException": "System.SystemException",
    "System.RankException": "System.SystemException",
    "System.TimeoutException": "System.SystemException",
    "System.UnauthorizedAccessException": "System.SystemException",
    "System.Collections.Generic.KeyNotFoundException": "System.SystemException",
    "System.ComponentModel.Win32Exception": "System.SystemException",
    "System.Net.Sockets.SocketException": "System.ComponentModel.Win32Exception",
    "System.Net.WebException": "System.InvalidOperationException",
    "System.Net.Http.HttpRequestException": "System.Exception",
    "System.Security.SecurityException": "System.SystemException",
    "System.Security.Authentication.AuthenticationException": "System.SystemException",
    "System.Security.Cryptography.CryptographicException": "System.SystemException",
    "System.IO.IOException": "System.SystemException",
    "System.IO.FileNotFoundException": "System.IO.IOException",
    "System.IO.DirectoryNotFoundException": "System.IO.IOException",
    "System.IO.DriveNotFoundException": "System.IO.IOException",
    "System.IO.EndOfStreamException": "System.IO.IOException",
    "System.IO.PathTooLongException": "System.IO.IOException",
    "System.IO.InvalidDataException": "System.SystemException",
    "System.Text.DecoderFallbackException": "System.ArgumentException",
    "System.Text.RegularExpressions.RegexParseException": "System.ArgumentException",
    "System.Xml.XmlException": "System.SystemException",
    AUTOMATION + "RuntimeException": "System.SystemException",
    AUTOMATION + "ActionPreferenceStopException": AUTOMATION + "RuntimeException",
    AUTOMATION + "CmdletInvocationException": AUTOMATION + "RuntimeException",
    AUTOMATION + "CommandNotFoundException": AUTOMATION + "RuntimeException",
    AUTOMATION + "ExtendedTypeSystemException": AUTOMATION + "RuntimeException",
    AUTOMATION + "GetValueException": AUTOMATION + "ExtendedTypeSystemException",
    AUTOMATION + "GetValueInvocationException": AUTOMATION + "GetValueException",
    AUTOMATION + "MethodException": AUTOMATION + "ExtendedTypeSystemException",
    AUTOMATION + "MethodInvocationException": AUTOMATION + "MethodException",
    AUTOMATION + "SetValueException": AUTOMATION + "ExtendedTypeSystemException",
    AUTOMATION + "SetValueInvocationException": AUTOMATION + "SetValueException",
    AUTOMATION + "MetadataException": AUTOMATION + "RuntimeException",
    AUTOMATION + "ValidationMetadataException": AUTOMATION + "MetadataException",
    AUTOMATION + "ParameterBindingException": AUTOMATION + "RuntimeException",
    AUTOMATION + "ParameterBindingValidationException": AUTOMATION + "ParameterBindingException",
    AUTOMATION + "ParameterBindingArgumentTransformationException": AUTOMATION
    + "ParameterBindingException",
    AUTOMATION + "ParseException": AUTOMATION + "RuntimeException",
    AUTOMATION + "IncompleteParseException": AUTOMATION + "ParseException",
    AUTOMATION + "PipelineStoppedException": AUTOMATION + "RuntimeException",
    AUTOMATION + "ScriptCallDepthException": "System.SystemException",
    AUTOMATION + "ScriptRequiresException": AUTOMATION + "RuntimeException",
    AUTOMATION + "SessionStateException": AUTOMATION + "RuntimeException",
    AUTOMATION + "DriveNotFoundException": AUTOMATION + "SessionStateException",
    AUTOMATION + "ItemNotFoundException": AUTOMATION + "SessionStateException",
    AUTOMATION + "ProviderNotFoundException": AUTOMATION + "SessionStateException",
    AUTOMATION + "SessionStateUnauthorizedAccessException": AUTOMATION + "SessionStateException",
    AUTOMATION + "PSArgumentException": "System.ArgumentException",
    AUTOMATION + "PSArgumentNullException": "System.ArgumentNullException",
    AUTOMATION + "PSArgumentOutOfRangeException": "System.ArgumentOutOfRangeException",
    AUTOMATION + "PSInvalidCastException": "System.InvalidCastException",
    AUTOMATION + "PSInvalidOperationException": "System.InvalidOperationException",
    AUTOMATION + "PSNotImplementedException": "System.NotImplementedException",
    AUTOMATION + "PSNotSupportedException": "System.NotSupportedException",
    AUTOMATION + "ArgumentTransformationMetadataException": AUTOMATION + "MetadataException",
    "Microsoft.PowerShell.Commands.WriteErrorException": "System.SystemException",
    "Microsoft.PowerShell.Commands.ProcessCommandException": "System.Exception",
    "Microsoft.PowerShell.Commands.ServiceCommandException": "System.Exception",
    "Microsoft.PowerShell.Commands.HelpNotFoundException": "System.SystemException",
}


def bases_of(type_name: str) -> tuple[str, ...]:
    """Return the type's own name and its bases up to ``System.Object``."""
    chain = [type_name]
    while chain[-1] != "System.Exception":
        chain.append(_BASES.get(chain[-1], "System.Exception"))
    return (*chain, "System.Object")


def base_of(type_name: str) -> str:
    """Return the name of a type's base."""
    return _BASES.get(type_name, "System.Exception")


def exception_names() -> tuple[str, ...]:
    """Return the full names of every exception type that scripts can name."""
    return ("System.Exception", *_BASES)


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
