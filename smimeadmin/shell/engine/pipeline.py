"""Running a pipeline: every stage pushes each object into the next."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from smimeadmin.shell.engine.cmdlet import Cmdlet
from smimeadmin.shell.engine.error_record import TerminatingError, record_of
from smimeadmin.shell.engine.flow import StopUpstream
from smimeadmin.shell.engine.scope import Frame


class Stage(Protocol):
    """One command of a pipeline."""

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
    except TerminatingError:
        raise
    except Exception as error:
        raise _from_command(error) from error
    finally:
        for stage in stages:
            stage.clean()
    session.ok = not any(stage.failed for stage in stages)


def _run(stages: Sequence[Stage], feed: Callable[[Callable[[Any], Any]], None] | None) -> None:
    for stage in stages:
        stage.begin()
    if feed is not None:
        feed(stages[0].accept)
    for stage in stages:
        stage.end()


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


def _from_command(error: Exception) -> TerminatingError:
    """Say which command an exception came out of: the innermost that was running."""
    traceback = error.__traceback__
    invocation = None
    while traceback is not None:
        running = traceback.tb_frame.f_locals.get("self")
        if isinstance(running, Cmdlet):
            invocation = running.invocation
        traceback = traceback.tb_next
    if invocation is None:
        raise error
    record = record_of(error, in_command=True)
    record.named(invocation.error_source, invocation.name)
    if record.position is None:
        record.position = invocation.position
    record.invocation_info = invocation.info
    record.invocation = invocation
    return TerminatingError(record, ends_script=False)
