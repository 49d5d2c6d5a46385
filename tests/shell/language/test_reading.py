"""Bytes of a script file to text, and the command that lists a tree."""

import json
import subprocess
import sys

import pytest

from smimeadmin.shell.language import ParseError, parse, read_script

TEXT = "Write-Host 'für Grüße'\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_encodings(data):
    assert read_script(data) == TEXT


def test_bytes_that_no_encoding_explains_do_not_stop_reading():
    assert "�" in read_script(b"a \x81 \xff")


def test_comments_are_kept_with_their_places():
    source = parse("# one\nGet-A <# two #> b # three").source
    assert [source.text[start:end] for start, end in source.comments] == [
        "# one",
        "<# two #>",
        "# three",
    ]


def test_positions():
    source = parse("a\nbb\r\nccc").source
    assert source.position(0) == (1, 1)
    assert source.position(3) == (2, 2)
    assert source.position(6) == (3, 1)
    assert [source.line(number) for number in (1, 2, 3)] == ["a", "bb", "ccc"]


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "smimeadmin.shell.language", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_prints_rows(tmp_path):
    script = tmp_path / "a.ps1"
    script.write_text("Get-A 1")
    done = run(str(script))
    assert done.returncode == 0
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        ["Command", 0, 7, ""],
        ["StringConstantExpression", 0, 5, "BareWord Get-A"],
        ["ConstantExpression", 6, 7, "Int32 1"],
    ]


def test_the_command_says_what_is_wrong(tmp_path):
    script = tmp_path / "a.ps1"
    script.write_text("Get-A )")
    done = run(str(script))
    assert done.returncode == 2
    assert "UnexpectedToken, error" in done.stderr
    assert run(str(tmp_path / "none.ps1")).returncode == 2
    assert run().returncode == 2


def test_name_of_the_file_goes_with_the_tree():
    assert parse("1", "a.ps1").source.name == "a.ps1"
    with pytest.raises(ParseError) as caught:
        parse("(", "a.ps1")
    assert caught.value.source.name == "a.ps1"
