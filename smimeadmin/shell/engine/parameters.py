"""What a parameter of a command is: its names, type, sets, positions, and where it binds from."""

import os
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin

MISSING: Any = object()
"""The default of a parameter that has none."""

Validator = Callable[[Any], "str | None"]
"""Looks at a converted value; returns a sentence that says what is wrong, or None."""

ALL_SETS = "__AllParameterSets"


class InSet:
    """How a parameter stands in one parameter set, where that differs from the others."""

    __slots__ = ("from_pipeline", "from_pipeline_by_property_name", "mandatory", "name", "position")

    def __init__(
        self,
        name: str,
        *,
        position: int | None = None,
        mandatory: bool = False,
        from_pipeline: bool = False,
        from_pipeline_by_property_name: bool = False,
    ) -> None:
        self.name = name
        self.position = position
        self.mandatory = mandatory
        self.from_pipeline = from_pipeline
        self.from_pipeline_by_property_name = from_pipeline_by_property_name


class ParameterSpec:
    """One declared parameter.

    ``type_name`` is PowerShell's name of the type (``String``, ``Int32``, ``Byte[]``,
    ``SwitchParameter``); ``accepts`` a Python class that values must be instances of (our own
    objects), or None; ``sets`` maps the name of a set to the parameter's place in it.
    """

    __slots__ = (
        "accepts",
        "aliases",
        "allows",
        "attribute",
        "choices",
        "complete",
        "default",
        "from_remaining",
        "help",
        "is_switch",
        "name",
        "nullable",
        "sets",
        "transform",
        "type_name",
        "validators",
    )

    def __init__(
        self,
        name: str,
        *,
        attribute: str = "",
        help: str = "",
        type_name: str = "Object",
        default: object = MISSING,
        aliases: tuple[str, ...] = (),
        sets: Mapping[str, InSet] | None = None,
        from_remaining: bool = False,
        choices: tuple[str, ...] = (),
        validators: tuple[Validator, ...] = (),
        allows: frozenset[str] = frozenset(),
        complete: Callable[..., Sequence[str]] | None = None,
        accepts: type | None = None,
        transform: Callable[[Any], Any] | None = None,
        nullable: bool = False,
    ) -> None:
        self.name = name
        self.attribute = attribute or name
        self.help = help
        self.type_name = type_name
        self.default = default
        self.aliases = aliases
        self.sets = sets or {ALL_SETS: InSet(ALL_SETS)}
        self.from_remaining = from_remaining
        self.choices = choices
        self.validators = validators
        self.allows = allows
        self.complete = complete
        self.accepts = accepts
        self.transform = transform
        self.nullable = nullable
        self.is_switch = type_name == "SwitchParameter"

    def in_set(self, name: str) -> InSet | None:
        """Return the parameter's place in a set, or None if it has none there."""
        return self.sets.get(name) or self.sets.get(ALL_SETS)

    @property
    def from_pipeline(self) -> bool:
        """Whether any set takes the value from the pipeline."""
        return any(s.from_pipeline for s in self.sets.values())

    @property
    def from_pipeline_by_property_name(self) -> bool:
        """Whether any set takes the value from a property of the pipeline's objects."""
        return any(s.from_pipeline_by_property_name for s in self.sets.values())


class Declaration:
    """The right side of ``name: type = Parameter(...)`` until its class is made."""

    __slots__ = ("options",)

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options

    def spec(self, attribute: str, annotation: object) -> ParameterSpec:
        """Join the options with the name and the annotation they stand behind."""
        options = dict(self.options)
        name = options.pop("name") or pascal_case(attribute)
        declared_type = options.pop("type")
        sets = _places(options)
        type_name, accepts, transform, choices = describe(annotation, options["default"])
        return ParameterSpec(
            name,
            attribute=attribute,
            help=options["help"],
            type_name=declared_type or type_name,
            default=options["default"],
            aliases=tuple(options["aliases"]),
            sets=sets,
            from_remaining=options["from_remaining_arguments"],
            choices=tuple(options["choices"]) or choices,
            validators=tuple(options["validate"]),
            allows=frozenset(options["allows"]),
            complete=options["complete"],
            accepts=None if declared_type else accepts,
            transform=transform,
            nullable=type(None) in get_args(annotation),
        )


