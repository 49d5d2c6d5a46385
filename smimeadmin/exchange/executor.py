"""How the door makes Changes of the organization's settings."""

from collections.abc import Sequence

from smimeadmin.changes.change import Change, Executor
from smimeadmin.exchange.api import ExchangeBackend, ExchangeKind
from smimeadmin.exchange.planning import canonical_settings
from smimeadmin.exchange.smime_config import encode, setting


class ExchangeExecutor(Executor):
    """Makes Changes of port ``exchange``; all settings of one command go in one request."""

    def __init__(self, backend: ExchangeBackend) -> None:
        self._backend = backend

    @property
    def transactional(self) -> bool:
        """Only the embedded organization lies in the workspace."""
        return self._backend.kind is ExchangeKind.EMBEDDED

    @property
    def place(self) -> str:
        """The workspace, or the server."""
        return "workspace" if self.transactional else self._backend.server

    def execute(self, changes: Sequence[Change]) -> None:
        """Set what the Changes say."""
        self._backend.set_smime_config(canonical_settings(changes))

    def is_made(self, change: Change) -> bool:
        """Read the setting back."""
        known = setting(change.attribute)
        value = getattr(self._backend.smime_config(), known.field)
        return encode(known.type, value) == change.after
