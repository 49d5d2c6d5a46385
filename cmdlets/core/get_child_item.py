"""Get-ChildItem: what is in a folder."""

from fnmatch import fnmatchcase

from cmdlets.core._drives import drive_items, split_drive
from cmdlets.core._files import UsesFiles
from smimeadmin.core.files import FileInfo
from smimeadmin.shell.engine import Example, Parameter


class GetChildItem(UsesFiles, name="Get-ChildItem", aliases=("gci", "ls", "dir")):
    """Lists a folder, folders first; with -Recurse what is below it too."""

    path: list[str] = Parameter(
        "The folder, or files with wildcards; without it the current location.",
        default=(),
        position=0,
        aliases=("PSPath", "LiteralPath"),
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    filter: str | None = Parameter("Only names like this.", default=None, position=1)
    include: list[str] = Parameter("Only names like one of these.", default=())
    exclude: list[str] = Parameter("No names like one of these.", default=())
    recurse: bool = Parameter("Also what is in folders below.", default=False, aliases=("s",))
    depth: int | None = Parameter("How many levels below, at most.", default=None, type="UInt32")
    force: bool = Parameter("Hidden ones too.", default=False)
    name_: bool = Parameter("Write names, not objects.", default=False, name="Name")
    file: bool = Parameter("Files only.", default=False)
    directory: bool = Parameter("Folders only.", default=False, aliases=("ad",))

    examples = (
        Example(
            "The names of all text files.",
            "Get-ChildItem *.txt | ForEach-Object Name",
            setup="Set-Content note.txt 'x'",
            shows="note.txt",
        ),
    )

    def process(self, path: list[str]) -> None:
        """List each path."""
        for one in path or (self.session.location,):
            place = split_drive(one)
            if place is not None:
                self.write_each(drive_items(self.invocation.frame, *place))
                continue
            for whole in self.existing(one):
                if self.files.is_dir(whole):
                    self._list(whole, whole, 0)
                else:
                    self._show(self.files.info(whole), self.files.resolve("..", whole))

    def _list(self, folder: str, top: str, level: int) -> None:
        members = self.files.list_dir(folder)
        members.sort(key=lambda info: (not info.is_dir, info.name.casefold()))
        if not self.force:
            members = [info for info in members if not info.name.startswith(".")]
        deeper = self.recurse or self.depth is not None
        deeper = deeper and (self.depth is None or level < self.depth)
        at_once = bool(self.include or self.exclude)  # then a folder's members follow it at once
        for info in members:
            self._show(info, top)
            if deeper and at_once and info.is_dir and not info.is_link:
                self._list(info.path, top, level + 1)
        if deeper and not at_once:
            for info in members:
                if info.is_dir and not info.is_link:
                    self._list(info.path, top, level + 1)

    def _show(self, info: FileInfo, top: str) -> None:
        if (self.file and info.is_dir) or (self.directory and not info.is_dir):
            return
        patterns = [p for p in (self.filter,) if p] or list(self.include) or ["*"]
        name = info.name.casefold()
        if not any(fnmatchcase(name, p.casefold()) for p in patterns):
            return
        if any(fnmatchcase(name, p.casefold()) for p in self.exclude):
            return
        self.write(
            info.path.removeprefix(top).lstrip("/\\") if self.name_ else self.item(info.path)
        )
