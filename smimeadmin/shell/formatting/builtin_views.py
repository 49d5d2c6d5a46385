"""The views of the shell's own types and of .NET's."""

from collections.abc import Iterable
from typing import Any, Final

from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.formats import format_value
from smimeadmin.shell.formatting.reading import READER
from smimeadmin.shell.formatting.table_layout import LEFT, RIGHT
from smimeadmin.shell.formatting.view import (
    Column,
    DisplaySet,
    ListView,
    TableView,
    TextView,
    ViewCatalog,
    WideView,
)

_PS: Final = "System.Management.Automation."
_COMMANDS: Final = "Microsoft.PowerShell.Commands."


def _date_lines(item: Any) -> Iterable[str]:
    hint = str(READER.text(READER.get(item, "DisplayHint"))).lower()
    return [format_value(bare(item), {"date": "D", "time": "T"}.get(hint, "F"))]


def _folder(item: Any) -> Any:
    parent = READER.text(READER.get(item, "PSParentPath")).rpartition("::")[2]
    return parent or READER.get(item, "DirectoryName") or READER.get(item, "Parent")


def _itself(item: Any) -> Any:
    return str(bare(item))


def _file_size(item: Any) -> Any:
    return None if READER.get(item, "PSIsContainer") is True else READER.get(item, "Length")


def _file_time(item: Any) -> str:
    written = READER.get(item, "LastWriteTime")
    if written is None:
        return ""
    return f"{format_value(written, 'd')} {format_value(written, 't').rjust(8)}"


def _overload_lines(item: Any) -> Iterable[str]:
    return ["OverloadDefinitions", "-" * 19, *bare(item).definitions()]


def _text_lines(item: Any) -> Iterable[str]:
    return READER.text(item).split("\n")


def _command_name(item: Any) -> Any:
    is_alias = READER.text(READER.get(item, "CommandType")) == "Alias"
    return _alias_name(item) if is_alias else READER.get(item, "Name")


def _alias_name(item: Any) -> Any:
    target = READER.get(item, "Definition")
    name = READER.text(READER.get(item, "Name"))
    return f"{name} -> {READER.text(target)}"


def _exported_names(module: Any) -> Any:
    return list(module.exported_commands)


def _gigabytes(count: Any) -> str:
    return "" if count is None else format_value(count / 2**30, "N2")


def _history_lines(item: Any) -> Any:
    return READER.get(item, "CommandLine")


