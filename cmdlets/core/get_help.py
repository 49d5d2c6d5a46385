"""Get-Help: what a command does and how it is called."""

from collections.abc import Iterator
from typing import Any

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._comment_help import comment_help
from cmdlets.core._help import cmdlet_help, function_help, parameters_of, with_view
from cmdlets.core._help_topics import OVERVIEW, TOPICS
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.described import describe_command
from smimeadmin.shell.engine.index import CommandEntry
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.wildcard import wildcard

_CATEGORIES = (
    *("Alias", "Cmdlet", "Provider", "General", "FAQ", "Glossary", "HelpFile", "ScriptCommand"),
    *("Function", "Filter", "ExternalScript", "All", "DefaultHelp", "DscResource", "Class"),
    "Configuration",
)


class GetHelp(CoreCmdlet, name="Get-Help", aliases=("help", "man"), default_set="AllUsersView"):
    """Gets the help of a command, a function or a topic.

    Without a name it shows where to begin. A name with wildcards, or a word that is no command,
    lists the commands whose names or synopses match. The help of a function is what its comments
    say.
    """

    name_: str | None = Parameter(
        "A command, an about_ topic, or a word to look for.",
        default=None,
        name="Name",
        position=0,
        from_pipeline_by_property_name=True,
    )
    detailed: bool = Parameter("Also the parameters.", default=False, sets=(InSet("DetailedView"),))
    full: bool = Parameter(
        "Also all about the parameters.", default=False, sets=(InSet("AllUsersView"),)
    )
    examples_: bool = Parameter(
        "Only lines to type.", name="Examples", default=False, sets=(InSet("Examples"),)
    )
    parameter: str | None = Parameter(
        "Only this parameter; wildcards are allowed.", default=None, sets=(InSet("Parameters"),)
    )
    online: bool = Parameter(
        "Open the page of the web; there is none, which is an error.",
        default=False,
        sets=(InSet("Online", mandatory=True),),
    )
    path: str | None = Parameter("Accepted: no provider changes the help here.", default=None)
    category: list[str] = Parameter("Only help of these kinds.", default=(), choices=_CATEGORIES)
    component: list[str] = Parameter(
        "Only commands that belong to one of these components.", default=()
    )
    functionality: list[str] = Parameter(
        "Only commands that do one of these things, as their comments say.", default=()
    )
    role: list[str] = Parameter(
        "Only commands for one of these roles, as their comments say.", default=()
    )

    examples = (
        Example(
            "Lines to type.",
            "Get-Help Get-Recipient -Examples",
            shows=(
                "NAME\n"
                "    Get-Recipient\n"
                "\n"
                "SYNOPSIS\n"
                "...\n"
                "EXAMPLES\n"
                "    Example 1: One person, by a secondary address.\n"
                "\n"
                "    PS> (Get-Recipient a.s@contoso.example).PrimarySmtpAddress\n"
                "\n"
                "..."
            ),
        ),
        Example(
            "One parameter.",
            "Get-Help New-SmimeCertificate -Parameter Purpose",
            shows=(
                "-Purpose <String>\n"
                "    What the key may be used for.\n"
                "    One of: Both, Signing, Encryption\n"
                "\n"
                "    Required?                 false\n"
                "    Position?                 named\n"
                "    Default value             Both\n"
                "    Accept pipeline input?    false\n"
                "    Aliases"
            ),
        ),
        Example(
            "Commands about something.", "(Get-Help *TrustCollection).Count -gt 2", shows="True"
        ),
    )

    def process(self, name_: str | None) -> None:
        """Write the help of one name."""
        if self.online:
            raise _no_page(name_)
        if not name_:
            self._without_name()
            return
        topic = next((text for name, text in TOPICS.items() if fold(name) == fold(name_)), None)
        if topic is not None and self._is_of_category("HelpFile"):
            self.write(topic)
            return
        found = self._of_command(name_)
        if found is not None and self._is_wanted(found):
            self._show(name_, found)
            return
        rows = list(self._search(name_))
        if len(rows) == 1 and not _is_pattern(name_):
            only = self._of_command(rows[0].get("Name"))
            if only is not None:
                self._show(name_, only)
                return
        self.write_each(rows)
        if not rows:
            self.write_error(_not_found(name_), name_)

    def _without_name(self) -> None:
        if self.category or self.component or self.functionality or self.role:
            self.write_each(self._search("*"))
        else:
            self.write(OVERVIEW)

    def _is_of_category(self, kind: str) -> bool:
        wanted = {fold(one) for one in self.category}
        return not wanted or "all" in wanted or fold(kind) in wanted

    def _is_wanted(self, found: PropertyBag) -> bool:
        """Tell whether -Category, -Component, -Functionality and -Role let help through."""
        if not self._is_of_category(str(found.get("Category"))):
            return False
        return all(
            not patterns
            or any(wildcard(one).fullmatch(str(found.get(name, ""))) for one in patterns)
            for name, patterns in (
                ("Component", self.component),
                ("Functionality", self.functionality),
                ("Role", self.role),
            )
        )

    def _show(self, name: str, found: PropertyBag) -> None:
        if self.parameter is None:
            chosen = (
                (self.full, "Full"),
                (self.detailed, "Detailed"),
                (self.examples_, "Examples"),
            )
            self.write(with_view(found, next((view for given, view in chosen if given), "")))
            return
        pattern = wildcard(self.parameter)
        rows = [row for row in parameters_of(found) if pattern.fullmatch(str(row.get("name")))]
        self.write_each(rows)
        if not rows and not _is_pattern(self.parameter):
            self.write_error(_no_parameter(name, self.parameter), self.parameter)

    def _of_command(self, name: str) -> PropertyBag | None:
        if _is_pattern(name):
            return None
        info = describe_command(self.session, name, self.invocation.frame.scope)
        if info is None:
            info = self._script(name)
        return None if info is None else self._of_info(info)

    def _script(self, name: str) -> CommandInfo | None:
        """Return the script file that a path means, read but not run."""
        found = self.session.registry.look_up(name, self.invocation.frame.scope)
        if found is None or found.kind != "ExternalScript":
            return None
        return CommandInfo(found.name, found.kind, self.session.load_script(str(found.target)))

    def _of_info(self, info: CommandInfo) -> PropertyBag:
        if info.kind != "Cmdlet":
            return function_help(info, self.session)
        cls, full = self.session.registry.load(info)
        full.module = info.module
        return cmdlet_help(cls, full)

    def _search(self, word: str) -> Iterator[PropertyBag]:
        """Yield a row for each command that a pattern or a word of the synopsis finds."""
        pattern = wildcard(word if _is_pattern(word) else f"*{word}*")
        for name, text in TOPICS.items():
            by_text = not _is_pattern(word) and pattern.fullmatch(text)
            is_asked = pattern.fullmatch(name) or by_text
            if is_asked and self._is_of_category("HelpFile") and not self._asks_for_commands():
                yield _row(name, "HelpFile", "", text.partition("\n")[0].partition(": ")[2])
        for info in self.session.registry.listing("*", self.invocation.frame.scope):
            synopsis = self._synopsis(info)
            by_text = not _is_pattern(word) and pattern.fullmatch(synopsis)
            if (pattern.fullmatch(info.name) or by_text) and self._row_is_wanted(info):
                yield _row(info.name, info.kind, info.module, synopsis)

    def _asks_for_commands(self) -> bool:
        return bool(self.component or self.functionality or self.role)

    def _row_is_wanted(self, info: CommandInfo) -> bool:
        if not self._asks_for_commands():
            return self._is_of_category(info.kind)
        found = self._of_command(info.name)
        return found is not None and self._is_wanted(found)

    def _synopsis(self, info: CommandInfo) -> str:
        target: Any = info.target
        if isinstance(target, CommandEntry):
            return target.synopsis
        if isinstance(target, ScriptBlock):
            sections = comment_help(target.code)
            return next((text.strip() for key, _, text in sections if key == "synopsis"), "")
        return ""


