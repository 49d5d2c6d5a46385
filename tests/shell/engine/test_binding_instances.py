"""Parameters that take objects of our own classes, one or several."""

import pytest

from smimeadmin.core.objects import Annotated
from smimeadmin.shell.engine.binding_values import bind_value
from smimeadmin.shell.engine.error_record import BindingError
from smimeadmin.shell.engine.parameters import Declaration, ParameterSpec


class Thing:
    """A class of the domain."""


def spec_of(annotation: object) -> ParameterSpec:
    options = {
        "help": "",
        "default": None,
        "name": "",
        "position": None,
        "mandatory": True,
        "aliases": (),
        "sets": (),
        "from_pipeline": False,
        "from_pipeline_by_property_name": False,
        "from_remaining_arguments": False,
        "choices": (),
        "validate": (),
        "allows": (),
        "complete": None,
        "type": "",
    }
    return Declaration(options).spec("thing", annotation)


def test_one_object() -> None:
    thing = Thing()
    assert bind_value(spec_of(Thing), thing, None, script=False) is thing
    assert bind_value(spec_of(Thing), Annotated(thing), None, script=False) is thing
    for wrong in ("x", [thing]):
        with pytest.raises(BindingError):
            bind_value(spec_of(Thing), wrong, None, script=False)


def test_array_wraps_a_single_object() -> None:
    one, other = Thing(), Thing()
    spec = spec_of(list[Thing])
    assert bind_value(spec, one, None, script=False) == [one]
    assert bind_value(spec, Annotated(one), None, script=False) == [one]
    assert bind_value(spec, [one, Annotated(other)], None, script=False) == [one, other]
    for wrong in ("x", [one, "x"]):
        with pytest.raises(BindingError):
            bind_value(spec, wrong, None, script=False)
