"""What an Exchange organization must offer: its SmimeConfig, read and set."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from smimeadmin.exchange.smime_config import SmimeConfig


class ExchangeKind(StrEnum):
    """Which implementation answers."""

    EMBEDDED = "Embedded"
    EXCHANGE_SERVER = "ExchangeServer"


class ExchangeBackend(Protocol):
    """One organization. Each error it raises is a SmimeAdminError."""

    @property
    def kind(self) -> ExchangeKind:
        """Which implementation this is."""

    @property
    def server(self) -> str:
        """The server's name, or ``local``."""

    @property
    def user(self) -> str:
        """Who is connected, or an empty text."""

    def smime_config(self) -> SmimeConfig:
        """Read the settings afresh."""

    def set_smime_config(self, values: Mapping[str, bytes | None]) -> None:
        """Set properties, by their Exchange names, to canonical bytes; None clears one."""

    def close(self) -> None:
        """Let go of what is held; harmless when done twice."""
