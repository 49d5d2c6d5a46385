"""Paths and files as the core commands use them: relative to the current location."""

import os

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.encodings import EncodingNameError, TextEncoding, find_encoding
from smimeadmin.core.files import FileInfo as FileFacts
from smimeadmin.core.files import Files, has_wildcard, without_escapes
from smimeadmin.core.files_errors import (
    DriveNotFoundError,
    NoSuchFileError,
    PathNotAFolderError,
)
from smimeadmin.core.objects import bare
from smimeadmin.core.values_named import FileInfo
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.drives import home_folder, no_drive, read_environment
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


def file_path(path: str) -> str:
    """Return a path of files as the port takes it: no provider, no Temp: drive, ~ spelled out."""
    if "::" in path:
        path = path.partition("::")[2]
    if path[:5].lower() == "temp:":
        path = (read_environment("TEMP") or os.sep) + os.sep + path[5:].lstrip("\\/")
    if path == "~" or path.startswith(("~/", "~\\")):
        path = home_folder() + path[1:]
    return path


class UsesFiles(CoreCmdlet):
    """Finds files for a command, through the port of files."""

    @property
    def files(self) -> Files:
        """The port of files of the session: the disk, or the layer of a rehearsal."""
        return self.session.files

    def full_path(self, path: str) -> str:
        """Return the absolute path of one that may be relative to the current location."""
        return self.session.resolve(without_escapes(file_path(path)))

    def is_on_a_drive(self, path: str) -> bool:
        """Tell whether the drive of a path is here; an error is written if it isn't."""
        try:
            self.full_path(path)
        except DriveNotFoundError as error:
            is_share = not error.drive.endswith(":")
            self.write_error(error if is_share else no_drive(error.drive[:-1]), path)
            return False
        return True

    def matching_paths(self, path: str) -> list[str]:
        """Return the files that a path with wildcards means; one without them means itself."""
        if not has_wildcard(path):
            return [self.full_path(path)]
        return [info.path for info in self.globbed(path) if not info.is_dir]

    def globbed(self, path: str, *, force: bool | None = None) -> list[FileFacts]:
        """Return what a path with wildcards means; hidden names only by force, or by a dot."""
        found = self.files.glob(file_path(path), self.session.location)
        shows_hidden = getattr(self, "force", False) if force is None else force
        if shows_hidden or "." in {part[:1] for part in path.replace("\\", "/").split("/")[-1:]}:
            return found
        return [info for info in found if not info.name.startswith(".")]

    def is_there(self, whole: str) -> bool:
        """Tell whether there is a file, a folder, or a link that leads nowhere."""
        if self.files.exists(whole):
            return True
        try:
            return self.files.info(whole).is_link
        except (NoSuchFileError, PathNotAFolderError):
            return False

    def existing(self, path: str) -> list[str]:
        """Return the files and folders that a path means; an error is written if there is none."""
        if not self.is_on_a_drive(path):
            return []
        if has_wildcard(path):
            return [info.path for info in self.globbed(path)]
        whole = self.full_path(path)
        if self.is_there(whole):
            return [whole]
        self.write_error(
            CommandError(
                "PathNotFound",
                f"There is nothing at '{whole}'.",
                category="ObjectNotFound",
                target=whole,
                inner="System.Management.Automation.ItemNotFoundException",
            ),
            whole,
        )
        return []

    def item(self, whole: str) -> FileInfo:
        """Return the object of a file or folder."""
        return FileInfo(whole, is_directory=self.files.is_dir(whole))

    def relative_path(self, whole: str, base: str | None = None) -> str:
        """Return a path as seen from the current location, or from another folder."""
        relative = os.path.relpath(whole, base or self.session.location)
        return relative if relative.startswith("..") else f".{os.sep}{relative}"

    def drive_of(self, path: str) -> str | None:
        """Return the drive that a path begins with, colon included; an error if it has none."""
        drive, colon, _rest = path.partition(":")
        if colon and drive and "/" not in drive:
            return drive + colon
        self.write_error(
            CommandError(
                "ParseQualifier",
                f"The path '{path}' names no drive.",
                category="InvalidArgument",
                target=path,
                inner="System.FormatException",
            ),
            path,
        )
        return None

    @staticmethod
    def text_encoding(name: object) -> TextEncoding:
        """Return the encoding that -Encoding names or is; CommandError if there is none."""
        given = bare(name)
        if isinstance(given, TextEncoding):
            return given
        try:
            return find_encoding(str(given))
        except EncodingNameError as reason:
            raise CommandError(
                "ParameterArgumentTransformationError",
                reason.message,
                category="InvalidData",
                target=name,
                inner=AUTOMATION + "ParameterBindingArgumentTransformationException",
                hint=reason.hint,
            ) from reason
