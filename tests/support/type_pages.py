"""Writes the page of .NET types that scripts may name: made from the tables of the engine.

It runs in a process of its own (``python -m tests.support.type_pages``), since a session adds the
classes of its scripts to the same tables.
"""

import subprocess
import sys
from pathlib import Path

import smimeadmin.shell.engine.session  # noqa: F401 - importing it fills the tables
from smimeadmin.shell.engine.late_tables import MEMBERS
from smimeadmin.shell.engine.members_lookup import complete_properties, lineage
from smimeadmin.shell.engine.members_table import METHODS, STATIC_METHODS, STATIC_PROPERTIES
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.engine.types import known_names, resolve_type

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "types.md"
HEAD = """# The .NET types that scripts may name

This table is made by `make docs` from the tables of the engine: what is not in it is an error that
names the type. Members are .NET's, with its overloads; a name without arguments
(`'a'.Substring`, `[datetime]::new`) shows the forms. Arrays (`int[]`) and generic types
(`List[string]`) are made of these.
"""


def listed_types() -> list[tuple[NetType, list[str]]]:
    """Return every type of the engine and of the product's packages, and its short names."""
    SOURCES.add("cmdlets")
    MEMBERS.load()
    short: dict[str, list[str]] = {}
    for name, full in known_names():
        names = short.setdefault(full, [])
        if name != full and name.lower() not in (known.lower() for known in names):
            names.append(name)
    plain = [name for name in short if "[" not in name and "+" not in name.replace("+Special", "")]
    found = [(resolve_type(name), short[name]) for name in sorted(plain)]
    return [(net_type, names) for net_type, names in found if net_type.name.startswith(_ROOTS)]


_ROOTS = ("System.", "Microsoft.")


def _cell(words: list[str]) -> str:
    return " ".join(sorted(words, key=str.lower)).replace("|", "\\|").replace("`", "'")


def _statics(net_type: NetType) -> list[str]:
    if net_type.enum is not None:
        return list(net_type.enum.members)
    table = net_type.definition or net_type.name
    words = [one.name for one in STATIC_PROPERTIES.get(table, {}).values()]
    return words + [f"{one.name}()" for one in STATIC_METHODS.get(table, {}).values()]


def _members(net_type: NetType) -> list[str]:
    kinds = net_type.python if isinstance(net_type.python, tuple) else (net_type.python,)
    words: dict[str, None] = {}
    for kind in kinds:
        if not isinstance(kind, type):
            continue
        for known in complete_properties(kind).values():
            words[known.name] = None
        for parent in lineage(kind):
            words |= {f"{m.name}()": None for m in METHODS.get(parent, {}).values()}
    return [word for word in words if not word.startswith(("get_", "set_"))]


def page() -> str:
    """Return the whole page."""
    spaces: dict[str, list[list[str]]] = {}
    exceptions: list[str] = []
    for net_type, names in listed_types():
        if "System.Exception" in net_type.ancestors:
            exceptions.append(net_type.name)
            continue
        space = net_type.name.rpartition(".")[0]
        row = [
            net_type.name.replace("`", "'"),
            _cell(names),
            "enumeration" if net_type.is_enum else "",
            _cell(_statics(net_type)),
            _cell(_members(net_type)),
        ]
        spaces.setdefault(space, []).append(row)
    lines = [HEAD]
    for space, rows in sorted(spaces.items()):
        table = [["type", "short", "", "static", "members"], ["---"] * 5, *rows]
        lines += [f"## {space}", "", *(f"| {' | '.join(row)} |" for row in table), ""]
    lines += ["## Exceptions", "", "Made by `::new`, thrown, and caught by type and base:", ""]
    lines += [f"- {name}" for name in sorted(exceptions)]
    return "\n".join(lines).rstrip() + "\n"


def type_page() -> str:
    """Return the page as a fresh process makes it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.type_pages"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


if __name__ == "__main__":
    sys.stdout.write(page())
