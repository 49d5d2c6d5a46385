"""Add-Content: writes at the end of a file."""

from cmdlets.core._content import WritesContent
from cmdlets.core._drives import TableDrive
from smimeadmin.shell.engine import Example
from smimeadmin.shell.engine.convert import enumerate_value


class AddContent(WritesContent, name="Add-Content", aliases=("ac",), supports_should_process=True):
    """Adds values to the end of a file, a line each; the file is made if it is missing."""

    examples = (
        Example(
            "One line more.",
            "Add-Content log.txt 'one'; Add-Content log.txt 'two'; (Get-Content log.txt)[-1]",
            shows="two",
        ),
    )

    action = "Add Content"

    def store_in(self, drive: TableDrive, name: str) -> None:
        """Append to an item of env: and the like."""
        there = drive.value(name)
        items = enumerate_value(there)
        before = [there] if items is None and there is not None else list(items or ())
        drive.put(name, [*before, *self._given])

    def store(self, whole: str) -> None:
        """Append to a file."""
        is_new = not self.files.exists(whole) or not self.files.info(whole).size
        self.files.append(whole, self.content(begins_file=is_new))
