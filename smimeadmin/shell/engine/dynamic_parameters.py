"""``dynamicparam``: parameters that a block decides on when the others are known."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.arguments import NO_VALUE, Argument
from smimeadmin.shell.engine.binder import Binding, bind, resolve_parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.compile_unit import compile_statement
from smimeadmin.shell.engine.convert import enumerate_value, to_text
from smimeadmin.shell.engine.members_table import methods, properties, settable, static_methods
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.scope import CallInfo, Frame
from smimeadmin.shell.engine.script_parameters import (
    FunctionMetadata,
    ParameterReader,
    metadata_of,
)
from smimeadmin.shell.engine.stage_function import FunctionStage
from smimeadmin.shell.engine.types import register_type
from smimeadmin.shell.engine.validation import GivenAttribute

_PS: Final = "System.Management.Automation."


class RuntimeDefinedParameter:
    """A parameter that a ``dynamicparam`` block makes; bound, it holds the value."""

    __slots__ = ("attributes", "is_set", "name", "parameter_type", "value")
    type_name = _PS + "RuntimeDefinedParameter"

    def __init__(self, name: str = "", parameter_type: Any = None, attributes: Any = ()) -> None:
        self.name = name
        self.parameter_type: NetType | None = parameter_type
        self.attributes: list[Any] = _as_list(attributes)
        self.value: Any = None
        self.is_set = False


def _as_list(attributes: Any) -> list[Any]:
    """Return a collection itself, since what is added to it later counts; else what it holds."""
    if isinstance(attributes, list):
        return attributes
    items = enumerate_value(attributes)
    return v.Collection(
        [] if attributes is None else [attributes] if items is None else items, "System.Attribute"
    )


class RuntimeDefinedParameterDictionary(v.Dictionary):
    """What a ``dynamicparam`` block writes: the parameters by their names."""

    __slots__ = ()
    type_name = _PS + "RuntimeDefinedParameterDictionary"

    def __init__(self) -> None:
        super().__init__(
            key_type="System.String",
            value_type=_PS + "RuntimeDefinedParameter",
            ignore_case=True,
        )


def metadata_for(
    block: ScriptBlock, arguments: list[Argument], frame: Frame, *, piped: bool
) -> FunctionMetadata:
    """Return the metadata of a block for one call, with the parameters that it adds for it."""
    known = metadata_of(block.code, frame)
    if block.code.ast.dynamic_param_block is None:
        return known
    definitions = _definitions(block, known, arguments, frame, piped=piped)
    if not definitions:
        return known
    specs = []
    for definition in definitions:
        reader = ParameterReader(block.code.unit)
        reader.net_type = definition.parameter_type
        for attribute in definition.attributes:
            if isinstance(attribute, GivenAttribute):
                reader.read(attribute.kind, attribute, frame)
        specs.append(reader.specification(definition.name))
    own = known.info
    info = CommandInfo(
        own.name,
        own.kind,
        own.target,
        (*own.declared, *specs),
        advanced=own.advanced,
        default_set=own.default_set,
        impact=own.impact,
        supports_should_process=own.supports_should_process,
    )
    return FunctionMetadata(info, known.parameters, definitions)


def _definitions(
    block: ScriptBlock,
    metadata: FunctionMetadata,
    arguments: list[Argument],
    frame: Frame,
    *,
    piped: bool,
) -> list[RuntimeDefinedParameter]:
    """Run the block with what is bound so far; return the parameters that it wrote."""
    node = block.code.ast.dynamic_param_block
    if node is None:
        return []
    binding = _bound_so_far(metadata.info, arguments, piped=piped)
    output: list[Any] = []
    call = CallInfo(block.code.name, block=block, path=block.code.unit.path)
    stage = FunctionStage(metadata, binding, frame, output.append, call, piped=False)
    stage.set_variables()
    compile_statement(node, block.code.unit)(stage.frame)
    return [
        definition
        for written in output
        if isinstance(written, v.FoldingDictionary)
        for _, definition in written.items()
        if isinstance(definition, RuntimeDefinedParameter)
    ]


def _bound_so_far(info: CommandInfo, arguments: list[Argument], *, piped: bool) -> Binding:
    """Bind what the declared parameters take, and leave the rest alone."""
    plain = CommandInfo(
        info.name, info.kind, info.target, info.declared, advanced=False,
        default_set=info.default_set,
    )  # fmt: skip
    return bind(plain, _without_common(info, arguments), script=True, piped=piped)


def _without_common(info: CommandInfo, arguments: list[Argument]) -> list[Argument]:
    kept: list[Argument] = []
    skips_value = False
    for argument in arguments:
        if skips_value and argument.name is None:
            skips_value = False
            continue
        skips_value = False
        spec = None if argument.name is None else resolve_parameter(info, argument.name)
        if spec is None or spec in info.declared:
            kept.append(argument)
        else:
            skips_value = argument.value is NO_VALUE and not spec.is_switch
    return kept


def keep_values(metadata: FunctionMetadata, binding: Binding) -> None:
    """Put what was bound into the definitions (``Value``, ``IsSet``)."""
    for definition in metadata.added:
        if definition.name in binding.values:
            definition.value = binding.values[definition.name]
            definition.is_set = True


def _attribute_class(name: str, kind: str) -> type[GivenAttribute]:
    cls = type(name, (GivenAttribute,), {"__slots__": (), "kind": kind, "type_name": _PS + name})
    register_type(_PS + name, python=cls, base="System.Attribute")
    static_methods(_PS + name, new=[("object*:arguments", cls)])
    return cls


def _declare_named(cls: type[GivenAttribute], *names: str, default: Any) -> None:
    for name in names:
        key = fold(name)

        def read(attribute: GivenAttribute, key: str = key) -> Any:
            return attribute.named.get(key, default)

        def write(attribute: GivenAttribute, value: Any, key: str = key) -> None:
            attribute.named[key] = value

        settable(cls, name, read, write)


def _setter(field: str) -> Callable[[Any, Any], None]:
    return lambda owner, value: setattr(owner, field, value)


_KINDS: Final = (
    *("Parameter", "Alias", "ValidateSet", "ValidateRange", "ValidatePattern", "ValidateLength"),
    *("ValidateCount", "ValidateScript", "ValidateNotNull", "ValidateNotNullOrEmpty"),
    *("ValidateNotNullOrWhiteSpace", "AllowNull", "AllowEmptyString", "AllowEmptyCollection"),
)

register_type("System.Attribute")
_CLASSES: Final = {kind: _attribute_class(f"{kind}Attribute", fold(kind)) for kind in _KINDS}
_declare_named(
    _CLASSES["Parameter"],
    *("Mandatory", "ValueFromPipeline", "ValueFromPipelineByPropertyName"),
    *("ValueFromRemainingArguments", "DontShow"),
    default=False,
)
_declare_named(_CLASSES["Parameter"], "ParameterSetName", default="__AllParameterSets")
_declare_named(_CLASSES["Parameter"], "Position", default=v.INT32_MIN)
_declare_named(_CLASSES["Parameter"], "HelpMessage", default=None)
_declare_named(_CLASSES["ValidateSet"], "IgnoreCase", default=True)
for _kind in ("ValidateSet", "ValidatePattern", "ValidateScript"):
    _declare_named(_CLASSES[_kind], "ErrorMessage", default=None)
properties(_CLASSES["ValidateSet"], ValidValues=lambda a: [to_text(x) for x in a.positional])
properties(_CLASSES["Alias"], AliasNames=lambda a: [to_text(x) for x in a.positional])
register_type(RuntimeDefinedParameter.type_name, python=RuntimeDefinedParameter)
static_methods(
    RuntimeDefinedParameter.type_name,
    new=[
        ("", RuntimeDefinedParameter),
        ("string:name type:parameterType object:attributes", RuntimeDefinedParameter),
    ],
)
for _name, _field in (
    ("Name", "name"),
    ("ParameterType", "parameter_type"),
    ("Value", "value"),
    ("IsSet", "is_set"),
):
    settable(RuntimeDefinedParameter, _name, attrgetter(_field), _setter(_field))
properties(RuntimeDefinedParameter, Attributes=lambda p: p.attributes)
register_type(RuntimeDefinedParameterDictionary.type_name, python=RuntimeDefinedParameterDictionary)
static_methods(
    RuntimeDefinedParameterDictionary.type_name, new=[("", RuntimeDefinedParameterDictionary)]
)
methods(RuntimeDefinedParameter, ToString=[("", lambda p: p.type_name)])
LOADED: Final = True
"""Says that the types above are declared."""
