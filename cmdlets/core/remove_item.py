"""Remove-Item: removes files and folders, variables, aliases and functions."""

import os

from cmdlets.core._paths import FiltersNames, failed
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import CommandError, Example, Parameter


class RemoveItem(
    FiltersNames,
    name="Remove-Item",
    aliases=("ri", "rm", "del", "erase", "rd", "rmdir"),
    impact="Medium",
    default_set="Path",
):
    """Removes files and folders; also `env:NAME`, `alias:name`, `function:name`, `variable:name`.

    A folder that is not empty is removed only with -Recurse, or after a question.
    """

    recurse: bool = Parameter("With all that is in a folder.", default=False)
    force: bool = Parameter("Hidden and read-only ones too.", default=False)

    examples = (
        Example(
            "A file.",
            "Remove-Item note.txt; Test-Path note.txt",
            setup="Set-Content note.txt 'x'",
            shows="False",
        ),
        Example(
            "A variable of the environment.",
            "$env:TOWN = 'x'; Remove-Item env:TOWN; \"[$env:TOWN]\"",
            shows="[]",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Remove what each path means."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name in self.items_meant(names):
            if self.should_process(f"Item: {name}", "Remove Item"):
                drive.remove(name)
        for whole in self.meant(plain, literal):
            self._from_disk(whole)

    def _from_disk(self, whole: str) -> None:
        here = self.session.location
        if here == whole or here.startswith(whole + os.sep):
            raise _in_use(whole)
        facts = self.files.info(whole)
        is_folder = facts.is_dir and not facts.is_link
        recurse = self.recurse
        if (
            is_folder
            and not recurse
            and not self.invocation.what_if()
            and self.files.list_dir(whole)
        ):
            if not self.should_continue(
                f"'{whole}' is not empty. Remove it with all that is in it?", "Confirm"
            ):
                return
            recurse = True
        action = "Remove Directory" if is_folder else "Remove File"
        if not self.should_process(whole, action):
            return
        if not self.force and (facts.name.startswith(".") or not facts.mode & 0o222):
            self.write_error(_protected(whole), whole)
            return
        try:
            self.files.remove(whole, recursive=recurse)
        except FileError as error:
            self.write_error(failed("RemoveFileSystemItemIOError", error, whole), whole)


def _protected(whole: str) -> CommandError:
    return CommandError(
        "RemoveFileSystemItemUnAuthorizedAccess",
        f"'{whole}' is hidden or read-only.",
        category="PermissionDenied",
        target=whole,
        inner="System.IO.IOException",
        hint="Add -Force to remove it all the same.",
    )


def _in_use(whole: str) -> CommandError:
    return CommandError(
        "InvalidOperation",
        f"'{whole}' cannot be removed: the current location is in it.",
        category="InvalidOperation",
        target=whole,
        inner="System.Management.Automation.PSInvalidOperationException",
        hint="Go elsewhere first: Set-Location.",
    )
