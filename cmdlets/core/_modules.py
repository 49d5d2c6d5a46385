"""Finding the files of modules, and reading their manifests."""

import os
from collections.abc import Iterator
from typing import Any

from cmdlets.core._data_files import ReadsDataFiles
from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.core.values import FoldingDictionary, Guid, Version
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.convert import enumerate_value, to_text
from smimeadmin.shell.engine.drives import read_environment
from smimeadmin.shell.engine.elsewhere import ELSEWHERE, MODULES, STAND_INS
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.script_modules import ScriptModule

ENDINGS = (".psd1", ".psm1", ".ps1")
_INVALID = "Modules_InvalidManifest"


class Wanted:
    """Which module is wanted: its name or path, and the versions that will do."""

    __slots__ = ("least", "most", "name", "only")

    def __init__(self, name: str, least: Any = None, most: Any = None, only: Any = None) -> None:
        self.name = name
        self.least = None if least is None else version_of(least)
        self.most = None if most is None else version_of(most)
        self.only = None if only is None else version_of(only)

    @classmethod
    def of(cls, value: Any) -> "Wanted":
        """Return what a name, or a table with ModuleName and versions, asks for."""
        inner = bare(value)
        if not isinstance(inner, FoldingDictionary):
            return cls(to_text(inner))
        return cls(
            to_text(inner.get("ModuleName")),
            inner.get("ModuleVersion"),
            inner.get("MaximumVersion"),
            inner.get("RequiredVersion"),
        )

    def takes(self, version: Version) -> bool:
        """Tell whether a version will do."""
        if self.only is not None and not _same(version, self.only):
            return False
        if self.least is not None and _padded(version) < _padded(self.least):
            return False
        return self.most is None or _padded(version) <= _padded(self.most)

    @property
    def has_versions(self) -> bool:
        """Whether not every version will do."""
        return (self.least, self.most, self.only) != (None, None, None)


class FindsModules(ReadsDataFiles):
    """Finds the file of a module by its path or its name."""

    def module_file(self, name: str, wanted: Wanted | None = None) -> str | None:
        """Return the file of a module, None if there is none."""
        if "/" in name or "\\" in name or name.lower().endswith(ENDINGS):
            return self._file_at(self.full_path(name), wanted)
        for folder in self.module_folders():
            found = self._file_at(self.files.resolve(name, folder), wanted)
            if found is not None:
                return found
        return None

    def module_folders(self) -> Iterator[str]:
        """Yield the folders of $env:PSModulePath that are there."""
        for folder in (read_environment("PSModulePath") or "").split(os.pathsep):
            if folder and self.files.is_dir(whole := self.full_path(folder)):
                yield whole

    def _file_at(self, whole: str, wanted: Wanted | None) -> str | None:
        if self.files.is_dir(whole):
            name = os.path.basename(whole)  # noqa: PTH119 - the port takes texts
            for folder in (*self._versions_in(whole, wanted), whole):
                found = self._file_named(self.files.resolve(name, folder))
                if found is not None:
                    return found
            return None
        return self._file_named(whole)

    def all_files(self, folder: str) -> list[str]:
        """Return the files of a module's folder, one for each version, the newest first."""
        name = os.path.basename(folder)  # noqa: PTH119 - the port takes texts
        places = [*self._versions_in(folder, None), folder]
        found = [self._file_named(self.files.resolve(name, place)) for place in places]
        return [path for path in found if path is not None]

    def _file_named(self, whole: str) -> str | None:
        for path in (whole, *(whole + ending for ending in ENDINGS)):
            if path.lower().endswith(ENDINGS) and self.files.exists(path):
                return path
        return None

    def _versions_in(self, folder: str, wanted: Wanted | None) -> list[str]:
        """Return the folders of versions in a module's folder, the newest that will do first."""
        found = []
        for info in self.files.list_dir(folder):
            version = version_of(info.name)
            is_version = info.is_dir and info.name.replace(".", "").isdigit() and "." in info.name
            if is_version and (wanted is None or wanted.takes(version)):
                found.append((_padded(version), info.path))
        return [path for _, path in sorted(found, reverse=True)]

    def say_stand_in(self, name: str) -> None:
        """Tell which commands do the work of a module's that is not here itself."""
        commands = ELSEWHERE.answer(STAND_INS, name)
        if commands:
            self.write_warning(f"{name} is not loaded: {commands} stand in for its commands.")

    def manifest(self, path: str) -> FoldingDictionary:
        """Return the table that a manifest (.psd1) holds; nothing of it is run."""
        table = self.data_of(path, _INVALID)
        needed = table.get("PowerShellVersion")
        if needed is not None and _padded(version_of(needed)) > (7, 6, 5, 0):
            raise invalid_manifest(
                path,
                f"it needs PowerShell {to_text(needed)}, and this is the language of 7.6",
                "Modules_InsufficientPowerShellVersion",
            )
        return table

    def described(self, path: str, table: FoldingDictionary) -> ScriptModule:
        """Return a module without its code, as its manifest tells of it."""
        module = ScriptModule(stem(path), path)
        fill_in(module, table)
        return module


