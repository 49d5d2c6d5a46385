"""What the commands on the properties of items share: which properties, of which files."""

from typing import Any

from cmdlets.core._paths import FiltersNames, not_supported
from smimeadmin.core.values import FileInfo
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class UsesProperties(FiltersNames):
    """Finds the files whose properties are meant."""

    def items_with_properties(self, path: list[str], literal_path: list[str]) -> list[FileInfo]:
        """Return the files; env: and the like have no properties, which is an error each."""
        names, plain, literal = self.drive_names(path, literal_path)
        for drive, name, _is_literal in names:
            self.write_error(not_supported(drive.name, "have properties"), name)
        return [self.item(whole) for whole in self.meant(plain, literal)]

    def refuse(self, path: list[str], literal_path: list[str]) -> None:
        """Write the error of a command that no drive here supports, for each path."""
        for one in (*(path or ()), *(literal_path or ())):
            error = CommandError(
                "NotSupported",
                f"'{one}' has no properties that could be made, moved or taken away.",
                category="NotImplemented",
                target=one,
                inner=AUTOMATION + "PSNotSupportedException",
                hint="Set-ItemProperty sets those that a file has.",
            )
            self.write_error(error, one)


def no_property(name: str, target: Any) -> CommandError:
    """Make the error for a property that a file does not have."""
    return CommandError(
        "Argument",
        f"There is no property '{name}' at '{target}'.",
        category="InvalidArgument",
        target=name,
        inner=AUTOMATION + "PSArgumentException",
        hint="Get-Item PATH | Get-Member lists what there is.",
    )
