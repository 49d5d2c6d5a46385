"""Test-ModuleManifest: whether a manifest and the files that it names are right."""

from cmdlets.core._modules import FindsModules, Wanted, texts, values_of
from cmdlets.core._paths import missing
from smimeadmin.core.names import fold
from smimeadmin.core.values import FoldingDictionary
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.command_info import CommandInfo

_FILES = ("RootModule", "NestedModules", "ScriptsToProcess", "FileList", "TypesToProcess")


class TestModuleManifest(FindsModules, name="Test-ModuleManifest"):
    """Reads a manifest, writes what it tells, and an error for each file that is not there."""

    path: str = Parameter(
        "The manifest.", position=0, from_pipeline=True, from_pipeline_by_property_name=True
    )

    examples = (
        Example(
            "Its version.",
            "(Test-ModuleManifest Tools.psd1).Version.ToString()",
            setup="New-ModuleManifest Tools.psd1 -ModuleVersion 1.2",
            shows="1.2",
        ),
    )

    def process(self, path: str) -> None:
        """Check one manifest."""
        for whole in self.existing(path):
            if not whole.lower().endswith(".psd1"):
                self.write_error(_no_manifest(whole), whole)
                continue
            if self.files.is_dir(whole):
                self.write_error(missing(whole), whole)
                continue
            table = self.manifest(whole)
            if table.get("ModuleVersion") is None:
                raise _without_version(whole)
            self._check_files(whole, table)
            module = self.described(whole, table)
            for name in texts(table.get("FunctionsToExport")):
                if "*" not in name:
                    module.functions[fold(name)] = CommandInfo(
                        name, "Function", None, advanced=False, module=module.name
                    )
            self.write(module)

    def _check_files(self, whole: str, table: FoldingDictionary) -> None:
        folder = self.files.resolve("..", whole)
        for key in _FILES:
            for given in values_of(table.get(key)):
                name = Wanted.of(given).name
                if name and "." in name and not self.files.exists(self.files.resolve(name, folder)):
                    self.write_error(_no_file(whole, key, name), name)


def _no_manifest(whole: str) -> CommandError:
    return CommandError(
        "Modules_InvalidModuleManifestPath",
        f"'{whole}' is no manifest: its name does not end with .psd1.",
        category="InvalidArgument",
        target=whole,
        inner="System.InvalidOperationException",
    )


def _without_version(whole: str) -> CommandError:
    return CommandError(
        "Modules_ManifestMissingModuleVersion",
        f"The manifest '{whole}' has no ModuleVersion.",
        category="ResourceUnavailable",
        target=whole,
        inner="System.MissingMemberException",
        hint="Add ModuleVersion = '1.0'.",
    )


def _no_file(whole: str, key: str, name: str) -> CommandError:
    return CommandError(
        "Modules_InvalidManifest",
        f"The manifest '{whole}' names '{name}' in {key}, and there is no such file.",
        category="ObjectNotFound",
        target=name,
        inner="System.IO.FileNotFoundException",
    )
