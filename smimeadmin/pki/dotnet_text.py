"""Texts in the form in which .NET writes them."""

from datetime import datetime


def local_text(time: datetime) -> str:
    """Return a time as .NET writes it for en-US, in the local zone: ``1/15/2024 9:30:00 AM``."""
    local = time.astimezone()
    hour = f"{local.hour % 12 or 12}:{local:%M:%S} {'AM' if local.hour < 12 else 'PM'}"
    return f"{local.month}/{local.day}/{local.year} {hour}"
