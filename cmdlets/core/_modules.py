"""Finding the files of modules, and reading their manifests."""

import os
from typing import Any

from cmdlets.core._files import UsesFiles
from smimeadmin.core.values import FoldingDictionary, Version
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.convert import enumerate_value, to_text
from smimeadmin.shell.engine.drives import read_environment
from smimeadmin.shell.engine.elsewhere import ELSEWHERE, MODULES, STAND_INS
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import Frame, Scope

_ENDINGS = (".psd1", ".psm1", ".ps1")


class FindsModules(UsesFiles):
    """Finds the file of a module by its path or its name."""

    def module_file(self, name: str) -> str | None:
        """Return the file of a module, None if there is none."""
        if "/" in name or "\\" in name or name.lower().endswith(_ENDINGS):
            return self._file_at(self.full_path(name))
        for folder in (read_environment("PSModulePath") or "").split(os.pathsep):
            if folder:
                found = self._file_at(self.full_path(f"{folder}/{name}"))
                if found is not None:
                    return found
        return None

    def _file_at(self, whole: str) -> str | None:
        if self.files.is_dir(whole):
            base = os.path.basename(whole)  # noqa: PTH119 - the port takes texts
            whole = os.path.join(whole, base)  # noqa: PTH118 - the port takes texts
        for path in (whole, *(whole + ending for ending in _ENDINGS)):
            if path.lower().endswith(_ENDINGS) and self.files.exists(path):
                return path
        return None

    def say_stand_in(self, name: str) -> None:
        """Tell which commands do the work of a module's that is not here itself."""
        commands = ELSEWHERE.answer(STAND_INS, name)
        if commands:
            self.write_warning(f"{name} is not loaded: {commands} stand in for its commands.")

    def manifest(self, path: str) -> FoldingDictionary:
        """Return the table that a manifest (.psd1) holds."""
        output: list[Any] = []
        scope = Scope(self.session.global_scope, is_script=True)
        frame = Frame(self.session, scope, output.append, self.invocation.streams)
        self.session.call_block(frame, self.session.load_script(path), [])
        if len(output) == 1 and isinstance(output[0], FoldingDictionary):
            return output[0]
        raise CommandError(
            "Modules_InvalidManifest",
            f"'{path}' holds no table, so it is no manifest of a module.",
            category="ResourceUnavailable",
            target=path,
            inner="System.ArgumentException",
        )


def texts(value: Any) -> list[str]:
    """Return one value or many as texts."""
    items = enumerate_value(value)
    return [to_text(item) for item in ([value] if items is None else items) if item is not None]


def version_of(value: Any) -> Version:
    """Return the version that a manifest names, 0.0 if it names none."""
    numbers = [int(part) for part in to_text(value).split(".") if part.isdigit()]
    if not 2 <= len(numbers) <= 4:
        return Version(0, 0)
    return Version(*numbers)


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


def not_loaded(name: str) -> CommandError:
    """Make the error for a module that is not loaded."""
    return CommandError(
        "Modules_NoModulesRemoved",
        f"No module '{name}' is loaded.",
        category="ObjectNotFound",
        target=name,
        inner=AUTOMATION + "PSInvalidOperationException",
    )
