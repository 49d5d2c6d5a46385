"""Runs one line of the prompt to its end, its error, or Ctrl-C."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.shell.engine.outcome import RunOutcome
from smimeadmin.shell.prompt.secrets import holds_secret
from smimeadmin.shell.prompt.surroundings import Surroundings

Work = Callable[[Callable[[Any], Any]], None]

COMPLETED, FAILED, STOPPED = "Completed", "Failed", "Stopped"


class Runner:
    """Runs lines in the session and keeps them in its history."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._around = surroundings
        self._session = surroundings.session

    def run(self, text: str) -> int | None:
        """Run a line; return the code of an ``exit`` in it, else None."""
        started = self._around.clock.now()
        history = self._session.history
        history.requested = None
        for transcript in self._session.host.transcripts:
            transcript.typed(text)
        status = self._run(lambda put: self._session.run_text(text, put))
        kept = history.replacement_of(text)
        if not holds_secret(kept):
            history.add(kept, status, started, self._around.clock.now())
        return self._session.outcome.exited

    def run_profile(self, path: str) -> None:
        """Run the profile in the global scope, where its functions stay."""
        quoted = path.replace("'", "''")
        self._run(lambda put: self._session.run_text(f". '{quoted}'", put))

    def _run(self, work: Work) -> str:
        """Run; an interrupt ends the line, never the session."""
        outcome = self._session.outcome = RunOutcome()
        sink = self._around.sink()
        status = STOPPED
        try:
            work(sink.put)
            sink.finish()
            status = COMPLETED if outcome.exit_code == 0 else FAILED
        except SmimeAdminError as fault:
            sink.finish()
            self._around.tell(fault)
            status = FAILED
        except KeyboardInterrupt:
            self._session.ok = False
            self._around.note("")  # the terminal has shown ^C itself
        self._around.ended()
        return status
