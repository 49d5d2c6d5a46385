"""Records that have an element of their own in CLIXML."""

from typing import Final

from smimeadmin.core.values_named import EnumType, EnumValue

PROGRESS_TYPES: Final = EnumType(
    "System.Management.Automation.ProgressRecordType", {"Processing": 0, "Completed": 1}
)


class ProgressRecord:
    """System.Management.Automation.ProgressRecord: how far something is."""

    __slots__ = (
        "activity",
        "activity_id",
        "current_operation",
        "parent_activity_id",
        "percent_complete",
        "record_type",
        "seconds_remaining",
        "status_description",
    )
    type_name = "System.Management.Automation.ProgressRecord"
    shown = (
        "activity_id",
        "parent_activity_id",
        "activity",
        "status_description",
        "current_operation",
        "percent_complete",
        "seconds_remaining",
        "record_type",
    )

    def __init__(
        self,
        activity_id: int,
        activity: str,
        status_description: str,
        *,
        current_operation: str | None = None,
        parent_activity_id: int = -1,
        percent_complete: int = -1,
        seconds_remaining: int = -1,
        record_type: str = "Processing",
    ) -> None:
        self.activity_id = activity_id
        self.activity = activity
        self.status_description = status_description
        self.current_operation = current_operation
        self.parent_activity_id = parent_activity_id
        self.percent_complete = percent_complete
        self.seconds_remaining = seconds_remaining
        self.record_type = EnumValue(PROGRESS_TYPES, PROGRESS_TYPES.members[record_type])

    def __str__(self) -> str:
        return (
            f"parent = {self.parent_activity_id} id = {self.activity_id} act = {self.activity}"
            f" stat = {self.status_description} cur = {self.current_operation or ''}"
            f" pct = {self.percent_complete} sec = {self.seconds_remaining}"
            f" type = {self.record_type}"
        )
