"""What all tests may ask for."""

from typing import Any

from tests.support.recorded import summary_lines
from tests.support.samba_fixture import domain_controller

__all__ = ["domain_controller"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print how many of PowerShell's recorded answers pass."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, [])]
    lines = summary_lines([one for one in reports if getattr(one, "when", "") == "call"])
    if lines:
        terminalreporter.section("recorded answers of PowerShell")
        for line in lines:
            terminalreporter.write_line(line)
