"""Rename-Item: gives a file or folder another name."""

import os

from cmdlets.core._drives import TableDrive, table_of
from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import failed, missing, plain_path
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter


class RenameItem(
    UsesFiles,
    name="Rename-Item",
    aliases=("rni", "ren"),
    impact="Medium",
    default_set="ByPath",
):
    """Renames files and folders; they stay in their folder.

    From the pipeline -NewName takes a script block that makes the name of each.
    """

    path: str | None = Parameter(
        "The path.",
        default=None,
        sets=(
            InSet(
                "ByPath",
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    literal_path: str | None = Parameter(
        "The path; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("ByLiteralPath", mandatory=True, from_pipeline_by_property_name=True),),
    )
    new_name: str = Parameter("The new name.", position=1, from_pipeline_by_property_name=True)
    force: bool = Parameter("Accepted.", default=False)
    pass_thru: bool = Parameter("Write what was renamed.", default=False)

    examples = (
        Example(
            "One.",
            "Rename-Item old.txt new.txt; Test-Path new.txt",
            setup="Set-Content old.txt 'x'",
            shows="True",
        ),
        Example(
            "Many.",
            "Get-ChildItem *.txt | Rename-Item -NewName { $_.BaseName + '.bak' }; "
            "Get-ChildItem -Name",
            setup="Set-Content a.txt 'x'",
            shows="a.bak",
        ),
    )

    def process(self, path: str | None, literal_path: str | None, new_name: str) -> None:
        """Rename one."""
        given = path or literal_path or ""
        place = table_of(given, self.invocation.frame, force=self.force)
        if place is not None:
            self._in_drive(*place, new_name)
            return
        whole = self.full_path(plain_path(given))
        if not self.files.exists(whole):
            self.write_error(missing(whole), whole)
            return
        folder = os.path.dirname(whole)  # noqa: PTH120 - the port takes texts
        if os.path.dirname(new_name) and os.path.dirname(self.full_path(new_name)) != folder:  # noqa: PTH120 - the port takes texts
            self.write_error(_is_a_path(new_name), new_name)
            return
        target = os.path.join(folder, os.path.basename(new_name))  # noqa: PTH118, PTH119 - the port takes texts
        is_folder = self.files.is_dir(whole)
        action = "Rename Directory" if is_folder else "Rename File"
        if not self.should_process(f"Item: {whole} Destination: {target}", action):
            return
        try:
            self._refuse_taken(whole, target)
            self.files.move(whole, target, replace=False)
        except FileError as error:
            self.write_error(failed("RenameItemIOError", error, whole), whole)
            return
        if self.pass_thru:
            self.write(self.item(target))

    def _in_drive(self, drive: TableDrive, name: str, new_name: str) -> None:
        if drive.find(name) is None:
            self.write_error(missing(f"{drive.name}:{name}"), name)
        elif self.should_process(f"Item: {name} Destination: {new_name}", "Rename Item"):
            value = drive.value(name)
            drive.remove(name)
            drive.put(new_name, value)
            if self.pass_thru:
                self.write(drive.shown(new_name))

    def _refuse_taken(self, whole: str, target: str) -> None:
        if self.files.exists(target) and target != whole:
            raise FileError(target, f"'{target}' is there already: '{whole}' keeps its name.")


def _is_a_path(name: str) -> CommandError:
    return CommandError(
        "Argument",
        f"'{name}' is a path, not a name.",
        category="InvalidArgument",
        target=name,
        inner="System.Management.Automation.PSArgumentException",
        hint="Move-Item moves to another folder.",
    )