CATALOG: Final = ViewCatalog(
    (
        TableView(
            "System.Collections.DictionaryEntry",
            columns=(Column("Key", "Name", width=30), Column("Value")),
            name="Dictionary",
        ),
        TextView("System.DateTime", lines=_date_lines, name="DateTime"),
        # How long a secret is, is nobody's business: its name is all that is shown.
        TextView("System.Security.SecureString", lines=lambda _: ["System.Security.SecureString"]),
        TableView(
            "System.IO.FileSystemInfo",
            columns=(
                Column("Mode", width=7),
                Column(_file_time, "LastWriteTime", width=26, alignment=RIGHT),
                Column(_file_size, "Length", width=14, alignment=RIGHT),
                Column("Name"),
            ),
            group=Column(_folder, " Directory"),  # one blank more than other groups have
            name="children",
        ),
        WideView("System.IO.FileSystemInfo", value="Name", name="children"),
        TableView(
            _COMMANDS + "GroupInfo",
            columns=(
                Column("Count", width=5, alignment=RIGHT),
                Column("Name", width=25),
                Column("Group"),
            ),
        ),
        TableView(
            _COMMANDS + "GroupInfoNoElement",
            columns=(Column("Count", width=5, alignment=RIGHT), Column("Name")),
        ),
        TextView(_COMMANDS + "MatchInfo", lines=_text_lines),
        TextView(_PS + "PSMethod", lines=_overload_lines, name="PSMethod"),
        TableView(
            _COMMANDS + "MemberDefinition",
            columns=(Column("Name"), Column("MemberType"), Column("Definition")),
            group=Column("TypeName"),
            measured=True,
        ),
        TableView(
            _COMMANDS + "HistoryInfo",
            columns=(
                Column("Id", width=4, alignment=RIGHT),
                Column("Duration", width=12, alignment=RIGHT),
                Column(_history_lines, "CommandLine"),
            ),
        ),
        TableView(
            # Not as wide as PowerShell's, so that 80 characters hold it.
            *(_PS + f"{kind}Info" for kind in ("Cmdlet", "Function", "Application", "Alias")),
            columns=(
                Column("CommandType", width=11),
                Column(_command_name, "Name", width=36),
                Column("Version", width=7),
                Column("Source"),
            ),
        ),
        ListView(
            _PS + "AliasInfo",
            items=tuple(
                Column(name)
                for name in (
                    "DisplayName",
                    "CommandType",
                    "Definition",
                    "ReferencedCommand",
                    "ResolvedCommand",
                )
            ),
        ),
        TableView(
            _PS + "CommandInfo",
            columns=(
                Column("CommandType", width=15),
                Column("Name", width=50),
                Column("Version", width=10),
                Column("Source"),
            ),
        ),
        TableView(
            _PS + "PSVariable",
            columns=(Column("Name", width=30), Column("Value")),
        ),
        TableView(_PS + "PathInfo", columns=(Column("Path"),)),
        TableView(
            _PS + "PSDriveInfo",
            columns=(
                Column("Name", width=10),
                Column(
                    lambda drive: _gigabytes(drive.used), "Used (GB)", width=13, alignment=RIGHT
                ),
                Column(
                    lambda drive: _gigabytes(drive.free), "Free (GB)", width=13, alignment=RIGHT
                ),
                Column(lambda drive: drive.provider.name, "Provider", width=13),
                Column("Root"),
                Column("CurrentLocation"),
            ),
        ),
        TableView(
            _PS + "PSRemotingJob",
            _PS + "PSRemotingChildJob",
            "ThreadJob.ThreadJob",
            _PS + "PSTasks.PSTaskJob",
            _PS + "PSTasks.PSTaskChildJob",
            columns=(
                Column("Id", width=6),
                Column("Name", width=15),
                Column("PSJobTypeName", width=15),
                Column("State", width=13),
                Column("HasMoreData", width=15),
                Column("Location", width=20),
                Column("Command", width=25),
            ),
        ),
        TableView(
            _PS + "ProviderInfo",
            columns=(
                Column("Name", width=20),
                Column("Capabilities", width=34),
                Column("Drives"),
            ),
        ),
        TableView(
            _PS + "PSModuleInfo",
            columns=(
                Column("ModuleType", width=10),
                Column("Version", width=10),
                Column(lambda _module: "", "PreRelease", width=10),
                Column("Name", width=35),
                Column(_exported_names, "ExportedCommands"),
            ),
        ),
        TableView(
            "System.Type",
            columns=(
                Column("IsPublic", width=8, alignment=RIGHT),
                Column("IsSerializable", "IsSerial", width=8, alignment=RIGHT),
                Column("Name", width=40),
                Column("BaseType"),
            ),
        ),
        TableView(
            "System.Globalization.CultureInfo",
            columns=(
                Column("LCID", width=16, alignment=LEFT),
                Column("Name", width=16),
                Column("DisplayName"),
            ),
        ),
        TableView("System.Guid", columns=(Column(_itself, "Guid"),), measured=True),
        TableView(
            "System.Version",
            columns=(
                Column("Major", width=6),
                Column("Minor", width=6),
                Column("Build", width=6),
                Column("Revision", width=8),
            ),
        ),
        ListView(
            "System.TimeSpan",
            items=tuple(
                Column(name)
                for name in (
                    "Days",
                    "Hours",
                    "Minutes",
                    "Seconds",
                    "Milliseconds",
                    "Ticks",
                    "TotalDays",
                    "TotalHours",
                    "TotalMinutes",
                    "TotalSeconds",
                    "TotalMilliseconds",
                )
            ),
        ),
        DisplaySet(
            "System.Management.Automation.PSCredential", properties=("UserName", "Password")
        ),
    )
)
"""All views; the hall adds those of the domain's types with ``CATALOG.add``."""
