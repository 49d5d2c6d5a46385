"""Hashes and random bytes: [SHA256]::HashData, ::Create().ComputeHash, RandomNumberGenerator."""

import hashlib
import hmac
import secrets
from typing import Any, ClassVar, Final

from cmdlets._types._making import CRYPTOGRAPHY
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    properties,
    settable,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.types import register_type

_ALGORITHMS: Final = ("MD5", "SHA1", "SHA256", "SHA384", "SHA512")
_BASE: Final = f"{CRYPTOGRAPHY}HashAlgorithm"
_KEYED: Final = f"{CRYPTOGRAPHY}KeyedHashAlgorithm"


class Hash:
    """A hash algorithm, and what it gave last."""

    __slots__ = ("last",)
    algorithm: ClassVar[str] = ""

    def __init__(self) -> None:
        self.last: bytearray | None = None

    def digest(self, data: bytes) -> bytes:
        """Return the hash of data."""
        return hashlib.new(self.algorithm, data, usedforsecurity=False).digest()

    @property
    def size(self) -> int:
        """The bits of a hash."""
        return hashlib.new(self.algorithm, usedforsecurity=False).digest_size * 8


class KeyedHash(Hash):
    """An HMAC: the hash under a key."""

    __slots__ = ("key",)

    def __init__(self, key: Any = None) -> None:
        super().__init__()
        size = 64 if self.algorithm in {"MD5", "SHA1", "SHA256"} else 128
        self.key = bytearray(secrets.token_bytes(size)) if key is None else bytearray(key)

    def digest(self, data: bytes) -> bytes:
        """Return the HMAC of data."""
        return hmac.new(bytes(self.key), data, self.algorithm).digest()


def _compute(made: Hash, data: Any, *part: int) -> bytearray:
    raw = bytes(data)
    if part:
        offset, count = part
        if offset < 0 or count < 0 or offset + count > len(raw):
            raise ValueError("Offset and count lie outside the array")
        raw = raw[offset : offset + count]
    made.last = bytearray(made.digest(raw))
    return made.last


def _algorithm(name: str) -> Hash | None:
    short = name.rpartition(".")[2].upper().replace("-", "")
    return _MADE[short]() if short in _MADE else None


def _set_key(made: KeyedHash, value: Any) -> None:
    made.key = bytearray(value)


_MADE: dict[str, type[Hash]] = {}
_BYTES: Final = "byte[]:source -> byte[]"

register_type(_BASE, accelerators=("HashAlgorithm",), interfaces=("System.IDisposable",))
register_type(_KEYED, base=_BASE)
properties(Hash, Hash=lambda made: made.last, HashSize=lambda made: made.size)
properties(Hash, CanReuseTransform=lambda _made: True)
methods(
    Hash,
    ComputeHash=[
        ("byte[]:buffer -> byte[]", _compute),
        ("byte[]:buffer int:offset int:count -> byte[]", _compute),
    ],
    Initialize=[("-> void", lambda _made: None)],
    Clear=[("-> void", lambda _made: None)],
    Dispose=[("-> void", lambda _made: None)],
)
settable(KeyedHash, "Key", lambda made: made.key, _set_key)
properties(KeyedHash, HashName=lambda made: made.algorithm)


