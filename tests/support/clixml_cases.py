"""Runs the recorded CLIXML cases in this process, and describes values as the recordings do."""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.objects import Annotated, PropertyBag, bare
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.cmdlet import Cmdlet
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.formats import culture_text
from smimeadmin.shell.engine.members import invoke
from smimeadmin.shell.engine.members_listing import list_members
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.engine.types import STRING, type_names, type_of
from tests.support.case_runner import RecordingHost

MASK = "<HASH>."
"""What stands in the recordings for the dynamic assembly of a script's classes."""
PATH = "[System.Management.Automation.PSSerializer]"


class _Services:
    """The services that the commands of the cases ask for."""

    def __init__(self) -> None:
        self.files = DiskFiles()
        self.clock = SystemClock()


class RecordedSession:
    """A session in a folder of its own that runs code and gives the objects back."""

    def __init__(self, commands: Sequence[type[Cmdlet]]) -> None:
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name).resolve()
        self._environment = dict(os.environ)
        services = _Services()
        self.host = RecordingHost()
        self.session = Session(
            self.host, files=services.files, services=services, location=str(self.folder)
        )
        SOURCES.add("cmdlets")
        for command in commands:
            self.session.registry.add(command)

    def run(self, code: str) -> list[Any]:
        """Run code and return what it wrote."""
        return self.session.evaluate(code)

    @property
    def last_error(self) -> str:
        """The id of the last error that was drawn."""
        return self.host.errors[-1].fully_qualified_error_id if self.host.errors else ""

    def __enter__(self) -> "RecordedSession":
        return self

    def __exit__(self, *_error: object) -> None:
        self._temporary.cleanup()
        os.environ.clear()
        os.environ.update(self._environment)


def unmasked(text: str) -> str:
    """Return a recorded text with script classes under their plain names."""
    return text.replace("&lt;HASH&gt;.", "").replace(MASK, "")


def _visible(text: str) -> str:
    """Write surrogates as the recordings do, and shorten what they shorten."""
    shown = re.sub("[\ud800-\udfff]", lambda m: f"<U+{ord(m[0]):04X}>", text)
    return f"{shown[:100]}...[{len(text)}]" if len(text) > 1000 else shown


def _said(value: Any) -> str:
    """Return what ``PSObject.ToString`` makes of a value."""
    inner = bare(value)
    if type(inner) is PropertyBag or isinstance(inner, (list, bytearray)):
        return culture_text(value)
    return str(invoke(value, "ToString", []))


def base_name(value: Any) -> str:
    """Return the full name of the type of what a value is at bottom."""
    inner = bare(value)
    if type(inner) is PropertyBag:
        return "System.Management.Automation.PSCustomObject"
    return type_of(inner).name


def described(value: Any, depth: int = 3) -> dict[str, Any]:
    """Describe a value as the recording does: types, base, text, items, added properties."""
    if value is None:
        return {"null": True}
    inner = bare(value)
    row: dict[str, Any] = {
        "types": list(type_names(value)),
        "base": base_name(value),
        "text": _visible(to_text(value)),
        "tostring": _visible(_said(value)),
    }
    if depth and isinstance(inner, (list, bytearray)):
        items = list(reversed(inner)) if type(inner) is v.Stack else list(inner)
        if type(inner) is bytearray:
            items = [v.Byte(item) for item in items]
        row["count"] = len(items)
        row["items"] = [described(item, depth - 1) for item in items[:8]]
    if depth and isinstance(inner, v.FoldingDictionary):
        row["entries"] = sorted(
            (
                [to_text(key), base_name(key), described(item, depth - 1)]
                for key, item in inner.items()
            ),
            key=str,
        )
    added = _added(value)
    if added and depth:
        row["added"] = added
    return row


def _added(value: Any) -> list[list[Any]]:
    """Return (name, kind, type, text) of the properties that the text itself gave."""
    bag = value.notes if type(value) is Annotated else value
    if type(bag) is not PropertyBag:
        return []
    given = {name.lower() for name in bag.names}
    members = [m for m in list_members(value) if m.name.lower() in given]
    return [[m.name, m.kind, *_typed(m.get())] for m in members]


