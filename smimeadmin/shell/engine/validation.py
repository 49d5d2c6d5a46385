"""Validation attributes: from ``[ValidateRange(1, 5)]`` to functions that look at a value."""

from collections.abc import Callable
from typing import Any, ClassVar

from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.compare import order
from smimeadmin.shell.engine.compile_unit import Unit, compile_expression
from smimeadmin.shell.engine.convert import convert, to_bool, to_text
from smimeadmin.shell.engine.emitting import items_of
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.parameters import Validator
from smimeadmin.shell.engine.regex import IGNORE_CASE, compile_pattern
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.similar import Objection, suggestion
from smimeadmin.shell.engine.type_names import type_getter
from smimeadmin.shell.engine.types import DOUBLE
from smimeadmin.shell.language import ast


class AttributeValues:
    """The arguments of an attribute, computed: ``positional``, and ``named`` by folded name."""

    __slots__ = ("named", "positional")
    positional: list[Any]
    named: dict[str, Any]

    def __init__(self, node: ast.AttributeAst, frame: Frame, unit: Unit) -> None:
        self.positional = [compile_expression(a, unit)(frame) for a in node.positional_arguments]
        self.named = {
            fold(a.argument_name): True
            if a.expression_omitted
            else compile_expression(a.argument, unit)(frame)
            for a in node.named_arguments
        }

    def flag(self, name: str) -> bool:
        """Tell whether a named argument is true."""
        return to_bool(self.named.get(name, False))


class GivenAttribute(AttributeValues):
    """An attribute that a script made as an object (``[ValidateSetAttribute]::new('a', 'b')``).

    ``kind`` is its folded name without ``Attribute``.
    """

    __slots__ = ()
    kind: ClassVar[str] = ""

    def __init__(self, *arguments: Any) -> None:
        items = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], list) else None
        self.positional = list(arguments if items is None else items)
        self.named = {}


def attribute_name(node: ast.AttributeBaseAst) -> str:
    """Return the folded name of an attribute without namespace and ``Attribute``."""
    name = fold(node.type_name.name).rpartition(".")[2]
    return name.removesuffix("attribute")


def _of_items(check: Validator) -> Validator:
    """Return a check of every item of a value; null, and an item that is null, don't pass."""

    def check_all(value: Any) -> str | None:
        if bare(value) is None:
            return "The argument is null."
        for item in items_of(value):
            objection = "An item of the argument is null." if item is None else check(item)
            if objection is not None:
                return objection
        return None

    return check_all


def _set(values: AttributeValues, _frame: Frame) -> Validator:
    choices = [to_text(value) for value in values.positional]
    exact = "ignorecase" in values.named and not values.flag("ignorecase")
    known = set(choices) if exact else {fold(choice) for choice in choices}

    def check(item: Any) -> str | None:
        text = to_text(item)
        if (text if exact else fold(text)) not in known:
            told = f"The argument '{text}' does not belong to the set '{','.join(choices)}'."
            return Objection(told, suggestion(text, choices))
        return None

    return _of_items(check)


def _range(values: AttributeValues, _frame: Frame) -> Validator:
    if len(values.positional) == 1:
        return _named_range(fold(to_text(values.positional[0])))
    low, high = values.positional

    def check(item: Any) -> str | None:
        inner = bare(item)
        too_low = too_high = False
        try:
            alike = isinstance(inner, str) is isinstance(low, str)
            too_low, too_high = order(inner, low) < 0, order(inner, high) > 0
        except EngineError:
            alike = False
        if not alike:
            return f"'{to_text(item)}' can't be compared with the limits."
        if too_low or too_high:
            return f"The argument {to_text(item)} is not from {to_text(low)} to {to_text(high)}."
        return None

    return _of_items(check)


def _named_range(kind: str) -> Validator:
    tests: dict[str, Callable[[int], bool]] = {
        "positive": lambda sign: sign > 0,
        "nonnegative": lambda sign: sign >= 0,
        "negative": lambda sign: sign < 0,
        "nonpositive": lambda sign: sign <= 0,
    }
    test = tests[kind]

    def check(item: Any) -> str | None:
        try:
            number = convert(item, DOUBLE)
        except EngineError:
            return f"'{to_text(item)}' is no number."
        return None if test(order(number, 0)) else f"The argument {to_text(item)} is not {kind}."

    return _of_items(check)


