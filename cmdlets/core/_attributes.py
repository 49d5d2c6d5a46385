"""The conditions of Get-ChildItem on what files are: -Attributes, -Hidden and the like."""

from collections.abc import Callable

from smimeadmin.core.files import FileInfo
from smimeadmin.core.names import fold
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.members_files import FILE_ATTRIBUTES, attribute_bits
from smimeadmin.shell.engine.net_exceptions import AUTOMATION

Condition = Callable[[FileInfo], bool]

_SHORT = {"d": "directory", "h": "hidden", "r": "readonly", "s": "system", "a": "archive"}


def attribute_condition(text: str) -> Condition:
    """Read ``Directory+!Hidden,ReadOnly``: a comma is or, a plus is and, an exclamation mark not.

    Raises CommandError for a name that no attribute has.
    """
    ways = [[_term(word) for word in way.split("+")] for way in text.split(",")]

    def holds(info: FileInfo) -> bool:
        bits = attribute_bits(info)
        return any(all(bool(bits & bit) is wanted for bit, wanted in way) for way in ways)

    return holds


def _term(word: str) -> tuple[int, bool]:
    name = word.strip()
    wanted = not name.startswith("!")
    name = fold(name.lstrip("!").strip())
    bit = FILE_ATTRIBUTES.by_fold.get(_SHORT.get(name, name))
    if bit is None:
        raise CommandError(
            "ParameterArgumentTransformationError",
            f"'{word.strip()}' is no attribute of a file.",
            category="InvalidData",
            target=word,
            inner=AUTOMATION + "ParameterBindingArgumentTransformationException",
            hint=f"There are {', '.join(list(FILE_ATTRIBUTES.members)[1:])}.",
        )
    return bit, wanted
