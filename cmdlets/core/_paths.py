"""What the commands on files share that take a path with wildcards, or one taken literally."""

from cmdlets.core._files import UsesFiles
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.files import has_wildcard
from smimeadmin.shell.engine import CommandError, InSet, Parameter

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
            whole = self.full_path(plain_path(one))
            if self.files.exists(whole):
                found.append(whole)
            else:
                self.write_error(missing(whole), whole)
        return found

    def targets(self, path: list[str], literal_path: list[str]) -> list[str]:
        """Return the files that are to be written: those that match, else the name itself."""
        found: list[str] = []
        for one in path or ():
            if has_wildcard(one):
                there = self.matching_paths(one)
                found += there
                if not there:
                    self.write_error(missing(one), one)
            else:
                found.append(self.full_path(one))
        return found + [self.full_path(plain_path(one)) for one in literal_path or ()]


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
        inner="System.Management.Automation.ItemNotFoundException",
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
