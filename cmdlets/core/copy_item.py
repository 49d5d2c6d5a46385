"""Copy-Item: copies files and folders."""

import os

from cmdlets.core._paths import TakesPaths, failed
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import CommandError, Example, Parameter


class CopyItem(
    TakesPaths, name="Copy-Item", aliases=("copy", "cp", "cpi"), impact="Medium", default_set="Path"
):
    """Copies files, and folders with -Recurse; into the destination if that is a folder."""

    destination: str | None = Parameter(
        "Where the copy is to be; without it, here.",
        default=None,
        position=1,
        from_pipeline_by_property_name=True,
    )
    container: bool = Parameter("Accepted: folders stay folders.", default=True)
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
        target = self.full_path(destination or ".")
        for whole in self.meant(path, literal_path):
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
                self._copy_folder(source, inside)
            else:
                self.files.copy(source, inside)
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
                self._copy_folder(member.path, below)
            else:
                self.files.copy(member.path, below)

    def _refuse_itself(self, source: str, target: str) -> None:
        if source == target or target.startswith(source + os.sep):
            raise CommandError(
                "CopyError",
                f"'{source}' cannot be copied onto or into itself.",
                category="WriteError",
                target=source,
                inner="System.IO.IOException",
            )
