"""What a rehearsal tells: one object for each Change that the run would make."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from smimeadmin.changes.change import Change, ChangeKind

_LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A Change as it is listed: values as text where they are short, else their size and hash."""

    type_name: ClassVar[str] = "SmimeAdmin.PlannedChange"

    kind: ChangeKind
    target: str
    attribute: str
    before: str | None
    after: str | None


def planned_rows(changes: Iterable[Change]) -> Iterator[PlannedRow]:
    """Yield one row a Change, in their order."""
    for change in changes:
        yield PlannedRow(
            change.kind,
            str(change.target),
            change.attribute,
            _shown(change.before),
            _shown(change.after),
        )


def _shown(value: bytes | None) -> str | None:
    if value is None:
        return None
    if len(value) <= _LONGEST_TEXT:
        try:
            text = value.decode()
        except UnicodeDecodeError:
            text = ""
        if text.isprintable() and text:
            return text
    return f"{len(value)} bytes, SHA-256 {sha256(value).hexdigest()[:16]}"
