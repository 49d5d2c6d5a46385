"""Files of 100 MB are read line by line: memory stays flat. What can't be read is a clear error."""

import os
import subprocess
import sys

import pytest

LINES = 2_600_000
LINE = "line {:07d};of a big file;with text"
PEAK = """
import resource, sys
from smimeadmin.app.main import main
code = main(["-c", sys.argv[1]])
sys.stderr.write(f"\\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
sys.exit(code)
"""
MOST_GROWTH = 20.0


def run(line, folder):
    """Run a line; return its code, output, errors, and the megabytes that it took at most."""
    ended = subprocess.run(
        [sys.executable, "-c", PEAK, line],
        cwd=folder,
        env=os.environ | {"SMIMEADMIN_HOME": str(folder / "workspace")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    said, _, peak = ended.stderr.rpartition("\n")
    return ended.returncode, ended.stdout, said, int(peak) / 1024


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a text file and a CSV file of 100 MB."""
    made = tmp_path_factory.mktemp("big")
    with (made / "big.txt").open("w", encoding="ascii") as text:
        text.writelines(f"{LINE.format(number)}\n" for number in range(LINES))
    with (made / "big.csv").open("w", encoding="ascii") as text:
        text.write("Name,Mail,Days\n")
        text.writelines(f"user {n:07d},user{n}@contoso.example,{n % 90}\n" for n in range(LINES))
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("Get-Content big.txt | Measure-Object | ForEach-Object Count", "2600000"),
        ("(Get-Content big.txt -Tail 1).Substring(0, 12)", "line 2599999"),
        ("(Select-String 'line 2599999' big.txt).LineNumber", "2600000"),
        ("switch -File big.txt { 'line 2599999;of a big file;with text' { 'hit' } }", "hit"),
        (
            "$n = 0; foreach ($l in [IO.File]::ReadLines((Resolve-Path big.txt))) { $n++ }; $n",
            "2600000",
        ),
        ("(Get-FileHash big.txt).Hash.Length", "64"),
        (
            "(Import-Csv big.csv | Select-Object -First 200000 | Where-Object Days -eq 89).Count",
            "2222",
        ),
    ],
)
def test_memory_stays_flat(folder, line, output):
    _, _, _, few = run("1", folder)
    code, told, said, much = run(line, folder)
    assert (code, told.strip(), said.strip()) == (0, output, "")
    assert much - few < MOST_GROWTH


@pytest.mark.slow
def test_memory_of_a_pipeline_over_a_million_objects_stays_flat(folder):
    line = (
        '1..{} | ForEach-Object {{ [pscustomobject]@{{ A = $_; B = "x$_" }} }} | '
        "Where-Object {{ $_.A -gt 5 }} | Measure-Object | ForEach-Object Count"
    )
    _, _, _, few = run(line.format(1000), folder)
    _, told, _, much = run(line.format(1_000_000), folder)
    assert told.strip() == "999995"
    assert much - few < MOST_GROWTH


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("Get-Content folder", "GetContentReaderUnauthorizedAccessError"),
        ("Get-Content nothing.txt", "PathNotFound"),
        ("Import-Csv folder", "FileOpenFailure"),
        ("Import-Csv nothing.csv", "FileOpenFailure"),
        ("[IO.File]::ReadAllText((Resolve-Path folder))", "UnauthorizedAccessException"),
        ("[IO.File]::ReadAllText('nothing.txt')", "FileNotFoundException"),
        ("switch -File nothing.txt { 1 { } }", "FileNotFound"),
        ("switch -File folder { 1 { } }", "IsADirectory"),
        ("Get-FileHash nothing.bin", "PathNotFound"),
        ("& ./binary.ps1", ""),
    ],
)
def test_what_can_not_be_read_is_told(tmp_path, line, error):
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.ps1").write_bytes(bytes(range(256)) * 20)
    code, _, said, _ = run(line, tmp_path)
    assert code in {1, 2}
    assert "Traceback" not in said
    assert "Engine.Internal" not in said
    assert error in said


def test_a_binary_file_is_read_as_text_and_as_bytes(tmp_path):
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 20)
    line = (
        "(Get-Content binary.bin -AsByteStream).Count; @(Get-Content binary.bin).Count -gt 1; "
        "@(Select-String z binary.bin).Count; @(Import-Csv binary.bin).Count -gt 0"
    )
    code, told, said, _ = run(line, tmp_path)
    assert (code, told.split(), said) == (0, ["5120", "True", "20", "True"], "")
