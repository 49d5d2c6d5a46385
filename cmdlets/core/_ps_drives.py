"""The drives and providers as objects: Get-PSDrive and Get-PSProvider write them."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

from smimeadmin.core.values import Int64
from smimeadmin.shell.engine.drives import home_folder, read_environment

_PS = "System.Management.Automation."


class ProviderInfo:
    """What stands behind drives."""

    __slots__ = ("_location", "capabilities", "home", "name")
    type_name = _PS + "ProviderInfo"
    shown = ("name", "home", "capabilities", "drives", "module_name")

    def __init__(self, name: str, capabilities: str, location: Callable[[], str]) -> None:
        self.name = name
        self.capabilities = capabilities
        self.home = home_folder() if name == "FileSystem" else ""
        self._location = location

    @property
    def module_name(self) -> str:
        """What it comes with."""
        return "Microsoft.PowerShell.Core"

    @property
    def drives(self) -> list[Any]:
        """Its drives."""
        return [drive for drive in drives(self._location) if drive.provider.name == self.name]

    def __str__(self) -> str:
        return f"{self.module_name}\\{self.name}"


class DriveInfo:
    """A drive: a name before the colon of a path."""

    __slots__ = ("_location", "description", "name", "provider", "root")
    type_name = _PS + "PSDriveInfo"
    shown = (
        *("name", "used", "free", "current_location", "provider", "root", "description"),
        *("display_root", "volume_separated_by_colon"),
    )

    def __init__(
        self, name: str, provider: ProviderInfo, root: str, location: Callable[[], str]
    ) -> None:
        self.name = name
        self.provider = provider
        self.root = root
        self.description = ""
        self._location = location

    @property
    def current_location(self) -> str:
        """Where one is in it, without its root."""
        return self._location().lstrip(os.sep) if self.name == os.sep else ""

    @property
    def used(self) -> Int64 | None:
        """How many bytes are taken on a disk."""
        return Int64(shutil.disk_usage(self.root).used) if self._is_disk else None

    @property
    def free(self) -> Int64 | None:
        """How many bytes are free on a disk."""
        return Int64(shutil.disk_usage(self.root).free) if self._is_disk else None

    @property
    def display_root(self) -> None:
        """The share behind it: none."""

    @property
    def volume_separated_by_colon(self) -> bool:
        """Whether a colon stands behind its name in paths."""
        return self.name != os.sep

    @property
    def _is_disk(self) -> bool:
        return self.provider.name == "FileSystem"

    def __str__(self) -> str:
        return self.name


def providers(location: Callable[[], str]) -> list[ProviderInfo]:
    """Return the providers, in PowerShell's order."""
    return [
        ProviderInfo("Alias", "ShouldProcess", location),
        ProviderInfo("Environment", "ShouldProcess", location),
        ProviderInfo("FileSystem", "Filter, ShouldProcess, Credentials", location),
        ProviderInfo("Function", "ShouldProcess", location),
        ProviderInfo("Variable", "ShouldProcess", location),
    ]


def drives(location: Callable[[], str]) -> Iterator[DriveInfo]:
    """Yield the drives, sorted by name."""
    by_name = {provider.name: provider for provider in providers(location)}
    disk = by_name["FileSystem"]
    yield DriveInfo(os.sep, disk, os.sep, location)
    yield DriveInfo("Alias", by_name["Alias"], "", location)
    yield DriveInfo("Env", by_name["Environment"], "", location)
    yield DriveInfo("Function", by_name["Function"], "", location)
    yield DriveInfo("Temp", disk, read_environment("TEMP") or os.sep, location)
    yield DriveInfo("Variable", by_name["Variable"], "", location)
