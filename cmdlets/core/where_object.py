"""Where-Object: lets those objects through that pass a test."""

from collections.abc import Callable
from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.files import has_wildcard
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.compile_unit import joined
from smimeadmin.shell.engine.convert import to_bool
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.members import find_property, members_of
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.operators import BINARY
from smimeadmin.shell.engine.scope import Var
from smimeadmin.shell.engine.wildcard import wildcard

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
        """Keep the caller's `$_`; read the comparison."""
        self._kept = self.invocation.frame.vars.get("_")
        self._before = None if self._kept is None else self._kept.v
        if self.filter_script is None:
            self._test = self._comparison()

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
        try:
            name = self._name_in(input_object)
            if self._test(self._value(input_object, name)):
                self.invocation.downstream(input_object)
        except CommandError as error:
            self.write_error(error, input_object)

    def _comparison(self) -> Callable[[Any], bool]:
        """Return what tests the value of a property."""
        operator = next((n for n in _SETS if getattr(self, _ATTRIBUTES.get(n, n))), "")
        if operator == "not":
            return lambda found: not to_bool(found)
        if not operator and self.is_bound("Value"):
            raise _missing("OperatorNotSpecified", "An operator", "-eq, -like, -match ...")
        if not operator:
            return to_bool
        if not self.is_bound("Value"):
            raise _missing("ValueNotSpecifiedForWhereObject", "A value", "it behind the operator")
        compare, value = BINARY[f"-{operator}"], self.value

        def passes(found: Any) -> bool:
            try:
                return to_bool(compare(found, value))
            except EngineError as error:
                raise CommandError(
                    "OperatorFailed",
                    f"-{operator} failed: {error.message}",
                    category="InvalidOperation",
                    inner=AUTOMATION + "PSInvalidOperationException",
                    hint=error.hint,
                ) from error

        return passes

    def _name_in(self, item: Any) -> str:
        """Return the property's name: of a pattern, that of the one member that matches."""
        name = self.property_name or ""
        if not has_wildcard(name):
            return name
        test = wildcard(name)
        found = {row[0] for row in members_of(item) if test.fullmatch(row[0])}
        if len(found) > 1:
            raise CommandError(
                "AmbiguousPropertyOrMethodName",
                f"'{name}' matches {len(found)} members: it has to be one.",
                category="InvalidArgument",
                target=item,
                inner=AUTOMATION + "PSArgumentException",
                hint=f"They are: {', '.join(sorted(found))}.",
            )
        return found.pop() if found else name

    def _value(self, item: Any, name: str) -> Any:
        found, value = find_property(item, name)
        if not found and self.session.strict_mode(self.invocation.frame.scope, "2.0"):
            raise CommandError(
                "PropertyNotFound",
                f"There is no property '{name}'.",
                category="InvalidArgument",
                target=item,
                inner=AUTOMATION + "PSArgumentException",
            )
        return value if found else None

    def clean(self) -> None:
        """Give the caller its `$_` back."""
        variables = self.invocation.frame.vars
        if self._kept is None:
            variables.pop("_", None)
        else:
            variables["_"] = Var("_", self._before)


def _missing(error_id: str, what: str, hint: str) -> CommandError:
    return CommandError(
        error_id,
        f"{what} is missing: a comparison is a property, an operator and a value.",
        category="InvalidArgument",
        inner=AUTOMATION + "PSArgumentException",
        hint=f"Write {hint}.",
    )


_ATTRIBUTES = {"in": "in_", "is": "is_", "not": "not_"}
