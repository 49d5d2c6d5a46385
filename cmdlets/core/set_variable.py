"""Set-Variable: sets variables, and makes them."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._variables import VariableView, apply_options, options_of, store
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError, Example, Parameter


class SetVariable(
    CoreCmdlet, name="Set-Variable", aliases=("sv", "set"), supports_should_process=True
):
    """Sets the value and the options of variables; one that does not exist is made."""

    name_: list[str] = Parameter(
        "Their names.", name="Name", position=0, from_pipeline_by_property_name=True
    )
    value: object = Parameter(
        "The value; several objects from the pipeline become an array.",
        default=None,
        position=1,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    description: str | None = Parameter("What it is for.", default=None)
    option: list[str] = Parameter("ReadOnly, Constant, Private or AllScope.", default=())
    scope: str | None = Parameter("Local, Script, Global, or how many scopes up.", default=None)
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
        scope = self.invocation.frame.scope
        target = scope if self.scope is None else scope.at(self.scope)
        for name in self.name_:
            if not self.should_process(f"Name: {name} Value: {value}", "Set variable"):
                continue
            variable = target.vars.get(fold(name))
            try:
                if variable is None:
                    target.assign(fold(name), value, name)
                    variable = target.vars[fold(name)]
                else:
                    store(variable, value, force=self.force)
            except CommandError as error:
                self.write_error(error, name)
                continue
            if self.option:
                apply_options(variable, options_of(self.option))
            if self.description is not None:
                variable.description = self.description
            if self.pass_thru:
                self.write(VariableView(variable))
