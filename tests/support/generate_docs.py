"""Writes the pages that are made from the code: commands, the catalogue of errors, .NET's types."""

import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from tabulate import tabulate

import cmdlets
import smimeadmin
from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.shell.engine.cmdlet import Cmdlet
from smimeadmin.shell.engine.parameters import MISSING, ParameterSpec
from tests.support.type_pages import PAGE as TYPE_PAGE
from tests.support.type_pages import type_page

ROOT = Path(__file__).resolve().parents[2]
COMMAND_PAGES = ROOT / "docs" / "cmdlets"
ERROR_PAGE = ROOT / "docs" / "errors.md"
MARK = "<!-- from here on made by 'make docs' from the classes -->\n"
EXIT_CODES = {ErrorKind.DENIED: 5, ErrorKind.UNAVAILABLE: 6, ErrorKind.TIMED_OUT: 6}


def modules(package: object) -> Iterator[str]:
    """Yield the names of all modules of a package."""
    for found in walk_packages(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]
        if not found.name.rsplit(".", 1)[-1].startswith("__"):
            yield found.name


def commands() -> dict[str, type[Cmdlet]]:
    """Return every command class by its name."""
    found: dict[str, type[Cmdlet]] = {}
    for name in modules(cmdlets):
        if any(part.startswith("_") for part in name.split(".")):
            continue
        for value in vars(import_module(name)).values():
            is_command = isinstance(value, type) and issubclass(value, Cmdlet)
            if is_command and value.name and value.__module__ == name:
                found[value.name] = value
    return dict(sorted(found.items()))


def errors() -> dict[str, type[SmimeAdminError]]:
    """Return every error class by its id, but for the abstract ones that only subclasses bear."""
    for name in modules(smimeadmin):
        import_module(name)
    found: dict[str, type[SmimeAdminError]] = {}
    for name in modules(cmdlets):
        import_module(name)
    waiting = list(SmimeAdminError.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if "id" in vars(one) and one.__module__.split(".")[0] in ("smimeadmin", "cmdlets"):
            found[one.id] = one
    return dict(sorted(found.items()))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _parameter_row(spec: ParameterSpec) -> list[str]:
    places = spec.sets.values()
    positions = sorted({str(p.position) for p in places if p.position is not None})
    pipeline = []
    if spec.from_pipeline:
        pipeline.append("by value")
    if spec.from_pipeline_by_property_name:
        pipeline.append("by property name")
    notes = []
    if any(p.mandatory for p in places):
        notes.append("mandatory")
    if spec.choices:
        notes.append("one of " + ", ".join(spec.choices))
    if spec.aliases:
        notes.append("alias " + ", ".join(spec.aliases))
    plain = spec.default not in (MISSING, None, False, "") and not isinstance(spec.default, type)
    if plain and isinstance(spec.default, str | int):
        notes.append(f"default {spec.default}")
    return [
        f"-{spec.name}",
        spec.type_name,
        ", ".join(positions),
        ", ".join(pipeline),
        _cell(spec.help + (f" ({'; '.join(notes)})" if notes else "")),
    ]


def command_page(command: type[Cmdlet]) -> str:
    """Return the page of one command."""
    lines = [f"# {command.name}", "", inspect.getdoc(command) or "", ""]
    if command.aliases:
        lines += [f"Aliases: {', '.join(command.aliases)}", ""]
    rows = [_parameter_row(spec) for spec in command.parameters]
    if rows:
        headers = ["parameter", "type", "position", "from the pipeline", "what it is"]
        lines += ["## Parameters", "", tabulate(rows, headers, tablefmt="github"), ""]
    shared = "-Verbose, -ErrorAction and the other common parameters"
    if command.supports_should_process:
        shared += ", -WhatIf and -Confirm"
    lines += [f"And {shared}.", "", "## Examples", ""]
    for example in command.examples:
        lines += [example.title, "", "```powershell"]
        if example.setup:
            lines.append(example.setup)
        lines += [example.line, "```", ""]
        if example.shows:
            lines += ["Its output:", "", "```text", example.shows, "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def error_sections() -> str:
    """Return one section per error id."""
    lines = []
    for name, error in errors().items():
        code = EXIT_CODES.get(error.kind, 1)
        text = " ".join((inspect.getdoc(error) or "").split("\n\n")[0].split())
        lines += [f"## {name}", "", text, "", f"Kind: {error.kind.value}; exit code {code}.", ""]
    return "\n".join(lines).rstrip() + "\n"


def pages() -> dict[Path, str]:
    """Return every generated page by its path."""
    made = {COMMAND_PAGES / f"{name}.md": command_page(c) for name, c in commands().items()}
    written = ERROR_PAGE.read_text(encoding="utf-8").split(MARK)[0]
    made[ERROR_PAGE] = written + MARK + "\n" + error_sections()
    made[TYPE_PAGE] = type_page()
    return made


def main() -> int:
    """Write what is missing or differs, and remove pages of commands that are gone."""
    wanted = pages()
    for page in COMMAND_PAGES.glob("*.md"):
        if page not in wanted:
            page.unlink()
    COMMAND_PAGES.mkdir(exist_ok=True)
    for page, text in wanted.items():
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
