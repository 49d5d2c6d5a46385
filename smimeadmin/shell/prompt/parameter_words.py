"""Completes the names of parameters, and values that come from a fixed set."""

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.parameters import ParameterSpec
from smimeadmin.shell.engine.types import find_type
from smimeadmin.shell.engine.wildcard import wildcard
from smimeadmin.shell.language.characters import DASHES
from smimeadmin.shell.prompt.answers import Answer, quoted, sorted_answers
from smimeadmin.shell.prompt.bound_command import BoundCommand


def parameter_answers(command: BoundCommand, word: str) -> list[Answer]:
    """Return the parameters that can still be given and begin with a word, as they are declared."""
    prefix = fold(word.lstrip("".join(DASHES)))
    answers = []
    for spec in command.open_parameters:
        for name in _names(spec, prefix):
            answers.append(Answer(f"-{name}", note=f"<{spec.type_name}> {spec.help}"))
    return answers


def _names(spec: ParameterSpec, prefix: str) -> list[str]:
    """Return the name if it begins so, else the aliases that do."""
    if fold(spec.name).startswith(prefix):
        return [spec.name]
    return [alias for alias in spec.aliases if fold(alias).startswith(prefix)]


def value_answers(spec: ParameterSpec, word: str, quote: str) -> list[Answer] | None:
    """Return the values of a parameter that has a fixed set of them; None if it has none."""
    if spec.is_switch:
        return [Answer(text) for text in ("$true", "$false") if text.startswith(fold(word) or "$")]
    values = spec.choices or _enum_names(spec.type_name.removesuffix("[]"))
    if not values and spec.complete is not None:
        values = tuple(spec.complete())
    if not values:
        return None
    if "[" in word and "]" not in word:
        return []
    pattern = wildcard(word + "*")
    return sorted_answers(
        Answer(quoted(value, quote), shown=value) for value in values if pattern.match(value)
    )


def _enum_names(type_name: str) -> tuple[str, ...]:
    found = find_type(type_name)
    if found is None or found.enum is None:
        return ()
    return tuple(found.enum.members)
