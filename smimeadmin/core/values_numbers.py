"""Numbers and characters of .NET that Python has no class of its own for.

An exact ``int`` is an Int32, an exact ``float`` a Double, an exact ``str`` a String, an exact
``bool`` a Boolean, ``decimal.Decimal`` a Decimal. Everything else is a subclass here, so that the
type of a value is never guessed from its size. Arithmetic on the subclasses gives plain Python
numbers: the engine wraps again where .NET keeps the type.
"""

from struct import pack, unpack
from typing import ClassVar, Self

INT32_MIN = -(1 << 31)
INT32_MAX = (1 << 31) - 1


class SizedInteger(int):
    """A whole number of one .NET type; ``minimum`` and ``maximum`` are the type's range."""

    __slots__ = ()
    net_name: ClassVar[str] = ""
    bits: ClassVar[int] = 0
    minimum: ClassVar[int] = 0
    maximum: ClassVar[int] = 0


class Byte(SizedInteger):
    """System.Byte."""

    __slots__ = ()
    net_name = "System.Byte"
    bits = 8
    maximum = 255


class SByte(SizedInteger):
    """System.SByte."""

    __slots__ = ()
    net_name = "System.SByte"
    bits = 8
    minimum = -128
    maximum = 127


class Int16(SizedInteger):
    """System.Int16."""

    __slots__ = ()
    net_name = "System.Int16"
    bits = 16
    minimum = -(1 << 15)
    maximum = (1 << 15) - 1


class UInt16(SizedInteger):
    """System.UInt16."""

    __slots__ = ()
    net_name = "System.UInt16"
    bits = 16
    maximum = (1 << 16) - 1


class UInt32(SizedInteger):
    """System.UInt32."""

    __slots__ = ()
    net_name = "System.UInt32"
    bits = 32
    maximum = (1 << 32) - 1


class Int64(SizedInteger):
    """System.Int64."""

    __slots__ = ()
    net_name = "System.Int64"
    bits = 64
    minimum = -(1 << 63)
    maximum = (1 << 63) - 1


class UInt64(SizedInteger):
    """System.UInt64."""

    __slots__ = ()
    net_name = "System.UInt64"
    bits = 64
    maximum = (1 << 64) - 1


class BigInteger(int):
    """System.Numerics.BigInteger: without a range, but for what the memory and time allow."""

    __slots__ = ()
    net_name: ClassVar[str] = "System.Numerics.BigInteger"
    most_bits: ClassVar[int] = 332_192
    """A hundred thousand digits: to write them takes time that grows with their square."""

    def __new__(cls, value: int = 0) -> Self:
        """Return the number; MemoryError if it has more digits than any may have."""
        made = super().__new__(cls, value)
        if made.bit_length() > cls.most_bits:
            raise MemoryError
        return made


SIZED: tuple[type[SizedInteger], ...] = (Byte, SByte, Int16, UInt16, UInt32, Int64, UInt64)
INTEGER_CLASSES: frozenset[type[int]] = frozenset({int, BigInteger, *SIZED})


class Single(float):
    """System.Single: rounded to 32 bits when it is made."""

    __slots__ = ()
    net_name: ClassVar[str] = "System.Single"

    def __new__(cls, value: float = 0.0) -> Self:
        """Return the nearest 32-bit number; out of range it is infinite."""
        try:
            return super().__new__(cls, unpack("<f", pack("<f", value))[0])
        except OverflowError:
            return super().__new__(cls, float("inf") if value > 0 else float("-inf"))


class Char(str):
    """System.Char: a text of exactly one character."""

    __slots__ = ()
    net_name: ClassVar[str] = "System.Char"


def fit_integer(value: int) -> int:
    """Return a whole number as the first of Int32, Int64, BigInteger that holds it."""
    if INT32_MIN <= value <= INT32_MAX:
        return int(value)
    if Int64.minimum <= value <= Int64.maximum:
        return Int64(value)
    return BigInteger(value)
