"""A cmdlet as a stage of a pipeline."""

from collections.abc import Callable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.binder import Binding
from smimeadmin.shell.engine.cmdlet import Cmdlet
from smimeadmin.shell.engine.common_parameters import collectors_of, output_of, overrides_of
from smimeadmin.shell.engine.error_record import BindingError
from smimeadmin.shell.engine.flow import nothing_below
from smimeadmin.shell.engine.from_python import from_python
from smimeadmin.shell.engine.invocation import Invocation
from smimeadmin.shell.engine.pipeline_binder import PipelineBinder
from smimeadmin.shell.engine.scope import Frame


def preferences_of(frame: Frame) -> Callable[[str], Any]:
    """Return a function that reads a preference variable as a frame sees it."""
    scope = frame.scope

    def read(name: str) -> Any:
        variable = scope.find(fold(name))
        return None if variable is None else variable.v

    return read


class CmdletStage:
    """Runs one cmdlet: its attributes hold what was bound, ``accept`` takes each object."""

    __slots__ = (
        "_first",
        "accept",
        "binder",
        "cmdlet",
        "info",
        "invocation",
        "piped",
        "start_below",
    )

    def __init__(
        self,
        cls: type[Cmdlet],
        binding: Binding,
        frame: Frame,
        out: Callable[[Any], Any],
        *,
        piped: bool,
    ) -> None:
        info = binding.info
        session = frame.session
        self.info = info
        self.piped = piped
        values = binding.values
        invocation = Invocation(
            info.name,
            session.host,
            frame.streams,
            preferences_of(frame),
            error_source=info.error_source,
            session=session,
        )
        invocation.frame = frame
        invocation.bound = values
        invocation.overrides = overrides_of(values)
        invocation.copies = collectors_of(values, frame)
        invocation.impact = info.impact
        invocation.supports_should_process = info.supports_should_process
        invocation.parameter_set = binding.chosen
        invocation.stage = self
        target = output_of(values, frame, out)
        invocation.downstream = target
        self.invocation = invocation
        self.cmdlet = cmdlet = cls.__new__(cls)
        attributes = cmdlet.__dict__
        attributes["host"] = session.host
        attributes["services"] = session.services
        attributes["invocation"] = invocation
        attributes["_bound"] = frozenset()
        attributes["write"] = self._first = _first_output(invocation, attributes, target)
        for spec in cls.parameters:
            if spec.name in values:
                attributes[spec.attribute] = _held(spec, values[spec.name])
        self.binder = PipelineBinder(binding, frame) if piped else None
        self.accept = self._accepting()
        self.start_below: Callable[[], None] = nothing_below

    def _accepting(self) -> Callable[[Any], Any]:
        """Return what takes an object: the cmdlet's own method where none must be looked at."""
        binder = self.binder
        cmdlet = self.cmdlet
        if binder is None:
            return self._process
        spec = binder.takes_whole_objects
        if spec is None or len(cmdlet.pipeline_parameters) != 1:
            return self._process
        if spec.in_set(binder.chosen) is None:
            return self._process  # the objects decide on a set
        direct = cmdlet.taker()
        if direct is not None:
            return direct
        process = cmdlet.process
        invocation = self.invocation

        def take(item: Any) -> None:
            invocation.items += 1
            process(item)

        return take

    def _process(self, item: Any) -> None:
        """Bind an object and process it; one that can't be bound is reported."""
        binder = self.binder
        invocation = self.invocation
        cmdlet = self.cmdlet
        invocation.items += 1
        if binder is None:
            return
        try:
            found = binder.bind(item)
        except BindingError as error:
            invocation.write_error(error, item)
            return
        invocation.parameter_set = binder.chosen
        attributes = cmdlet.__dict__
        bound = invocation.bound
        arguments = []
        for spec in cmdlet.pipeline_parameters:
            value = _held(spec, found.get(spec.name, _unbound(spec, bound)))
            attributes[spec.attribute] = value
            arguments.append(value)
        cmdlet.process(*arguments)

    def begin(self) -> None:
        """Run ``begin``."""
        self.invocation.start_below = self.start_below
        self.cmdlet.begin()

    def end(self) -> None:
        """Run ``process`` if no pipeline did, then ``end``."""
        cmdlet = self.cmdlet
        if not self.piped:
            self.invocation.items += 1
            cmdlet.process(*(getattr(cmdlet, s.attribute) for s in cmdlet.pipeline_parameters))
        cmdlet.end()

    def clean(self) -> None:
        """Run ``clean``."""
        self.cmdlet.clean()

    @property
    def failed(self) -> bool:
        """Whether the command wrote an error."""
        return bool(self.invocation.errors)


def _held(spec: Any, value: Any) -> Any:
    """Return what the cmdlet holds for a value: $null where a list is wanted is an empty one."""
    return spec.default if value is None and type(spec.default) is tuple else value


def _unbound(spec: Any, bound: Any) -> Any:
    return bound.get(spec.name, spec.default)


def _first_output(
    invocation: Invocation, attributes: dict[str, Any], target: Callable[[Any], Any]
) -> Callable[[Any], Any]:
    """Return the ``write`` for the first object: it notes that there was one, and steps aside."""

    def first(value: Any) -> None:
        invocation.produced = True
        attributes["write"] = write
        invocation.output = write
        invocation.start_below()
        write(value)

    def write(value: Any) -> None:
        target(from_python(value))

    invocation.output = first
    return first
