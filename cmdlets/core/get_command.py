"""Get-Command: which commands there are."""

import re
from collections.abc import Iterator
from typing import Any

from cmdlets.core._aliases import AliasInfo
from cmdlets.core._base import CoreCmdlet
from cmdlets.core._commands import CmdletView, CommandView, FunctionView, view_of
from cmdlets.core._modules import Wanted
from cmdlets.core._syntax import syntax_lines, type_text
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.wildcard import wildcard

_BY_WORDS = (InSet("CmdletSet", from_pipeline_by_property_name=True),)
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
    module: list[str] = Parameter(
        "The areas or modules they belong to.",
        default=(),
        aliases=("PSSnapin",),
        from_pipeline_by_property_name=True,
    )
    exclude_module: list[str] = Parameter("Not those of these areas or modules.", default=())
    fully_qualified_module: list[object] = Parameter(
        "Tables with ModuleName and ModuleVersion.",
        default=(),
        from_pipeline_by_property_name=True,
        type="Object[]",
    )
    command_type: list[str] = Parameter(
        "The kinds of commands.", default=(), aliases=("Type",), choices=_KINDS
    )
    total_count: int | None = Parameter("At most so many.", default=None)
    syntax: bool = Parameter("Show how they are called.", default=False)
    argument_list: list[object] = Parameter(
        "Accepted: no command here has parameters that depend on arguments.",
        default=(),
        aliases=("Args",),
        position=1,
        from_remaining_arguments=True,
        type="Object[]",
        allows=("null", "empty-collection"),
    )
    list_imported: bool = Parameter(
        "Accepted: only what is loaded is listed, always.", default=False
    )
    parameter_name: list[str] = Parameter(
        "Only commands with a parameter, or an alias of one, like this.", default=()
    )
    parameter_type: list[object] = Parameter(
        "Only commands with a parameter of this type.", default=(), type="Object[]"
    )
    use_fuzzy_matching: bool = Parameter(
        "Also names that differ in a few letters.", default=False, sets=("AllCommandSet",)
    )
    fuzzy_minimum_distance: int = Parameter(
        "In how many letters at most.", default=5, sets=("AllCommandSet",), type="UInt32"
    )
    use_abbreviation_expansion: bool = Parameter(
        "The capital letters of a name stand for it: gsc for Get-SmimeConfig.",
        default=False,
        sets=("AllCommandSet",),
    )
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

    def process(self, name_: list[str], *_others: Any) -> None:
        """Write the commands of these names."""
        if not name_:
            self._show(self._matching(None))
        for name in name_ or ():
            if self.use_fuzzy_matching:
                self._show(iter(self._like(name)))
            elif self.use_abbreviation_expansion and "-" not in name:
                self._show(self._abbreviated(name))
            elif _is_pattern(name):
                self._show(self._matching(wildcard(name)))
            else:
                self._show_exact(name)

    def _show_exact(self, name: str) -> None:
        if self.all_:
            every = list(self._all_of(name))
            if every:
                self._show(iter(every))
                return
        found = self._exact(name)
        if found is None or not self._is_wanted(found):
            self.write_error(_not_found(name), name)
            return
        self._show(iter((found,)))

    def _all_of(self, name: str) -> Iterator[View]:
        """Yield every command of a name, that which runs first."""
        first = self._exact(name)
        if first is not None:
            yield first
        for view in self._everything():
            if fold(view.name) == fold(name) and (first is None or view.kind != first.kind):
                yield view

    def _like(self, name: str) -> list[View]:
        """Return the commands whose names differ in a few letters, the nearest first."""
        wanted = fold(name)
        near = [(distance(wanted, fold(view.name)), view) for view in self._everything()]
        near = [pair for pair in near if pair[0] <= self.fuzzy_minimum_distance]
        near.sort(key=lambda pair: (pair[0], fold(pair[1].name)))
        return [view for _, view in near if self._is_wanted(view)]

    def _abbreviated(self, letters: str) -> Iterator[View]:
        wanted = fold(letters)
        for view in self._matching(None):
            capitals = "".join(char for char in view.name if char.isupper())
            if fold(capitals) == wanted or fold(view.name) == wanted:
                yield view

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
        module = view.module_name
        if self.exclude_module and _fits(self.exclude_module, module):
            return False
        modules = [*self.module, *(Wanted.of(one).name for one in self.fully_qualified_module)]
        by_name = (
            _fits(self.verb, view.verb) and _fits(self.noun, view.noun) and _fits(modules, module)
        )
        return by_name and self._has_parameters(view)

    def _has_parameters(self, view: View) -> bool:
        if not self.parameter_name and not self.parameter_type:
            return True
        if view.kind not in {"Cmdlet", "Function", "Filter", "Alias"} or view.info is None:
            return False
        specs = view.info.parameters
        types = [type_text(to_text(one)).lower() for one in self.parameter_type]
        if types and not any(type_text(spec.type_name).lower() in types for spec in specs):
            return False
        return not self.parameter_name or any(
            _fits(self.parameter_name, name)
            for spec in specs
            for name in (spec.name, *spec.aliases)
        )


def distance(one: str, other: str) -> int:
    """Return how many letters have to be added, taken away, changed or swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        earlier, before, row = before, row, [place]
        for column, there in enumerate(other, 1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != there))
            is_swap = (
                place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == there
            )
            row.append(min(cost, earlier[column - 2] + 1) if is_swap else cost)
    return row[-1]


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
