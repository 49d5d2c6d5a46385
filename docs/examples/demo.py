"""Run the roll-out for 25 people on an embedded organization in a temporary folder."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent


def main() -> int:
    """Run the script as a user would, and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="smimeadmin-demo-") as folder:
        environment = os.environ | {"SMIMEADMIN_PASSPHRASE": secrets.token_urlsafe(24)}
        command = [sys.executable, "-m", "smimeadmin"]
        command += ["--workspace", str(Path(folder, "workspace")), "--no-profile"]
        command += ["--non-interactive", str(EXAMPLES / "rollout.ps1")]
        print("$ smimeadmin docs/examples/rollout.ps1", flush=True)  # noqa: T201 - it shows
        return subprocess.run(command, cwd=folder, env=environment, check=False).returncode  # noqa: S603 - our own program


if __name__ == "__main__":
    sys.exit(main())