def _places(options: Mapping[str, Any]) -> dict[str, InSet]:
    """Spread the options of all sets over the sets that are only named."""
    common = {
        key: options[key]
        for key in ("position", "mandatory", "from_pipeline", "from_pipeline_by_property_name")
    }
    places = [
        place if isinstance(place, InSet) else InSet(place, **common)
        for place in options["sets"] or (ALL_SETS,)
    ]
    return {place.name: place for place in places}


def pascal_case(attribute: str) -> str:
    """Return ``PrimarySmtpAddress`` for ``primary_smtp_address``."""
    return "".join(part[:1].upper() + part[1:] for part in attribute.split("_"))


_NAMES: dict[object, str] = {
    str: "String",
    int: "Int32",
    float: "Double",
    bool: "Boolean",
    bytes: "Byte[]",
    bytearray: "Byte[]",
    object: "Object",
    Any: "Object",
    dict: "Hashtable",
    list: "Object[]",
}

_SECURE_NAMES = {"Secret": "SecureString", "Credential": "PSCredential"}

Description = tuple[str, type | None, Callable[[Any], Any] | None, tuple[str, ...]]


def describe(annotation: object, default: object = MISSING) -> Description:
    """Return the PowerShell type, the Python class asked for, the last conversion and the choices.

    The last conversion turns the engine's value into the annotated Python one (``bytes``, ``Path``,
    a member of an Enum).
    """
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return describe(inner[0] if len(inner) == 1 else object)
    if annotation is bool and default is not MISSING:
        return "SwitchParameter", None, None, ()
    if origin in (list, tuple):
        return _describe_list(get_args(annotation)[0], origin)
    if origin is not None and origin in _NAMES:
        return _NAMES[origin], None, None, ()
    if annotation is bytes:
        return "Byte[]", None, bytes, ()
    if annotation in _NAMES:
        return _NAMES[annotation], None, None, ()
    if isinstance(annotation, type):
        return _describe_class(annotation)
    return "Object", None, None, ()


def _describe_list(element: object, origin: type) -> Description:
    name, accepts, transform, choices = describe(element)
    if transform is None:
        return name + "[]", accepts, None if origin is list else tuple, choices
    convert_one = transform
    return name + "[]", accepts, lambda values: origin(convert_one(v) for v in values), choices


def _describe_class(annotation: type) -> Description:
    if issubclass(annotation, os.PathLike):
        return "String", None, annotation, ()
    if issubclass(annotation, Enum):
        members = {str(m.value).lower(): m for m in annotation}
        choices = tuple(str(m.value) for m in annotation)
        return "String", None, lambda text: members[str(text).lower()], choices
    if annotation.__module__.startswith(("smimeadmin.core.values", "smimeadmin.shell.")):
        return annotation.__name__, None, None, ()
    name = getattr(annotation, "type_name", None)
    known = _SECURE_NAMES.get(annotation.__name__)
    return known or (name if isinstance(name, str) else annotation.__name__), annotation, None, ()


COMMON = (
    ("Verbose", "SwitchParameter", "vb", "Show what the command does in detail."),
    ("Debug", "SwitchParameter", "db", "Show messages for debugging."),
    ("ErrorAction", "ActionPreference", "ea", "What happens when an error is written."),
    ("WarningAction", "ActionPreference", "wa", "What happens when a warning is written."),
    ("InformationAction", "ActionPreference", "infa", "What happens with information."),
    ("ProgressAction", "ActionPreference", "proga", "What happens with progress."),
    ("ErrorVariable", "String", "ev", "The variable that also gets the errors."),
    ("WarningVariable", "String", "wv", "The variable that also gets the warnings."),
    ("InformationVariable", "String", "iv", "The variable that also gets information."),
    ("OutVariable", "String", "ov", "The variable that also gets the output."),
    ("OutBuffer", "Int32", "ob", "How many objects are gathered before they are passed on."),
    ("PipelineVariable", "String", "pv", "The variable that holds the current object."),
)
"""Name, type, alias and help of the parameters that every cmdlet has."""

SHOULD_PROCESS = (
    ("WhatIf", "SwitchParameter", "wi", "Show what would be done, and do nothing."),
    ("Confirm", "SwitchParameter", "cf", "Ask before anything is done."),
)
"""The same for commands that ask before they change anything."""


def common_parameters(*, should_process: bool) -> list[ParameterSpec]:
    """Return the parameters that the engine itself gives a command."""
    rows = COMMON + SHOULD_PROCESS if should_process else COMMON
    return [
        ParameterSpec(name, help=text, type_name=type_name, aliases=(alias,), default=None)
        for name, type_name, alias, text in rows
    ]
