"""Write-Error: writes an error of the script's own."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import ErrorRecord, Example, InSet, Parameter
from smimeadmin.shell.engine.error_record import ErrorDetails, as_category
from smimeadmin.shell.engine.net_exceptions import NetException

_WRITE_ERROR = "Microsoft.PowerShell.Commands.WriteErrorException"


class WriteError(CoreCmdlet, name="Write-Error", default_set="NoException"):
    """Writes an error to the error stream: the script goes on, unless a preference says Stop."""

    message: str | None = Parameter(
        "The sentence that tells what happened.",
        default=None,
        aliases=("Msg",),
        allows=("null", "empty"),
        sets=(
            InSet("NoException", position=0, mandatory=True, from_pipeline=True),
            InSet("WithException"),
        ),
    )
    exception: object = Parameter(
        "The exception behind it.",
        default=None,
        sets=(InSet("WithException", position=0, mandatory=True),),
    )
    error_record: object = Parameter(
        "A whole record.", default=None, sets=(InSet("ErrorRecord", position=0, mandatory=True),)
    )
    category: str = Parameter(
        "The kind of error.", default="NotSpecified", sets=("NoException", "WithException")
    )
    error_id: str = Parameter("The id.", default="", sets=("NoException", "WithException"))
    target_object: object = Parameter(
        "What it happened to.", default=None, sets=("NoException", "WithException")
    )
    recommended_action: str = Parameter("What to do.", default="")
    category_activity: str = Parameter("What was being done.", default="", aliases=("Activity",))
    category_reason: str = Parameter("Why.", default="", aliases=("Reason",))
    category_target_name: str = Parameter("The target's name.", default="", aliases=("TargetName",))
    category_target_type: str = Parameter("The target's type.", default="", aliases=("TargetType",))

    examples = (
        Example(
            "An error.",
            "Write-Error 'the mailbox is locked' 2>&1",
            shows=(
                "Write-Error: the mailbox is locked\n"
                "   1 | Write-Error 'the mailbox is locked' 2>&1\n"
                "     | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
                "  id:   Microsoft.PowerShell.Commands.WriteErrorException"
            ),
        ),
    )

    def process(self, message: str | None) -> None:
        """Write one error in the name of the function that runs."""
        record = self._record(message)
        self._refine(record)
        caller = self.session_function()
        name = caller or self.error_source
        if caller:
            record.fully_qualified_error_id += f",{caller}"
        elif not record.category_info.activity and self.error_record is None:
            record.fully_qualified_error_id += f",{name}" if self.error_id else ""
        record.category_info.activity = self.category_activity or "Write-Error"
        record.command = caller or "Write-Error"
        record.invocation = self._counted()
        self.invocation.write_record(record)

    def _counted(self) -> Any:
        """Count the error against the function's call, and return what counts; None outside."""
        for scope in self.invocation.frame.scope.chain():
            if scope.call is not None and scope.call.tally is not None:
                scope.call.tally.errors += 1
                return scope.call.tally
        return None

    def session_function(self) -> str:
        """Return the name of the function that the command stands in, or an empty text."""
        for scope in self.invocation.frame.scope.chain():
            if scope.call is not None:
                name = str(scope.call.name)
                return "" if name == "<ScriptBlock>" else name
        return ""

    def _record(self, message: str | None) -> ErrorRecord:
        given = bare(self.error_record)
        if isinstance(given, ErrorRecord):
            copy = ErrorRecord(
                given.exception,
                given.fully_qualified_error_id.partition(",")[0],
                given.category_info.category,
                given.target_object,
            )
            copy.error_details = given.error_details
            return copy
        category = as_category(self.category)
        exception = bare(self.exception)
        if isinstance(exception, NetException):
            error_id = self.error_id or exception.type_name
            record = ErrorRecord(exception, error_id, category, self.target_object)
            if message is not None:
                record.error_details = ErrorDetails(message)
            return record
        text = message or ""
        made = NetException(_WRITE_ERROR, text)
        return ErrorRecord(made, self.error_id or _WRITE_ERROR, category, self.target_object)

    def _refine(self, record: ErrorRecord) -> None:
        info = record.category_info
        if self.category_reason:
            info.reason = self.category_reason
        if self.category_target_name:
            info.target_name = self.category_target_name
        if self.category_target_type:
            info.target_type = self.category_target_type
        if self.recommended_action:
            details: Any = record.error_details or ErrorDetails(record.message)
            details.recommended_action = self.recommended_action
            record.error_details = details
