"""Export-Alias: writes aliases to a file."""

import getpass
import os

from cmdlets.core._aliases import AliasInfo
from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import failed
from smimeadmin.core.files_errors import FileError
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.alias_entry import AliasEntry
from smimeadmin.shell.engine.common_parameters import name_matches


class ExportAlias(
    UsesFiles,
    name="Export-Alias",
    aliases=("epal",),
    supports_should_process=True,
    default_set="ByPath",
):
    """Writes aliases to a file that Import-Alias reads, or as a script that makes them."""

    path: str | None = Parameter(
        "The file.", default=None, sets=(InSet("ByPath", mandatory=True, position=0),)
    )
    literal_path: str | None = Parameter(
        "The file; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("ByLiteralPath", mandatory=True, from_pipeline_by_property_name=True),),
    )
    name_: list[str] = Parameter(
        "Their names; wildcards are allowed.",
        name="Name",
        default=("*",),
        position=1,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    pass_thru: bool = Parameter("Write the aliases.", default=False)
    as_: str = Parameter("Csv or Script.", name="As", default="Csv", choices=("Csv", "Script"))
    append: bool = Parameter("Add to a file that is there.", default=False)
    force: bool = Parameter("Replace a read-only file, too.", default=False)
    no_clobber: bool = Parameter(
        "An existing file is an error.", default=False, aliases=("NoOverwrite",)
    )
    description: str = Parameter("What stands at the head of the file.", default="")
    scope: str | None = Parameter("Only those of this scope.", default=None)

    examples = (
        Example(
            "One, as a line of a table.",
            "Set-Alias list Get-ChildItem; Export-Alias a.csv list; (Get-Content a.csv)[-1]",
            shows='"list","Get-ChildItem","","None"',
        ),
    )

    def begin(self) -> None:
        """Start gathering."""
        self._entries: list[AliasEntry] = []

    def process(self, literal_path: str | None, name_: list[str]) -> None:
        """Keep what matches."""
        self.literal_path = literal_path
        here = self.invocation.frame.scope
        if self.scope is None:
            known = self.session.registry.alias_entries(here)
        else:
            known = list((here.at(self.scope).aliases or {}).values())
        for pattern in name_:
            found = [e for e in known if name_matches(fold(e[0]), fold(pattern))]
            self._entries += [entry for entry in found if entry not in self._entries]

    def end(self) -> None:
        """Write the file."""
        whole = self.full_path(self.path or self.literal_path or "")
        if not self.should_process(whole, "Export Alias"):
            return
        is_there = self.files.exists(whole)
        if is_there and self.no_clobber and not self.append:
            self.write_error(_is_there(whole), whole)
            return
        row = _as_row if self.as_.lower() == "csv" else _as_line
        lines = [*self._head(), *(row(entry) for entry in self._entries)]
        data = "".join(line + "\n" for line in lines).encode()
        try:
            if is_there and self.force and not self.files.info(whole).mode & 0o222:
                self.files.set_facts(whole, mode=0o644)
            if self.append:
                self.files.append(whole, data)
            else:
                self.files.write_bytes(whole, data)
        except FileError as error:
            self.write_error(failed("FileOpenFailure", error, whole, category="OpenError"), whole)
            return
        if self.pass_thru:
            self.write_each(AliasInfo.of_entry(entry, self.session) for entry in self._entries)

    def _head(self) -> list[str]:
        told = [
            "# Alias File",
            f"# Exported by : {getpass.getuser()}",
            f"# Machine : {os.uname().nodename if hasattr(os, 'uname') else ''}",
        ]
        return told + [f"# {line}" for line in self.description.splitlines()]


def _as_row(entry: AliasEntry) -> str:
    options = ", ".join(sorted(entry.options)) or "None"
    cells = (entry[0], entry[1], entry.description, options)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def _as_line(entry: AliasEntry) -> str:
    options = ",".join(sorted(entry.options)) or "None"
    quoted = [text.replace("'", "''") for text in (*entry, entry.description)]
    return (
        f"set-alias -Name:'{quoted[0]}' -Value:'{quoted[1]}' "
        f"-Description:'{quoted[2]}' -Option:'{options}'"
    )


def _is_there(whole: str) -> CommandError:
    return CommandError(
        "NoClobber",
        f"'{whole}' is there already.",
        category="ResourceExists",
        target=whole,
        inner="System.IO.IOException",
        hint="Leave out -NoClobber to replace it.",
    )
