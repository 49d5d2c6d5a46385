"""Get-Command: which commands there are."""

import re
from collections.abc import Iterator

from cmdlets.core._aliases import AliasInfo
from cmdlets.core._base import CoreCmdlet
from cmdlets.core._commands import CmdletView, CommandView, FunctionView, view_of
from cmdlets.core._syntax import syntax_lines
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.wildcard import wildcard

_BY_WORDS = (InSet("CmdletSet"),)
_KINDS = ("Alias", "All", "Application", "Cmdlet", "ExternalScript", "Filter", "Function")

View = CommandView | AliasInfo


class GetCommand(CoreCmdlet, name="Get-Command", aliases=("gcm",), default_set="CmdletSet"):
    """Gets commands by name, verb, noun, area or kind; without any of these, all of them.

    An exact name also finds programs and script files. Nothing is imported for a listing.
    """

    name_: list[str] = Parameter(
        "Their names; wildcards are allowed.",
        default=(),
        name="Name",
        position=0,
        sets=(
            InSet(
                "AllCommandSet",
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    verb: list[str] = Parameter("What their names begin with.", default=(), sets=_BY_WORDS)
    noun: list[str] = Parameter("What their names end with.", default=(), sets=_BY_WORDS)
    module: list[str] = Parameter("The areas they belong to.", default=(), aliases=("PSSnapin",))
    command_type: list[str] = Parameter(
        "The kinds of commands.", default=(), aliases=("Type",), choices=_KINDS
    )
    total_count: int | None = Parameter("At most so many.", default=None)
    syntax: bool = Parameter("Show how they are called.", default=False)
    all_: bool = Parameter("Also commands that others hide.", name="All", default=False)

    examples = (
        Example(
            "What can be done with a noun.",
            "Get-Command -Noun TrustCollection",
            shows=(
                "CommandType Name                                 Version Source\n"
                "...\n"
                "Cmdlet      Import-TrustCollection               0.1.0   trust\n"
                "..."
            ),
        ),
        Example(
            "How a command is called.",
            "Get-Command Get-Recipient -Syntax",
            shows="Get-Recipient [[-Identity] <string>] ...",
        ),
        Example("What an alias stands for.", "(Get-Command gm).Definition", shows="Get-Member"),
    )

    def begin(self) -> None:
        """Start counting."""
        self._left = -1 if self.total_count is None else self.total_count

    def process(self, name_: list[str]) -> None:
        """Write the commands of these names."""
        if not name_:
            self._show(self._matching(None))
        for name in name_:
            if _is_pattern(name):
                self._show(self._matching(wildcard(name)))
            else:
                self._show_exact(name)

    def _show_exact(self, name: str) -> None:
        found = self._exact(name)
        if found is None or not self._is_wanted(found):
            self.write_error(_not_found(name), name)
            return
        self._show(iter((found,)))

    def _exact(self, name: str) -> View | None:
        registry, scope = self.session.registry, self.invocation.frame.scope
        target = registry.alias_target(name, scope)
        if target is not None:
            return AliasInfo(name, target, self.session)
        info = registry.look_up(name, scope)
        if info is None or (info.kind == "Cmdlet" and fold(info.name) != _bare(name)):
            return None  # look_up also tries Get- in front of a name
        return view_of(info, self.session)

    def _show(self, views: Iterator[View]) -> None:
        for view in views:
            if self._left == 0:
                return
            self._left -= 1
            if not self.syntax:
                self.write(view)
            elif view.info is not None:
                self.write("\n" + "\n\n".join(syntax_lines(view.info)) + "\n")

    def _matching(self, pattern: re.Pattern[str] | None) -> Iterator[View]:
        """Yield what a pattern and the other parameters let through, sorted by name."""
        found: dict[str, View] = {}
        for view in self._everything():
            if pattern is None or pattern.fullmatch(view.name):
                found.setdefault(f"{fold(view.name)} {view.kind}", view)
        for key in sorted(found):
            if self._is_wanted(found[key]):
                yield found[key]

    def _everything(self) -> Iterator[View]:
        session, scope = self.session, self.invocation.frame.scope
        registry = session.registry
        for where in scope.chain():
            for info in (where.functions or {}).values():
                yield FunctionView(info.name, info.kind, info, session)
        for entry in registry.entries().values():
            yield CmdletView(entry.name, "Cmdlet", entry, session)
        for info in registry.added():
            yield CmdletView(info.name, "Cmdlet", info, session)
        if not (self.verb or self.noun):
            for name, target in registry.aliases(scope).items():
                yield AliasInfo(name, target, session)

    def _is_wanted(self, view: View) -> bool:
        kinds = {kind.lower() for kind in self.command_type}
        if kinds and "all" not in kinds and view.kind.lower() not in kinds:
            return False
        return (
            _fits(self.verb, view.verb)
            and _fits(self.noun, view.noun)
            and _fits(self.module, view.module_name)
        )


def _fits(patterns: list[str], text: str) -> bool:
    return not patterns or any(wildcard(one).fullmatch(text) for one in patterns)


def _is_pattern(name: str) -> bool:
    return any(char in name for char in "*?[") and name != "?"


def _bare(name: str) -> str:
    return fold(name).rpartition("\\")[2]


def _not_found(name: str) -> CommandError:
    return CommandError(
        "CommandNotFoundException",
        f"There is no command, function, script or program with the name '{name}'.",
        category="ObjectNotFound",
        target=name,
        inner=AUTOMATION + "CommandNotFoundException",
        hint=f"Get-Command *{name.rpartition('-')[2]}* shows similar names.",
    )
