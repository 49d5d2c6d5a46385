"""How the types of the domain are shown when nobody says how."""

from typing import Final

from cmdlets._views import certificate, changes, command_help, messages, people, readiness
from smimeadmin.shell.formatting.view import View

VIEWS: Final[tuple[View, ...]] = (
    *certificate.VIEWS,
    *changes.VIEWS,
    *command_help.VIEWS,
    *messages.VIEWS,
    *people.VIEWS,
    *readiness.VIEWS,
)
