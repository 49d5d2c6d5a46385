"""Every file of a command: one listed cmdlet, named for it, with help and examples."""

from importlib import import_module
from pathlib import Path

import pytest

from smimeadmin.app.index import COMMAND_PACKAGES
from smimeadmin.shell.engine.cmdlet import Cmdlet
from smimeadmin.shell.engine.index import read_index

FILES = [
    path
    for package in COMMAND_PACKAGES
    for path in sorted(Path(str(import_module(package).__path__[0])).rglob("*.py"))
    if not any(part.startswith("_") for part in path.relative_to(path.parents[1]).parts)
]
LISTED = {entry.name for package in COMMAND_PACKAGES for entry in read_index(package)}


def command_of(path: Path) -> type[Cmdlet]:
    """Return the one command that a file declares."""
    module = import_module(f"cmdlets.{path.parent.name}.{path.stem}")
    [command] = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Cmdlet)
        and value.name
        and value.__module__ == module.__name__
    ]
    return command


def folded(text: str) -> str:
    """Return a name without what files, classes and commands spell in different ways."""
    return text.replace("-", "").replace("_", "").lower()


def test_there_are_files_and_every_listed_command_has_one() -> None:
    assert {folded(name) for name in LISTED} == {folded(path.stem) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_holds_one_command_named_for_it(path: Path) -> None:
    command = command_of(path)
    assert command.name in LISTED, "run: make index"
    assert folded(command.name) == folded(path.stem) == folded(command.__name__)
    module = import_module(command.__module__)
    assert (module.__doc__ or "").startswith(f"{command.name}: ")
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_command_explains_itself(path: Path) -> None:
    command = command_of(path)
    assert (command.__doc__ or "").strip().split("\n")[0].endswith(".")
    assert command.examples, "a command has at least one example"
    for spec in command.parameters:
        assert spec.help[:1].isupper(), f"-{spec.name}: {spec.help}"
        assert spec.help.rstrip().endswith((".", "?")), f"-{spec.name}: {spec.help}"
    for example in command.examples:
        assert example.title.endswith("."), example.title
        assert example.line.strip()
