"""Plans: Changes that are not made yet, as objects that can be saved, read and compared."""

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from smimeadmin.changes.change import Change, ChangeKind, Target
from smimeadmin.changes.errors import PlanUnreadableError

_FORMAT = "smimeadmin-plan"
_VERSION = 1
_DEEPEST = 8
_MARKS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')


class PlannedChange(NamedTuple):
    """A Change of a plan, the place it is meant for, and whether a secret has to go with it."""

    change: Change
    place: str
    needs_secret: bool


class Outline(NamedTuple):
    """A Change without its values: what two runs of the same script have in common."""

    kind: ChangeKind
    port: str
    key: str
    attribute: str


class PlanDifference(NamedTuple):
    """What one list of Changes has and the other lacks, each with how often."""

    missing: tuple[tuple[Outline, int], ...]
    extra: tuple[tuple[Outline, int], ...]


class Plan:
    """Changes in the order in which they are to be made."""

    def __init__(self, changes: Iterable[PlannedChange]) -> None:
        self._changes = tuple(changes)

    def __iter__(self) -> Iterator[PlannedChange]:
        return iter(self._changes)

    def __len__(self) -> int:
        return len(self._changes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and self._changes == other._changes

    def __hash__(self) -> int:
        return hash(self._changes)

    def to_json(self) -> str:
        """Return the plan as JSON text. Secrets are left out; that they are needed is not."""
        whole = {
            "format": _FORMAT,
            "version": _VERSION,
            "changes": [_to_dictionary(planned) for planned in self._changes],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> "Plan":
        """Read what ``to_json`` wrote; raises ``PlanUnreadableError``."""
        try:
            if isinstance(text, bytes):
                text = text.decode()
            _refuse_depth(text)
            whole = json.loads(text)
        except ValueError as error:
            raise PlanUnreadableError("it is no JSON") from error
        if not isinstance(whole, dict) or whole.get("format") != _FORMAT:
            raise PlanUnreadableError(f"its format is not '{_FORMAT}'")
        if whole.get("version") != _VERSION:
            raise PlanUnreadableError(f"its version is not {_VERSION}")
        changes = whole.get("changes")
        if not isinstance(changes, list):
            raise PlanUnreadableError("it has no list of changes")
        return cls(_from_dictionary(number, each) for number, each in enumerate(changes, 1))


def _refuse_depth(text: str) -> None:
    """Refuse nesting that no plan has: Python's reader recurses in C, where no limit holds it."""
    depth = 0
    for mark in _MARKS.finditer(text):
        if mark[0] in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise PlanUnreadableError(f"it is nested deeper than {_DEEPEST} levels")
        elif mark[0] in "]}":
            depth -= 1


def outlines(changes: Iterable[Change]) -> Counter[Outline]:
    """Return Changes as a multiset of kind, target and attribute."""
    return Counter(Outline(c.kind, c.target.port, c.target.key, c.attribute) for c in changes)


def compare(wanted: Iterable[Change], found: Iterable[Change]) -> PlanDifference | None:
    """Compare Changes as multisets of kind, target and attribute; None if they are equal."""
    left, right = outlines(wanted), outlines(found)
    if left == right:
        return None
    return PlanDifference(tuple((left - right).items()), tuple((right - left).items()))


def _to_dictionary(planned: PlannedChange) -> dict[str, Any]:
    change = planned.change
    return {
        "kind": change.kind.value,
        "port": change.target.port,
        "key": change.target.key,
        "name": change.target.name,
        "attribute": change.attribute,
        "before": _to_text(change.before),
        "after": _to_text(change.after),
        "place": planned.place,
        "needsSecret": planned.needs_secret,
    }


def _from_dictionary(number: int, each: Any) -> PlannedChange:
    if not isinstance(each, dict):
        raise PlanUnreadableError(f"change {number} is no object")
    words = {}
    for name in ("kind", "port", "key", "name", "attribute", "place"):
        value = each.get(name)
        if not isinstance(value, str):
            raise PlanUnreadableError(f"change {number} has no '{name}'")
        words[name] = value
    try:
        kind = ChangeKind(words["kind"])
        before, after = _from_text(each.get("before")), _from_text(each.get("after"))
    except (ValueError, TypeError, binascii.Error) as error:
        raise PlanUnreadableError(f"change {number} has a kind or value that is none") from error
    target = Target(words["port"], words["key"], words["name"])
    change = Change(kind, target, words["attribute"], before, after)
    return PlannedChange(change, words["place"], each.get("needsSecret") is not False)


def _to_text(value: bytes | None) -> str | None:
    return None if value is None else base64.b64encode(value).decode("ascii")


def _from_text(text: Any) -> bytes | None:
    return None if text is None else base64.b64decode(text, validate=True)
