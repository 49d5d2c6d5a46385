"""What the app hands out fits what commands ask for; mypy compares the two."""

from cmdlets._base import Services
from smimeadmin.app.services import AppServices


def as_services(services: AppServices) -> Services:
    """Return the same object: this line is an error of types if the two drift apart."""
    return services


def test_every_door_is_there() -> None:
    doors = [name for name in vars(Services) if not name.startswith("_")]
    assert doors
    for door in doors:
        assert hasattr(AppServices, door) or door in ("clock", "files"), door
