"""The exceptions of .NET and PowerShell that scripts can name, and which derives from which."""

from typing import Final

AUTOMATION: Final = "System.Management.Automation."

_BASES: Final[dict[str, str]] = {
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
    "System.Net.Mail.SmtpException": "System.Exception",
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
    AUTOMATION + "RemoteException": AUTOMATION + "RuntimeException",
    AUTOMATION + "NativeCommandExitException": AUTOMATION + "RuntimeException",
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


def full_exception_name(name: str) -> str | None:
    """Return the full name of an exception as a script may spell it, None if it is not known."""
    folded = name.lower()
    return _BY_FOLD.get(folded) or _BY_FOLD.get(f"system.{folded}")


_BY_FOLD: Final = {name.lower(): name for name in exception_names()}
