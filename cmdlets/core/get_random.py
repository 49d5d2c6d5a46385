"""Get-Random: a random number, or some of many objects."""

import secrets
from random import Random  # noqa: TID251 - -SetSeed asks for numbers that can be had again
from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.values import fit_integer
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.convert import as_type, enumerate_value
from smimeadmin.shell.engine.types import find_type

_NUMBER = "RandomNumberParameterSet"
_ITEMS = "RandomListItemParameterSet"
_SHUFFLE = "ShuffleParameterSet"
_ALL = 2147483647


class GetRandom(CoreCmdlet, name="Get-Random", default_set=_NUMBER):
    """Picks a random number, or some of the objects that come.

    With -SetSeed the numbers are the same in each run: good for tests, no good for secrets.
    """

    set_seed: int | None = Parameter("The same seed gives the same numbers.", default=None)
    maximum: object = Parameter(
        "Below what the number is.", default=None, sets=(InSet(_NUMBER, position=0),)
    )
    minimum: object = Parameter("The least it may be.", default=None, sets=(_NUMBER,))
    input_object: list[object] = Parameter(
        "The objects to choose from.",
        default=(),
        type="Object[]",
        allows=("null", "empty", "empty-collection"),
        sets=(
            InSet(_ITEMS, mandatory=True, position=0, from_pipeline=True),
            InSet(_SHUFFLE, mandatory=True, position=0, from_pipeline=True),
        ),
    )
    count: int = Parameter("How many.", default=1, sets=(_NUMBER, _ITEMS))
    shuffle: bool = Parameter(
        "All of them, in another order.", default=False, sets=(InSet(_SHUFFLE, mandatory=True),)
    )

    examples = (
        Example(
            "A number from 1 to 6.", "(Get-Random -Minimum 1 -Maximum 7) -in 1..6", shows="True"
        ),
        Example("Two of many.", "('a', 'b', 'c' | Get-Random -Count 2).Count", shows="2"),
    )

    def begin(self) -> None:
        """Take the source of numbers."""
        kept = self.session.random
        if self.set_seed is not None:
            kept = self.session.random = Random(self.set_seed)  # noqa: S311 - a seed was asked for
        self._random: Random = kept if isinstance(kept, Random) else secrets.SystemRandom()
        self._items: list[Any] = []

    def process(self, input_object: list[object]) -> None:
        """Take some objects."""
        for one in input_object:
            items = enumerate_value(one)
            self._items += [one] if items is None else list(items)

    def end(self) -> None:
        """Write what was picked."""
        if self.parameter_set == _NUMBER:
            for _ in range(self.count):
                self.write(self._number())
            return
        count = len(self._items) if self.shuffle else min(self.count, len(self._items))
        self.write_each(self._random.sample(self._items, count))

    def _number(self) -> int | float:
        least, most = _as_number(self.minimum, 0), _as_number(self.maximum, _ALL)
        if least >= most:
            raise CommandError(
                "MinGreaterThanOrEqualMax",
                f"The least ({least}) has to be below the most ({most}).",
                category="InvalidArgument",
                inner="System.ArgumentException",
            )
        if isinstance(least, float) or isinstance(most, float):
            return self._random.uniform(least, most)
        return fit_integer(self._random.randrange(least, most))


def _as_number(value: Any, default: int) -> int | float:
    """Return a bound as a number: a text that looks like one counts too."""
    if value is None:
        return default
    kind = find_type("double")
    number = None if kind is None else as_type(value, kind)
    if number is None:
        raise CommandError(
            "InvalidArgument",
            f"'{value}' is not a number.",
            category="InvalidArgument",
            target=value,
            inner="System.ArgumentException",
        )
    real = isinstance(value, float) or (isinstance(value, str) and not value.lstrip("-").isdigit())
    return float(number) if real else int(value)
