"""Import-PowerShellDataFile: reads a table of plain values."""

from typing import Any

from cmdlets.core._data_files import ReadsDataFiles
from cmdlets.core._paths import TakesPaths, missing
from smimeadmin.shell.engine import Example, InSet, Parameter

_UNREADABLE = "CouldNotParseAsPowerShellDataFile"


class ImportPowerShellDataFile(
    TakesPaths,
    ReadsDataFiles,
    name="Import-PowerShellDataFile",
    aliases=("Import-PSDF",),
    default_set="ByPath",
):
    """Reads files (.psd1) that hold one table; nothing of them is run."""

    path: list[str] = Parameter(
        "The files; wildcards are allowed.",
        default=(),
        sets=(
            InSet(
                "ByPath",
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    literal_path: list[str] = Parameter(
        "The files; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=(
            InSet(
                "ByLiteralPath",
                mandatory=True,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    skip_limit_check: bool = Parameter(
        "Accepted: there is no limit to the number of entries.", default=False
    )

    examples = (
        Example(
            "Settings.",
            "(Import-PowerShellDataFile settings.psd1).Server",
            setup="Set-Content settings.psd1 '@{ Server = \"mail.contoso.example\" }'",
            shows="mail.contoso.example",
        ),
    )

    def process(self, *_given: Any) -> None:
        """Write the table of each file."""
        for whole in self.meant(self.path, self.literal_path):
            if self.files.is_dir(whole):
                self.write_error(missing(whole), whole)
            else:
                self.write(self.data_of(whole, _UNREADABLE, _UNREADABLE + "NoHashtableRoot"))
