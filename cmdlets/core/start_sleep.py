"""Start-Sleep: waits."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.values import TimeSpan
from smimeadmin.core.values_dates import TICKS_PER_SECOND
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.parameters import Validator


def _at_least(least: float) -> Validator:
    return lambda n: None if n >= least else f"{n} is less than {least}."


def _not_negative(span: TimeSpan) -> str | None:
    return None if span.ticks >= 0 else f"{span} is less than nothing."


class StartSleep(CoreCmdlet, name="Start-Sleep", aliases=("sleep",), default_set="Seconds"):
    """Waits for some seconds or milliseconds. Ctrl+C ends it."""

    seconds: float = Parameter(
        "How many seconds; parts of one too.",
        default=0.0,
        sets=(
            InSet(
                "Seconds",
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
        validate=(_at_least(0),),
    )
    milliseconds: int = Parameter(
        "How many milliseconds.",
        default=0,
        aliases=("ms",),
        sets=(InSet("Milliseconds", mandatory=True, from_pipeline_by_property_name=True),),
        validate=(_at_least(0),),
    )
    duration: TimeSpan | None = Parameter(
        "How long.",
        default=None,
        type="TimeSpan",
        aliases=("ts",),
        sets=(
            InSet(
                "FromTimeSpan",
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
        validate=(_not_negative,),
    )

    examples = (Example("A moment.", "Start-Sleep -Milliseconds 5; 'awake'", shows="awake"),)

    def process(self, seconds: float, milliseconds: int, duration: TimeSpan | None) -> None:
        """Wait."""
        if duration is not None:
            seconds = duration.ticks / TICKS_PER_SECOND
        self.session.wait(max(seconds, 0) + milliseconds / 1000)
