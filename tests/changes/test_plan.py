"""Plans are saved, read back and compared."""

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.changes.change import Change, ChangeKind, Target
from smimeadmin.changes.errors import PlanUnreadableError
from smimeadmin.changes.plan import Outline, Plan, PlannedChange, compare
from tests.support.changes import change

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUE = st.none() | st.binary(max_size=50)
CHANGE = st.builds(
    Change, st.sampled_from(ChangeKind), st.builds(Target, TEXT, TEXT, TEXT), TEXT, VALUE, VALUE
)
PLANNED = st.builds(PlannedChange, CHANGE, TEXT, st.booleans())


@given(st.lists(PLANNED, max_size=5))
def test_a_plan_is_read_as_it_was_saved(changes: list[PlannedChange]) -> None:
    plan = Plan(changes)
    assert Plan.from_json(plan.to_json()) == plan
    assert Plan.from_json(plan.to_json().encode()) == plan
    assert list(plan) == changes
    assert len(plan) == len(changes)


@pytest.mark.parametrize(
    "edit",
    [
        lambda whole: whole.update(format="other"),
        lambda whole: whole.update(version=2),
        lambda whole: whole.pop("changes"),
        lambda whole: whole.update(changes=["text"]),
        lambda whole: whole["changes"][0].pop("attribute"),
        lambda whole: whole["changes"][0].update(kind="explode"),
        lambda whole: whole["changes"][0].update(after="not base64!"),
        lambda whole: whole["changes"][0].update(after=5),
        lambda whole: whole["changes"][0].update(place=None),
    ],
)
def test_a_damaged_plan_is_refused(edit: object) -> None:
    plan = Plan([PlannedChange(change("add", "a", after=b"1"), "server", needs_secret=False)])
    whole = json.loads(plan.to_json())
    edit(whole)  # type: ignore[operator]
    with pytest.raises(PlanUnreadableError):
        Plan.from_json(json.dumps(whole))


@pytest.mark.parametrize("text", ["", "[]", "5", "{", b"\xff\xfe", "[" * 100_000])
def test_what_is_no_plan_is_refused(text: str | bytes) -> None:
    # A session raises the limit of recursion; the reader's own, in C, would then end the process.
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(200_000)
    try:
        _assert_refused(text)
    finally:
        sys.setrecursionlimit(before)


def _assert_refused(text: str | bytes) -> None:
    with pytest.raises(PlanUnreadableError):
        Plan.from_json(text)


def test_plans_are_compared_without_their_values_and_order() -> None:
    left = [change("add", "a", after=b"1"), change("add", "a", after=b"2"), change("set", "b")]
    right = [change("set", "b", after=b"x"), change("add", "a"), change("add", "a")]
    assert compare(left, right) is None
    difference = compare(left, [*right[:2], change("delete", "a")])
    assert difference is not None
    assert difference.missing == ((Outline(ChangeKind.ADD, "remote", "a", "value"), 1),)
    assert difference.extra == ((Outline(ChangeKind.DELETE, "remote", "a", "value"), 1),)