def _typed(value: Any) -> list[Any]:
    return [None, None] if value is None else [base_name(value), _visible(to_text(value))]


def recorded(row: dict[str, Any], depth: int = 3) -> dict[str, Any]:
    """Bring a recorded description into the form of ``described``."""
    if row.get("null"):
        return {"null": True}
    shown = {key: row[key] for key in ("types", "base", "text", "tostring") if key in row}
    if depth and "items" in row:
        shown["count"] = row["count"]
        shown["items"] = [recorded(item, depth - 1) for item in row["items"][:8]]
    if depth and "entries" in row:
        shown["entries"] = sorted(
            ([e["key"], e["key_base"], recorded(e["value"], depth - 1)] for e in row["entries"]),
            key=str,
        )
    return shown


def agrees(value: Any, row: dict[str, Any]) -> str:
    """Say how a value differs from what was recorded of it; an empty text if it does not."""
    ours = described(value)
    theirs = recorded(row)
    for key, wanted in theirs.items():
        found = _like(ours.get(key), wanted)
        if found != wanted:
            return f"{key}: {found!r}, not {wanted!r}"[:300]
    wanted_members = _recorded_members(row)
    found_members = [
        one for one in ours.get("added", []) if one[0] in {w[0] for w in wanted_members}
    ]
    if found_members != wanted_members:
        return f"properties: {found_members!r}, not {wanted_members!r}"[:300]
    return _exactly(value, row)


def _like(found: Any, wanted: Any) -> Any:
    """Drop from a description what the recording does not say: it ends at some depth."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return {key: _like(found.get(key), item) for key, item in wanted.items()}
    if isinstance(found, list) and isinstance(wanted, list):
        found = found[: len(wanted)] if len(wanted) == 8 else found  # long lists are cut there
        if len(found) != len(wanted):
            return found
        return [_like(one, other) for one, other in zip(found, wanted, strict=True)]
    return found


_GIVEN_KINDS = {"NoteProperty", "Property"}
_OWN_BASES = (PropertyBag, Annotated)


def _recorded_members(row: dict[str, Any]) -> list[list[Any]]:
    """Return the recorded properties that the text gave: those of a bag, and notes."""
    is_bag = row.get("base") == "System.Management.Automation.PSCustomObject"
    return [
        [one["name"], one["kind"], one.get("base"), one.get("text")]
        for one in row.get("props", [])
        if one["kind"] == "NoteProperty" or (is_bag and one["kind"] in _GIVEN_KINDS)
    ]


def _exactly(value: Any, row: dict[str, Any]) -> str:
    wanted = row.get("exact")
    inner = bare(value)
    if wanted is None or inner is None:
        return ""
    if type(inner) is v.TimeSpan:
        found = f"{inner.ticks} ticks"
    elif type(inner) is str:
        raw = inner.encode("utf-16-be", "surrogatepass")
        found = " ".join(raw[at : at + 2].hex().upper() for at in range(0, len(raw), 2))
    elif type(inner) is v.DateTime:
        kind = {0: "Unspecified", 1: "Utc", 2: "Local"}[int(inner.kind)]
        found = f"{invoke(inner, 'ToString', ['o'])} {kind}"
    elif type(inner) is v.Char:
        found = f"U+{ord(inner):04X}"
    else:
        return ""
    return "" if found == wanted else f"exact: {found!r}, not {wanted!r}"


def shown_result(output: list[Any]) -> str:
    """Write the output of a probe as the recording does."""
    if not output:
        return "<null>"
    if len(output) > 1:
        return f"[Object[]] {' | '.join(_text(item) for item in output)}"
    value = output[0]
    if value is None:
        return "<null>"
    return f"[{type_of(bare(value)).simple_name}] {_text(value)}"


def _text(value: Any) -> str:
    return "" if value is None else str(convert(value, STRING))


__all__ = ["RecordedSession", "Secret", "agrees", "shown_result", "unmasked"]
