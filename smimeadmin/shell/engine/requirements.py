"""``#Requires``: what a script says that it needs before any of it runs."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.engine.net_exceptions import AUTOMATION
from smimeadmin.shell.language import ParseError, ast, parse

VERSION = (7, 6)
_REQUIRES = re.compile(r"#requires(\s+.*)?$", re.IGNORECASE)
_VERSION_TEXT = re.compile(r"\d{1,9}(\.\d{1,9}){0,3}")
_MANY = frozenset({"modules", "pssnapin", "assembly"})
_FLAGS = frozenset({"runasadministrator"})
_VALUES = frozenset({"version", "psedition", "shellid", *_MANY})
_MODULE_KEYS = frozenset(
    {"modulename", "moduleversion", "requiredversion", "maximumversion", "guid"}
)

Knows = Callable[[str], bool]
Options = list[tuple[str, list[Any]]]


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


def _wrong(error_id: str, message: str, name: str) -> RequirementError:
    """Make the error of a line that is not understood."""
    return _unmet(error_id, f"The #Requires of '{name}': {message}", name, category="ParserError")


def check_requirements(tree: ast.ScriptBlockAst, name: str, known_modules: Knows) -> None:
    """Check the ``#Requires`` lines of a script; RequirementError if one is not met.

    ``-RunAsAdministrator`` is always met: what needs rights fails where they are missing.
    """
    for start, end in tree.source.comments:
        match = _REQUIRES.match(tree.source.text[start:end].strip())
        if match is None:
            continue
        seen: set[str] = set()
        for option, values in _options(match.group(1) or "", name):
            key = option.lower()
            _check_form(key, option, values, name)
            if key in seen and key not in _MANY:
                raise _wrong("ParameterAlreadyBound", f"-{option} is said twice.", name)
            seen.add(key)
            for value in values:
                _check(key, value, name, known_modules)


def _options(text: str, name: str) -> Options:
    """Read the options of a line as the language reads the arguments of a command."""
    try:
        block = parse(f"Requires {text}").end_block
    except ParseError as error:
        raise _wrong("ScriptRequiresInvalidFormat", str(error), name) from error
    statement = block.statements[0] if block is not None else None
    if not isinstance(statement, ast.PipelineAst):
        raise _wrong("ScriptRequiresInvalidFormat", "it is no list of options.", name)
    command = statement.pipeline_elements[0]
    found: Options = []
    for element in list(command.children())[1:]:
        if isinstance(element, ast.CommandParameterAst):
            attached = [] if element.argument is None else list(_values(element.argument))
            found.append((element.parameter_name, attached))
        elif found:
            found[-1][1].extend(_values(element))
        else:
            raise _wrong("ScriptRequiresInvalidFormat", f"'{element.text}' has no name.", name)
    return found


def _values(node: ast.Ast) -> Iterator[Any]:
    """Yield the constants of an argument: texts, and tables as dictionaries of texts."""
    if isinstance(node, ast.ArrayLiteralAst):
        for element in node.elements:
            yield from _values(element)
    elif isinstance(node, ast.HashtableAst):
        yield {
            key.text.strip("'\"").lower(): value.text.strip("'\"")
            for key, value in node.key_value_pairs
        }
    elif isinstance(node, ast.StringConstantExpressionAst):
        yield str(node.value)
    else:
        yield node.text


def _check_form(key: str, option: str, values: list[Any], name: str) -> None:
    if key in _FLAGS:
        if values:
            raise _wrong("ParameterCannotHaveArgument", f"-{option} takes no value.", name)
    elif key not in _VALUES:
        raise _wrong("ScriptRequiresInvalidFormat", f"-{option} is not understood.", name)
    elif not values:
        raise _wrong("ParameterRequiresArgument", f"-{option} needs a value.", name)


def _check(option: str, value: Any, name: str, known_modules: Knows) -> None:
    if option == "version":
        _check_version(str(value), name)
    elif option == "psedition":
        _check_edition(str(value), name)
    elif option == "modules":
        module = _module_name(value, name)
        if not known_modules(module):
            raise _unmet(
                "ScriptRequiresMissingModules",
                f"The script '{name}' needs the module '{module}', which is not here.",
                name,
            )
    elif option == "pssnapin" and not known_modules(str(value)) and not _is_version(value):
        raise _unmet(
            "ScriptRequiresMissingPSSnapins",
            f"The script '{name}' needs the snap-in '{value}', which is not here.",
            name,
        )


def _is_version(value: Any) -> bool:
    return _VERSION_TEXT.fullmatch(str(value)) is not None


def _check_edition(value: str, name: str) -> None:
    if value.lower() != "core":
        raise _unmet(
            "ScriptRequiresUnmatchedPSEdition",
            f"The script '{name}' needs the edition {value} of PowerShell; this is Core.",
            name,
            category="NotSpecified",
        )


def _check_version(value: str, name: str) -> None:
    if not _is_version(value):
        raise _wrong("RequiresVersionInvalid", f"'{value}' is no version.", name)
    wanted = tuple(int(part) for part in value.split("."))
    if wanted[:2] > VERSION:
        raise _unmet(
            "ScriptRequiresUnmatchedPSVersion",
            f"The script '{name}' needs version {value} of PowerShell; this is "
            f"{VERSION[0]}.{VERSION[1]}.",
            name,
        )


def _module_name(value: Any, name: str) -> str:
    if not isinstance(value, dict):
        return str(value)
    versions = value.keys() & {"moduleversion", "requiredversion", "maximumversion"}
    if not value.get("modulename") or not versions or value.keys() - _MODULE_KEYS:
        raise _wrong(
            "RequiresModuleInvalid", "a module's table has ModuleName and ModuleVersion.", name
        )
    return str(value["modulename"])
