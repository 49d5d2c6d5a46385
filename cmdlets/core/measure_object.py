"""Measure-Object: counts, sums, extremes; lines, words and characters of texts."""

from collections.abc import Callable
from math import sqrt
from typing import Any

from cmdlets.core._measures import (
    MeasureInfo,
    ObjectMeasureInfo,
    Statistics,
    StatisticsTable,
    TextMeasureInfo,
    as_double,
)
from cmdlets.core._properties import ReadsProperties, has_property
from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.convert import to_text

_NUMBERS = ("GenericMeasure",)
_TEXTS = ("TextMeasure",)
_KEYS = ("expression",)


class MeasureObject(
    ReadsProperties,
    name="Measure-Object",
    aliases=("measure",),
    default_set="GenericMeasure",
):
    """Counts objects; sums and compares them or one of their properties; measures texts.

    Nulls do not count. Numbers in texts are numbers here too.
    """

    input_object: object = Parameter(
        "The objects.", default=None, from_pipeline=True, allows=("null",)
    )
    property_: list[object] | None = Parameter(
        "Names, wildcards or script blocks: what is measured of each object.",
        name="Property",
        default=None,
        position=0,
        type="Object[]",
    )
    standard_deviation: bool = Parameter(
        "How far the numbers are spread.", default=False, sets=_NUMBERS
    )
    sum: bool = Parameter("Their sum.", default=False, sets=_NUMBERS)
    all_stats: bool = Parameter("All of it.", default=False, sets=_NUMBERS)
    average: bool = Parameter("Their mean.", default=False, sets=_NUMBERS)
    maximum: bool = Parameter("The greatest.", default=False, sets=_NUMBERS)
    minimum: bool = Parameter("The least.", default=False, sets=_NUMBERS)
    line: bool = Parameter("How many lines.", default=False, sets=_TEXTS)
    word: bool = Parameter("How many words.", default=False, sets=_TEXTS)
    character: bool = Parameter("How many characters.", default=False, sets=_TEXTS)
    ignore_white_space: bool = Parameter("Blanks do not count.", default=False, sets=_TEXTS)

    examples = (
        Example("The sum.", "(1, 2, 3 | Measure-Object -Sum).Sum", shows="6"),
        Example("How many.", "'anna', 'bo' | Measure-Object | ForEach-Object Count", shows="2"),
        Example("The words of a text.", "('To all staff' | Measure-Object -Word).Words", shows="3"),
    )

    def begin(self) -> None:
        """Read the parameters."""
        self._choices = self.choices(self.property_, _KEYS)
        self._start()

    def _start(self) -> None:
        if "_table" in self.__dict__:
            return
        self._table = StatisticsTable()
        self._failed = False
        self._texts = self.parameter_set == "TextMeasure"
        wants_all = self.all_stats
        self._spread = wants_all or self.standard_deviation
        self._sums = self._spread or self.sum or self.average
        self._extremes = wants_all or self.maximum or self.minimum
        self._itself = None if self.property_ else self._table.of("")

    def taker(self) -> Callable[[Any], Any] | None:
        """Return what counts and sums numbers without ceremony."""
        self._start()
        statistics = self._itself
        if statistics is None or self._texts or self._extremes or self._spread:
            return None
        process = self.process
        if self._sums:

            def add(item: Any) -> None:
                kind = type(item)
                if kind is int or kind is float:
                    statistics.count += 1
                    statistics.total += item
                else:
                    process(item)

            return add

        def count(item: Any) -> None:
            if item is not None:
                statistics.count += 1

        return count

    def process(self, input_object: object) -> None:
        """Measure one object."""
        if bare(input_object) is None:
            return
        if self._itself is not None:
            self._measure(self._itself, bare(input_object))
            return
        seen: set[str] = set()
        for chosen in self.settled(self._choices, input_object):
            name = chosen.heading
            if fold(name) in seen:
                continue
            seen.add(fold(name))
            statistics = self._table.of(name)
            if not chosen.name or has_property(input_object, chosen.name):
                value = bare(chosen.value(input_object, self.evaluate))
                if value is not None:
                    self._measure(statistics, value)

    def _measure(self, statistics: Statistics, value: Any) -> None:
        statistics.count += 1
        if self._texts:
            statistics.add_text(to_text(value), ignore_blanks=self.ignore_white_space)
            return
        if self._sums:
            number = as_double(value)
            if number is None:
                self._refuse(value)
                return
            if self._spread:
                statistics.add_number(number)
            else:
                statistics.total += number
        if self._extremes:
            statistics.add_extremes(value)

    def _refuse(self, value: Any) -> None:
        self._failed = True
        self.write_error(
            CommandError(
                "NonNumericInputObject",
                f"'{to_text(value)}' is not a number.",
                category="InvalidType",
                target=value,
                inner="System.InvalidOperationException",
                hint="Measure a property that holds numbers: Measure-Object -Property Length -Sum.",
            ),
            value,
        )

    def end(self) -> None:
        """Write what was found."""
        for statistics in self._table.all():
            if statistics.count == 0 and self._choices:
                self._miss(statistics.name)
                continue
            name = statistics.name if self._choices else None
            self.write(
                self._text_info(statistics, name) if self._texts else self._info(statistics, name)
            )

    def _miss(self, name: str) -> None:
        """Say under strict mode that no object had the property."""
        if not self.session.strict_mode(self.invocation.frame.scope):
            return
        kind = "Text" if self._texts else "Generic"
        self.write_error(
            CommandError(
                f"{kind}MeasurePropertyNotFound",
                f"No object of the input has a property '{name}'.",
                category="InvalidArgument",
                inner="System.Management.Automation.PSArgumentException",
            )
        )

    def _info(self, statistics: Statistics, name: str | None) -> MeasureInfo | ObjectMeasureInfo:
        extremes = (statistics.least, statistics.most)
        numeric = all(value is None or as_double(value) is not None for value in extremes)
        info = (MeasureInfo if numeric else ObjectMeasureInfo)(statistics.count, name)
        every = self.all_stats
        if every or self.maximum:
            info.maximum = _number(statistics.most) if numeric else statistics.most
        if every or self.minimum:
            info.minimum = _number(statistics.least) if numeric else statistics.least
        if self._failed:
            return info
        if every or self.sum:
            info.sum = statistics.total
        if statistics.count and (every or self.average):
            info.average = statistics.total / statistics.count
        if statistics.count and (every or self.standard_deviation):
            info.standard_deviation = sqrt(statistics.deviation / max(statistics.count - 1, 1))
        return info

    def _text_info(self, statistics: Statistics, name: str | None) -> TextMeasureInfo:
        info = TextMeasureInfo(name)
        info.lines = statistics.lines if self.line else None
        info.words = statistics.words if self.word else None
        info.characters = statistics.characters if self.character else None
        return info


def _number(value: Any) -> float | None:
    return None if value is None else as_double(value)
