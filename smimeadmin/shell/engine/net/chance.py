"""[Random], hashes and random bytes of [Security.Cryptography], [Threading.Thread]."""

import hashlib
import hmac
import secrets
import threading
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.random_numbers import SecureSource, SeededSource
from smimeadmin.shell.engine.convert import list_items
from smimeadmin.shell.engine.members_table import (
    methods,
    net_exception,
    out_of_range,
    properties,
    static_methods,
    static_properties,
)
from smimeadmin.shell.engine.net.cultures import present_culture
from smimeadmin.shell.engine.net.streams import NetStream
from smimeadmin.shell.engine.types import register_class, register_type, resolve_type


class Random:
    """System.Random: a seed gives the numbers that it gives in .NET."""

    __slots__ = ("source",)

    def __init__(self, seed: int | None = None) -> None:
        self.source: SeededSource | SecureSource = (
            SecureSource() if seed is None else SeededSource(seed)
        )


def _next(source: Random, low: int, high: int) -> int:
    if low > high:
        raise out_of_range("The least value")
    return low + source.source.below(high - low) if high > low else low


def _below(source: Random, high: int) -> int:
    if high < 0:
        raise out_of_range("The greatest value")
    return _next(source, 0, high)


def _fill(source: Random, target: bytearray) -> None:
    target[:] = bytes(source.source.sample() & 0xFF for _ in target)


def _items(source: Random, choices: Any, count: int) -> list[Any]:
    found = list_items(choices) or [choices]
    return [found[source.source.below(len(found))] for _ in range(count)]


def _shuffle(source: Random, values: Any) -> None:
    for place in range(len(values) - 1):
        other = place + source.source.below(len(values) - place)
        values[place], values[other] = values[other], values[place]


_SHARED: Final = Random()
register_type("System.Random", python=Random)
static_properties("System.Random", Shared=lambda _t: _SHARED)
static_methods("System.Random", new=[("", Random), ("int:Seed", Random)])
methods(
    Random,
    Next=[
        ("-> int", lambda r: r.source.sample()),
        ("int:maxValue -> int", _below),
        ("int:minValue int:maxValue -> int", _next),
    ],
    NextInt64=[("-> long", lambda r: v.Int64(int(r.source.fraction() * v.Int64.maximum)))],
    NextDouble=[("-> double", lambda r: r.source.fraction())],
    NextBytes=[("byte[]:buffer -> void", _fill)],
    GetItems=[("object[]:choices int:length -> object[]", _items)],
    Shuffle=[("System.Array:values -> void", _shuffle)],
)

# Hashes ------------------------------------------------------------------------------------------


class HashAlgorithm:
    """System.Security.Cryptography.SHA256 and its like; ``key`` makes it an HMAC."""

    __slots__ = ("key", "last", "name")

    def __init__(self, name: str, key: bytes | None = None) -> None:
        self.name = name
        self.key = key
        self.last: bytes | None = None

    def compute(self, data: bytes) -> bytearray:
        """Return the hash of all bytes."""
        if self.key is None:
            self.last = hashlib.new(self.name.lower(), data, usedforsecurity=False).digest()
        else:
            self.last = hmac.digest(self.key, data, self.name.lower())
        return bytearray(self.last)


def _part(data: Any, start: int, count: int) -> bytes:
    if start < 0 or count < 0 or start + count > len(data):
        raise net_exception("ArgumentException", "The range is not in the bytes.")
    return bytes(data[start : start + count])


_CRYPTO: Final = "System.Security.Cryptography."
_HASHES: Final = ("MD5", "SHA1", "SHA256", "SHA384", "SHA512")


def _named(name: str) -> HashAlgorithm:
    word = name.rpartition(".")[2].upper().replace("-", "")
    if word not in _HASHES:
        raise net_exception("ArgumentException", f"The hash '{name}' is not known here.", name)
    return HashAlgorithm(word)


def _type_of_hash(value: HashAlgorithm) -> Any:
    return resolve_type(f"{_CRYPTO}{'HMAC' if value.key is not None else ''}{value.name}")


register_type(f"{_CRYPTO}HashAlgorithm", interfaces=("System.IDisposable",))
register_class(HashAlgorithm, _type_of_hash)
static_methods(f"{_CRYPTO}HashAlgorithm", Create=[("string:hashName -> object", _named)])
for _hash in _HASHES:
    _name = _CRYPTO + _hash
    register_type(_name, base=f"{_CRYPTO}HashAlgorithm")
    static_methods(
        _name,
        Create=[(f"-> {_name}", lambda name=_hash: HashAlgorithm(name))],
        HashData=[
            (
                "byte[]:source -> byte[]",
                lambda d, name=_hash: HashAlgorithm(name).compute(bytes(d)),
            ),
            (
                "System.IO.Stream:source -> byte[]",
                lambda s, name=_hash: HashAlgorithm(name).compute(s.read()),
            ),
        ],
    )
    register_type(f"{_CRYPTO}HMAC{_hash}", base=f"{_CRYPTO}HashAlgorithm")
    static_methods(
        f"{_CRYPTO}HMAC{_hash}",
        new=[
            ("", lambda name=_hash: HashAlgorithm(name, secrets.token_bytes(64))),
            ("byte[]:key", lambda key, name=_hash: HashAlgorithm(name, bytes(key))),
        ],
        HashData=[
            (
                "byte[]:key byte[]:source -> byte[]",
                lambda key, d, name=_hash: HashAlgorithm(name, bytes(key)).compute(bytes(d)),
            )
        ],
    )
