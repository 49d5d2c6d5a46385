"""The table "Bad input" of docs/errors.md and the tests that hold the program against it."""

import ast
import re

from tests.support import generate_docs
from tests.support.bad_input import ERROR_PAGE, NO_ERROR, rows
from tests.support.program import ROOT

TESTS = ROOT / "tests" / "app" / "test_bad_input.py"


def functions() -> dict[str, ast.FunctionDef]:
    """Return every test of the file by its name; the names are unique in it."""
    tree = ast.parse(TESTS.read_text(encoding="utf-8"))
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    names = [node.name for node in found]
    assert len(set(names)) == len(names)
    return dict(zip(names, found, strict=True))


def test_every_row_is_read() -> None:
    section = ERROR_PAGE.read_text(encoding="utf-8").split("\n## Bad input\n")[1]
    lines = re.findall(r"^\| (?!what )[^-\n].*$", section.split("\n<!--")[0], re.MULTILINE)
    assert len(lines) == len(rows()) > 0


def test_the_table_names_every_test_once_and_no_other() -> None:
    assert sorted(row.test for row in rows()) == sorted(functions())


def test_every_test_takes_its_expectation_from_the_table() -> None:
    for name, function in functions().items():
        assert "row" in [argument.arg for argument in function.args.args], name
        text = ast.unparse(function)
        uses = ("row.assert_told(", "row.exit_code", "(row, ")
        assert any(use in text for use in uses), name


def test_ids_and_exit_codes_are_those_of_the_classes() -> None:
    errors = generate_docs.errors()
    for row in rows():
        if row.error_id == NO_ERROR:
            continue
        code = generate_docs.EXIT_CODES.get(errors[row.error_id].kind, 1)
        # 4: told of one item, while others were done.
        assert row.exit_code in (code, 4), row
