"""The implementations of the directory port."""

from smimeadmin.directory.api import DirectoryKind
from smimeadmin.directory.backends.active_directory import ActiveDirectory
from smimeadmin.directory.backends.embedded import EmbeddedDirectory

BACKENDS: dict[DirectoryKind, type[EmbeddedDirectory] | type[ActiveDirectory]] = {
    DirectoryKind.EMBEDDED: EmbeddedDirectory,
    DirectoryKind.ACTIVE_DIRECTORY: ActiveDirectory,
}
"""What each kind is made of; a rehearsal lays an OverlayDirectory over either."""
