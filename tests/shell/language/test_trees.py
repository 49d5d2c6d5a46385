"""The recorded trees and verdicts of PowerShell 7.6.5."""

from pathlib import Path

from smimeadmin.shell.language import ParseError, listing
from tests.support.recorded import Recording, Row

TREES = Recording("trees", Path(__file__).with_name("trees.jsonl"))

#: Where PowerShell says "error" though more text can mend the input: a list goes on after empty
#: lines, so a prompt that cuts the script there has to ask for more.
INCOMPLETE_HERE = {"pa-232"}


def judge(row: Row) -> str:
    try:
        tree = listing(row["code"])
    except ParseError as error:
        verdict = "incomplete" if error.incomplete else "error"
        if verdict == "incomplete" and row["id"] in INCOMPLETE_HERE:
            verdict = "error"
        return "" if verdict == row["verdict"] else f"{row['verdict']} expected, got {error!r}"
    if row["verdict"] != "complete":
        return f"{row['verdict']} expected, got a tree"
    wrong = [node for node in tree if node not in row["tree"]]
    missing = [node for node in row["tree"] if node not in tree]
    return "" if tree == row["tree"] else f"missing {missing}, wrong {wrong}"


def test_trees_and_verdicts_are_powershells(record_property):
    TREES.check(0, judge, record_property)


def test_first_error_is_the_one_powershell_names():
    """Ids are for our own use: nearly all agree, and that must not get worse."""
    differing = set()
    for row in TREES.rows():
        try:
            listing(row["code"])
        except ParseError as error:
            if error.id != row["errors"][0][0]:
                differing.add(row["id"])
    assert differing <= {"pa-449"}
