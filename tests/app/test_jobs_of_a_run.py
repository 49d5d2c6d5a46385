"""Jobs of a run: services of their own, one count of Changes, one plan of a rehearsal."""

import pytest

from tests.support.program import Program

pytestmark = pytest.mark.slow

IN_A_JOB = (
    "Start-Job { $null = New-CertificationAuthority -Name Inner; Set-Content a.txt 1 } | "
    "Receive-Job -Wait; (Get-CertificationAuthority).Name; Get-Content a.txt"
)


def test_what_a_job_changes_is_there_and_counted(tmp_path):
    ended = Program(tmp_path).run("-c", IN_A_JOB)
    assert ended.stdout.split() == ["Inner", "1"]
    assert ended.stderr.strip() == "2 changes"
    assert (tmp_path / "a.txt").read_text() == "1\n"


def test_a_rehearsal_plans_what_a_job_would_change(tmp_path):
    ended = Program(tmp_path).run("--what-if", "-c", IN_A_JOB)
    assert ended.code == 3
    assert "pki:Inner" in ended.stdout
    assert ended.stderr.strip() == "2 changes would be made"
    assert not (tmp_path / "a.txt").exists()


def test_threads_use_the_workspace_at_the_same_time(tmp_path):
    line = (
        "$null = New-CertificationAuthority -Name Root; "
        "1..4 | ForEach-Object -Parallel { (Get-CertificationAuthority).Name }"
    )
    ended = Program(tmp_path).run("-c", line)
    assert ended.stdout.split() == ["Root"] * 4
    assert ended.code == 0


def test_ctrl_c_is_not_needed_to_end_with_a_job_that_goes_on(tmp_path):
    ended = Program(tmp_path).run("-c", "$null = Start-Job { while ($true) { } }; 'out'")
    assert (ended.stdout.strip(), ended.code) == ("out", 0)
