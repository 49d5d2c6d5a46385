"""Set-Variable: sets a variable by its name."""

from typing import Any

from cmdlets.core._variables import (
    OPTION_NAMES,
    NamesVariables,
    VariableView,
    apply_options,
    change_options,
    is_wanted,
    is_wildcard,
    matching,
    options_of,
    store,
)
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.scope import Scope, VariableObject


class SetVariable(
    NamesVariables, name="Set-Variable", aliases=("sv", "set"), supports_should_process=True
):
    """Sets the value and the options of variables; one that does not exist is made."""

    name_: list[str] = Parameter(
        "Their names; wildcards mean those there are.",
        name="Name",
        position=0,
        from_pipeline_by_property_name=True,
    )
    value: object = Parameter(
        "The value; several objects from the pipeline become an array.",
        default=None,
        position=1,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    include: list[str] = Parameter("Only names that match one of these.", default=())
    exclude: list[str] = Parameter("No names that match one of these.", default=())
    description: str | None = Parameter("What it is for.", default=None)
    option: object = Parameter(
        f"{', '.join(OPTION_NAMES[:-1])}.",
        default=None,
        type="System.Management.Automation.ScopedItemOptions",
    )
    visibility: str | None = Parameter(
        "Accepted: every variable is seen from its scope.",
        default=None,
        choices=("Public", "Private"),
    )
    force: bool = Parameter("Also a read-only one.", default=False)
    pass_thru: bool = Parameter("Write the variable.", default=False)

    examples = (Example("A value.", "Set-Variable x 5; $x", shows="5"),)

    def begin(self) -> None:
        """Start gathering."""
        self._values: list[Any] = []

    def process(self, name_: list[str], value: object) -> None:
        """Take one value."""
        self.name_ = name_
        self._values.append(value)

    def end(self) -> None:
        """Set the variables."""
        value = self._values[0] if len(self._values) == 1 else self._values
        scope = self.where
        for name in self.name_ or ():  # no object may have had a name
            for one in self._meant(scope, name):
                if self.should_process(f"Name: {one} Value: {value}", "Set variable"):
                    try:
                        variable = self._set(scope, one, value)
                    except CommandError as error:
                        self.write_error(error, one)
                        continue
                    if self.pass_thru:
                        self.write(VariableView(variable))

    def _meant(self, scope: Scope, name: str) -> list[str]:
        if not is_wildcard(name):
            return [name] if is_wanted(name, self.include, self.exclude) else []
        where = "Local" if self.scope is None else self.scope
        here = self.invocation.frame.scope
        del scope
        return [one.name for one in matching(here, name, where, self.include, self.exclude)]

    def _set(self, scope: Scope, name: str, value: Any) -> VariableObject:
        variable: VariableObject | None = scope.vars.get(fold(name))
        if variable is None:
            scope.assign(fold(name), value, name)
            made: VariableObject = scope.vars.get(fold(name)) or scope.find(fold(name))
            if self.is_bound("Option"):
                apply_options(made, options_of(self.option))
        else:
            made = variable
            if self.is_bound("Option"):
                change_options(made, self.option, force=self.force)
            if self.is_bound("Value") or self._values != [None]:
                self._store(made, value)
        if self.description is not None:
            made.description = self.description
        return made

    def _store(self, variable: VariableObject, value: Any) -> None:
        """Write a value; one that was made read-only just now takes it, too."""
        store(variable, value, force=self.force or self.is_bound("Option"))