def _declare(name: str) -> None:
    """Register a hash with its older spellings, and its HMAC."""
    plain = type(name, (Hash,), {"__slots__": (), "algorithm": name})
    _MADE[name] = plain

    def digest(data: Any) -> bytearray:
        return bytearray(plain().digest(bytes(data)))

    full = f"{CRYPTOGRAPHY}{name}"
    register_type(full, accelerators=(name,), python=plain, base=_BASE)
    static_methods(
        full,
        Create=[("", plain), ("string:hashName", _algorithm)],
        HashData=[(_BYTES, digest)],
    )
    static_properties(
        full,
        HashSizeInBits=lambda _type: plain().size,
        HashSizeInBytes=lambda _type: plain().size // 8,
    )
    for suffix in ("CryptoServiceProvider", "Managed", "Cng"):
        older = f"{full}{suffix}"
        register_type(older, base=full)
        static_methods(older, new=[("", plain)])

    keyed = type(f"HMAC{name}", (KeyedHash,), {"__slots__": (), "algorithm": name})

    def authenticate(key: Any, data: Any) -> bytearray:
        return bytearray(keyed(key).digest(bytes(data)))

    full = f"{CRYPTOGRAPHY}HMAC{name}"
    register_type(full, accelerators=(f"HMAC{name}",), python=keyed, base=_KEYED)
    static_methods(
        full,
        new=[("", keyed), ("byte[]:key", keyed)],
        HashData=[("byte[]:key byte[]:source -> byte[]", authenticate)],
    )


for _name in _ALGORITHMS:
    _declare(_name)
static_methods(_BASE, Create=[("", _MADE["SHA1"]), ("string:hashName", _algorithm)])


class RandomNumbers:
    """A source of random bytes: the system's."""

    __slots__ = ()


def _fill(data: Any) -> None:
    data[:] = secrets.token_bytes(len(data))


def _fill_by(_source: RandomNumbers, data: Any) -> None:
    _fill(data)


def _fill_part(_source: RandomNumbers, data: Any, offset: int, count: int) -> None:
    if offset < 0 or count < 0 or offset + count > len(data):
        raise ValueError("Offset and count lie outside the array")
    data[offset : offset + count] = secrets.token_bytes(count)


def _fill_without_zero(_source: RandomNumbers, data: Any) -> None:
    data[:] = bytes(secrets.randbelow(255) + 1 for _ in range(len(data)))


def _bytes(count: int) -> bytearray:
    if count < 0:
        raise net_exception("ArgumentOutOfRangeException", "The count is negative.")
    return bytearray(secrets.token_bytes(count))


def _number(low: int, high: int) -> int:
    if high <= low:
        raise net_exception("ArgumentException", f"No number is from {low} up to below {high}.")
    return low + secrets.randbelow(high - low)


def _hex(count: int, lower: Any = None) -> str:
    if count < 0:
        raise net_exception("ArgumentOutOfRangeException", "The length is negative.")
    digits = secrets.token_hex((count + 1) // 2)[:count]
    return digits if lower else digits.upper()


def _string(choices: str, length: int) -> str:
    if not choices:
        raise net_exception("ArgumentException", "There is nothing to choose from.")
    return "".join(secrets.choice(choices) for _ in range(length))


_RANDOM: Final = f"{CRYPTOGRAPHY}RandomNumberGenerator"
register_type(
    _RANDOM,
    accelerators=("RandomNumberGenerator",),
    python=RandomNumbers,
    interfaces=("System.IDisposable",),
)
methods(
    RandomNumbers,
    GetBytes=[
        ("byte[]:data -> void", _fill_by),
        ("byte[]:data int:offset int:count -> void", _fill_part),
    ],
    GetNonZeroBytes=[("byte[]:data -> void", _fill_without_zero)],
    Dispose=[("-> void", lambda _source: None)],
)
static_methods(
    _RANDOM,
    Create=[("", RandomNumbers)],
    GetBytes=[("int:count -> byte[]", _bytes)],
    Fill=[("byte[]:data -> void", _fill)],
    GetInt32=[
        ("int:toExclusive -> int", lambda high: _number(0, high)),
        ("int:fromInclusive int:toExclusive -> int", _number),
    ],
    GetHexString=[
        ("int:stringLength -> string", _hex),
        ("int:stringLength bool:lowercase -> string", _hex),
    ],
    GetString=[("string:choices int:length -> string", _string)],
)
register_type(f"{CRYPTOGRAPHY}RNGCryptoServiceProvider", base=_RANDOM)
static_methods(f"{CRYPTOGRAPHY}RNGCryptoServiceProvider", new=[("", RandomNumbers)])
