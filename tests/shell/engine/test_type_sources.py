"""Types of command packages, taken in when a name or a method is missed."""

import sys
from pathlib import Path

import pytest

from smimeadmin.shell.engine.type_sources import SOURCES, TypeSources
from tests.support.expressions import answer, new_session


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


def test_a_type_of_a_package_is_named_made_and_asked_like_one_of_the_engine(
    package: str, tmp_path: Path
) -> None:
    (tmp_path / package / "_types.py").write_text(
        "from smimeadmin.shell.engine.members_table import methods, properties, static_methods\n"
        "from smimeadmin.shell.engine.types import register_type\n"
        "class Parcel:\n"
        "    def __init__(self, weight):\n"
        "        self.weight = weight\n"
        "register_type('Post.Parcel', accelerators=('parcel',), python=Parcel)\n"
        "properties(Parcel, Weight=lambda p: p.weight)\n"
        "methods(Parcel, Add=[('int:more -> int', lambda p, more: p.weight + more)])\n"
        "static_methods('Post.Parcel', new=[('int:weight', Parcel)])\n"
    )
    sys.modules.pop(package, None)  # of another test's folder
    sys.modules.pop(f"{package}._types", None)
    session = new_session()
    assert answer(session, "[Post.Parcel]::new(1)") == "ERROR TypeNotFound"
    SOURCES.add(package)
    assert answer(session, "[parcel]::new('2').Weight") == "2 : Int32"
    assert answer(session, "[Post.Parcel]::new(2).Add(3)") == "5 : Int32"
    assert answer(session, "[parcel]::new('x')").startswith("ERROR MethodArgumentConversion")
    assert answer(session, "[parcel]::new(1).Add.OverloadDefinitions") == (
        "int Add(int more) : String"
    )
