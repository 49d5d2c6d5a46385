"""Paths and files as the core commands use them: relative to the current location."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.encodings import TextEncoding, find_encoding
from smimeadmin.core.files import Files, has_wildcard


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

    @staticmethod
    def text_encoding(name: object) -> TextEncoding:
        """Return the encoding that -Encoding names; EncodingNameError if there is none."""
        return find_encoding(str(name))