def fill_in(module: ScriptModule, table: FoldingDictionary) -> None:
    """Take over what a manifest tells of a module."""
    module.version = version_of(table.get("ModuleVersion"))
    module.power_shell_version = (
        version_of(table.get("PowerShellVersion")) if table.get("PowerShellVersion") else None
    )
    for attribute, key in (
        ("description", "Description"),
        ("author", "Author"),
        ("company_name", "CompanyName"),
        ("copyright", "Copyright"),
        ("prefix", "DefaultCommandPrefix"),
    ):
        setattr(module, attribute, "".join(texts(table.get(key))))
    module.root_module = root_of(table)
    module.private_data = table.get("PrivateData")
    guid = "".join(texts(table.get("GUID")))
    if guid:
        try:
            module.guid = Guid.parse(guid)
        except ValueError as error:
            raise invalid_manifest(module.path, f"its GUID '{guid}' is none") from error


def root_of(table: FoldingDictionary) -> str:
    """Return the file that a manifest names as the module itself."""
    return "".join(texts(table.get("RootModule") or table.get("ModuleToProcess")))


def texts(value: Any) -> list[str]:
    """Return one value or many as texts."""
    items = enumerate_value(value)
    return [to_text(item) for item in ([value] if items is None else items) if item is not None]


def values_of(value: Any) -> list[Any]:
    """Return one value or many as a list."""
    items = enumerate_value(value)
    return [one for one in ([value] if items is None else items) if one is not None]


def version_of(value: Any) -> Version:
    """Return the version that a manifest names, 0.0 if it names none."""
    numbers = [int(part) for part in to_text(value).split(".") if part.isdigit()]
    if len(numbers) == 1:
        numbers.append(0)
    if not 2 <= len(numbers) <= 4:
        return Version(0, 0)
    return Version(*numbers)


def _padded(version: Version) -> tuple[int, ...]:
    return tuple(max(part, 0) for part in version.parts())


def _same(one: Version, other: Version) -> bool:
    return _padded(one) == _padded(other)


def stem(path: str) -> str:
    """Return the name of a file without its ending."""
    return os.path.splitext(os.path.basename(path))[0]  # noqa: PTH119, PTH122 - a text


def no_module(name: str) -> CommandError:
    """Make the error for a module that cannot be found."""
    return CommandError(
        "Modules_ModuleNotFound",
        f"There is no module '{name}' here.",
        category="ResourceUnavailable",
        target=name,
        inner="System.IO.FileNotFoundException",
        hint=ELSEWHERE.answer(MODULES, name) or "Give the path of its .psm1 file.",
    )


def wrong_version(wanted: Wanted, there: Version | None) -> CommandError:
    """Make the error for a module whose version will not do."""
    told = "" if there is None else f"; version {there} is there"
    return CommandError(
        "Modules_ModuleWithVersionNotFound",
        f"There is no module '{wanted.name}' of the version that is wanted{told}.",
        category="ResourceUnavailable",
        target=wanted.name,
        inner="System.IO.FileNotFoundException",
    )


def invalid_manifest(path: str, why: str, error_id: str = _INVALID) -> CommandError:
    """Make the error for a manifest that cannot be followed."""
    return CommandError(
        error_id,
        f"The manifest '{path}' cannot be followed: {why}.",
        category="ResourceUnavailable",
        target=path,
        inner="System.MissingMemberException",
    )


def not_loaded(name: str) -> CommandError:
    """Make the error for a module that is not loaded."""
    return CommandError(
        "Modules_NoModulesRemoved",
        f"No module '{name}' is loaded.",
        category="ObjectNotFound",
        target=name,
        inner=AUTOMATION + "PSInvalidOperationException",
    )


def has_name(module: ScriptModule, folded: str) -> bool:
    """Tell whether a module has a name, or its file that path."""
    return fold(module.name) == folded or fold(module.path) == folded
