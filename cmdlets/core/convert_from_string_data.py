"""ConvertFrom-StringData: reads lines of the form name = value."""

import re

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.lazy_pattern import LazyPattern
from smimeadmin.core.values import Hashtable
from smimeadmin.shell.engine import CommandError, Example, Parameter

_AUTOMATION = "System.Management.Automation."
_ESCAPE = LazyPattern(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b"}


class ConvertFromStringData(CoreCmdlet, name="ConvertFrom-StringData"):
    r"""Makes a hashtable of lines of the form `name = value`; lines after a `#` do not count.

    In values, `\n`, `\t` and `\\` stand for a new line, a tab and a backslash.
    """

    string_data: str = Parameter("The lines.", position=0, from_pipeline=True, allows=("empty",))
    delimiter: str = Parameter("What stands between.", default="=", type="Char", position=1)

    examples = (
        Example(
            "Settings.",
            "('Server = EX01', 'Site = AMS' -join \"`n\" | ConvertFrom-StringData).Site",
            shows="AMS",
        ),
    )

    def process(self, string_data: str) -> None:
        """Read one text."""
        table = Hashtable()
        for line in string_data.split("\n"):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            name, found, value = text.partition(str(self.delimiter))
            name = name.strip()
            if not found or not name:
                raise CommandError(
                    "InvalidOperation",
                    f"'{text}' is not of the form name{self.delimiter}value.",
                    category="InvalidOperation",
                    target=text,
                    inner=_AUTOMATION + "PSInvalidOperationException",
                )
            if name in table:
                raise CommandError(
                    "InvalidOperation",
                    f"'{name}' stands there twice.",
                    category="InvalidOperation",
                    target=name,
                    inner=_AUTOMATION + "PSInvalidOperationException",
                )
            table[name] = _unescaped(value.strip())
        self.write(table)


def _unescaped(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        code = found.group(1) or found.group(2)
        if code:
            return chr(int(code, 16))
        letter = found.group(3)
        return _LETTERS.get(letter, letter)

    unescaped: str = _ESCAPE.sub(plain, text)
    return unescaped
