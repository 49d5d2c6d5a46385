"""Paths and files as the core commands use them: relative to the current location."""

import os

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.encodings import TextEncoding, find_encoding
from smimeadmin.core.files import Files, has_wildcard
from smimeadmin.core.objects import bare
from smimeadmin.core.values_named import FileInfo
from smimeadmin.shell.engine import CommandError


class UsesFiles(CoreCmdlet):
    """Finds files for a command, through the port of files."""

    @property
    def files(self) -> Files:
        """The port of files of the session: the disk, or the layer of a rehearsal."""
        return self.session.files

    def full_path(self, path: str) -> str:
        """Return the absolute path of one that may be relative to the current location."""
        return self.session.resolve(path)

    def matching_paths(self, path: str) -> list[str]:
        """Return the files that a path with wildcards means; one without them means itself."""
        if not has_wildcard(path):
            return [self.full_path(path)]
        found = self.files.glob(path, self.session.location)
        return [info.path for info in found if not info.is_dir]

    def existing(self, path: str) -> list[str]:
        """Return the files and folders that a path means; an error is written if there is none."""
        if has_wildcard(path):
            return [info.path for info in self.files.glob(path, self.session.location)]
        whole = self.full_path(path)
        if self.files.exists(whole):
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

    def relative_path(self, whole: str) -> str:
        """Return a path as seen from the current location."""
        relative = os.path.relpath(whole, self.session.location)
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
        """Return the encoding that -Encoding names or is; EncodingNameError if there is none."""
        given = bare(name)
        return given if isinstance(given, TextEncoding) else find_encoding(str(given))
