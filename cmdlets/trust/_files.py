"""Certificates of files, as the commands on collections take them."""

from cmdlets._base import AdminCmdlet
from smimeadmin.pki.bundle import parse_collection
from smimeadmin.pki.store import StoreEntry


def read_entries(command: AdminCmdlet, pattern: str) -> list[StoreEntry]:
    """Return what the files of a path, which may have wildcards, hold; each names itself if bad."""
    files = command.services.files
    whole = command.session.resolve(pattern)
    paths = [one.path for one in files.glob(whole) if not one.is_dir]
    entries: list[StoreEntry] = []
    for path in paths or [whole]:
        entries += parse_collection(files.read_bytes(path), path).entries
    return entries
