"""Types of the allow-list that need the domain; importing this registers them."""

from cmdlets._types import certificate

__all__ = ["certificate"]
