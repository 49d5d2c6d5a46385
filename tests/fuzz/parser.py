"""``python -m tests.fuzz.parser --inputs 2000000 --seed 1``: nothing but a tree or a ParseError.

A finding is printed with its number; ``--first NUMBER --inputs 1`` makes it again. With
``--inputs`` and ``--first`` a long run can be made in portions.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from typing import Final

from smimeadmin.shell.language import ParseError, listing, parse
from smimeadmin.shell.language.context import cursor_context
from smimeadmin.shell.language.recovery import parse_recovering
from tests.fuzz.inputs import make_input

TOO_LONG: Final = 2.0
"""Processor seconds that one input may take: all are short, but for the bombs."""
_TYPED: Final = 8
"""Of so many inputs, one is also read as what is being typed at the prompt."""
_REPORT: Final = 100_000


class Finding:
    """An input that ended otherwise than it may, and how."""

    __slots__ = ("how", "number", "text")

    def __init__(self, number: int, text: str, how: str) -> None:
        self.number = number
        self.text = text
        self.how = how

    def __str__(self) -> str:
        return f"input {self.number}: {self.text[:300]!r}\n{self.how}"


def try_parser(text: str, *, typed: bool) -> bool:
    """Parse a text, and return whether it is a script; any exception but ParseError comes out."""
    try:
        parse(text)
        listing(text)
    except ParseError as error:
        _check_place(error, text)
        good = False
    else:
        good = True
    if typed:
        parse_recovering(text)
        cursor_context(text, len(text) // 2)
    return good


def _check_place(error: ParseError, text: str) -> None:
    lines = text.count("\n") + text.count("\r") + 1
    if not (1 <= error.line <= lines and error.column >= 1 and error.message and error.id):
        raise AssertionError(f"{error.id} stands at {error.line}:{error.column}")


def findings(seed: int, first: int, count: int) -> Iterator[Finding | bool]:
    """Try so many inputs; yield a finding, or whether the input was a script."""
    for number in range(first, first + count):
        text = make_input(seed, number)
        began = time.process_time()
        try:
            good = try_parser(text, typed=number % _TYPED == 0)
        except Exception:  # noqa: BLE001 - any other exception is what is looked for
            yield Finding(number, text, traceback.format_exc(limit=-6))
            continue
        took = time.process_time() - began
        yield Finding(number, text, f"took {took:.1f} s") if took > TOO_LONG else good


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    """Run the target; the exit code tells whether something was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz.parser", description=__doc__)
    asked.add_argument("--inputs", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--first", type=int, default=0)
    options = asked.parse_args(arguments)
    began = time.process_time()
    scripts = found = 0
    for done, result in enumerate(findings(options.seed, options.first, options.inputs), 1):
        if isinstance(result, Finding):
            found += 1
            _tell(str(result))
        else:
            scripts += result
        if done % _REPORT == 0:
            _tell(f"{done} inputs, {found} findings")
    took = time.process_time() - began
    wrong = options.inputs - scripts - found
    _tell(
        f"{options.inputs} inputs of seed {options.seed} from {options.first}: {scripts} are "
        f"scripts, {wrong} have errors of syntax, {found} are findings; {took:.0f} s"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
