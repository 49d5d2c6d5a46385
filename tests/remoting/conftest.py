"""The lab host's listener as the other end; see tests/lab/conftest.py for what it serves."""

from tests.lab.conftest import listener, service, users_file

__all__ = ["listener", "service", "users_file"]
