"""Write-Progress: shows how far a script is."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.values import INT32_MAX
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.parameters import Validator


def _between(least: int, most: int) -> Validator:
    return lambda n: None if least <= n <= most else f"{n} is not between {least} and {most}."


class WriteProgress(CoreCmdlet, name="Write-Progress"):
    """Shows what is being done and how far it is; nothing where nobody watches."""

    activity: str = Parameter("What is being done.", default="", position=0)
    status: str = Parameter("How it stands.", default="", position=1)
    id: int = Parameter(
        "Which of several bars.", default=0, position=2, validate=(_between(0, INT32_MAX),)
    )
    percent_complete: int = Parameter(
        "How far, of 100; -1 if nobody knows.", default=-1, validate=(_between(-1, 100),)
    )
    seconds_remaining: int = Parameter("How much longer.", default=-1)
    current_operation: str = Parameter("What is done right now.", default="")
    parent_id: int = Parameter(
        "The bar that this one belongs to.", default=-1, validate=(_between(-1, INT32_MAX),)
    )
    completed: bool = Parameter("It is done: take the bar away.", default=False)
    source_id: int = Parameter("Where it comes from.", default=0)

    examples = (
        Example(
            "Half way.",
            "Write-Progress 'Certificates' '5 of 10' -PercentComplete 50; 'going on'",
            shows="going on",
        ),
    )

    def process(self) -> None:
        """Show it."""
        percent = self.percent_complete if self.percent_complete >= 0 else None
        status = " ".join(text for text in (self.status, self.current_operation) if text)
        self.write_progress(self.activity, status, percent, finished=self.completed)
