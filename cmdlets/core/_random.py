"""Random numbers and choices, as Get-Random and Get-SecureRandom make them."""

from typing import Any, Protocol

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.random_numbers import SecureSource
from smimeadmin.core.values import INT32_MAX, Int64, fit_integer
from smimeadmin.shell.engine import CommandError, InSet, Parameter
from smimeadmin.shell.engine.convert import as_type, enumerate_value
from smimeadmin.shell.engine.types import find_type

NUMBER = "RandomNumberParameterSet"
ITEMS = "RandomListItemParameterSet"
SHUFFLE = "ShuffleParameterSet"


class RandomSource(Protocol):
    """Where numbers come from."""

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to below the limit."""

    def fraction(self) -> float:
        """Return a number from 0 to below 1."""


class PicksAtRandom(CoreCmdlet):
    """The parameters that both commands have, and what they do."""

    maximum: object = Parameter(
        "Below what the number is.", default=None, sets=(InSet(NUMBER, position=0),)
    )
    minimum: object = Parameter("The least it may be.", default=None, sets=(NUMBER,))
    input_object: list[object] = Parameter(
        "The objects to choose from.",
        default=(),
        type="Object[]",
        allows=("null", "empty", "empty-collection"),
        sets=(
            InSet(ITEMS, mandatory=True, position=0, from_pipeline=True),
            InSet(SHUFFLE, mandatory=True, position=0, from_pipeline=True),
        ),
    )
    count: int = Parameter(
        "How many.",
        default=1,
        sets=(NUMBER, ITEMS),
        validate=(lambda n: None if n >= 1 else f"{n} is less than 1.",),
    )
    shuffle: bool = Parameter(
        "All of them, in another order.", default=False, sets=(InSet(SHUFFLE, mandatory=True),)
    )

    def source(self) -> RandomSource:
        """Return where the numbers come from."""
        return SecureSource()

    def begin(self) -> None:
        """Take the source of numbers."""
        self._numbers = self.source()
        self._chosen: list[Any] = []
        self._came = 0

    def process(self, input_object: list[object]) -> None:
        """Take some objects: of those that came, each is as likely to be kept."""
        for one in input_object:
            items = enumerate_value(one)
            for item in (one,) if items is None else items:
                self._take(item)

    def _take(self, item: Any) -> None:
        if self.shuffle or self._came < self.count:
            self._chosen.append(item)
        elif self._numbers.below(self._came + 1) < self.count:
            self._chosen[self._numbers.below(len(self._chosen))] = item
        self._came += 1

    def end(self) -> None:
        """Write what was picked, in any order."""
        if not self._picks():
            for _ in range(self.count):
                self.write(self._number())
            return
        chosen = self._chosen
        for place in range(len(chosen)):
            other = place + self._numbers.below(len(chosen) - place)
            self.write(chosen[other])
            chosen[other] = chosen[place]

    def _picks(self) -> bool:
        """Tell whether objects were to be chosen from: given, piped, or a list as -Maximum."""
        if self.parameter_set != NUMBER:
            return True
        items = None if self.maximum is None else enumerate_value(self.maximum)
        if items is not None:
            for item in items:
                self._take(item)
            return True
        info = self.invocation.info
        piped = info is not None and bool(info.expecting_input)
        return piped and self.maximum is None and self.minimum is None

    def _number(self) -> int | float:
        least, most = _as_number(self.minimum, 0), _as_number(self.maximum, INT32_MAX)
        if least >= most:
            raise CommandError(
                "MinGreaterThanOrEqualMax",
                f"The least ({least}) has to be below the most ({most}).",
                category="InvalidArgument",
                inner="System.ArgumentException",
            )
        if isinstance(least, float) or isinstance(most, float):
            return self._real(float(least), float(most))
        number = least + self._numbers.below(most - least)
        return Int64(number) if isinstance(least, Int64) or isinstance(most, Int64) else number

    def _real(self, least: float, most: float) -> float:
        """Return a real number; once more if rounding made it the most."""
        while True:
            number = least + self._numbers.fraction() * (most - least)
            if number < most:
                return number


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
    return float(number) if real else fit_integer(int(value))
