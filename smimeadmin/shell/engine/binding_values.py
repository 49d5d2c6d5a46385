"""From the value of an argument to the value of a parameter: conversion, then validation."""

from decimal import Decimal
from typing import Any

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.convert import convert, is_type, to_bool, to_text
from smimeadmin.shell.engine.error_record import BindingError
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.parameters import ParameterSpec
from smimeadmin.shell.engine.similar import Objection, suggestion
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.engine.types import find_type

_TRANSFORMATION = AUTOMATION + "ParameterBindingArgumentTransformationException"
_VALIDATION = AUTOMATION + "ParameterBindingValidationException"
_NUMERIC = (int, float, Decimal, v.EnumValue, v.SwitchParameter)
_SIMPLE = {"Object", "PSObject", "System.Object"}


def fits(spec: ParameterSpec, value: Any) -> bool:
    """Tell whether a value is of the parameter's type already."""
    if spec.type_name in _SIMPLE:
        return True
    inner = bare(value)
    if spec.accepts is not None:
        return isinstance(inner, spec.accepts)
    if spec.type_name == "ScriptBlock":
        return type(inner) is ScriptBlock
    net_type = find_type(spec.type_name)
    if net_type is None or value is None:
        return False
    if net_type.element is not None and is_type(value, net_type.element):
        return True  # one item stands for a list of one
    return bool(is_type(value, net_type))


def bind_value(spec: ParameterSpec, value: Any, text: str | None, *, script: bool) -> Any:
    """Convert and check an argument; ``script``: the parameter is a function's, not a cmdlet's."""
    converted = _converted(spec, value, text, script=script)
    check_value(spec, converted)
    if spec.transform is not None and converted is not None:
        return spec.transform(converted)
    return converted


def _converted(spec: ParameterSpec, value: Any, text: str | None, *, script: bool) -> Any:
    name = spec.type_name
    if name in _SIMPLE:
        return value
    if name == "SwitchParameter":
        return _switch(spec, value, script=script)
    if value is None and (spec.nullable or spec.accepts is not None):
        return None
    if spec.accepts is not None:
        return _instance(spec, value)
    if name == "ScriptBlock":
        return _block(spec, value)
    if name == "String" and text is not None:
        return text
    return _by_type(spec, value, script=script)


def _by_type(spec: ParameterSpec, value: Any, *, script: bool) -> Any:
    net_type = find_type(spec.type_name)
    if net_type is None:
        return value
    if spec.type_name == "Boolean":
        _refuse_for_boolean(spec, value, script=script)
    if not script and spec.type_name == "String" and isinstance(bare(value), (list, tuple)):
        raise _no_conversion(spec, value, script=script)
    try:
        return convert(value, net_type)
    except EngineError as error:
        raise _no_conversion(spec, value, script=script, cause=error) from error


def _refuse_for_boolean(spec: ParameterSpec, value: Any, *, script: bool) -> None:
    """Refuse what a Boolean parameter takes for no truth value: all but numbers and Booleans."""
    inner = bare(value)
    if inner is None and not script:
        raise _empty(spec, "NullNotAllowed", "it is null", value)
    numeric = isinstance(inner, _NUMERIC) and not isinstance(inner, v.BigInteger)
    if not numeric:
        raise _no_conversion(spec, value, script=script)


def _switch(spec: ParameterSpec, value: Any, *, script: bool) -> Any:
    """Return the state of a switch; a function's takes Booleans only, a cmdlet's numbers too."""
    inner = bare(value)
    if isinstance(inner, v.SwitchParameter):
        on = bool(inner.is_present)
    elif inner is None or isinstance(inner, bool) or (not script and isinstance(inner, _NUMERIC)):
        on = to_bool(inner)
    else:
        raise _no_conversion(spec, value, script=script)
    return v.SwitchParameter(is_present=on) if script else on


def _instance(spec: ParameterSpec, value: Any) -> Any:
    """Return an object of ours, or for an array a list of them, also around a single one."""
    inner = bare(value)
    if spec.type_name.endswith("[]"):
        items = inner if isinstance(inner, (list, tuple)) else [inner]
        return [_one_instance(spec, bare(item), value) for item in items]
    return _one_instance(spec, inner, value)


def _one_instance(spec: ParameterSpec, item: Any, value: Any) -> Any:
    """Return an object of ours; a text becomes one if its type is made of texts (a file's name)."""
    if isinstance(item, spec.accepts or object):
        return item
    if not isinstance(item, str):
        raise _no_conversion(spec, value, script=False)
    SOURCES.load()
    net_type = find_type(spec.type_name.removesuffix("[]"))
    try:
        made = item if net_type is None else convert(item, net_type)
    except EngineError as error:
        raise _no_conversion(spec, value, script=False, cause=error) from error
    if isinstance(made, spec.accepts or object):
        return made
    raise _no_conversion(spec, value, script=False)


