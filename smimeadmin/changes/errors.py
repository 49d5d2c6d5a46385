"""What can go wrong when Changes are journaled, made, resumed and undone."""

from collections.abc import Sequence

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class ReadBackDiffersError(SmimeAdminError):
    """A write was accepted, but the target does not show it."""

    id = "Changes.ReadBackDiffers"
    kind = ErrorKind.CONFLICT

    def __init__(self, target: str, attribute: str) -> None:
        super().__init__(
            f"'{attribute}' of {target} was written, but reading it back shows something else.",
            hint="Look at the target, then run the command again.",
        )
        self.target = target
        self.attribute = attribute


class TargetChangedError(SmimeAdminError):
    """Someone else changed the target after this Change was planned."""

    id = "Changes.TargetChanged"
    kind = ErrorKind.CONFLICT

    def __init__(self, target: str, attribute: str) -> None:
        super().__init__(
            f"'{attribute}' of {target} is no longer what it was when the change was planned.",
            hint="Run the command again: it plans from what is there now.",
        )
        self.target = target
        self.attribute = attribute


class JournalBrokenError(SmimeAdminError):
    """A row of the journal is not what was written, or is missing."""

    id = "Changes.JournalBroken"
    kind = ErrorKind.UNTRUSTED

    def __init__(self, sequence: int, what: str) -> None:
        super().__init__(
            f"The journal is broken at row {sequence}: {what}.",
            hint="Someone edited the workspace's database; restore it from a backup.",
        )
        self.sequence = sequence
        self.what = what


class BatchNotFoundError(SmimeAdminError):
    """The journal has no batch and no run of that name."""

    id = "Changes.BatchNotFound"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The journal has no batch and no run '{name}'.",
            hint="Get-ChangeJournal lists them.",
        )
        self.name = name


class NotUndoableError(SmimeAdminError):
    """A Change has no opposite."""

    id = "Changes.NotUndoable"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, kind: str, target: str, attribute: str) -> None:
        super().__init__(
            f"The change '{kind}' of '{attribute}' at {target} cannot be undone.",
            hint="Nothing of the batch was undone; make the opposite change by its own command.",
        )
        self.change_kind = kind
        self.target = target
        self.attribute = attribute


class NotResumableError(SmimeAdminError):
    """A Change needs something that the journal does not hold."""

    id = "Changes.NotResumable"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, target: str, attribute: str) -> None:
        super().__init__(
            f"'{attribute}' of {target} cannot be made from the journal or a plan alone: "
            "it goes with a key or a content that is not kept there.",
            hint="Run the command that made the change again; it makes only what is missing.",
        )
        self.target = target
        self.attribute = attribute


class OtherPlaceError(SmimeAdminError):
    """The Changes were made somewhere that is not connected now."""

    id = "Changes.OtherPlace"
    kind = ErrorKind.CONFLICT

    def __init__(self, port: str, wanted: str, connected: str | None) -> None:
        now = f"'{connected}' is connected" if connected else "nothing is connected"
        super().__init__(
            f"These changes belong to '{wanted}', but {now} as {port}.",
            hint=f"Connect to '{wanted}' first.",
        )
        self.port = port
        self.wanted = wanted
        self.connected = connected


class SecretInValueError(SmimeAdminError):
    """A Change would have put its secret into the journal."""

    id = "Changes.SecretInValue"
    kind = ErrorKind.DENIED

    def __init__(self, target: str, attribute: str) -> None:
        super().__init__(
            f"The value of '{attribute}' of {target} holds its own secret, so nothing was written.",
            hint="This is a mistake in the command; please report it.",
        )
        self.target = target
        self.attribute = attribute


class PlanUnreadableError(SmimeAdminError):
    """A saved plan is damaged or is no plan."""

    id = "Changes.PlanUnreadable"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This is not a plan that can be read: {what}.",
            hint="Save the plan again with Save-ChangePlan.",
        )
        self.what = what


class NoExecutorError(SmimeAdminError):
    """Nothing is connected that could make these Changes."""

    id = "Changes.NoExecutor"
    kind = ErrorKind.UNSUPPORTED

    def __init__(self, port: str, known: Sequence[str]) -> None:
        super().__init__(
            f"No port '{port}' is here to make this change ({', '.join(known) or 'none'}).",
            hint="Get-Connection shows what is connected.",
        )
        self.port = port
