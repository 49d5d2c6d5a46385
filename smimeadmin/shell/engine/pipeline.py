"""Running a pipeline: every stage pushes each object into the next."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Protocol

from smimeadmin.shell.engine.cmdlet import Cmdlet
from smimeadmin.shell.engine.error_record import TerminatingError, record_of
from smimeadmin.shell.engine.flow import StopUpstream
from smimeadmin.shell.engine.scope import Frame
from smimeadmin.shell.engine.stage_cmdlet import CmdletStage


class Stage(Protocol):
    """One command of a pipeline."""

    start_below: Callable[[], None]
    """Begins the stages behind it, before its own ``begin`` writes to them."""

    @property
    def accept(self) -> Callable[[Any], Any]:
        """What takes an object."""

    @property
    def failed(self) -> bool:
        """Whether it wrote an error."""

    def begin(self) -> None:
        """Start."""

    def end(self) -> None:
        """Finish: there will be no more objects."""

    def clean(self) -> None:
        """Put things in order, whatever happened."""


def run_stages(
    frame: Frame, stages: Sequence[Stage], feed: Callable[[Callable[[Any], Any]], None] | None
) -> None:
    """Run stages from first to last: all begin, then the objects of ``feed``, then all end."""
    session = frame.session
    try:
        _run(stages, feed)
    except StopUpstream as stop:
        _finish_below(stages, stop)
    except TerminatingError as error:
        if not error.ends_script:
            _name_command(error, stages)
        raise
    except Exception as error:
        raise _from_command(error, stages) from error
    finally:
        for stage in stages:
            stage.clean()
    session.ok = not any(stage.failed for stage in stages)


def _run(stages: Sequence[Stage], feed: Callable[[Callable[[Any], Any]], None] | None) -> None:
    if len(stages) == 1:
        stages[0].begin()
    else:
        _begin(stages)
    if feed is not None:
        feed(stages[0].accept)
    for stage in stages:
        stage.end()


def _begin(stages: Sequence[Stage]) -> None:
    """Begin all stages in their order; what a ``begin`` writes finds those below it ready."""
    waiting = iter(stages)

    def begin_waiting() -> None:
        for stage in waiting:
            stage.start_below = begin_waiting
            stage.begin()

    begin_waiting()


def _finish_below(stages: Sequence[Stage], stop: StopUpstream) -> None:
    """Let the stages behind the one that had enough come to their end."""
    places = [i for i, stage in enumerate(stages) if stage is stop.stage]
    if not places:
        raise stop
    try:
        for stage in stages[places[0] + 1 :]:
            stage.end()
    except StopUpstream as another:
        _finish_below(stages, another)


def _running_cmdlet(traceback: TracebackType | None, stages: Sequence[Stage]) -> Any:
    """Return the invocation of the innermost cmdlet that a traceback went through, or None.

    A cmdlet that hands its own function to the pipeline (``Cmdlet.taker``) is known by its code.
    """
    takers = {
        code: stage.invocation
        for stage in stages
        if isinstance(stage, CmdletStage)
        and (code := getattr(stage.accept, "__code__", None)) is not None
    }
    if not any(isinstance(stage, CmdletStage) for stage in stages):
        return None  # one further down has been named by its own pipeline
    found = None
    while traceback is not None:
        frame = traceback.tb_frame
        running = frame.f_locals.get("self")
        if isinstance(running, Cmdlet):
            found = running.invocation
        found = takers.get(frame.f_code, found)
        traceback = traceback.tb_next
    return found


def _name_command(error: TerminatingError, stages: Sequence[Stage]) -> None:
    """Put the name of the cmdlet that ran a script's block behind the id of the block's error."""
    record = error.record
    if record.category_info.activity or error.is_too_deep:
        return
    invocation = _running_cmdlet(error.__traceback__, stages)
    if invocation is not None and "," not in record.fully_qualified_error_id:
        record.fully_qualified_error_id += f",{invocation.error_source}"
        record.category_info.activity = invocation.name


def _from_command(error: Exception, stages: Sequence[Stage]) -> TerminatingError:
    """Say which command an exception came out of: the innermost that was running."""
    invocation = _running_cmdlet(error.__traceback__, stages)
    if invocation is None:
        raise error
    record = record_of(error, in_command=True)
    record.named(invocation.error_source, invocation.name)
    if record.position is None:
        record.position = invocation.position
    record.invocation_info = invocation.info
    record.invocation = invocation
    return TerminatingError(record, ends_script=False)
