"""Lines that run without an end, and how long one takes to stop after Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

LINES = (
    "while ($true) {}",
    "while ($true) { try { throw 1 } catch { } }",
    "function f { f }; while ($true) { try { f } catch { } }",
    "1..1000000000 | ForEach-Object { $_ } | Out-Null",
    "1..3000000 | Sort-Object { -$_ }; while ($true) { }",
    "$a = 1..3000000; while ($true) { [array]::Sort($a); [array]::Reverse($a) }",
    f"'{'a' * 60}!' -match '^(a+)+$'",
    "$s = 'a' * 20000000; while ($true) { $s -replace 'a', 'bb' | Out-Null }",
    "$j = '[' + ('1,' * 1000000) + '1]'; while ($true) { $y = $j | ConvertFrom-Json }",
    "while ($true) { Get-Content big.txt | Select-String zzz }",
    "while ($true) { $x = [IO.File]::ReadAllLines((Resolve-Path big.txt)) }",
    "Start-Sleep 100",
    "& sleep 100",
    "yes | Out-Null",
    'while ($true) { New-CertificationAuthority "R$((++$i))" -KeyAlgorithm RSA-4096 }',
    "1..4 | ForEach-Object -Parallel { while ($true) { } }",
    "Start-Job { while ($true) { } } | Wait-Job",
)
SOONEST = 1.0
"""Seconds after which the line is in the middle of its work."""
_LATEST = 20.0


@dataclass(frozen=True)
class Interrupted:
    """How a run ended after Ctrl-C, and how many seconds later."""

    code: int
    stderr: str
    seconds: float


def interrupted(line: str, folder: Path, after: float = SOONEST) -> Interrupted:
    """Run a line in a folder, send Ctrl-C to the program and its children, wait for the end."""
    big = folder / "big.txt"
    if not big.exists():
        big.write_text("a line of a file that is long\n" * 300_000, encoding="ascii")
    environment = os.environ | {
        "SMIMEADMIN_HOME": str(folder / "workspace"),
        "SMIMEADMIN_PASSPHRASE": "correct horse battery staple",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    run = subprocess.Popen(
        [sys.executable, "-m", "smimeadmin", "-c", line],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        time.sleep(after)
        began = time.perf_counter()
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=_LATEST)
        return Interrupted(run.returncode, said, time.perf_counter() - began)
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
