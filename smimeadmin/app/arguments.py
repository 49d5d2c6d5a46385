"""The command line: GNU's spelling of the options, and the one that pwsh's users know."""

import os
from collections.abc import Sequence

from smimeadmin.core.errors import ErrorKind, SmimeAdminError

USAGE = """\
usage: smimeadmin [options] [SCRIPT [ARGS...]]

Without SCRIPT and on a terminal: the prompt. With '-' as SCRIPT: standard input.

  -c, --command TEXT        run TEXT and end
      --workspace DIR       where keys, certificates and the embedded organization are kept
      --no-profile          do not run the profile
      --non-interactive     never ask; what would ask is an error
      --output-format F     text (default), json, csv or markdown
      --what-if             rehearse: make no change, list the changes a run would make
      --validate            check the script, run nothing
      --passphrase-fd N     read the workspace's passphrase from file descriptor N
      --culture NAME        how numbers and dates are shown (en-US)
      --no-native           run no other programs
      --transcript FILE     also write what is shown to FILE
      --debug               show where an internal error came from
      --version             print the version
  -h, --help                print this

exit code: 0 done; 1 a command failed; 2 usage or syntax error; 3 changes were found to make;
4 some items failed; 5 refused; 6 a server could not be reached; 130 interrupted
"""

OUTPUT_FORMATS = ("text", "json", "csv", "markdown")


class UsageError(SmimeAdminError):
    """The command line can't be understood."""

    id = "App.Usage"
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, message: str) -> None:
        super().__init__(message, hint="smimeadmin --help shows the options.")


class Arguments:
    """What the command line asks for."""

    __slots__ = (
        "arguments",
        "command",
        "culture",
        "debug",
        "help",
        "native",
        "non_interactive",
        "output_format",
        "passphrase_fd",
        "profile",
        "script",
        "transcript",
        "validate",
        "version",
        "what_if",
        "workspace",
    )

    def __init__(self) -> None:
        self.command: str | None = None
        self.script: str | None = None
        self.arguments: list[str] = []
        self.workspace: str | None = None
        self.profile = True
        self.non_interactive = False
        self.output_format = "text"
        self.what_if = False
        self.validate = False
        self.passphrase_fd: int | None = None
        self.culture = "en-US"
        self.native = True
        self.transcript: str | None = None
        self.debug = False
        self.version = False
        self.help = False


_SWITCHES = {
    "--no-profile": ("profile", False),
    "-noprofile": ("profile", False),
    "--non-interactive": ("non_interactive", True),
    "-noninteractive": ("non_interactive", True),
    "--what-if": ("what_if", True),
    "-whatif": ("what_if", True),
    "--validate": ("validate", True),
    "--no-native": ("native", False),
    "--debug": ("debug", True),
    "--version": ("version", True),
    "--help": ("help", True),
    "-h": ("help", True),
    "-help": ("help", True),
}
_VALUES = {
    "-c": "command",
    "--command": "command",
    "-command": "command",
    "-file": "script",
    "--workspace": "workspace",
    "--output-format": "output_format",
    "-outputformat": "output_format",
    "--passphrase-fd": "passphrase_fd",
    "--culture": "culture",
    "--transcript": "transcript",
}


def parse_arguments(given: Sequence[str]) -> Arguments:
    """Read the command line; raises UsageError."""
    result = Arguments()
    rest = list(given)
    while rest:
        word = rest.pop(0)
        if word == "--":
            _take_script(result, rest)
            break
        if word == "-" or not word.startswith("-"):
            _take_script(result, [word, *rest])
            break
        name, _, attached = word.partition("=")
        if not _take_option(result, name, attached if "=" in word else None, rest):
            break
    _check(result)
    return result


def _take_option(result: Arguments, name: str, attached: str | None, rest: list[str]) -> bool:
    """Take one option, and its value; False if what follows belongs to a script."""
    key = name if name.startswith("--") else name.lower()
    if key in _SWITCHES:
        if attached is not None:
            raise UsageError(f"{name} takes no value.")
        attribute, switch = _SWITCHES[key]
        setattr(result, attribute, switch)
        return True
    if key not in _VALUES:
        raise UsageError(f"There is no option '{name}'.")
    if attached is None:
        if not rest:
            raise UsageError(f"{name} needs a value.")
        attached = rest.pop(0)
    attribute = _VALUES[key]
    if attribute == "script":
        _take_script(result, [attached, *rest])
        return False
    setattr(result, attribute, attached)
    return True


def _take_script(result: Arguments, words: list[str]) -> None:
    if words:
        result.script, result.arguments = words[0], words[1:]


def _check(result: Arguments) -> None:
    if result.command is not None and result.script is not None:
        raise UsageError(f"Both --command and the script '{result.script}' were given.")
    result.output_format = result.output_format.lower()
    if result.output_format not in OUTPUT_FORMATS:
        raise UsageError(
            f"'{result.output_format}' is no output format: {', '.join(OUTPUT_FORMATS)}."
        )
    descriptor: object = result.passphrase_fd
    if isinstance(descriptor, str):
        if not (descriptor.isascii() and descriptor.isdigit()):
            raise UsageError(f"--passphrase-fd needs a number, not '{descriptor}'.")
        result.passphrase_fd = int(descriptor)
        if result.passphrase_fd == 0 and result.script == "-":
            raise UsageError("Standard input can't hold both the script and the passphrase.")


def default_workspace() -> str | None:
    """Return the folder that the environment names, if it does."""
    return os.environ.get("SMIMEADMIN_HOME") or None
