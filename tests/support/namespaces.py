"""Runs Python in a mount namespace of its own: a folder read-only, or a disk of a few kilobytes."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@cache
def namespaces_work() -> bool:
    """Whether a mount namespace can be made here."""
    try:
        done = subprocess.run(
            ["unshare", "-rm", "true"], capture_output=True, check=False, timeout=20
        )
    except OSError:
        return False
    return done.returncode == 0


def run_on_mount(mount: str, folder: Path, code: str) -> str:
    """Run Python code after a mount on ``folder``, its ``sys.argv[1]``; return its output."""
    if not namespaces_work():
        pytest.skip("unshare cannot make a mount namespace here")
    shell = f'{mount}\nexec "$0" -c "$1" "$2"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", shell, sys.executable, code, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def run_read_only(folder: Path, code: str) -> str:
    return run_on_mount('mount --bind "$2" "$2"; mount -o remount,ro,bind "$2"', folder, code)


def run_on_small_disk(folder: Path, size: str, code: str) -> str:
    return run_on_mount(f'mount -t tmpfs -o mode=0700,size={size} small "$2"', folder, code)
