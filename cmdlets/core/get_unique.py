"""Get-Unique: leaves out objects that are equal to the one before."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._properties import type_names
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.compare import order_for_sorting
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.culture import compare_texts


class GetUnique(CoreCmdlet, name="Get-Unique", aliases=("gu",), default_set="AsString"):
    """Writes each of equal objects that follow one another once: sort them first.

    Unlike Sort-Object -Unique it tells upper from lower case.
    """

    input_object: object = Parameter(
        "The objects.", default=None, from_pipeline=True, allows=("null",)
    )
    as_string: bool = Parameter("Compare their texts.", default=False, sets=("AsString",))
    on_type: bool = Parameter("Compare their types only.", default=False, sets=("UniqueByType",))
    case_insensitive: bool = Parameter("Texts are equal whatever their case.", default=False)

    examples = (
        Example("Sorted names.", "('anna', 'anna', 'bo' | Get-Unique).Count", shows="2"),
        Example(
            "One of each type.", "(1, 2, 'x', 'y' | Get-Unique -OnType) -join ','", shows="1,x"
        ),
    )

    def begin(self) -> None:
        """Start with nothing before."""
        self._last: Any = None

    def process(self, input_object: object) -> None:
        """Write an object unless it is equal to the last."""
        if self._last is None or not self._same(input_object, self._last):
            self.write(input_object)
            self._last = input_object

    def _same(self, one: Any, other: Any) -> bool:
        if self.on_type:
            return type_names(one)[0] == type_names(other)[0]
        if self.as_string:
            return (
                compare_texts(to_text(one), to_text(other), ignore_case=self.case_insensitive) == 0
            )
        first, second = bare(one), bare(other)
        if type(first) is PropertyBag and type(second) is PropertyBag:
            return True  # custom objects have no order and no text of their own
        return order_for_sorting(first, second, ignore_case=self.case_insensitive) == 0
