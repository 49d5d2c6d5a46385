"""Join-String: makes one text of many objects."""

from typing import Any

from cmdlets.core._properties import ReadsProperties
from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.formats import culture_text, format_composite


class JoinString(
    ReadsProperties,
    name="Join-String",
    default_set="default",
    error_source="Microsoft.PowerShell.Commands.Utility.JoinStringCommand",
):
    """Joins objects, or one property of each, to one text. Nulls are left out."""

    property_: object = Parameter(
        "A name or a script block: what is taken of each object.",
        name="Property",
        default=None,
        position=0,
    )
    separator: str | None = Parameter(
        "What stands between; without it, $OFS.", default=None, position=1, allows=("empty",)
    )
    output_prefix: str = Parameter("What stands in front.", default="", aliases=("op",))
    output_suffix: str = Parameter("What stands behind.", default="", aliases=("os",))
    single_quote: bool = Parameter("Each in single quotes.", default=False, sets=("SingleQuote",))
    double_quote: bool = Parameter("Each in double quotes.", default=False, sets=("DoubleQuote",))
    format_string: str | None = Parameter(
        "Each in this format, {0} is the object.", default=None, sets=("Format",)
    )
    use_culture: bool = Parameter("The separator is the culture's own.", default=False)
    input_object: list[object] = Parameter(
        "The objects.",
        default=(),
        from_pipeline=True,
        allows=("null", "empty-collection"),
        type="PSObject[]",
    )

    examples = (
        Example("Names.", "'anna', 'bo' | Join-String -Separator ', '", shows="anna, bo"),
        Example(
            "A property, in quotes.",
            "'anna', 'bo' | Join-String Length -Separator '+' -OutputPrefix 'sum: '",
            shows="sum: 4+2",
        ),
        Example(
            "Formatted.",
            "1, 2 | Join-String -FormatString '{0:D3}' -Separator ' '",
            shows="001 002",
        ),
    )

    def begin(self) -> None:
        """Read the parameters."""
        given = self.property_
        self._choice = None if given is None else self.choices([given], ("expression",))[0]
        self._texts: list[str] = []

    def process(self, input_object: list[object]) -> None:
        """Take some objects."""
        for item in input_object or ():
            self._take(item)

    def _take(self, input_object: object) -> None:
        if bare(input_object) is None:
            return
        value = input_object
        if self._choice is not None:
            value = self.value_of(self._choice, input_object)
        if bare(value) is not None:
            self._texts.append(self._shown(value))

    def _shown(self, value: Any) -> str:
        if self.format_string is not None:
            return format_composite(self.format_string, [value])
        text = culture_text(value) if self.use_culture else to_text(value)
        if self.single_quote:
            return "'" + text.replace("'", "''") + "'"
        return f'"{text}"' if self.double_quote else text

    def end(self) -> None:
        """Write the text."""
        self.write(self.output_prefix + self._between().join(self._texts) + self.output_suffix)

    def _between(self) -> str:
        if self.separator is not None:
            return self.separator
        if self.use_culture:
            return ","
        variable = self.invocation.frame.scope.find(fold("OFS"))
        return "" if variable is None or variable.v is None else to_text(variable.v)
