"""What the commands on items share: paths with wildcards, or taken literally, and filters."""

import os
from collections.abc import Iterator

from cmdlets.core._drives import TableDrive, table_of
from cmdlets.core._files import UsesFiles
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files import Files, has_wildcard
from smimeadmin.shell.engine import CommandError, InSet, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.wildcard import wildcard

BY_PATH = "Path"
BY_LITERAL = "LiteralPath"


class TakesPaths(UsesFiles):
    """Declares -Path and -LiteralPath, and finds what they mean."""

    path: list[str] = Parameter(
        "The paths; wildcards are allowed.",
        default=(),
        sets=(
            InSet(
                BY_PATH,
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    literal_path: list[str] = Parameter(
        "The paths; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=(InSet(BY_LITERAL, mandatory=True, from_pipeline_by_property_name=True),),
    )

    def meant(self, path: list[str], literal_path: list[str]) -> list[str]:
        """Return the files and folders that are there; an error is written for each that isn't."""
        found: list[str] = []
        for one in path or ():
            found += self.existing(one)
        for one in literal_path or ():
            if not self.is_on_a_drive(plain_path(one)):
                continue
            whole = self.full_path(plain_path(one))
            if self.is_there(whole):
                found.append(whole)
            else:
                self.write_error(missing(whole), whole)
        return [whole for whole in found if self.is_wanted(os.path.basename(whole))]  # noqa: PTH119 - a text

    def is_wanted(self, name: str) -> bool:
        """Tell whether the filters of the command let a name through; without any, each."""
        del name
        return True

    def targets(self, path: list[str], literal_path: list[str]) -> list[str]:
        """Return the files that are to be written: those that match, else the name itself."""
        found: list[str] = []
        for one in filter(self.is_on_a_drive, path or ()):
            if has_wildcard(one):
                there = self.matching_paths(one)
                found += there
                if not there:
                    self.write_error(missing(one), one)
            else:
                found.append(self.full_path(one))
        literal = filter(self.is_on_a_drive, map(plain_path, literal_path or ()))
        found += [self.full_path(one) for one in literal]
        return [whole for whole in found if self.is_wanted(os.path.basename(whole))]  # noqa: PTH119 - a text

    def drive_names(
        self, path: list[str], literal_path: list[str]
    ) -> tuple[list[tuple[TableDrive, str, bool]], list[str], list[str]]:
        """Take the names in env:, variable:, function: and alias: out of the paths.

        Returns them as (drive, name, whether wildcards count), and both lists without them.
        """
        frame = self.invocation.frame
        names: list[tuple[TableDrive, str, bool]] = []
        rest: tuple[list[str], list[str]] = ([], [])
        for given, is_literal, left in ((path, False, rest[0]), (literal_path, True, rest[1])):
            for one in given or ():
                place = table_of(one, frame, force=bool(getattr(self, "force", False)))
                if place is None:
                    left.append(one)
                else:
                    names.append((*place, is_literal))
        return names, *rest

    def items_meant(
        self, names: list[tuple[TableDrive, str, bool]]
    ) -> Iterator[tuple[TableDrive, str]]:
        """Yield the items of drives that are there; an error is written for each that isn't."""
        for drive, name, is_literal in names:
            if has_wildcard(name) and not is_literal:
                found = drive.matching(name)
            else:
                found = [name] if not name or drive.find(name) is not None else []
                if not found:
                    self.write_error(missing(f"{drive.name}:{name}"), name)
            for one in found:
                if self.is_wanted(one):
                    yield drive, one


class FiltersNames(TakesPaths):
    """Declares -Filter, -Include and -Exclude: which of what the paths mean is taken."""

    filter: str | None = Parameter("Only names like this.", default=None)
    include: list[str] = Parameter("Only names like one of these.", default=())
    exclude: list[str] = Parameter("No names like one of these.", default=())

    def is_wanted(self, name: str) -> bool:
        """Tell whether the filters let a name through."""
        if self.filter and not wildcard(self.filter).fullmatch(name):
            return False
        return fits_lists(name, self.include, self.exclude)


def fits_lists(name: str, include: list[str], exclude: list[str]) -> bool:
    """Tell whether a name is like one of a list, if there is one, and like none of the other."""
    return (not include or _fits(name, include)) and not _fits(name, exclude)


def _fits(name: str, patterns: list[str]) -> bool:
    return any(wildcard(pattern).fullmatch(name) for pattern in patterns)


def plain_path(path: str) -> str:
    """Return a path without the provider that .NET's objects put in front of it."""
    return path.partition("::")[2] if "::" in path else path


def missing(whole: str) -> CommandError:
    """Make the error for a path where nothing is."""
    return CommandError(
        "PathNotFound",
        f"There is nothing at '{whole}'.",
        category="ObjectNotFound",
        target=whole,
        inner=AUTOMATION + "ItemNotFoundException",
    )


def not_supported(drive: str, what: str) -> CommandError:
    """Make the error for what a drive cannot do."""
    return CommandError(
        "NotSupported",
        f"The drive '{drive}:' cannot {what}.",
        category="NotImplemented",
        target=drive,
        inner=AUTOMATION + "PSNotSupportedException",
    )


def check_folder(files: Files, whole: str) -> None:
    """Raise the error of a file that cannot be opened if its folder is not there."""
    folder = os.path.dirname(whole)  # noqa: PTH120 - a text is wanted
    if folder and not files.is_dir(folder):
        raise CommandError(
            "FileOpenFailure",
            f"There is no folder '{folder}'.",
            category="OpenError",
            target=whole,
            inner="System.IO.DirectoryNotFoundException",
            hint="New-Item -ItemType Directory makes one.",
        )


def failed(
    error_id: str, error: SmimeAdminError, target: str, *, category: str = "WriteError"
) -> CommandError:
    """Make the error of a command whose work on a file failed; the reason is chained."""
    made = CommandError(
        error_id,
        error.message,
        category=category,
        target=target,
        inner="System.IO.IOException",
        hint=error.hint,
    )
    made.__cause__ = error
    return made
