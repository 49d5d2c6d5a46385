"""``python -m tests.fuzz.engine --programs 10000 --seed 1``: nothing but the shell's own errors.

Programs are written by chance (``tests.fuzz.programs``) and run in a session of the core commands.
Any exception of Python's, and a program that takes long, is a finding.
"""

import argparse
import resource
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.shell.engine.error_record import TerminatingError
from smimeadmin.shell.formatting.formatter import Formatter
from smimeadmin.shell.formatting.line_writer import LineWriter
from smimeadmin.shell.language import ParseError
from tests.fuzz.programs import ProgramMaker
from tests.support.shell import Shell

TOO_LONG: Final = 2.0
"""Processor seconds that one program may take."""
MOST_MEMORY: Final = 2 << 30
"""Bytes that the process may take: a program that wants more is a finding."""
_REPORT: Final = 10_000
_SHOWN: Final = 50
"""How many of the objects that came out are drawn as well."""


class Finding:
    """A program that ended otherwise than it may, and how."""

    __slots__ = ("how", "number", "program", "what")

    def __init__(self, number: int, program: str, what: str, how: str) -> None:
        self.number = number
        self.program = program
        self.what = what
        self.how = how

    def __str__(self) -> str:
        return f"program {self.number}: {self.what}\n{self.program}\n{self.how}"


class EngineTarget:
    """Makes programs by number; each runs in a session of its own, all in one temporary folder."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._known: dict[str, Sequence[str]] = {}

    def program(self, number: int) -> str:
        """Return the program of that number: the same whenever it is asked for."""
        dice = Random(f"{self._seed}:{number}")  # noqa: S311 - has to be made again
        return ProgramMaker(dice, self._parameters).program()

    def _parameters(self, name: str) -> Sequence[str]:
        if not self._known:
            for command in Shell().session.registry.added():
                self._known[command.name] = [spec.name for spec in command.declared]
        return self._known.get(name, ())

    def run(self, program: str, folder: Path) -> BaseException | None:
        """Run a program and draw what comes; return the exception that is no error of the shell."""
        shell = Shell(folder)
        try:
            output = shell.run(program)
            _draw(output[:_SHOWN])
        except Exception as error:  # noqa: BLE001 - sorted out below
            return foreign(error)
        for record in shell.session.errors:
            found = foreign(record.cause)
            if found is not None:
                return found
        return None

    def findings(self, first: int, count: int) -> Iterator[Finding | None]:
        """Run so many programs; yield a finding, or None."""
        with TemporaryDirectory(prefix="smimeadmin-fuzz-") as folder:
            for number in range(first, first + count):
                yield self._finding(number, Path(folder))

    def _finding(self, number: int, folder: Path) -> Finding | None:
        program = self.program(number)
        began = time.process_time()
        error = self.run(program, folder)
        took = time.process_time() - began
        if error is not None:
            how = "".join(traceback.format_exception(error, limit=-5))
            return Finding(number, program, _place_of(error), how)
        return Finding(number, program, f"took {took:.1f} s", "") if took > TOO_LONG else None


def foreign(error: BaseException | None) -> BaseException | None:
    """Return what lies under an error of the shell that is none of its own, or None."""
    while error is not None:
        if isinstance(error, TerminatingError):
            error = error.record.cause
        elif isinstance(error, (SmimeAdminError, ParseError)):
            return None
        else:
            return error
    return None


def _place_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = "" if last is None else f" at {last.filename.rsplit('/', 1)[-1]}:{last.lineno}"
    return f"{type(error).__name__}{place}"


def _draw(output: Sequence[Any]) -> None:
    lines: list[str] = []
    writer = LineWriter(lines.append)
    formatter = Formatter(writer.put)
    for value in output:
        formatter.process(value)
    formatter.end()
    writer.flush()


def main(arguments: Sequence[str]) -> int:
    """Run the target; each kind of finding is told once. The exit code tells whether there were."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz.engine", description=__doc__)
    asked.add_argument("--programs", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--first", type=int, default=0)
    options = asked.parse_args(arguments)
    began = time.process_time()
    kinds: dict[str, int] = {}
    target = EngineTarget(options.seed)
    for done, finding in enumerate(target.findings(options.first, options.programs), 1):
        if finding is not None:
            kinds[finding.what] = kinds.get(finding.what, 0) + 1
            if kinds[finding.what] == 1:
                _tell(str(finding))
        if done % _REPORT == 0:
            _tell(f"{done} programs, {sum(kinds.values())} findings")
    for what, count in sorted(kinds.items(), key=lambda pair: -pair[1]):
        _tell(f"{count:6} x {what}")
    took = time.process_time() - began
    _tell(
        f"{options.programs} programs of seed {options.seed} from {options.first}: "
        f"{sum(kinds.values())} findings of {len(kinds)} kinds; {took:.0f} s"
    )
    return 1 if kinds else 0


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    sys.exit(main(sys.argv[1:]))
