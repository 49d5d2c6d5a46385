"""Runs the program, and kills it at one numbered moment of its writes.

    python -m tests.support.killer MOMENT LOG ARGUMENT...

A moment is a place in the program: before and after each intent, each write through a port, each
outcome. LOG gets a line for each one that was reached; MOMENT 0 kills nothing, and lists them all.
"""

import os
import signal
import sys
from pathlib import Path

from smimeadmin.app.main import main
from smimeadmin.changes.files_executor import FilesExecutor
from smimeadmin.changes.journal import Journal
from smimeadmin.directory.executor import DirectoryExecutor
from smimeadmin.exchange.executor import ExchangeExecutor
from smimeadmin.pki.executor import PkiExecutor

PLACES = (
    (Journal, "intend", "intent"),
    (PkiExecutor, "execute", "write"),
    (DirectoryExecutor, "execute", "write"),
    (ExchangeExecutor, "execute", "write"),
    (FilesExecutor, "execute", "write"),
    (Journal, "record", "outcome"),
)


class Moments:
    """Counts the moments of a run and ends it at one of them."""

    def __init__(self, fatal: int, log: Path) -> None:
        self.fatal = fatal
        self.log = log
        self.reached = 0

    def reach(self, name: str) -> None:
        self.reached += 1
        with self.log.open("a", encoding="utf-8") as stream:
            stream.write(f"{self.reached} {name}\n")
        if self.reached == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner: type, method: str, name: str) -> None:
        original = getattr(owner, method)

        def watched(*arguments: object, **keywords: object) -> object:
            self.reach(f"before {name} {owner.__name__}")
            result = original(*arguments, **keywords)
            self.reach(f"after {name} {owner.__name__}")
            return result

        setattr(owner, method, watched)


if __name__ == "__main__":
    moments = Moments(int(sys.argv[1]), Path(sys.argv[2]))
    for place in PLACES:
        moments.watch(*place)
    sys.exit(main(sys.argv[3:]))
