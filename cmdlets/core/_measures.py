"""What Measure-Object gathers, and the objects that it writes."""

from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.compare import order_for_sorting
from smimeadmin.shell.engine.convert import convert, to_text
from smimeadmin.shell.engine.errors import ConversionError
from smimeadmin.shell.engine.types import find_type, register_type, type_of

_COMMANDS = "Microsoft.PowerShell.Commands."
DOUBLE = find_type("double")


def as_double(value: Any) -> float | None:
    """Return a value as a Double, None if it is no number."""
    if type(value) is float or type(value) is int:
        return float(value)
    if DOUBLE is None:
        return None
    try:
        return float(convert(value, DOUBLE))
    except ConversionError:
        return None


class Statistics:
    """What was seen of one property."""

    __slots__ = (
        "characters",
        "count",
        "deviation",
        "least",
        "lines",
        "mean",
        "most",
        "name",
        "total",
        "words",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.total = 0.0
        self.mean = 0.0
        self.deviation = 0.0
        self.least: Any = None
        self.most: Any = None
        self.lines = 0
        self.words = 0
        self.characters = 0

    def add_number(self, number: float) -> None:
        """Take one number; the squares of the distances are kept as Welford does."""
        self.total += number
        before = self.mean
        self.mean += (number - before) / self.count
        self.deviation += (number - before) * (number - self.mean)

    def add_text(self, text: str, *, ignore_blanks: bool) -> None:
        """Count the lines, words and characters of a text."""
        self.words += len(text.split())
        self.lines += text.count("\n") + (1 if text and not text.endswith("\n") else 0)
        self.characters += len("".join(text.split())) if ignore_blanks else len(text)

    def add_extremes(self, value: Any) -> None:
        """Keep the value if it is the least or the greatest yet."""
        self.least = _further(value, self.least, 1)
        self.most = _further(value, self.most, -1)


def _further(value: Any, known: Any, sign: int) -> Any:
    if known is None:
        return value
    one, other = _comparable(known), _comparable(value)
    if type_of(one) is not type_of(other):
        one, other = to_text(one), to_text(other)
    return value if order_for_sorting(one, other, ignore_case=False) * sign > 0 else known


def _comparable(value: Any) -> Any:
    number = as_double(value)
    return value if number is None else number


class _Measured:
    """What Measure-Object found of numbers and other objects."""

    __slots__ = (
        "average",
        "count",
        "maximum",
        "minimum",
        "property_name",
        "standard_deviation",
        "sum",
    )
    shown = ("count", "average", "sum", "maximum", "minimum", "standard_deviation", "property")

    def __init__(self, count: int, name: str | None) -> None:
        self.count = count
        self.property_name = name
        self.average: float | None = None
        self.sum: float | None = None
        self.maximum: Any = None
        self.minimum: Any = None
        self.standard_deviation: float | None = None

    @property
    def property(self) -> str | None:
        """The name of the property, None if the objects themselves were measured."""
        return self.property_name


class MeasureInfo(_Measured):
    """What was found where the extremes are numbers, if there are any."""

    __slots__ = ()
    type_name = "Microsoft.PowerShell.Commands.GenericMeasureInfo"


register_type(f"{_COMMANDS}MeasureInfo")
register_type(MeasureInfo.type_name, python=MeasureInfo, base=f"{_COMMANDS}MeasureInfo")


class ObjectMeasureInfo(_Measured):
    """The same where the extremes are no numbers."""

    __slots__ = ()
    type_name = "Microsoft.PowerShell.Commands.GenericObjectMeasureInfo"


class TextMeasureInfo:
    """What Measure-Object found of texts."""

    __slots__ = ("characters", "lines", "property_name", "words")
    type_name = "Microsoft.PowerShell.Commands.TextMeasureInfo"
    shown = ("lines", "words", "characters", "property")

    def __init__(self, name: str | None) -> None:
        self.property_name = name
        self.lines: int | None = None
        self.words: int | None = None
        self.characters: int | None = None

    @property
    def property(self) -> str | None:
        """The name of the property, None if the texts themselves were measured."""
        return self.property_name


class StatisticsTable:
    """The statistics of several properties, by name in any case, in the order they came."""

    __slots__ = ("_by_name",)

    def __init__(self) -> None:
        self._by_name: dict[str, Statistics] = {}

    def of(self, name: str) -> Statistics:
        """Return the statistics of a property, made now if there are none."""
        return self._by_name.setdefault(fold(name), Statistics(name))

    def all(self) -> list[Statistics]:
        """Return all of them."""
        return list(self._by_name.values())
