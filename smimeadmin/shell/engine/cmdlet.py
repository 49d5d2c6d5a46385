"""The base of every command that is written in Python: declared parameters, process, output."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, dataclass_transform

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.host import Host, SilentHost
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.parameters import (
    MISSING,
    Declaration,
    InSet,
    ParameterSpec,
    Validator,
)
from smimeadmin.shell.engine.running_session import RunningSession


class Example:
    """A line that a reader can type, run by the tests.

    ``shows`` is the whole output, 100 columns wide; three dots in it stand for what each run has
    of its own. ``setup`` lines are run before it and not shown.
    """

    __slots__ = ("line", "setup", "shows", "title")

    def __init__(self, title: str, line: str, *, shows: str = "", setup: str = "") -> None:
        self.title = title
        self.line = line
        self.shows = shows
        self.setup = setup


def Parameter(  # noqa: N802 - reads as what it declares
    help: str,
    *,
    default: Any = MISSING,
    name: str = "",
    position: int | None = None,
    mandatory: bool = False,
    aliases: Sequence[str] = (),
    sets: Sequence[str | InSet] = (),
    from_pipeline: bool = False,
    from_pipeline_by_property_name: bool = False,
    from_remaining_arguments: bool = False,
    choices: Sequence[str] = (),
    validate: Sequence[Validator] = (),
    allows: Sequence[str] = (),
    complete: Callable[..., Sequence[str]] | None = None,
    type: str = "",
) -> Any:
    """Declare a parameter, on the right of ``name: type =`` in the body of a cmdlet's class.

    A parameter without ``default`` is mandatory. ``name`` is only for names that the attribute
    can't give (``CACertificate``); ``sets`` names the parameter sets it stands in, an ``InSet``
    where position or duty differ from set to set; ``choices`` are the only values (in any case);
    ``allows`` holds ``null``, ``empty`` and ``empty-collection`` for mandatory parameters that
    take them; ``type`` is PowerShell's name of the type where the annotation can't say it.
    """
    options: dict[str, Any] = {
        "help": help,
        "default": default,
        "name": name,
        "position": position,
        "mandatory": mandatory or (default is MISSING and not sets),
        "aliases": aliases,
        "sets": sets,
        "from_pipeline": from_pipeline,
        "from_pipeline_by_property_name": from_pipeline_by_property_name,
        "from_remaining_arguments": from_remaining_arguments,
        "choices": choices,
        "validate": validate,
        "allows": allows,
        "complete": complete,
        "type": type,
    }
    return Declaration(options)


@dataclass_transform(kw_only_default=True, field_specifiers=(Parameter,))
class Declarative:
    """Gives its subclasses, in the eyes of a type checker, a constructor of their fields."""


class Cmdlet(Declarative):
    """A command: declared parameters, ``begin``, ``process``, ``end``.

    Class keywords: ``name`` (``Get-Thing``; a class without one is a base), ``aliases``,
    ``impact`` (``Low``, ``Medium``, ``High``: whether ``should_process`` asks), ``default_set``,
    ``supports_should_process``, ``output_type``, and ``error_source``: what stands after the comma
    of error ids, where that is not the name.

    ``process`` takes, in the order declared, every parameter that the pipeline may bind.
    """

    host: Host = SilentHost()
    services: Any = None

    name: ClassVar[str] = ""
    aliases: ClassVar[tuple[str, ...]] = ()
    impact: ClassVar[str] = "Medium"
    supports_should_process: ClassVar[bool] = False
    default_set: ClassVar[str | None] = None
    output_type: ClassVar[tuple[str, ...]] = ()
    error_source: ClassVar[str] = ""
    dotnet_namespace: ClassVar[str] = ""
    parameters: ClassVar[tuple[ParameterSpec, ...]] = ()
    pipeline_parameters: ClassVar[tuple[ParameterSpec, ...]] = ()
    examples: ClassVar[tuple[Example, ...]] = ()

    invocation: ClassVar[Invocation]

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        aliases: Sequence[str] = (),
        impact: str | None = None,
        supports_should_process: bool | None = None,
        default_set: str | None = None,
        output_type: Sequence[str] = (),
        error_source: str = "",
        **keywords: Any,
    ) -> None:
        super().__init_subclass__(**keywords)
        cls.name = name
        cls.aliases = tuple(aliases)
        cls.default_set = default_set
        cls.output_type = tuple(output_type)
        if impact is not None:
            cls.impact = impact
        cls.supports_should_process = (
            impact is not None if supports_should_process is None else supports_should_process
        )
        cls.error_source = error_source or cls._source(name)
        cls._declare()

    @classmethod
    def _source(cls, name: str) -> str:
        if not cls.dotnet_namespace:
            return name
        return f"{cls.dotnet_namespace}.{name.replace('-', '')}Command"

    @classmethod
    def _declare(cls) -> None:
        """Turn the declarations of the class body into specifications, inherited ones first."""
        specs = {spec.attribute: spec for spec in cls.parameters}
        for attribute, annotation in cls.__annotations__.items():
            declaration = cls.__dict__.get(attribute)
            if isinstance(declaration, Declaration):
                specs[attribute] = spec = declaration.spec(attribute, annotation)
                setattr(cls, attribute, None if spec.default is MISSING else spec.default)
        cls.parameters = tuple(specs.values())
        cls.pipeline_parameters = tuple(
            s for s in cls.parameters if s.from_pipeline or s.from_pipeline_by_property_name
        )

    def __init__(self, *, host: Host | None = None, services: Any = None, **values: Any) -> None:
        known = {spec.attribute for spec in self.parameters}
        for attribute, value in values.items():
            if attribute not in known:
                raise TypeError(f"{type(self).__name__} has no parameter '{attribute}'")
            setattr(self, attribute, value)
        self.host = SilentHost() if host is None else host
        self.services = services
        self.__dict__["invocation"] = Invocation.alone(self.host)
        self._bound = frozenset(fold(s.name) for s in self.parameters if s.attribute in values)

    @property
    def session(self) -> RunningSession:
        """The session that runs this command; for commands that are part of the language."""
        return self.invocation.session

    @property
    def parameter_set(self) -> str:
        """The name of the parameter set that the arguments chose."""
        return self.invocation.parameter_set

    def is_bound(self, name: str) -> bool:
        """Tell whether the parameter of that PowerShell name was given."""
        return fold(name) in self._bound or self.invocation.is_bound(name)

    def taker(self) -> Callable[[Any], Any] | None:
        """Return what takes objects in place of ``process``, for commands that run for millions.

        Asked when the pipeline is built, after the arguments were bound and before ``begin``, and
        only if the pipeline's objects go to one parameter unseen.
        """
        return None

    def begin(self) -> None:
        """Run once, before the first object comes."""

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Run for each object of the pipeline, or once if there is no pipeline before."""

    def end(self) -> None:
        """Run once, after the last object."""

    def clean(self) -> None:
        """Run at the very end, also after an error."""

    def write(self, value: object) -> None:
        """Pass one object down the pipeline; a list stays one object."""
        self.invocation.output(value)

    def write_each(self, values: Iterable[object]) -> None:
        """Pass objects down the pipeline, one by one."""
        output = self.invocation.output
        for value in values:
            output(value)

    def write_error(self, error: BaseException, target: object = None) -> None:
        """Report that one item failed; the command goes on with the next."""
        self.invocation.write_error(error, target)

    def write_warning(self, text: str) -> None:
        """Warn."""
        self.invocation.write_warning(text)

    def write_verbose(self, text: str) -> None:
        """Tell a detail, shown with ``-Verbose``."""
        self.invocation.write_verbose(text)

    def write_debug(self, text: str) -> None:
        """Tell something for debugging, shown with ``-Debug``."""
        self.invocation.write_debug(text)

    def write_information(self, data: object, tags: Sequence[str] = ()) -> None:
        """Write to the information stream."""
        self.invocation.write_information(data, tags)

    def write_progress(
        self, activity: str, status: str = "", percent: int | None = None, *, finished: bool = False
    ) -> None:
        """Show how far the command is."""
        self.invocation.write_progress(activity, status, percent, finished=finished)

    def should_process(self, target: str, action: str = "") -> bool:
        """Ask whether to change ``target``: False under ``-WhatIf`` or when the answer is no."""
        return self.invocation.should_process(target, action or type(self).name)

    def should_continue(self, question: str, caption: str) -> bool:
        """Ask a question that only ``-Force`` of the command itself can spare."""
        return self.invocation.should_continue(question, caption)

    def run(self, items: Iterable[object] = (), *, piped: bool = False) -> list[object]:
        """Run a command that was made by hand, and return its output.

        ``items`` go one by one to the first pipeline parameter. Errors that were written are in
        ``self.invocation.errors``.
        """
        output: list[object] = []
        self.invocation.output = output.append
        try:
            self.begin()
            given = list(items)
            if given or piped:
                self._process_each(given)
            else:
                self.process(*(getattr(self, s.attribute) for s in self.pipeline_parameters))
            self.end()
        finally:
            self.clean()
        return output

    def _process_each(self, items: Sequence[object]) -> None:
        first, *rest = self.pipeline_parameters
        for item in items:
            setattr(self, first.attribute, item)
            self.process(item, *(getattr(self, s.attribute) for s in rest))
