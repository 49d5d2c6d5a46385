"""Copy-Item: copies files and folders."""

import os

from cmdlets.core._drives import table_of
from cmdlets.core._paths import FiltersNames, failed, fits_lists, plain_path
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.wildcard import wildcard


class CopyItem(
    FiltersNames,
    name="Copy-Item",
    aliases=("copy", "cp", "cpi"),
    impact="Medium",
    default_set="Path",
):
    """Copies files, and folders with -Recurse; into the destination if that is a folder."""

    destination: str | None = Parameter(
        "Where the copy is to be; without it, here.",
        default=None,
        position=1,
        from_pipeline_by_property_name=True,
    )
    container: bool = Parameter(
        "Folders stay folders; -Container:$false puts every file into the destination itself.",
        default=True,
    )
    recurse: bool = Parameter("With all that is in a folder.", default=False)
    force: bool = Parameter("Replace read-only files.", default=False)
    pass_thru: bool = Parameter("Write the copy.", default=False)

    examples = (
        Example(
            "A file.",
            "Copy-Item note.txt copy.txt; Get-Content copy.txt",
            setup="Set-Content note.txt 'abc'",
            shows="abc",
        ),
        Example(
            "A folder with all in it.",
            "Copy-Item one two -Recurse; (Get-ChildItem two).Name",
            setup="$null = New-Item one -ItemType Directory; Set-Content one/a.txt 'x'",
            shows="a.txt",
        ),
    )

    def process(self, path: list[str], literal_path: list[str], destination: str | None) -> None:
        """Copy what each path means."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name in self.items_meant(names):
            other = table_of(destination or "", self.invocation.frame, force=self.force)
            to = other[1] if other is not None else plain_path(destination or "")
            if self.should_process(f"Item: {name} Destination: {to}", "Copy Item"):
                drive.put(to, drive.value(name))
                if self.pass_thru:
                    self.write(drive.shown(to))
        target = self.full_path(destination or ".")
        for whole in self.meant(plain, literal):
            self._copy(whole, target)

    def _copy(self, source: str, target: str) -> None:
        inside = target
        if self.files.is_dir(target):
            inside = os.path.join(target, os.path.basename(source))  # noqa: PTH118, PTH119 - the port takes texts
        is_folder = self.files.is_dir(source)
        action = "Copy Directory" if is_folder else "Copy File"
        if not self.should_process(f"Item: {source} Destination: {inside}", action):
            return
        try:
            self._refuse_itself(source, inside)
            if is_folder:
                self._copy_folder(source, inside if self.container else target)
            elif self._is_let_through(inside):
                self._copy_file(source, inside)
        except FileError as error:
            kind = "Directory" if is_folder else "File"
            self.write_error(failed(f"Copy{kind}InfoItemIOError", error, source), source)
            return
        if self.pass_thru:
            self.write(self.item(inside))

    def _copy_folder(self, source: str, target: str) -> None:
        members = self.files.list_dir(source) if self.recurse else []
        self.files.make_dir(target)
        for member in members:
            below = os.path.join(target, member.name)  # noqa: PTH118 - the port takes texts
            if member.is_dir and not member.is_link:
                self._copy_folder(member.path, below if self.container else target)
            elif self._is_let_through(member.name):
                self._copy_file(member.path, below)

    def _copy_file(self, source: str, target: str) -> None:
        if self.force and self.files.exists(target):
            mode = self.files.info(target).mode
            if not mode & 0o200:
                self.files.set_facts(target, mode=mode | 0o200)
        self.files.copy(source, target)

    def _is_let_through(self, path: str) -> bool:
        """Tell whether -Filter lets a file through; folders need not be like it."""
        name = os.path.basename(path)  # noqa: PTH119 - a text
        return not self.filter or wildcard(self.filter).fullmatch(name) is not None

    def is_wanted(self, name: str) -> bool:
        """Tell whether -Include and -Exclude let what a path means through."""
        return fits_lists(name, self.include, self.exclude)

    def _refuse_itself(self, source: str, target: str) -> None:
        if source == target or target.startswith(source + os.sep):
            raise CommandError(
                "CopyError",
                f"'{source}' cannot be copied onto or into itself.",
                category="WriteError",
                target=source,
                inner="System.IO.IOException",
            )
