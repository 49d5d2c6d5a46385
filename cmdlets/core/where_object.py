"""Where-Object: lets those objects through that pass a test."""

from collections.abc import Callable
from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.compile_unit import joined
from smimeadmin.shell.engine.convert import to_bool
from smimeadmin.shell.engine.members import get_member
from smimeadmin.shell.engine.operators import BINARY
from smimeadmin.shell.engine.scope import Var

_LONG = {
    "eq": "Equal",
    "ne": "NotEqual",
    "gt": "GreaterThan",
    "lt": "LessThan",
    "ge": "GreaterOrEqual",
    "le": "LessOrEqual",
    "like": "Like",
    "notlike": "NotLike",
    "match": "Match",
    "notmatch": "NotMatch",
    "contains": "Contains",
    "notcontains": "NotContains",
    "in": "In",
    "notin": "NotIn",
}
"""What the operators that have a variant for upper and lower case are called in full."""

_SETS = {
    **{name: f"{long}Set" for name, long in _LONG.items()},
    **{f"c{name}": f"CaseSensitive{long}Set" for name, long in _LONG.items()},
    "is": "IsSet",
    "isnot": "IsNotSet",
    "not": "Not",
}
_PROPERTY_SETS = tuple(InSet(name, position=0, mandatory=True) for name in _SETS.values())
_VALUE_SETS = tuple(InSet(name, position=1) for name in _SETS.values() if name != "Not")


def _operator(name: str, *aliases: str) -> Any:
    folded = name.lower()
    in_default = folded == "eq"
    return Parameter(
        f"Compare with -{folded}.",
        default=False,
        name=name,
        aliases=aliases,
        sets=(InSet(_SETS[folded], mandatory=not in_default),),
    )


class WhereObject(CoreCmdlet, name="Where-Object", aliases=("?", "where"), default_set="EqualSet"):
    """Lets through the objects for which a block, or a comparison of one property, is true.

    `Where-Object { $_.Size -gt 5 }` and `Where-Object Size -gt 5` mean the same.
    """

    input_object: object = Parameter("The objects.", default=None, from_pipeline=True)
    filter_script: ScriptBlock | None = Parameter(
        "The test; the object is `$_`.",
        default=None,
        sets=(InSet("ScriptBlockSet", position=0, mandatory=True),),
    )
    property_name: str | None = Parameter(
        "The property to compare.", default=None, name="Property", sets=_PROPERTY_SETS
    )
    value: object = Parameter("What it is compared with.", default=True, sets=_VALUE_SETS)
    eq: bool = _operator("EQ", "IEQ")
    ceq: bool = _operator("CEQ")
    ne: bool = _operator("NE", "INE")
    cne: bool = _operator("CNE")
    gt: bool = _operator("GT", "IGT")
    cgt: bool = _operator("CGT")
    lt: bool = _operator("LT", "ILT")
    clt: bool = _operator("CLT")
    ge: bool = _operator("GE", "IGE")
    cge: bool = _operator("CGE")
    le: bool = _operator("LE", "ILE")
    cle: bool = _operator("CLE")
    like: bool = _operator("Like", "ILike")
    clike: bool = _operator("CLike")
    notlike: bool = _operator("NotLike", "INotLike")
    cnotlike: bool = _operator("CNotLike")
    match: bool = _operator("Match", "IMatch")
    cmatch: bool = _operator("CMatch")
    notmatch: bool = _operator("NotMatch", "INotMatch")
    cnotmatch: bool = _operator("CNotMatch")
    contains: bool = _operator("Contains", "IContains")
    ccontains: bool = _operator("CContains")
    notcontains: bool = _operator("NotContains", "INotContains")
    cnotcontains: bool = _operator("CNotContains")
    in_: bool = _operator("In", "IIn")
    cin: bool = _operator("CIn")
    notin: bool = _operator("NotIn", "INotIn")
    cnotin: bool = _operator("CNotIn")
    is_: bool = _operator("Is")
    isnot: bool = _operator("IsNot")
    not_: bool = _operator("Not")

    examples = (
        Example("With a block.", "1..9 | Where-Object { $_ -gt 7 }", shows=("8\n9")),
        Example("By a property.", "'anna', 'bo' | Where-Object Length -eq 2", shows="bo"),
    )

    def taker(self) -> Callable[[Any], Any] | None:
        """Return the test itself if it is a block."""
        return None if self.filter_script is None else self._by_block(self.filter_script)

    def begin(self) -> None:
        """Keep the caller's `$_`."""
        self._kept = self.invocation.frame.vars.get("_")
        self._before = None if self._kept is None else self._kept.v

    def _by_block(self, block: ScriptBlock) -> Callable[[Any], None]:
        out = self.invocation.downstream
        output: list[Any] = []
        run = block.runner(self.invocation.frame, output.append)

        def test(item: Any) -> None:
            output.clear()
            run(item)
            if len(output) == 1:
                verdict = output[0]
                if verdict is True or (verdict is not False and to_bool(verdict)):
                    out(item)
            elif to_bool(joined(output.copy())):
                out(item)

        return test

    def process(self, input_object: object) -> None:
        """Let one object through, or not."""
        if self.filter_script is not None:
            self._by_block(self.filter_script)(input_object)
            return
        if bare(input_object) is None:
            return
        found = get_member(input_object, self.property_name or "")
        if self._passes(found):
            self.invocation.downstream(input_object)

    def _passes(self, found: Any) -> bool:
        if self.not_:
            return not to_bool(found)
        name = next((n for n in _SETS if getattr(self, _ATTRIBUTES.get(n, n))), "")
        if not name:
            return (
                to_bool(found)
                if not self.is_bound("Value")
                else to_bool(BINARY["-eq"](found, self.value))
            )
        return to_bool(BINARY[f"-{name}"](found, self.value))

    def clean(self) -> None:
        """Give the caller its `$_` back."""
        variables = self.invocation.frame.vars
        if self._kept is None:
            variables.pop("_", None)
        else:
            variables["_"] = Var("_", self._before)


_ATTRIBUTES = {"in": "in_", "is": "is_", "not": "not_"}
