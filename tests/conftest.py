"""What all tests may ask for."""

import os
from typing import Any

import pytest

from tests.support.recorded import summary_lines
from tests.support.samba_fixture import domain_controller

__all__ = ["domain_controller"]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that must leave nothing out: where CI runs, everything can be had."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("SMIMEADMIN_NO_SKIPS") or hasattr(session.config, "workerinput"):
        return
    if reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print how many of PowerShell's recorded answers pass."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, [])]
    lines = summary_lines([one for one in reports if getattr(one, "when", "") == "call"])
    if lines:
        terminalreporter.section("recorded answers of PowerShell")
        for line in lines:
            terminalreporter.write_line(line)
