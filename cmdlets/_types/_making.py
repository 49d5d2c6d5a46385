"""What the modules of types share: errors as .NET raises them, files, passwords, conversions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.convert import convert, register_conversion
from smimeadmin.shell.engine.convert_errors import CREATION, no_conversion
from smimeadmin.shell.engine.errors import ConversionError, EngineError, MethodCallError
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.members_table import STATIC_METHODS, Forms
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.types import resolve_type

CRYPTOGRAPHY: Final = "System.Security.Cryptography."
_EPOCH: Final = datetime(1, 1, 1, tzinfo=UTC)


def crypto_error(message: str, hint: str | None = None) -> MethodCallError:
    """Return .NET's CryptographicException."""
    return MethodCallError(
        "CryptographicException",
        message,
        hint=hint,
        inner=f"{CRYPTOGRAPHY}CryptographicException",
    )


def guarded(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a call whose errors of the domain are CryptographicExceptions for scripts."""

    def run(*arguments: Any) -> Any:
        try:
            return call(*arguments)
        except EngineError:
            raise
        except SmimeAdminError as error:
            raise crypto_error(error.message, error.hint) from error

    return run


def guard(*forms: tuple[str, Callable[..., Any]]) -> Forms:
    """Return forms of a method, each guarded."""
    return [(types, guarded(call)) for types, call in forms]


def read_file(path: str) -> tuple[bytes, str]:
    """Return the bytes of a file and its whole name, through the session's files."""
    access = FILE_ACCESS.get()
    whole = access.resolve(path)
    return access.files.read_bytes(whole), whole


def named(net_type: NetType) -> NetType:
    """Return a type that scripts may write short, but that shows its full name, as in PowerShell.

    Only X509Certificate and X500DistinguishedName are accelerators of PowerShell's own.
    """
    net_type.short = ""
    return net_type


def secret_of(password: Any) -> Secret[str] | None:
    """Return a password that was given as text, as a SecureString, or not at all."""
    if password is None or isinstance(password, Secret):
        return password
    return Secret(str(password))


def instant(moment: Any) -> datetime:
    """Return a DateTime, or a text of one, as an aware moment; without a kind it is local."""
    found = convert(moment, resolve_type("datetime"))
    ticks = found.to_utc().ticks
    return _EPOCH + timedelta(microseconds=ticks // 10)


def date_time(moment: datetime) -> v.DateTime:
    """Return an aware moment as a local DateTime."""
    return v.DateTime.from_datetime(moment)


def constructed(*type_names: str) -> None:
    """Let casts to types go through their constructors of one argument, as in PowerShell."""
    for name in type_names:
        register_conversion(name, _construct)


def _construct(value: Any, net_type: NetType) -> Any:
    method = STATIC_METHODS[net_type.name]["new"]
    try:
        return method.call([value])
    except MethodCallError as error:
        raise ConversionError(
            "InvalidCastConstructorException",
            f'Cannot convert value to type "{net_type.name}": {error.message}',
            target=value,
            hint=error.hint,
        ) from error
    except EngineError as error:
        if error.error_id in {"MethodCountCouldNotFindBest", CREATION}:
            raise no_conversion(value, net_type) from error
        raise