for _hash in ("MD5", "SHA1", "SHA256", "SHA384", "SHA512"):
    for _ending in ("CryptoServiceProvider", "Managed"):
        _name = f"{_CRYPTO}{_hash}{_ending}"
        register_type(_name, base=_CRYPTO + _hash)
        static_methods(_name, new=[("", lambda name=_hash: HashAlgorithm(name))])
properties(
    HashAlgorithm,
    Hash=lambda h: None if h.last is None else bytearray(h.last),
    HashSize=lambda h: hashlib.new(h.name.lower(), usedforsecurity=False).digest_size * 8,
    Key=lambda h: None if h.key is None else bytearray(h.key),
)
methods(
    HashAlgorithm,
    ComputeHash=[
        ("byte[]:buffer -> byte[]", lambda h, data: h.compute(bytes(data))),
        (
            "byte[]:buffer int:offset int:count -> byte[]",
            lambda h, data, at, n: h.compute(_part(data, at, n)),
        ),
        ("System.IO.Stream:inputStream -> byte[]", lambda h, s: h.compute(_rest(s))),
    ],
    Initialize=[("-> void", lambda _h: None)],
    Dispose=[("-> void", lambda _h: None)],
    Clear=[("-> void", lambda _h: None)],
)


def _rest(stream: NetStream) -> bytes:
    return stream.read()


class RandomBytes:
    """System.Security.Cryptography.RandomNumberGenerator."""

    __slots__ = ()


def _fill_secure(_source: RandomBytes, target: bytearray) -> None:
    target[:] = secrets.token_bytes(len(target))


def _fill_part(_source: RandomBytes, target: bytearray, start: int, count: int) -> None:
    _part(target, start, count)
    target[start : start + count] = secrets.token_bytes(count)


def _fill_without_zero(_source: RandomBytes, target: bytearray) -> None:
    target[:] = bytes(secrets.randbelow(255) + 1 for _ in range(len(target)))


def _hex(length: int, lower: Any = None) -> str:
    digits = secrets.token_hex((length + 1) // 2)[:length]
    return digits if lower else digits.upper()


def _string(choices: str, length: int) -> str:
    if not choices:
        raise net_exception("ArgumentException", "There is nothing to choose from.")
    return "".join(secrets.choice(choices) for _ in range(length))


def _secure_number(low: int, high: int) -> int:
    if low >= high:
        raise net_exception("ArgumentException", "The range has no number in it.")
    return low + secrets.randbelow(high - low)


_RNG: Final = f"{_CRYPTO}RandomNumberGenerator"
register_type(_RNG, python=RandomBytes, interfaces=("System.IDisposable",))
register_type(f"{_CRYPTO}RNGCryptoServiceProvider", base=_RNG)
static_methods(f"{_CRYPTO}RNGCryptoServiceProvider", new=[("", RandomBytes)])
static_methods(
    _RNG,
    Create=[(f"-> {_RNG}", RandomBytes)],
    GetBytes=[("int:count -> byte[]", lambda count: bytearray(secrets.token_bytes(count)))],
    GetInt32=[
        ("int:toExclusive -> int", lambda high: _secure_number(0, high)),
        ("int:fromInclusive int:toExclusive -> int", _secure_number),
    ],
    GetHexString=[
        ("int:stringLength -> string", _hex),
        ("int:stringLength bool:lowercase -> string", _hex),
    ],
    GetString=[("string:choices int:length -> string", _string)],
    Fill=[("byte[]:data -> void", lambda data: _fill_secure(RandomBytes(), data))],
)
methods(
    RandomBytes,
    GetBytes=[
        ("byte[]:data -> void", _fill_secure),
        ("byte[]:data int:offset int:count -> void", _fill_part),
    ],
    GetNonZeroBytes=[("byte[]:data -> void", _fill_without_zero)],
    Dispose=[("-> void", lambda _r: None)],
)

# Threads -----------------------------------------------------------------------------------------


class Thread:
    """System.Threading.Thread: the running one."""

    __slots__ = ()


def _sleep(wait: Any) -> None:
    seconds = wait.ticks / 10_000_000 if type(wait) is v.TimeSpan else wait / 1000
    if seconds < 0:
        raise out_of_range("The time")
    threading.Event().wait(seconds)  # unlike time.sleep it lets Ctrl-C through at once


register_type("System.Threading.Thread", python=Thread)
static_properties("System.Threading.Thread", CurrentThread=lambda _t: Thread())
static_methods(
    "System.Threading.Thread",
    Sleep=[
        ("int:millisecondsTimeout -> void", _sleep),
        ("timespan:timeout -> void", _sleep),
    ],
)
properties(
    Thread,
    CurrentCulture=lambda _t: present_culture(),
    CurrentUICulture=lambda _t: v.CultureInfo("en-US"),
    ManagedThreadId=lambda _t: threading.get_ident() & 0x7FFF,
    Name=lambda _t: None,
    IsAlive=lambda _t: True,
    IsBackground=lambda _t: False,
)
