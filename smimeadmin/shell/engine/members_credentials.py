"""[securestring], [pscredential], [NetworkCredential] and the calls that read a SecureString."""

from collections.abc import Callable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.secret import Secret
from smimeadmin.core.secret_text import SecretText
from smimeadmin.shell.engine.members_table import (
    PROPERTIES,
    methods,
    net_exception,
    out_of_range,
    properties,
    settable,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.overloads import Property
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.engine.types import register_type

_PS: Final = "System.Management.Automation."


def _changed(secret: Secret[str], change: Callable[[str], str]) -> None:
    if not isinstance(secret, SecretText) or secret.read_only:
        raise net_exception("InvalidOperationException", "Instance is read-only.")
    secret.replace(change(secret.reveal()))


def _append(secret: Secret[str], char: str) -> None:
    _changed(secret, lambda text: text + str(char))


def _within(secret: Secret[str], index: int, *, end: bool = False) -> None:
    if not 0 <= index < len(secret) + end:
        raise out_of_range("The index")


def _insert_at(secret: Secret[str], index: int, char: str) -> None:
    _within(secret, index, end=True)
    _changed(secret, lambda text: text[:index] + str(char) + text[index:])


def _remove_at(secret: Secret[str], index: int) -> None:
    _within(secret, index)
    _changed(secret, lambda text: text[:index] + text[index + 1 :])


def _set_at(secret: Secret[str], index: int, char: str) -> None:
    _within(secret, index)
    _changed(secret, lambda text: text[:index] + str(char) + text[index + 1 :])


def _clear(secret: Secret[str]) -> None:
    _changed(secret, lambda _text: "")


def _make_read_only(secret: Secret[str]) -> None:
    if isinstance(secret, SecretText):
        secret.read_only = True


def _is_read_only(secret: Secret[str]) -> bool:
    return secret.read_only if isinstance(secret, SecretText) else True


register_type(
    "System.Security.SecureString",
    accelerators=("securestring",),
    python=(Secret, SecretText),
    interfaces=("System.IDisposable",),
)
static_methods("System.Security.SecureString", new=[("", SecretText)])
properties(Secret, Length=len)
methods(
    Secret,
    AppendChar=[("char:c -> void", _append)],
    InsertAt=[("int:index char:c -> void", _insert_at)],
    RemoveAt=[("int:index -> void", _remove_at)],
    SetAt=[("int:index char:c -> void", _set_at)],
    Clear=[("-> void", _clear)],
    Copy=[("-> securestring", lambda secret: SecretText(secret.reveal()))],
    MakeReadOnly=[("-> void", _make_read_only)],
    IsReadOnly=[("-> bool", _is_read_only)],
    Dispose=[("-> void", lambda _secret: None)],
)


class Pointer:
    """System.IntPtr: an address; here only of a SecureString that was opened for reading."""

    __slots__ = ("number", "secret")

    def __init__(self, number: int = 0, secret: Secret[str] | None = None) -> None:
        self.number = number
        self.secret = secret

    def __str__(self) -> str:
        return str(self.number)

    def __eq__(self, other: object) -> bool:
        return type(other) is Pointer and self.number == other.number

    def __hash__(self) -> int:
        return self.number


def _open(secret: Secret[str]) -> Pointer:
    return Pointer(id(secret), secret)


def _read(pointer: Pointer, count: int | None = None) -> str | None:
    if pointer.secret is None:
        if pointer.number:
            raise net_exception("InvalidOperationException", "The text was freed already.")
        return None
    return pointer.secret.reveal()[:count]


def _free(pointer: Pointer) -> None:
    pointer.secret = None


_OPEN: Final = [("securestring:s -> System.IntPtr", _open)]
_FREE: Final = [("System.IntPtr:ptr -> void", _free)]
_READ: Final = [
    ("System.IntPtr:ptr -> string", _read),
    ("System.IntPtr:ptr int:len -> string", _read),
]
register_type("System.IntPtr", accelerators=("intptr",), python=Pointer, base="System.ValueType")
static_properties("System.IntPtr", Zero=lambda _t: Pointer(), Size=lambda _t: 8)
methods(Pointer, ToString=[("-> string", str)], ToInt64=[("-> long", lambda p: v.Int64(p.number))])
register_type("System.Runtime.InteropServices.Marshal")
static_methods(
    "System.Runtime.InteropServices.Marshal",
    SecureStringToBSTR=_OPEN,
    SecureStringToGlobalAllocUnicode=_OPEN,
    SecureStringToGlobalAllocAnsi=_OPEN,
    SecureStringToCoTaskMemUnicode=_OPEN,
    SecureStringToCoTaskMemAnsi=_OPEN,
    PtrToStringBSTR=[("System.IntPtr:ptr -> string", _read)],
    PtrToStringAuto=_READ,
    PtrToStringUni=_READ,
    PtrToStringAnsi=_READ,
    PtrToStringUTF8=_READ,
    ZeroFreeBSTR=_FREE,
    ZeroFreeGlobalAllocUnicode=_FREE,
    ZeroFreeGlobalAllocAnsi=_FREE,
    ZeroFreeCoTaskMemUnicode=_FREE,
    ZeroFreeCoTaskMemAnsi=_FREE,
    FreeBSTR=_FREE,
)


class NetworkCredential:
    """System.Net.NetworkCredential: the one place where a password can be read as a text."""

    __slots__ = ("domain", "password", "user_name")

    def __init__(
        self, user_name: str = "", password: Secret[str] | None = None, domain: str = ""
    ) -> None:
        self.user_name = user_name
        self.domain = domain
        self.password = password or SecretText()

    def __str__(self) -> str:
        return "System.Net.NetworkCredential"


def _of_credential(credential: v.Credential) -> NetworkCredential:
    domain, slash, user = credential.user_name.rpartition("\\")
    if not slash and credential.user_name.count("@") == 1:
        user, _, domain = credential.user_name.partition("@")
    return NetworkCredential(user, credential.password, domain)


def _of_text(user: str, password: str, domain: str = "") -> NetworkCredential:
    return NetworkCredential(user, Secret(password), domain)


def _set_password(credential: NetworkCredential, value: Any) -> None:
    credential.password = Secret(to_text(value))


def _set_secure(credential: NetworkCredential, value: Any) -> None:
    credential.password = value


def _get_credential(credential: NetworkCredential, *_arguments: Any) -> NetworkCredential:
    return credential


register_type("System.Net.NetworkCredential", python=NetworkCredential)
settable(
    NetworkCredential,
    "Domain",
    lambda n: n.domain,
    lambda n, value: setattr(n, "domain", to_text(value)),
)
PROPERTIES[NetworkCredential]["password"] = Property(
    "Password", lambda n: n.password.reveal(), _set_password, hidden=True
)
settable(NetworkCredential, "SecurePassword", lambda n: n.password, _set_secure)
settable(
    NetworkCredential,
    "UserName",
    lambda n: n.user_name,
    lambda n, value: setattr(n, "user_name", to_text(value)),
)
methods(
    NetworkCredential,
    GetCredential=[
        ("uri:uri string:authType -> System.Net.NetworkCredential", _get_credential),
    ],
)
static_methods(
    "System.Net.NetworkCredential",
    new=[
        ("", NetworkCredential),
        ("string:userName string:password", _of_text),
        ("string:userName securestring:password", NetworkCredential),
        ("string:userName string:password string:domain", _of_text),
        ("string:userName securestring:password string:domain", NetworkCredential),
    ],
)


def _new_credential(user: str, password: Secret[str] | None) -> v.Credential:
    if not user:
        raise net_exception(
            f"{_PS}PSArgumentException",
            'Cannot process argument because the value of argument "userName" is not valid.',
        )
    if password is None:
        raise net_exception(
            f"{_PS}PSArgumentNullException",
            'Cannot process argument because the value of argument "password" is null.',
        )
    return v.Credential(user, password)


def _empty_credential(_type: Any) -> v.Credential:
    nothing: Any = None  # PSCredential.Empty has no password at all
    return v.Credential("", nothing)


properties(v.Credential, UserName=lambda c: c.user_name, Password=lambda c: c.password)
methods(
    v.Credential,
    GetNetworkCredential=[("-> System.Net.NetworkCredential", _of_credential)],
)
static_methods(
    f"{_PS}PSCredential",
    new=[("string:userName securestring:password", _new_credential)],
)
static_properties(f"{_PS}PSCredential", Empty=_empty_credential)
