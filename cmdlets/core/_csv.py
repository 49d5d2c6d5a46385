"""What the four commands for CSV have in common."""

from collections.abc import Iterator
from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine import CommandError, InSet, Parameter
from smimeadmin.shell.engine.culture import list_separator
from smimeadmin.shell.formatting.csv_text import CsvReader, CsvWriter
from smimeadmin.shell.formatting.errors import DuplicateColumnError

_UNNAMED = (
    'One or more headers were not specified. Default names starting with "H" have been used in '
    "place of any missing headers."
)


class WritesCsv(CoreCmdlet):
    """The parameters of ConvertTo-Csv and Export-Csv that say how CSV is written."""

    delimiter: str = Parameter(
        "What separates the columns.",
        default=",",
        type="Char",
        sets=(InSet("Delimiter", position=1),),
    )
    use_culture: bool = Parameter(
        "Separate columns as the culture does.", default=False, sets=("UseCulture",)
    )
    include_type_information: bool = Parameter(
        "Begin with a line that names the type.", default=False, aliases=("ITI",)
    )
    no_type_information: bool = Parameter(
        "Accepted: there is no type information unless it is asked for.",
        default=False,
        aliases=("NTI",),
    )
    quote_fields: list[str] | None = Parameter(
        "The only columns that stand in quotes.", default=None, aliases=("QF",)
    )
    use_quotes: str = Parameter(
        "When values stand in quotes.",
        default="Always",
        choices=("Never", "Always", "AsNeeded"),
        aliases=("UQ",),
    )
    no_header: bool = Parameter("Leave the header out.", default=False)

    def csv_writer(self, *, header: bool = True) -> CsvWriter:
        """Return a writer as the parameters want it; CommandError if they contradict."""
        if self.quote_fields and self.is_bound("UseQuotes"):
            raise CommandError(
                "CannotSpecifyQuoteFieldsAndUseQuotes",
                "-QuoteFields and -UseQuotes can't be given together.",
                category="InvalidData",
                inner="System.InvalidOperationException",
                hint="Leave one of them out.",
            )
        if self.include_type_information and self.no_type_information:
            raise CommandError(
                "CannotSpecifyIncludeTypeInformationAndNoTypeInformation",
                "-IncludeTypeInformation and -NoTypeInformation can't be given together.",
                category="InvalidData",
                inner="System.InvalidOperationException",
                hint="Leave one of them out.",
            )
        return CsvWriter(
            delimiter=list_separator(self.session.culture)
            if self.use_culture
            else str(self.delimiter),
            quotes=self.use_quotes.lower(),
            quoted_fields=self.quote_fields or (),
            header=header and not self.no_header,
            type_information=header and self.include_type_information,
        )


class ReadsCsv(CoreCmdlet):
    """What ConvertFrom-Csv and Import-Csv do with what they read."""

    delimiter: str
    use_culture: bool
    header: list[str] | None

    def csv_reader(self) -> CsvReader:
        """Return a reader as the parameters want it."""
        return CsvReader(
            delimiter=list_separator(self.session.culture)
            if self.use_culture
            else str(self.delimiter),
            header=self.header or (),
        )

    def write_objects(self, reader: CsvReader, objects: Iterator[PropertyBag]) -> None:
        """Write what a reader gives; warn of columns without a name."""
        told = reader.unnamed
        try:
            for bag in objects:
                told = self._tell(reader, told)
                self.write(bag)
        except DuplicateColumnError as error:
            raise CommandError(
                "MemberAlreadyPresent",
                error.message,
                category="NotSpecified",
                inner="System.Management.Automation.ExtendedTypeSystemException",
                hint=error.hint,
            ) from error
        self._tell(reader, told)

    def _tell(self, reader: CsvReader, told: Any) -> bool:
        if reader.unnamed and not told:
            self.write_warning(_UNNAMED)
        return reader.unnamed
