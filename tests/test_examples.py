"""Every example of every command runs, in a new session and an empty folder."""

import os
import subprocess
import sys

import pytest

from tests.support.generate_docs import commands
from tests.support.program import ROOT
from tests.support.shown import shown, shows_as

EXAMPLES = [
    pytest.param(name, number, id=f"{name}-{number}")
    for name, command in commands().items()
    for number in range(1, len(command.examples) + 1)
]
NEEDS_DOMAIN = {("Connect-ActiveDirectory", 1), ("Disconnect-ActiveDirectory", 1)}


@pytest.mark.parametrize(("name", "number"), EXAMPLES)
def test_example(name, number, tmp_path, monkeypatch, request):
    example = commands()[name].examples[number - 1]
    if (name, number) in NEEDS_DOMAIN:
        controller = request.getfixturevalue("domain_controller")
        for variable, value in controller.environment.items():
            monkeypatch.setenv(variable, value)
    monkeypatch.chdir(tmp_path)
    setup = [example.setup] if example.setup else []
    text, errors = shown([*setup, example.line], tmp_path, columns=100)
    assert not errors, [str(e.message) for e in errors]
    if example.shows:
        assert shows_as(text, example.shows), text


def test_every_command_has_help_and_an_example():
    for name, command in commands().items():
        assert (command.__doc__ or "").strip(), name
        assert command.examples, name
        assert all(example.title.endswith(".") for example in command.examples), name
        assert all(spec.help.endswith((".", "?")) for spec in command.parameters), name


@pytest.mark.slow
def test_the_page_on_python_runs(tmp_path):
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == [
        "alice@contoso.example",
        "bob@contoso.example",
        "zoe@contoso.example",
    ]
    assert all(row[1:] == ["True", "True"] for row in rows)


def test_the_session_in_the_readme_runs(tmp_path):
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    session = page.split("```console\n")[1].split("```")[0]
    lines = [line.removeprefix("local> ") for line in session.splitlines() if "> " in line]
    assert len(lines) == 5
    for end in range(1, len(lines) + 1):
        text, errors = shown(lines[:end], tmp_path / str(end), columns=100)
        assert not errors, [str(e.message) for e in errors]
        assert text
