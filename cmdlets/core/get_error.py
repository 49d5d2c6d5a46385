"""Get-Error: the last errors in full."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine import ErrorRecord, Example, InSet, Parameter


class GetError(CoreCmdlet, name="Get-Error", aliases=("gerr",), default_set="Newest"):
    """Shows the last error of the session, or the newest few, with all that is known of them."""

    input_object: object = Parameter(
        "An error.",
        default=None,
        sets=(InSet("Error", position=0, from_pipeline=True),),
    )
    newest: int = Parameter("How many.", default=1, aliases=("Last",), sets=("Newest",))

    examples = (
        Example(
            "The last one.",
            "(Get-Error).FullyQualifiedErrorId",
            setup="Get-Item nowhere -ErrorAction SilentlyContinue",
            shows="PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand",
        ),
    )

    def process(self, input_object: object) -> None:
        """Write the errors."""
        errors = [input_object] if input_object is not None else self.session.errors[: self.newest]
        for error in errors:
            self.write(_in_full(error) if isinstance(error, ErrorRecord) else error)


def _in_full(record: ErrorRecord) -> PropertyBag:
    pairs = (
        ("Type", f"System.Management.Automation.{record.exception.short_name}"),
        ("Exception", record.exception),
        ("TargetObject", record.target_object),
        ("CategoryInfo", str(record.category_info)),
        ("FullyQualifiedErrorId", record.fully_qualified_error_id),
        ("Message", record.message),
        ("RecommendedAction", record.hint),
        ("ErrorDetails", record.error_details),
        ("InvocationInfo", record.invocation_info),
        ("ScriptStackTrace", record.script_stack_trace),
    )
    return PropertyBag.of(
        (pair for pair in pairs if pair[1] is not None),
        (
            "System.Management.Automation.ErrorRecord#PSExtendedError",
            "System.Management.Automation.PSCustomObject",
            "System.Object",
        ),
    )
