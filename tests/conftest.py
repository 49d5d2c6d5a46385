"""What all tests may ask for."""

from tests.support.samba_fixture import domain_controller

__all__ = ["domain_controller"]
