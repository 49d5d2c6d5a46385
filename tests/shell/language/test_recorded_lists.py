"""The gate over recorded answers itself: each way to be red."""

import json

import pytest

from tests.support.recorded import Recording, summary_lines


class Report:
    def __init__(self, *properties):
        self.user_properties = properties


@pytest.fixture
def recording(tmp_path):
    rows = tmp_path / "things.jsonl"
    rows.write_text("".join(json.dumps({"id": one}) + "\n" for one in ("a", "b", "c")))
    return Recording("things", rows, parts=2)


def judge(row):
    return "" if row["id"] in "ab" else "no"


def check_all(recording):
    seen = []
    for part in range(recording.parts):
        recording.check(part, judge, lambda key, value: seen.append((key, value)))
    return seen


@pytest.mark.parametrize(
    ("listed", "complaint"),
    [
        ("a\n", "pass and are not listed"),
        ("a\nb\nc\n", "listed ids fail"),
        ("a\nb\nz\n", "without a row"),
    ],
)
def test_a_list_that_is_wrong_is_red(recording, listed, complaint):
    recording.passing_path.write_text(listed)
    with pytest.raises(AssertionError, match=complaint):
        check_all(recording)


def test_a_list_that_is_right_is_green_and_counted(recording):
    recording.passing_path.write_text("a\nb\n")
    counted = check_all(recording)
    assert summary_lines([Report(one) for one in counted]) == [
        "things: 2 of 3 recorded answers pass"
    ]


def test_the_list_can_be_written_anew(recording, monkeypatch):
    monkeypatch.setenv("RECORDED_UPDATE", "1")
    check_all(recording)
    assert recording.listed() == {"a", "b"}
