"""Types of command packages, taken in when a name or a method is missed."""

import sys
from pathlib import Path

import pytest

from smimeadmin.shell.engine.type_sources import TypeSources


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = "package_with_types"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "_types.py").write_text("loaded = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    return name


def test_types_are_taken_in_once_and_not_before_they_are_missed(package: str) -> None:
    sources = TypeSources()
    sources.add(package)
    assert f"{package}._types" not in sys.modules
    assert sources.load()
    assert sys.modules.pop(f"{package}._types").loaded
    sources.add(package)
    assert not sources.load()
    assert f"{package}._types" not in sys.modules


def test_package_without_types_is_passed_over() -> None:
    sources = TypeSources()
    sources.add("json")
    assert sources.load()
    assert "json._types" not in sys.modules