def _block(spec: ParameterSpec, value: Any) -> Any:
    if value is None or type(bare(value)) is ScriptBlock:
        return bare(value)
    raise _no_conversion(spec, value, script=False)


def _no_conversion(
    spec: ParameterSpec, value: Any, *, script: bool, cause: Exception | None = None
) -> BindingError:
    if script:
        error_id = "ParameterArgumentTransformationError"
        told = "Cannot process argument transformation on"
    else:
        # A cmdlet's Booleans are looked at before any conversion is tried: no message comes of it.
        is_truth = spec.type_name in {"Boolean", "SwitchParameter"}
        error_id = "CannotConvertArgument" if is_truth else "CannotConvertArgumentNoMessage"
        told = "Cannot bind"
    reason = (
        str(cause)
        if cause is not None
        else f"Cannot convert '{to_text(value)}' to the type {spec.type_name}."
    )
    return BindingError(
        error_id,
        f"{told} parameter '{spec.name}'. {reason}",
        parameter=spec.name,
        hint=cause.hint if isinstance(cause, EngineError) else None,
        inner=_TRANSFORMATION if script else AUTOMATION + "ParameterBindingException",
        category="InvalidData" if script else "InvalidArgument",
        target=value if script else None,
    )


def check_value(spec: ParameterSpec, value: Any) -> None:
    """Refuse a value that is not one of the choices, or that a validator objects to."""
    if spec.choices:
        _check_choices(spec, value)
    for validator in spec.validators:
        objection = _objection(validator, value)
        if objection is not None:
            hint = objection.hint if isinstance(objection, Objection) else None
            raise invalid(spec, objection, value, hint=hint)


def _objection(validator: Any, value: Any) -> Any:
    """Return what a validator has against a value; null is nothing that it can look at."""
    try:
        return validator(value)
    except TypeError:
        if value is not None:
            raise
        return "It must not be null."


def _check_choices(spec: ParameterSpec, value: Any) -> None:
    known = {fold(choice) for choice in spec.choices}
    items = value if isinstance(value, (list, tuple)) else [value]
    for item in items:
        if item is None and spec.nullable:
            continue
        if fold(to_text(item)) not in known:
            raise invalid(
                spec,
                f"'{to_text(item)}' is not one of {', '.join(spec.choices)}.",
                value,
                hint=suggestion(to_text(item), spec.choices),
            )


def check_mandatory(spec: ParameterSpec, value: Any) -> None:
    """Refuse null and emptiness where a mandatory parameter does not allow them."""
    inner = bare(value)
    if inner is None:
        if "null" not in spec.allows and spec.type_name != "Object[]?":
            raise _empty(spec, "NullNotAllowed", "it is null", value)
    elif isinstance(inner, str):
        if not inner and "empty" not in spec.allows and spec.type_name in {"String", "Char"}:
            raise _empty(spec, "EmptyStringNotAllowed", "it is an empty string", value)
    elif isinstance(inner, (list, tuple)) and spec.type_name.endswith("[]"):
        if not inner and "empty-collection" not in spec.allows:
            raise _empty(spec, "EmptyArrayNotAllowed", "it is an empty array", value)
        if "null" not in spec.allows and any(item is None for item in inner):
            raise _empty(spec, "NullNotAllowed", "one of its items is null", value)
        if spec.type_name == "String[]" and "empty" not in spec.allows and "" in inner:
            raise _empty(spec, "EmptyStringNotAllowed", "one of its items is empty", value)


def _empty(spec: ParameterSpec, what: str, told: str, value: Any) -> BindingError:
    return BindingError(
        f"ParameterArgumentValidationError{what}",
        f"Cannot bind argument to parameter '{spec.name}' because {told}.",
        parameter=spec.name,
        inner=_VALIDATION,
        category="InvalidData",
        target=value,
    )


def invalid(
    spec: ParameterSpec, objection: str, value: Any, *, hint: str | None = None
) -> BindingError:
    """Make the error of a value that did not pass its validation."""
    return BindingError(
        "ParameterArgumentValidationError",
        f"Cannot validate argument on parameter '{spec.name}'. {objection}",
        parameter=spec.name,
        hint=hint,
        inner=_VALIDATION,
        category="InvalidData",
        target=value,
    )
