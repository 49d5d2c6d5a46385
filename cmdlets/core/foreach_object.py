"""ForEach-Object: runs a block for every object, or reads one member of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.emitting import emit
from smimeadmin.shell.engine.members import (
    find_property,
    get_member,
    get_method,
    invoke,
    members_of,
)
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.engine.scope import Var

if TYPE_CHECKING:
    from cmdlets.core import _parallel as threads
else:
    threads = at_first_use("cmdlets.core._parallel")


def _positive(number: int) -> str | None:
    return None if number >= 1 else f"{number} is less than 1."


def _not_negative(number: int) -> str | None:
    return None if number >= 0 else f"{number} is less than 0."


_NOT_PARALLEL = ("ErrorAction", "WarningAction", "InformationAction", "PipelineVariable")


def _refused(
    error_id: str, message: str, target: object = None, *, hint: str | None = None
) -> CommandError:
    return CommandError(
        error_id,
        message,
        category="InvalidArgument",
        target=target,
        inner=AUTOMATION + "PSArgumentException",
        hint=hint,
    )


class ForEachObject(
    CoreCmdlet,
    name="ForEach-Object",
    aliases=("%", "foreach"),
    default_set="ScriptBlockSet",
    supports_should_process=True,
):
    """Runs a script block for each object that comes down the pipeline.

    The object is `$_` in the block, which runs in the caller's scope. With a name in place of a
    block, the property of that name is read, or the method called.
    """

    input_object: object = Parameter(
        "The objects.",
        default=None,
        from_pipeline=True,
        sets=("ScriptBlockSet", "PropertyAndMethodSet", "ParallelParameterSet"),
    )
    begin_block: ScriptBlock | None = Parameter(
        "What runs before the first object.", default=None, name="Begin", sets=("ScriptBlockSet",)
    )
    process_blocks: list[ScriptBlock] = Parameter(
        "What runs for each object.",
        default=(),
        name="Process",
        sets=(InSet("ScriptBlockSet", position=0, mandatory=True),),
        type="ScriptBlock[]",
        allows=("null",),
    )
    end_block: ScriptBlock | None = Parameter(
        "What runs after the last object.", default=None, name="End", sets=("ScriptBlockSet",)
    )
    remaining_scripts: list[ScriptBlock] = Parameter(
        "Further blocks: with a begin block in front, the last one is the end block.",
        default=(),
        sets=("ScriptBlockSet",),
        type="ScriptBlock[]",
        from_remaining_arguments=True,
    )
    member_name: str | None = Parameter(
        "The property to read, or the method to call.",
        default=None,
        sets=(InSet("PropertyAndMethodSet", position=0, mandatory=True),),
    )
    argument_list: list[Any] = Parameter(
        "Arguments of the method.",
        default=(),
        aliases=("Args",),
        sets=("PropertyAndMethodSet",),
        from_remaining_arguments=True,
    )
    parallel: ScriptBlock | None = Parameter(
        "What runs for each object in a thread with a session of its own; of the caller's "
        "variables only $using: values are there.",
        default=None,
        sets=(InSet("ParallelParameterSet", mandatory=True),),
    )
    throttle_limit: int = Parameter(
        "How many threads run at a time.",
        default=5,
        sets=("ParallelParameterSet",),
        validate=(_positive,),
    )
    timeout_seconds: int = Parameter(
        "After so many seconds the threads are stopped; 0 for never.",
        default=0,
        sets=("ParallelParameterSet",),
        validate=(_not_negative,),
    )
    as_job: bool = Parameter(
        "Write a job, and let the threads go on.", default=False, sets=("ParallelParameterSet",)
    )
    use_new_runspace: bool = Parameter(
        "Accepted: each object has a session of its own anyway.",
        default=False,
        sets=("ParallelParameterSet",),
    )

    examples = (
        Example("Twice each number.", "1..3 | ForEach-Object { $_ * 2 }", shows=("2\n4\n6")),
        Example(
            "One property of each object.", "'anna', 'bo' | ForEach-Object Length", shows=("4\n2")
        ),
        Example(
            "Three threads at a time.",
            "$plus = 1; 1..5 | ForEach-Object -Parallel { $_ + $using:plus } -ThrottleLimit 3 | "
            "Sort-Object",
            shows="2\n3\n4\n5\n6",
        ),
    )

    _threads: "threads.ParallelRun | threads.ParallelJobs | None" = None

    def taker(self) -> Callable[[Any], Any] | None:
        """Return the block itself where there is only one: nothing is quicker."""
        if self.member_name is not None or self.parallel is not None:
            return None
        _, middle, _ = self._blocks()
        if len(middle) != 1:
            return None
        return middle[0].runner(self.invocation.frame, self.invocation.downstream)

    def begin(self) -> None:
        """Keep the caller's `$_`, bind the blocks to the caller's scope, run the first."""
        frame = self.invocation.frame
        self._kept = frame.vars.get("_")
        self._value = None if self._kept is None else self._kept.v
        if self.parallel is not None:
            self._begin_parallel(self.parallel)
            return
        out = self.invocation.downstream
        first, middle, self._last = self._blocks()
        self._runners = [block.runner(frame, out) for block in middle]
        if first is not None:
            self.invocation.start_below()
            first.runner(frame, out)(None)

    def _begin_parallel(self, block: ScriptBlock) -> None:
        for name in _NOT_PARALLEL:
            if self.is_bound(name):
                raise CommandError(
                    "ParallelCommonParametersNotSupported",
                    f"-{name} does not go with -Parallel.",
                    category="InvalidOperation",
                    inner=AUTOMATION + "PSNotSupportedException",
                    hint=f"Set -{name} on the commands in the block.",
                )
        if self.as_job:
            self._threads = threads.ParallelJobs(self.invocation, block, limit=self.throttle_limit)
        else:
            self._threads = threads.ParallelRun(
                self.invocation, block, limit=self.throttle_limit, seconds=self.timeout_seconds
            )

    def _blocks(self) -> tuple[ScriptBlock | None, list[ScriptBlock], ScriptBlock | None]:
        given: list[Any] = [*self.process_blocks, *self.remaining_scripts]
        blocks: list[ScriptBlock] = [block for block in given if block is not None]
        first, last = self.begin_block, self.end_block
        if len(blocks) > 1:
            if first is None:
                first, *blocks = blocks
            if last is None and len(blocks) > 1:
                *blocks, last = blocks
        return first, blocks, last

    def process(self, input_object: object) -> None:
        """Run the blocks for one object, or read its member."""
        if self._threads is not None:
            error = threads.refused_item(input_object)
            if error is None:
                self._threads.add(input_object)
            else:
                self.write_error(error, input_object)
            return
        if self.member_name is None:
            for run in self._runners:
                run(input_object)
            return
        try:
            self._member(input_object, self.member_name)
        except CommandError as error:
            self.write_error(error, input_object)

    def _member(self, item: object, name: str) -> None:
        if bare(item) is None:
            if not self.is_bound("InputObject"):
                raise _refused("InputObjectIsNull", "A null value has no members.")
            return
        if "*" in name or "?" in name:
            name = self._only_member(item, name)
        out = self.invocation.downstream
        shown = f"Item: {to_text(item)}"
        found, value = (False, None) if self.argument_list else find_property(item, name)
        if not found and get_method(item, name) is not None:
            if self.should_process(shown, f"Invoke method '{name}'"):
                emit(invoke(item, name, list(self.argument_list)), out)
            return
        if not self.should_process(shown, f"Retrieve the value of property '{name}'"):
            return
        if found:
            emit(value, out)
        elif self.argument_list:
            raise _refused("MethodNotFound", f"There is no method '{name}'.", item)
        elif self._is_missed(item, name):
            raise _refused("PropertyOrMethodNotFound", f"There is no member '{name}'.", item)
        else:
            emit(get_member(item, name), out)

    def _is_missed(self, item: object, name: str) -> bool:
        """Tell whether strict mode wants a member that is not there."""
        if not self.session.strict_mode(self.invocation.frame.scope, "2.0"):
            return False
        return not find_property(item, name)[0]

    def _only_member(self, item: object, pattern: str) -> str:
        """Return the one member whose name matches."""
        names = {row[0] for row in members_of(item) if name_matches(fold(row[0]), fold(pattern))}
        if len(names) == 1:
            return names.pop()
        raise _refused(
            "AmbiguousPropertyOrMethodName" if names else "PropertyOrMethodNotFound",
            f"'{pattern}' matches {len(names)} members: it has to be one.",
            item,
            hint=f"They are: {', '.join(sorted(names))}." if names else None,
        )

    def end(self) -> None:
        """Run the end block, and give the caller its `$_` back."""
        if self._threads is not None:
            self._threads.finish()
            return
        frame = self.invocation.frame
        if self._last is not None:
            frame.scope.assign("_", None)
            self._last.runner(frame, self.invocation.downstream)(None)

    def clean(self) -> None:
        """Give the caller its `$_` back; end the threads that an error or Ctrl-C left."""
        if self._threads is not None:
            self._threads.stop()
            return
        variables = self.invocation.frame.vars
        if self._kept is None:
            variables.pop("_", None)
        else:
            variables["_"] = Var("_", self._value)
