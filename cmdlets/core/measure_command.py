"""Measure-Command: how long something takes."""

import time
from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.values import TimeSpan
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock


class MeasureCommand(CoreCmdlet, name="Measure-Command"):
    """Runs a script block in the caller's scope, throws its output away, and tells the time."""

    input_object: object = Parameter(
        "Objects: the block runs for each, as $_.", default=None, from_pipeline=True
    )
    expression: ScriptBlock = Parameter("What is run.", position=0)

    examples = (
        Example(
            "Less than a minute.",
            "(Measure-Command { 1..10 | ForEach-Object { $_ } }).TotalMinutes -lt 1",
            shows="True",
        ),
    )

    def begin(self) -> None:
        """Make ready."""
        self._nanoseconds = 0
        frame = self.invocation.frame
        self._kept = frame.vars.get("_")
        self._value = None if self._kept is None else self._kept.v
        self._run = self.expression.runner(frame, _forget)

    def process(self, input_object: object) -> None:
        """Run the block once."""
        start = time.perf_counter_ns()
        try:
            self._run(input_object)
        finally:
            self._nanoseconds += time.perf_counter_ns() - start

    def end(self) -> None:
        """Write the time."""
        self.write(TimeSpan(self._nanoseconds // 100))

    def clean(self) -> None:
        """Give the caller its `$_` back."""
        variables = self.invocation.frame.vars
        if self._kept is None:
            variables.pop("_", None)
        else:
            self._kept.v = self._value


def _forget(_value: Any) -> None:
    """Take output that nobody wants."""
