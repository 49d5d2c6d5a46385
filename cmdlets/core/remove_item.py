"""Remove-Item: removes files and folders, variables, aliases and functions."""

import os
from fnmatch import fnmatchcase

from cmdlets.core._drives import split_drive
from cmdlets.core._paths import TakesPaths, failed, missing
from smimeadmin.core.files import has_wildcard
from smimeadmin.core.files_errors import FileError
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.common_parameters import name_matches


class RemoveItem(
    TakesPaths,
    name="Remove-Item",
    aliases=("ri", "rm", "del", "erase", "rd", "rmdir"),
    impact="Medium",
    default_set="Path",
):
    """Removes files and folders; also `env:NAME`, `alias:name`, `function:name`, `variable:name`.

    A folder that is not empty is removed only with -Recurse, or after a question.
    """

    filter: str | None = Parameter("Only names like this.", default=None)
    include: list[str] = Parameter("Only names like one of these.", default=())
    exclude: list[str] = Parameter("No names like one of these.", default=())
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
        plain: list[str] = []
        for one in path or ():
            place = split_drive(one)
            if place is None:
                plain.append(one)
            else:
                self._from_drive(*place, one)
        for whole in self.meant(plain, literal_path):
            if self._is_wanted(whole):
                self._from_disk(whole)

    def _is_wanted(self, whole: str) -> bool:
        name = os.path.basename(whole).casefold()  # noqa: PTH119 - the port gives texts
        only = [self.filter] if self.filter else list(self.include)
        if only and not any(fnmatchcase(name, pattern.casefold()) for pattern in only):
            return False
        return not any(fnmatchcase(name, pattern.casefold()) for pattern in self.exclude)

    def _from_disk(self, whole: str) -> None:
        here = self.session.location
        if here == whole or here.startswith(whole + os.sep):
            raise CommandError(
                "InvalidOperation",
                f"'{whole}' cannot be removed: the current location is in it.",
                category="InvalidOperation",
                target=whole,
                inner="System.Management.Automation.PSInvalidOperationException",
                hint="Go elsewhere first: Set-Location.",
            )
        is_folder = self.files.is_dir(whole) and not self.files.info(whole).is_link
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
        try:
            self.files.remove(whole, recursive=recurse)
        except FileError as error:
            self.write_error(failed("RemoveFileSystemItemIOError", error, whole), whole)

    def _from_drive(self, drive: str, pattern: str, given: str) -> None:
        names = self._names(drive, pattern)
        if not names and not has_wildcard(pattern):
            self.write_error(missing(given), given)
        for name in names:
            if self.should_process(f"Item: {name}", "Remove Item"):
                self._forget(drive, name)

    def _names(self, drive: str, pattern: str) -> list[str]:
        scope = self.invocation.frame.scope
        registry = self.session.registry
        known: list[str] = []
        if drive == "env":
            known = list(os.environ)
        elif drive == "alias":
            known = list(registry.aliases(scope))
        else:
            for where in scope.chain():
                known += where.vars if drive == "variable" else where.functions or ()
        return [name for name in dict.fromkeys(known) if name_matches(fold(name), fold(pattern))]

    def _forget(self, drive: str, name: str) -> None:
        scope = self.invocation.frame.scope
        if drive == "env":
            os.environ.pop(name, None)
        elif drive == "alias":
            self.session.registry.remove_alias(name, scope)
        elif drive == "function":
            self.session.registry.remove_function(name, scope)
        else:
            for where in scope.chain():
                if where.vars.pop(fold(name), None) is not None:
                    break
