"""Runs one recorded snippet as ``pwsh -File`` would, in this process."""

import os
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from smimeadmin.core.clock import SystemClock
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.cmdlet import Cmdlet
from smimeadmin.shell.engine.elsewhere import ELSEWHERE
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.language import ParseError


class RecordingHost(SilentHost):
    """Keeps what goes to stdout as text, and the errors that were drawn."""

    def __init__(self) -> None:
        super().__init__(columns=80)
        self.stdout: list[str] = []
        self.errors: list[Any] = []

    def write(
        self,
        text: str,
        *,
        newline: bool = True,
        foreground: str | None = None,
        background: str | None = None,
    ) -> None:
        """Keep a text of Write-Host among the output."""
        del foreground, background
        self.stdout.append(text + "\n" if newline else text)

    def write_error(self, record: object) -> None:
        """Keep an error that is drawn."""
        self.errors.append(record)


class CaseResult:
    """What a snippet showed: text, exit code of a ``pwsh -File``, whether an error was drawn."""

    def __init__(self, stdout: str, exit_code: int, errors: Sequence[Any]) -> None:
        self.stdout = stdout
        self.exit_code = exit_code
        self.errors = errors


def core_commands() -> list[type[Cmdlet]]:
    """Return the core cmdlets without an index: the cases need no other area."""
    package = import_module("cmdlets.core")
    found = []
    for module in iter_modules(package.__path__):
        if module.name.startswith("_"):
            continue
        loaded = import_module(f"cmdlets.core.{module.name}")
        found += [
            value
            for value in vars(loaded).values()
            if isinstance(value, type)
            and issubclass(value, Cmdlet)
            and value.name
            and value.__module__ == loaded.__name__
        ]
    return found


class _Services:
    """The services that core commands ask for."""

    def __init__(self) -> None:
        self.files = DiskFiles()
        self.clock = SystemClock()


def run_case(code: str, commands: Sequence[type[Cmdlet]], folder: Path) -> CaseResult:
    """Run a snippet in a fresh session with ``folder`` as its location."""
    host = RecordingHost()
    services = _Services()
    session = Session(host, files=services.files, services=services, location=str(folder))
    SOURCES.add("cmdlets")  # the product knows these types, whatever ran before in this process
    ELSEWHERE.add("cmdlets")
    for cls in commands:
        session.registry.add(cls)
    writer = LineWriter(host.write, 80)
    formatter = Formatter(writer.put)
    script = folder / "case.ps1"
    script.write_text(code, encoding="utf-8")
    try:
        session.run_file(str(script), (), formatter.process)
    except ParseError as error:
        return CaseResult("", 1, [error])
    formatter.end()
    writer.flush()
    script.unlink(missing_ok=True)
    code_of_exit = session.outcome.exited
    if code_of_exit is None:
        code_of_exit = 1 if session.outcome.uncaught_ended_script else 0
    return CaseResult("".join(host.stdout), code_of_exit, host.errors)


def cleaned(text: str) -> str:
    """Return a text without blanks at line ends and empty lines around it."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def passes(row: dict[str, Any], commands: Sequence[type[Cmdlet]]) -> tuple[bool, CaseResult]:
    """Run a recorded row and say whether everything agrees."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        try:
            result = run_case(row["code"], commands, Path(folder).resolve())
        finally:
            os.environ.clear()
            os.environ.update(before)
    agrees = (
        cleaned(result.stdout) == cleaned(row["stdout"])
        and result.exit_code == row["exit"]
        and bool(result.errors) == row["errors"]
    )
    return agrees, result
