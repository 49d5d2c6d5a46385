"""Import-Alias: makes aliases that a file lists."""

import csv

from cmdlets.core._alias_commands import taken
from cmdlets.core._aliases import AliasInfo
from cmdlets.core._paths import TakesPaths
from cmdlets.core._variables import options_of
from smimeadmin.core.encodings import decode_text
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.scope import Scope


class ImportAlias(
    TakesPaths,
    name="Import-Alias",
    aliases=("ipal",),
    supports_should_process=True,
    default_set="ByPath",
):
    """Reads a file that Export-Alias wrote, and makes its aliases."""

    path: str | None = Parameter(  # type: ignore[assignment] # one path, not several
        "The file.",
        default=None,
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
    literal_path: str | None = Parameter(  # type: ignore[assignment] # one path, not several
        "The file; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("ByLiteralPath", mandatory=True, from_pipeline_by_property_name=True),),
    )
    scope: str | None = Parameter("Local, Script, Global, or how many scopes up.", default=None)
    pass_thru: bool = Parameter("Write the aliases.", default=False)
    force: bool = Parameter("Replace those that are there.", default=False)

    examples = (
        Example(
            "There and back.",
            "Set-Alias list Get-ChildItem; Export-Alias a.csv list; Remove-Alias list; "
            "Import-Alias a.csv; (Get-Alias list).Definition",
            shows="Get-ChildItem",
        ),
    )

    def process(self, path: str | None, literal_path: str | None) -> None:
        """Make the aliases of each file."""
        here = self.invocation.frame.scope
        scope = here if self.scope is None else here.at(self.scope)
        for whole in self.meant([path] if path else [], [literal_path] if literal_path else []):
            text = decode_text(self.files.read_bytes(whole))
            lines = (line for line in text.splitlines() if line and not line.startswith("#"))
            for number, row in enumerate(csv.reader(lines), 1):
                if len(row) != 4:
                    self.write_error(_bad_row(whole, number), whole)
                else:
                    self._make(scope, *row)

    def _make(self, scope: Scope, name: str, target: str, description: str, options: str) -> None:
        if not self.should_process(f"Name: {name} Value: {target}", "Import Alias"):
            return
        registry = self.session.registry
        before = registry.alias_entry(name, self.invocation.frame.scope)
        try:
            if before is not None:
                if not self.force:
                    raise taken(name)
                before.refuse_writing(force=True)
            given = options_of(options)
        except CommandError as error:
            self.write_error(error, name)
            return
        registry.set_alias(name, target, scope, given, description)
        if self.pass_thru:
            self.write(AliasInfo(name, target, self.session, given, description))


def _bad_row(whole: str, number: int) -> CommandError:
    return CommandError(
        "ImportAliasFileFormatError",
        f"Row {number} of '{whole}' does not have four cells: name, command, description, options.",
        category="ReadError",
        target=whole,
        inner="System.FormatException",
        hint="Write the file by Export-Alias.",
    )
