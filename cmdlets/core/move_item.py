"""Move-Item: moves files and folders."""

import os

from cmdlets.core._paths import FiltersNames, failed, not_supported
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import Example, Parameter


class MoveItem(
    FiltersNames,
    name="Move-Item",
    aliases=("mi", "mv", "move"),
    impact="Medium",
    default_set="Path",
):
    """Moves files and folders; into the destination if that is a folder."""

    destination: str | None = Parameter(
        "Where to; without it, here.",
        default=None,
        position=1,
        from_pipeline_by_property_name=True,
    )
    force: bool = Parameter("Replace a file that is there.", default=False)
    pass_thru: bool = Parameter("Write what was moved.", default=False)

    examples = (
        Example(
            "Another name.",
            "Move-Item old.txt new.txt; Test-Path old.txt, new.txt",
            setup="Set-Content old.txt 'x'",
            shows=("False\nTrue"),
        ),
    )

    def process(self, path: list[str], literal_path: list[str], destination: str | None) -> None:
        """Move what each path means."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name, _is_literal in names:
            self.write_error(not_supported(drive.name, "move items: use Rename-Item"), name)
        target = self.full_path(destination or ".")
        for whole in self.meant(plain, literal):
            self._move(whole, target)

    def _move(self, source: str, target: str) -> None:
        is_folder = self.files.is_dir(source)
        inside = target
        if self.files.is_dir(target):
            inside = os.path.join(target, os.path.basename(source))  # noqa: PTH118, PTH119 - the port takes texts
        action = "Move Directory" if is_folder else "Move File"
        if not self.should_process(f"Item: {source} Destination: {inside}", action):
            return
        try:
            self.files.move(source, target, replace=self.force)
        except FileError as error:
            error_id = "MoveDirectoryItemIOError" if is_folder else "MoveFileInfoItemIOError"
            self.write_error(failed(error_id, error, source), source)
            return
        if self.pass_thru:
            self.write(self.item(inside))
