"""What the Format-* and Out-* commands have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.shell.engine import Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.error_record import (
    ErrorDetails,
    ErrorRecord,
    TerminatingError,
    record_of,
)
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.options import FormatOptions
from smimeadmin.shell.formatting.property_choice import GROUP_KEYS, Choice, read_choices

DEFAULT_LIMIT = 4


def is_block(value: Any) -> bool:
    """Say whether a value is a script block."""
    return isinstance(value, ScriptBlock)


class ShowsObjects(CoreCmdlet):
    """Reads what the session says about how objects are shown."""

    def enumeration_limit(self) -> int:
        """Return $FormatEnumerationLimit; what is no number counts as the default."""
        value = self.invocation.preference("FormatEnumerationLimit")
        return value if isinstance(value, int) and not isinstance(value, bool) else DEFAULT_LIMIT

    def evaluator(self) -> Callable[[Any, Any], Any]:
        """Return what runs a script block on an object in the caller's scope."""
        runners: dict[int, Callable[..., Any]] = {}

        def evaluate(block: ScriptBlock, item: Any) -> Any:
            run = runners.get(id(block))
            if run is None:
                run = runners[id(block)] = block.bound_to(self.invocation.frame)
            return run(item)

        return evaluate


class FormatCmdlet(ShowsObjects, ABC):
    """The base of Format-Table, -List, -Wide and -Custom: their parameters and their flow."""

    group_by: object = Parameter(
        "Begin a group whenever this property, or calculated property, changes. Sort first.",
        default=None,
    )
    view: str | None = Parameter("The name of the view to use.", default=None)
    show_error: bool = Parameter("Report expressions that fail.", default=False)
    display_error: bool = Parameter("Show #ERR where an expression fails.", default=False)
    force: bool = Parameter("Accepted, as everything is shown anyway.", default=False)
    expand: str | None = Parameter(
        "What is shown of a collection: its items, the collection itself, or both.",
        default=None,
        choices=("CoreOnly", "EnumOnly", "Both"),
    )
    input_object: object = Parameter("The objects to show.", default=None, from_pipeline=True)

    def begin(self) -> None:
        """Read the parameters; the view is picked when the first object comes."""
        self._failed: list[ErrorRecord] = []
        self._formatter = Formatter(self.write, self.options())

    @abstractmethod
    def options(self) -> FormatOptions:
        """Return what the parameters ask for."""

    def common_options(self) -> dict[str, Any]:
        """Return the options that all Format-* commands share."""
        group: Choice | None = None
        if self.group_by is not None:
            group = read_choices([self.group_by], GROUP_KEYS, is_block)[0]
        return {
            "group": group,
            "view_name": self.view or "",
            "mark_errors": self.display_error,
            "report": self._note_failure if self.show_error else None,
            "limit": self.enumeration_limit(),
            "opens_collections": (self.expand or "EnumOnly").lower() != "coreonly",
            "evaluate": self.evaluator(),
        }

    def process(self, input_object: object) -> None:
        """Take one object; the errors of its expressions are shown behind it."""
        self._formatter.process(input_object)
        while self._failed:
            self._formatter.process(self._failed.pop(0))

    def _note_failure(self, error: Exception, item: Any) -> None:
        """Keep the error of an expression, as what -ShowError shows."""
        cause = error.record if isinstance(error, TerminatingError) else None
        cause = cause or record_of(error, in_command=True)
        record = ErrorRecord(cause.exception, "mshExpressionError", "InvalidArgument", item)
        record.error_details = ErrorDetails(f"A calculated property failed: {cause.message}")
        self._failed.append(record)

    def end(self) -> None:
        """End the run."""
        self._formatter.end()
