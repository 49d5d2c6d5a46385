"""Parameters of functions: from ``param()`` to the same specifications that cmdlets have."""

from collections.abc import Callable, Sequence
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.blocks import BlockCode
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.compile_unit import Expression, Unit, compile_expression
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.parameters import ALL_SETS, InSet, ParameterSpec, Validator
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.type_names import look_up_type
from smimeadmin.shell.engine.validation import (
    CHECKED,
    AttributeValues,
    attribute_name,
    check_of,
)
from smimeadmin.shell.language import ast

_ALLOWS = {
    "allownull": "null",
    "allowemptystring": "empty",
    "allowemptycollection": "empty-collection",
}


_KNOWN = frozenset({"parameter", "alias", *_ALLOWS, *CHECKED})


class ScriptParameter:
    """A parameter of a function: its specification, variable, type, and default."""

    __slots__ = ("default", "folded", "net_type", "spec")

    def __init__(
        self,
        spec: ParameterSpec,
        default: Expression | None,
        net_type: NetType | None,
    ) -> None:
        self.spec = spec
        self.folded = fold(spec.name)
        self.default = default
        self.net_type = net_type


class FunctionMetadata:
    """What a function's attributes say: whether it is advanced, its sets, whether it asks first."""

    __slots__ = ("added", "info", "parameters")

    def __init__(
        self, info: CommandInfo, parameters: list[ScriptParameter], added: Sequence[Any] = ()
    ) -> None:
        self.info = info
        self.parameters = parameters
        self.added = added  # the RuntimeDefinedParameters of a dynamicparam block


def metadata_of(code: BlockCode, frame: Frame) -> FunctionMetadata:
    """Return the metadata of a block, made at the first call."""
    known: FunctionMetadata | None = code.metadata
    if known is None:
        known = code.metadata = _read(code, frame)
    return known


def _read(code: BlockCode, frame: Frame) -> FunctionMetadata:
    binding = _cmdlet_binding(code, frame)
    readers = [_Reader(node, frame, code.unit) for node in code.parameter_nodes]
    advanced = binding is not None or any(reader.is_declared for reader in readers)
    named = {} if binding is None else binding.named
    positional = (
        binding is None or "positionalbinding" not in named or binding.flag("positionalbinding")
    )
    if positional and not any(reader.has_position for reader in readers):
        place = 0
        for reader in readers:
            if not reader.is_switch and not reader.from_remaining:
                reader.implied_position = place
                place += 1
    parameters = [reader.finish() for reader in readers]
    info = CommandInfo(
        code.name,
        "Filter" if code.is_filter else "Function",
        code,
        [p.spec for p in parameters],
        advanced=advanced,
        default_set=to_text(named["defaultparametersetname"])
        if "defaultparametersetname" in named
        else None,
        impact=to_text(named.get("confirmimpact", "Medium")),
        supports_should_process=binding is not None and binding.flag("supportsshouldprocess"),
    )
    return FunctionMetadata(info, parameters)


def _cmdlet_binding(code: BlockCode, frame: Frame) -> AttributeValues | None:
    block = code.ast.param_block
    for node in block.attributes if block is not None else []:
        if attribute_name(node) == "cmdletbinding":
            return AttributeValues(node, frame, code.unit)
    return None


class ParameterReader:
    """Reads the attributes of one parameter."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.net_type: NetType | None = None
        self.places: list[InSet] = []
        self.aliases: list[str] = []
        self.validators: list[Validator] = []
        self.allows: set[str] = set()
        self.complete: Callable[[], list[str]] | None = None
        self.from_remaining = False
        self.is_declared = False
        self.implied_position: int | None = None
        self.help = ""

    def read(self, kind: str, values: AttributeValues, frame: Frame) -> None:
        """Take in one attribute: its folded name and its arguments."""
        if kind == "parameter":
            self._read_parameter(values)
        elif kind == "alias":
            self.aliases.extend(to_text(value) for value in values.positional)
        elif kind in _ALLOWS:
            self.allows.add(_ALLOWS[kind])
        else:
            if kind == "validateset":
                choices = [to_text(value) for value in values.positional]
                self.complete = lambda: choices
            validator = check_of(kind, values, frame)
            if validator is not None:
                self.validators.append(validator)

    def _read_parameter(self, values: AttributeValues) -> None:
        self.is_declared = True
        position = values.named.get("position")
        self.from_remaining |= values.flag("valuefromremainingarguments")
        self.help = to_text(values.named.get("helpmessage", ""))
        self.places.append(
            InSet(
                to_text(values.named.get("parametersetname", ALL_SETS)),
                position=position if isinstance(position, int) and position >= 0 else None,
                mandatory=values.flag("mandatory"),
                from_pipeline=values.flag("valuefrompipeline"),
                from_pipeline_by_property_name=values.flag("valuefrompipelinebypropertyname"),
            )
        )

    @property
    def has_position(self) -> bool:
        """Whether a position is declared."""
        return any(place.position is not None for place in self.places)

    @property
    def is_switch(self) -> bool:
        """Whether it is a ``[switch]``."""
        return self.net_type is not None and self.net_type.name.endswith(".SwitchParameter")

    def specification(self, name: str) -> ParameterSpec:
        """Return what the binder has to know."""
        places = self.places or [InSet(ALL_SETS)]
        if self.implied_position is not None:
            for place in places:
                place.position = self.implied_position
        return ParameterSpec(
            name,
            help=self.help,
            type_name=_type_text(self.net_type),
            default=None,
            aliases=tuple(self.aliases),
            sets={place.name: place for place in places},
            from_remaining=self.from_remaining,
            validators=tuple(self.validators),
            allows=frozenset(self.allows),
            complete=self.complete,
        )


class _Reader(ParameterReader):
    """Reads one declared parameter."""

    def __init__(self, node: ast.ParameterAst, frame: Frame, unit: Unit) -> None:
        super().__init__(unit)
        self.node = node
        for attribute in node.attributes:
            if isinstance(attribute, ast.AttributeAst):
                kind = attribute_name(attribute)
                if kind in _KNOWN:
                    self.read(kind, AttributeValues(attribute, frame, unit), frame)
            elif self.net_type is None:
                self.net_type = look_up_type(attribute.type_name.full_name, unit)

    def finish(self) -> ScriptParameter:
        """Return the parameter."""
        default = self.node.default_value
        compiled = None if default is None else compile_expression(default, self.unit)
        spec = self.specification(self.node.name.variable_path.name)
        return ScriptParameter(spec, compiled, self.net_type)


def _type_text(net_type: NetType | None) -> str:
    if net_type is None:
        return "Object"
    name = net_type.name
    short = name.rpartition(".")[2]
    if short in {"SwitchParameter", "ScriptBlock"}:
        return short
    return short if name == f"System.{short}" else name
