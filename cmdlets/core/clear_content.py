"""Clear-Content: empties a file."""

from cmdlets.core._paths import FiltersNames, not_supported
from smimeadmin.shell.engine import Example, Parameter


class ClearContent(
    FiltersNames, name="Clear-Content", aliases=("clc",), impact="Medium", default_set="Path"
):
    """Takes away what is in a file; the file stays."""

    force: bool = Parameter("Read-only files too.", default=False)

    examples = (
        Example(
            "An empty file.",
            "Set-Content note.txt 'x'; Clear-Content note.txt; (Get-Item note.txt).Length",
            shows="0",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Empty each file."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name in self.items_meant(names):
            if self.should_process(f"Item: {name}", "Clear Content"):
                drive.put(name, None)
        for whole in self.meant(plain, literal):
            if self.files.is_dir(whole):
                self.write_error(not_supported("FileSystem", "clear a folder"), whole)
            elif self.should_process(f"Item: {whole}", "Clear Content"):
                if self.force and not self.files.info(whole).mode & 0o222:
                    self.files.set_facts(whole, mode=self.files.info(whole).mode | 0o200)
                self.files.write_bytes(whole, b"")
