"""Which ``catch`` or ``trap`` takes an error."""

from typing import Any

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.compile_unit import Unit
from smimeadmin.shell.engine.error_record import ErrorRecord
from smimeadmin.shell.engine.errors import TypeNameError
from smimeadmin.shell.engine.net_exceptions import NetException
from smimeadmin.shell.engine.type_names import look_up_type


class ErrorPattern:
    """The types in the head of a ``catch``: .NET exceptions, or ids of this product's errors.

    ``[Pki.ChainNotTrusted]`` takes the domain error of that id.
    """

    def __init__(self, names: list[str], unit: Unit) -> None:
        self._names = names
        self._unit = unit

    @property
    def is_typed(self) -> bool:
        """Whether it names types."""
        return bool(self._names)

    def takes(self, record: ErrorRecord) -> bool:
        """Tell whether an error is of one of the types; an unknown type is an error itself."""
        if not self._names:
            return True
        return any(self._takes_one(name, record) for name in self._names)

    def _takes_one(self, name: str, record: ErrorRecord) -> bool:
        cause = record.cause
        if isinstance(cause, SmimeAdminError) and fold(cause.id) == fold(name):
            return True
        try:
            wanted = look_up_type(name, self._unit).name
        except TypeNameError:
            if name.count(".") == 1 and not fold(name).startswith("system."):
                return False
            raise
        exception: NetException | None = record.exception
        while exception is not None:
            if exception.is_a(wanted):
                return True
            exception = exception.inner_exception
        return False


def under_dollar(frame: Any, value: Any) -> Any:
    """Set ``$_`` for a handler; return what puts the old one back."""
    variables = frame.vars
    before = variables.get("_")
    kept = None if before is None else before.v
    frame.scope.assign("_", value)

    def restore() -> None:
        if before is None:
            variables.pop("_", None)
        else:
            before.v = kept

    return restore
