"""Runs lines in a new session and gives back what a person would see."""

import re
from collections.abc import Iterable
from functools import partial
from importlib import import_module
from pathlib import Path

from smimeadmin.app.embedded import open_services
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.error_record import ErrorRecord
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.formatting.builtin_views import CATALOG
from smimeadmin.shell.formatting.output_format import sink_for
from smimeadmin.shell.formatting.view import View
from tests.support.program import PASSPHRASE


class ListeningHost(SilentHost):
    """Keeps what goes to stdout in one text, in order."""

    def __init__(self, columns: int) -> None:
        super().__init__(columns=columns)
        self.text = ""

    def write(self, text, *, newline=True, foreground=None, background=None):
        """Keep a text of Write-Host."""
        super().write(text, newline=newline, foreground=foreground, background=background)
        self.text += text + "\n" if newline else text

    def take(self, text):
        """Keep a text of the formatter."""
        self.text += text


def _views(package: str) -> Iterable[View]:
    return import_module(f"{package}._views").VIEWS  # type: ignore[no-any-return]


def shown(lines: list[str], folder: Path, *, columns: int) -> tuple[str, list[ErrorRecord]]:
    """Run lines one after another; return what the last showed, and the errors of all."""
    CATALOG.add_source("cmdlets", partial(_views, "cmdlets"))
    host = ListeningHost(columns)
    services = open_services(str(folder / "workspace"), PASSPHRASE)
    try:
        session = Session(
            host,
            files=DiskFiles(),
            services=services,
            packages=("cmdlets",),
            location=str(folder),
            twin_doors=lambda _host: (
                DiskFiles(),
                open_services(str(folder / "workspace"), PASSPHRASE),
            ),
        )
        *before, last = lines
        for line in before:
            session.run_text(line, [].append)
        host.text = ""
        sink = sink_for("text", host.take, columns=columns)
        session.run_text(last, sink.put)
        sink.finish()
    finally:
        services.close()
    return host.text, [record for stream, record in host.shown if stream == "error"]


def shows_as(text: str, expected: str) -> bool:
    """Say whether a text is as expected: whole, but for blanks at its ends and those of lines.

    Three dots in what is expected stand for anything: what no two runs have in common.
    """
    found = "\n".join(without_blanks_at_ends(text)).strip()
    pattern = ".*".join(map(re.escape, expected.strip().split("...")))
    return re.fullmatch(pattern, found, re.DOTALL) is not None


def without_blanks_at_ends(text: str) -> list[str]:
    """Return the lines of a text without blanks at their ends and empty lines around them."""
    return [line.rstrip() for line in text.rstrip().splitlines()]
