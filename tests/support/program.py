"""Starts the program as a user does: a process of its own, a workspace of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
ROLLOUT = EXAMPLES / "rollout.ps1"
PASSPHRASE = "correct horse battery staple"
TIMEOUT = 300

SMALL_KEYS = ("-KeyAlgorithm", "P-256", "-AuthorityKeyAlgorithm", "P-256")
"""Arguments of the roll-out that make its keys quick to generate."""


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Program:
    """The program in a folder, with its workspace beside."""

    folder: Path

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SMIMEADMIN_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's program is not compiled at each start
        kept["SMIMEADMIN_PASSPHRASE"] = PASSPHRASE
        kept["COLUMNS"] = "120"
        kept["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        return kept | dict(more or {})

    def command(self, arguments: Sequence[str]) -> list[str]:
        start = [sys.executable, "-m", "smimeadmin"]
        return [*start, "--workspace", str(self.workspace), "--no-profile", *arguments]

    def run(
        self,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        stdin: str | None = None,
    ) -> Ended:
        """Run to the end, without a terminal."""
        done = subprocess.run(
            self.command(arguments),
            cwd=self.folder,
            env=self.environment(environment),
            input="" if stdin is None else stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def line(self, text: str, *options: str, environment: Mapping[str, str] | None = None) -> Ended:
        """Run one line."""
        return self.run(*options, "-c", text, environment=environment)
