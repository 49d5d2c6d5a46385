"""Random numbers: secure ones, and those that .NET's Random gives for a seed."""

import secrets
from typing import Final

_GREATEST: Final = 2147483647


class SecureSource:
    """Numbers that nobody can foretell."""

    def sample(self) -> int:
        """Return a whole number from 0 to below the greatest Int32."""
        return secrets.randbelow(_GREATEST)

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to below the limit."""
        return secrets.randbelow(limit)

    def fraction(self) -> float:
        """Return a number from 0 to below 1, all of its 53 bits random."""
        return secrets.randbits(53) / (1 << 53)


class SeededSource:
    """The numbers that .NET's ``Random`` gives for a seed: the same in every run, and there too.

    Knuth's subtractive generator (The Art of Computer Programming 2, 3.2.2), with the two places 21
    apart that .NET has kept for the sake of old seeds.
    """

    def __init__(self, seed: int) -> None:
        self._table = table = [0] * 56
        last = 161803398 - min(abs(seed), _GREATEST)
        table[55] = last
        this = 1
        for step in range(1, 55):
            place = 21 * step % 55
            table[place] = this
            this = last - this
            if this < 0:
                this += _GREATEST
            last = table[place]
        for _ in range(4):
            for place in range(1, 56):
                table[place] -= table[1 + (place + 30) % 55]
                if table[place] < 0:
                    table[place] += _GREATEST
        self._one, self._other = 0, 21

    def sample(self) -> int:
        """Return a whole number from 0 to below the greatest Int32."""
        self._one = self._one % 55 + 1
        self._other = self._other % 55 + 1
        value = self._table[self._one] - self._table[self._other]
        if value == _GREATEST:
            value -= 1
        if value < 0:
            value += _GREATEST
        self._table[self._one] = value
        return value

    def fraction(self) -> float:
        """Return a number from 0 to below 1."""
        return self.sample() * (1.0 / _GREATEST)

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to below the limit."""
        if limit <= _GREATEST:
            return int(self.fraction() * limit)
        mask = (1 << limit.bit_length()) - 1
        while True:
            raw = bytes(self.sample() & 0xFF for _ in range(8))
            number = int.from_bytes(raw, "little") & mask
            if number < limit:
                return number
