"""Who read our output may go at any time: the run ends quietly."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("output_format", ["text", "json", "csv"])
def test_a_reader_that_has_seen_enough_ends_the_run_quietly(output_format):
    line = "try { 1..100000 | ForEach-Object { [pscustomobject]@{A = $_} } } catch { 'caught' }"
    run = subprocess.Popen(
        [sys.executable, "-m", "smimeadmin", "--output-format", output_format, "-c", line],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert run.stdout is not None
    run.stdout.read(20)
    run.stdout.close()
    assert run.stderr is not None
    said = run.stderr.read()
    run.stderr.close()
    assert (run.wait(60), said) == (0, b"")