def _pattern(values: AttributeValues, _frame: Frame) -> Validator:
    pattern = to_text(values.positional[0])
    compiled = compile_pattern(pattern, IGNORE_CASE)

    def check(item: Any) -> str | None:
        if compiled.search(to_text(item)) is None:
            return f"The argument '{to_text(item)}' does not match the pattern '{pattern}'."
        return None

    return _of_items(check)


def _length(values: AttributeValues, _frame: Frame) -> Validator:
    low, high = values.positional

    def check(item: Any) -> str | None:
        if not isinstance(bare(item), str):
            return f"'{to_text(item)}' is no text, which has a length."
        count = len(bare(item))
        if not low <= count <= high:
            return f"The length {count} is not between {low} and {high}."
        return None

    return _of_items(check)


def _count(values: AttributeValues, _frame: Frame) -> Validator:
    low, high = values.positional

    def check(value: Any) -> str | None:
        count = len(list(items_of(value)))
        if not low <= count <= high:
            return f"{count} values were given; between {low} and {high} are allowed."
        return None

    return check


def _script(values: AttributeValues, frame: Frame) -> Validator:
    block = values.positional[0]

    def check(item: Any) -> str | None:
        if not to_bool(block.bound_to(frame)(item)):
            return f"The validation script for the argument '{to_text(item)}' did not return true."
        return None

    return _of_items(check)


def _not_null(_values: AttributeValues, _frame: Frame) -> Validator:
    def check(value: Any) -> str | None:
        if value is None or any(item is None for item in items_of(value)):
            return "The argument is null."
        return None

    return check


def _not_empty(_values: AttributeValues, _frame: Frame) -> Validator:
    def check(value: Any) -> str | None:
        inner = bare(value)
        if inner is None or inner == "":
            return "The argument is null or empty."
        if isinstance(inner, (list, tuple, dict)) and not inner:
            return "The argument is an empty collection."
        if any(item is None or item == "" for item in items_of(inner)):
            return "An item of the argument is null or empty."
        return None

    return check


def _not_white_space(_values: AttributeValues, _frame: Frame) -> Validator:
    def check(value: Any) -> str | None:
        if value is None or any(not to_text(item).strip() for item in items_of(value)):
            return "The argument is null, empty or white space."
        return None

    return check


_MAKERS: dict[str, Callable[[AttributeValues, Frame], Validator]] = {
    "validateset": _set,
    "validaterange": _range,
    "validatepattern": _pattern,
    "validatelength": _length,
    "validatecount": _count,
    "validatescript": _script,
    "validatenotnull": _not_null,
    "validatenotnullorempty": _not_empty,
    "validatenotnullorwhitespace": _not_white_space,
}


CHECKED = frozenset(_MAKERS)
"""The folded names of the attributes that check values."""


def validator_of(node: ast.AttributeAst, frame: Frame, unit: Unit) -> Validator | None:
    """Return the check that an attribute asks for, None for attributes that check nothing."""
    kind = attribute_name(node)
    return check_of(kind, AttributeValues(node, frame, unit), frame) if kind in _MAKERS else None


def check_of(kind: str, values: AttributeValues, frame: Frame) -> Validator | None:
    """Return the check of an attribute by its folded name and arguments, None if it has none."""
    make = _MAKERS.get(kind)
    return None if make is None else make(values, frame)


def constraint_of(
    attributes: list[ast.AttributeBaseAst], unit: Unit
) -> Callable[[Frame, Any], Any]:
    """Return what a variable with these attributes does to every new value: convert and check."""
    types = [
        type_getter(a.type_name, unit) for a in attributes if isinstance(a, ast.TypeConstraintAst)
    ]
    checks = [a for a in attributes if isinstance(a, ast.AttributeAst)]

    def constrain(frame: Frame, value: Any) -> Any:
        for get in reversed(types):
            value = convert(value, get())
        for node in checks:
            validator = validator_of(node, frame, unit)
            objection = None if validator is None else validator(value)
            if objection is not None:
                raise CommandError(
                    "ValidateSetFailure",
                    f"The value '{to_text(value)}' is not allowed here. {objection}",
                    category="MetadataError",
                    inner=AUTOMATION + "ValidationMetadataException",
                    target=value,
                )
        return value

    return constrain
