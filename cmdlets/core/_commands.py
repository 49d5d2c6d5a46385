"""Commands as Get-Command shows them: made of the index, no cmdlet is imported for it."""

from typing import Any

from cmdlets.core._syntax import syntax_lines
from smimeadmin import __version__
from smimeadmin.core import values as v
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.described import with_parameters
from smimeadmin.shell.engine.index import CommandEntry
from smimeadmin.shell.engine.parameters import InSet, ParameterSpec
from smimeadmin.shell.engine.types import find_type, register_enum
from smimeadmin.shell.language.ast import TypeExpressionAst

COMMAND_TYPES = v.EnumType(
    "System.Management.Automation.CommandTypes",
    {
        "Alias": 1,
        "Function": 2,
        "Filter": 4,
        "Cmdlet": 8,
        "ExternalScript": 16,
        "Application": 32,
        "Script": 64,
        "Configuration": 256,
        "All": 383,
    },
    flags=True,
)
register_enum(COMMAND_TYPES)

_PS = "System.Management.Automation."
_SHOWN = (
    *("command_type", "name", "version", "source", "verb", "noun", "module_name"),
    *("definition", "cmdlet_binding", "default_parameter_set", "parameters", "parameter_sets"),
    *("output_type",),
)


class ParameterInSet:
    """A parameter's place in one parameter set."""

    __slots__ = ("_place",)
    type_name = _PS + "ParameterSetMetadata"
    shown = (
        *("is_mandatory", "position", "value_from_pipeline"),
        *("value_from_pipeline_by_property_name",),
    )

    def __init__(self, place: InSet) -> None:
        self._place = place

    @property
    def is_mandatory(self) -> bool:
        """Whether it must be given."""
        return self._place.mandatory

    @property
    def position(self) -> int:
        """Where it stands without its name; the smallest Int32 where it can't."""
        place = self._place.position
        return v.INT32_MIN if place is None else place

    @property
    def value_from_pipeline(self) -> bool:
        """Whether it takes the pipeline's objects."""
        return self._place.from_pipeline

    @property
    def value_from_pipeline_by_property_name(self) -> bool:
        """Whether it takes a property of the pipeline's objects."""
        return self._place.from_pipeline_by_property_name


class ParameterView:
    """One parameter of a command."""

    __slots__ = ("_spec",)
    type_name = _PS + "ParameterMetadata"
    shown = ("name", "parameter_type", "parameter_sets", "aliases", "switch_parameter", "choices")

    def __init__(self, spec: ParameterSpec) -> None:
        self._spec = spec

    @property
    def name(self) -> str:
        """Its name."""
        return self._spec.name

    @property
    def parameter_type(self) -> Any:
        """Its type; the name where no type of the allow-list has it."""
        return find_type(self._spec.type_name) or self._spec.type_name

    @property
    def parameter_sets(self) -> v.OrderedDictionary:
        """Its place in each parameter set."""
        return v.OrderedDictionary(
            (name, ParameterInSet(place)) for name, place in self._spec.sets.items()
        )

    @property
    def aliases(self) -> list[str]:
        """Its other names."""
        return list(self._spec.aliases)

    @property
    def switch_parameter(self) -> bool:
        """Whether it is a switch."""
        return self._spec.is_switch

    @property
    def choices(self) -> list[str]:
        """The only values it takes, if there are such."""
        return list(self._spec.choices)


class ParameterSetView:
    """One parameter set of a command."""

    __slots__ = ("_info", "name")
    type_name = _PS + "CommandParameterSetInfo"
    shown = ("name", "is_default", "parameters")

    def __init__(self, info: CommandInfo, name: str) -> None:
        self._info = info
        self.name = name

    @property
    def is_default(self) -> bool:
        """Whether it is taken when the arguments don't decide."""
        return self._info.default_set == self.name

    @property
    def parameters(self) -> list[ParameterView]:
        """Its parameters."""
        specs = self._info.parameters
        return [ParameterView(spec) for spec in specs if spec.in_set(self.name) is not None]

    def __str__(self) -> str:
        return syntax_lines(self._info, sets=(self.name,))[0]


