"""Set-Item: gives a variable, an alias or a function another value."""

from cmdlets.core._paths import FiltersNames, missing
from smimeadmin.core.files import has_wildcard
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.convert import to_text


class SetItem(FiltersNames, name="Set-Item", aliases=("si",), impact="Medium", default_set="Path"):
    """Sets `env:NAME`, `variable:name`, `alias:name` or `function:name`; files have Set-Content."""

    value: object = Parameter(
        "The value.",
        default=None,
        position=1,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )
    force: bool = Parameter("Read-only ones too.", default=False)
    pass_thru: bool = Parameter("Write the item.", default=False)

    examples = (Example("A variable.", "Set-Item variable:town 'Rome'; $town", shows="Rome"),)

    def process(self, path: list[str], literal_path: list[str], value: object) -> None:
        """Set each."""
        names, plain, literal = self.drive_names(path, literal_path)
        for whole in (*plain, *literal):
            self.write_error(_no_value(whole), whole)
        for drive, name, is_literal in names:
            pattern = has_wildcard(name) and not is_literal
            found = drive.matching(name) if pattern else [name]
            if not found:
                self.write_error(missing(f"{drive.name}:{name}"), name)
            for one in found:
                told = f"Item: {one} Value: {to_text(value)}"
                if not self.is_wanted(one) or not self.should_process(told, "Set Item"):
                    continue
                drive.put(one, value)
                if self.pass_thru:
                    self.write(drive.shown(one))


def _no_value(path: str) -> CommandError:
    return CommandError(
        "NotSupported",
        f"'{path}' has no value of its own.",
        category="NotImplemented",
        target=path,
        inner="System.Management.Automation.PSNotSupportedException",
        hint="Set-Content writes a file.",
    )
