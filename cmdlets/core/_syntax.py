"""The syntax lines of a command: one for each parameter set."""

from collections.abc import Sequence

from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.parameters import InSet, ParameterSpec

_SHORT = {
    "Boolean": "bool",
    "Byte": "byte",
    "Char": "char",
    "Decimal": "decimal",
    "Double": "double",
    "Hashtable": "hashtable",
    "Int32": "int",
    "Int64": "long",
    "PSCredential": "pscredential",
    "SecureString": "securestring",
    "ScriptBlock": "scriptblock",
    "String": "string",
}


def syntax_lines(info: CommandInfo, *, sets: Sequence[str] = ()) -> list[str]:
    """Return ``Get-Thing [[-Name] <string>] [-Force] [<CommonParameters>]`` for each set."""
    lines = []
    for name in sets or info.set_names:
        words = [info.name]
        words += [_word(spec, place) for spec, place in _ordered(info, name)]
        if info.supports_should_process:
            words += ["[-WhatIf]", "[-Confirm]"]
        if info.advanced:
            words.append("[<CommonParameters>]")
        lines.append(" ".join(words))
    return lines


def type_text(type_name: str) -> str:
    """Return the name of a type as scripts write it: ``string[]``."""
    element = type_name.removesuffix("[]")
    brackets = type_name[len(element) :]
    return _SHORT.get(element, element.rpartition(".")[2]) + brackets


def _ordered(info: CommandInfo, set_name: str) -> list[tuple[ParameterSpec, InSet]]:
    """Return the parameters of a set: by position, then the mandatory, then the others."""
    found = [
        (spec, place) for spec in info.declared if (place := spec.in_set(set_name)) is not None
    ]

    def rank(pair: tuple[ParameterSpec, InSet]) -> tuple[int, int]:
        place = pair[1]
        if place.position is not None:
            return 0, place.position
        return (1 if place.mandatory else 2), 0

    return sorted(found, key=rank)


def _word(spec: ParameterSpec, place: InSet) -> str:
    if spec.is_switch:
        return f"-{spec.name}" if place.mandatory else f"[-{spec.name}]"
    name = f"-{spec.name}" if place.position is None else f"[-{spec.name}]"
    word = f"{name} <{type_text(spec.type_name)}>"
    return word if place.mandatory else f"[{word}]"