class CommandView:
    """A cmdlet, function, program or script; what needs the parameters finds them when asked.

    As text it is its name, so that a call operator calls it.
    """

    __slots__ = ("_described", "_of", "_session", "kind", "name")
    shown: tuple[str, ...] = _SHOWN

    def __init__(self, name: str, kind: str, of: CommandEntry | CommandInfo, session: Any) -> None:
        self.name = name
        self.kind = kind
        self._of = of
        self._session = session
        self._described: CommandInfo | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def info(self) -> CommandInfo:
        """The full description."""
        if self._described is None:
            info = self._of.info if isinstance(self._of, CommandEntry) else self._of
            self._described = with_parameters(info, self._session)
        return self._described

    @property
    def command_type(self) -> v.EnumValue:
        """What kind of command it is."""
        return COMMAND_TYPES.value(self.kind)

    @property
    def verb(self) -> str:
        """What stands before the hyphen of its name."""
        return self.name.partition("-")[0] if "-" in self.name else ""

    @property
    def noun(self) -> str:
        """What stands behind the hyphen of its name."""
        return self.name.partition("-")[2]

    @property
    def version(self) -> str:
        """The version of this program, for its own commands."""
        return __version__ if self.kind == "Cmdlet" else ""

    @property
    def module_name(self) -> str:
        """The area it belongs to."""
        if isinstance(self._of, CommandEntry):
            return self._of.module.split(".")[-2]
        return self._of.module

    @property
    def source(self) -> str:
        """The area it belongs to, or the path of a program."""
        return self.module_name or self.path

    @property
    def path(self) -> str:
        """The path of a program or script file."""
        is_file = self.kind in {"Application", "ExternalScript"}
        return str(self.info.target) if is_file else ""

    @property
    def definition(self) -> str:
        """The body of a function, the path of a file, the syntax of a cmdlet."""
        block = self.script_block
        if block is not None:
            return str(block)
        return self.path or "\n".join(syntax_lines(self.info))

    @property
    def script_block(self) -> ScriptBlock | None:
        """The block of a function."""
        target = self._of.target if isinstance(self._of, CommandInfo) else None
        return target if isinstance(target, ScriptBlock) else None

    @property
    def cmdlet_binding(self) -> bool:
        """Whether it has the common parameters."""
        return self.info.advanced

    @property
    def default_parameter_set(self) -> str | None:
        """The parameter set that is taken when the arguments don't decide."""
        return self.info.default_set

    @property
    def parameters(self) -> v.OrderedDictionary:
        """Its parameters by name."""
        specs = self.info.parameters
        return v.OrderedDictionary((spec.name, ParameterView(spec)) for spec in specs)

    @property
    def parameter_sets(self) -> list[ParameterSetView]:
        """Its parameter sets."""
        return [ParameterSetView(self.info, name) for name in self.info.set_names]

    @property
    def output_type(self) -> list[Any]:
        """The types it says it writes."""
        block = self.script_block
        if isinstance(self._of, CommandEntry):
            names = list(self._of.output_type)
        else:
            names = [] if block is None else _declared_output(block)
        return [TypeName(name) for name in names]


class TypeName:
    """PSTypeName: a type that a command says it writes, by its name."""

    __slots__ = ("_given",)
    type_name = "System.Management.Automation.PSTypeName"
    shown = ("name", "type")

    def __init__(self, given: str) -> None:
        self._given = given

    @property
    def type(self) -> Any:
        """The type, or null if it is not in the list of types."""
        return find_type(self._given)

    @property
    def name(self) -> str:
        """Its full name."""
        found = find_type(self._given)
        return self._given if found is None else found.full_name

    def __str__(self) -> str:
        return self.name


def _declared_output(block: ScriptBlock) -> list[str]:
    """Return the types that a function's ``[OutputType()]`` names."""
    parameters = block.code.ast.param_block
    return [
        argument.type_name.name
        for attribute in (parameters.attributes if parameters is not None else ())
        if fold(attribute.type_name.name) == "outputtype"
        for argument in attribute.positional_arguments
        if isinstance(argument, TypeExpressionAst)
    ]


class CmdletView(CommandView):
    """A cmdlet."""

    __slots__ = ()
    type_name = _PS + "CmdletInfo"


class FunctionView(CommandView):
    """A function or filter."""

    __slots__ = ()
    type_name = _PS + "FunctionInfo"
    shown = (*_SHOWN, "script_block")


class FileView(CommandView):
    """A program or script file."""

    __slots__ = ()
    type_name = _PS + "ApplicationInfo"
    shown = (*_SHOWN[:5], "definition", "path")


def view_of(info: CommandInfo, session: Any) -> CommandView:
    """Return a command as Get-Command shows it."""
    kinds = {"Cmdlet": CmdletView, "Function": FunctionView, "Filter": FunctionView}
    of = info.target if isinstance(info.target, CommandEntry) else info
    return kinds.get(info.kind, FileView)(info.name, info.kind, of, session)