def _row(name: str, category: str, module: str, synopsis: str) -> PropertyBag:
    pairs = (("Name", name), ("Category", category), ("Module", module), ("Synopsis", synopsis))
    return PropertyBag.of(pairs, ("HelpInfoShort", "System.Object"))


def _is_pattern(name: str) -> bool:
    return any(char in name for char in "*?[") and name != "?"


def _not_found(name: str) -> CommandError:
    return CommandError(
        "HelpNotFound",
        f"There is no help for '{name}'.",
        category="ResourceUnavailable",
        target=name,
        inner="Microsoft.PowerShell.Commands.HelpNotFoundException",
        hint="Get-Help *WORD* looks for commands; Get-Command lists them all.",
    )


def _no_page(name: str | None) -> CommandError:
    return CommandError(
        "InvalidOperation",
        "There is no page of this program on the web.",
        category="InvalidOperation",
        target=name,
        inner=AUTOMATION + "PSInvalidOperationException",
        hint=f"Get-Help {name or 'NAME'} -Full shows all there is.",
    )


def _no_parameter(name: str, parameter: str) -> CommandError:
    return CommandError(
        "NoParmsFound",
        f"'{name}' has no parameter '{parameter}'.",
        category="InvalidArgument",
        target=parameter,
        inner="System.Management.Automation.PSArgumentException",
        hint=f"Get-Help {name} -Parameter * lists them.",
    )
