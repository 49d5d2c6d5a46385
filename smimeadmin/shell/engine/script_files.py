"""Script files: read in whatever encoding they come, parsed once, their ``#Requires`` checked."""

import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any, BinaryIO

from smimeadmin.shell.engine.blocks import BlockCode, ScriptBlock
from smimeadmin.shell.engine.compile_unit import Unit
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.errors import MethodCallError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.language import ParseError, ast, parse

VERSION = (7, 6)

_REQUIRES = re.compile(r"^#requires\s+(.*)$", re.IGNORECASE)
_OPTION = re.compile(r"-(\w+)\s*(?::\s*)?((?:@\{[^}]*\}|'[^']*'|\"[^\"]*\"|[^\s-][^\s]*)?)")
_VERSION_TEXT = re.compile(r"\d{1,9}(\.\d{1,9}){0,3}")
_OPTIONS = ("version", "psedition", "modules", "pssnapin", "runasadministrator", "shellid")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode_script(data: bytes) -> str:
    """Return the text of a script: by its mark, else UTF-8, else Windows' code page 1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def decoded_lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a text file as they are read, and close it: by its mark, else UTF-8."""
    with stream:
        start = stream.read(4)
        stream.seek(0)
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        with TextIOWrapper(stream, encoding, errors="replace") as text:
            for line in text:
                yield line.removesuffix("\n")


def compile_script(text: str, path: str | None, session: Any) -> ScriptBlock:
    """Parse a script and return it as a block; ParseError if it is wrong."""
    tree = parse(text, path) if path is not None else parse(text)
    name = "" if path is None else path.replace("\\", "/").rpartition("/")[2]
    return ScriptBlock(BlockCode(tree, Unit(path), name=name), session)


def check_requirements(tree: ast.ScriptBlockAst, name: str, known_modules: Any) -> None:
    """Check the ``#Requires`` lines of a script."""
    for start, end in tree.source.comments:
        match = _REQUIRES.match(tree.source.text[start:end].strip())
        if match is None:
            continue
        seen: set[str] = set()
        for option, value in _OPTION.findall(match.group(1)):
            key = option.lower()
            if key in seen and key != "modules":
                raise _unmet(
                    "ParameterAlreadyBound",
                    f"The script '{name}' says -{option} twice in one #Requires.",
                    name,
                    category="ParserError",
                )
            seen.add(key)
            _check(key, value.strip("'\""), name, known_modules)


def _check(option: str, value: str, name: str, known_modules: Any) -> None:
    if option not in _OPTIONS:
        raise _unmet(
            "ScriptRequiresInvalidFormat",
            f"The script '{name}' has a #Requires that is not understood: -{option}.",
            name,
            category="ParserError",
        )
    if option == "version":
        _check_version(value, name)
    elif option == "psedition" and value.lower() != "core":
        raise _unmet(
            "ScriptRequiresUnmatchedPSEdition",
            f"The script '{name}' needs the edition {value} of PowerShell; this is Core.",
            name,
            category="NotSpecified",
        )
    elif option in {"modules", "pssnapin"}:
        for module in value.split(","):
            plain = _module_name(module)
            if plain and not known_modules(plain):
                raise _unmet(
                    "ScriptRequiresMissingModules",
                    f"The script '{name}' needs the module '{plain}', which is not here.",
                    name,
                )


def _check_version(value: str, name: str) -> None:
    if _VERSION_TEXT.fullmatch(value) is None:
        raise _unmet(
            "RequiresVersionInvalid",
            f"The script '{name}' needs the version '{value}', which is none.",
            name,
            category="ParserError",
        )
    wanted = tuple(int(part) for part in value.split("."))
    if wanted[:2] > VERSION:
        raise _unmet(
            "ScriptRequiresUnmatchedPSVersion",
            f"The script '{name}' needs version {value} of PowerShell; this is "
            f"{VERSION[0]}.{VERSION[1]}.",
            name,
        )


def _module_name(text: str) -> str:
    match = re.search(r"modulename\s*=\s*['\"]?([\w.]+)", text, re.IGNORECASE)
    return match.group(1) if match else text.strip().strip("'\"")


class RequirementError(CommandError):
    """A script says that it needs what is not here; its id never names the script."""


def _unmet(
    error_id: str, message: str, name: str, *, category: str = "ResourceUnavailable"
) -> RequirementError:
    return RequirementError(
        error_id,
        message,
        category=category,
        target=name,
        inner=AUTOMATION + "ScriptRequiresException",
    )


def create_block(text: str) -> ScriptBlock:
    """Return the block of ``[scriptblock]::Create``; the caller's session is set by its call."""
    try:
        return ScriptBlock(BlockCode(parse(text), Unit(None)), None)
    except ParseError as error:
        raise MethodCallError(
            "ParseException", str(error), inner=AUTOMATION + "ParseException"
        ) from error
