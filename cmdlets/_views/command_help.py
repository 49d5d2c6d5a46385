"""How help is shown: at most 80 characters wide, whatever the terminal is."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, Final

from smimeadmin.shell.formatting.reading import READER
from smimeadmin.shell.formatting.view import Column, TableView, TextView, View

_WIDTH: Final = 80
_INDENT: Final = "    "


def _get(item: Any, *names: str) -> Any:
    for name in names:
        item = READER.get(item, name)
    return item


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _paragraph_lines(paragraph: Any) -> Iterator[str]:
    yield str(_get(paragraph, "Text"))


def _filled(text: str, indent: str, *, hanging: str = "") -> Iterator[str]:
    for line in text.split("\n"):
        yield from textwrap.wrap(
            line,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent + hanging,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]


def _paragraphs(value: Any, indent: str) -> Iterator[str]:
    for number, paragraph in enumerate(_list(value)):
        if number:
            yield ""
        yield from _filled(" ".join(str(_get(paragraph, "Text")).split()), indent)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield title
        yield from found
        yield ""


def _head(item: Any) -> Iterator[str]:
    yield ""
    yield from _section("NAME", [f"{_INDENT}{_get(item, 'Name')}"])
    yield from _section("SYNOPSIS", _filled(str(_get(item, "Synopsis")), _INDENT))


def _syntax(item: Any) -> Iterator[str]:
    for line in _list(_get(item, "syntax")):
        yield from _filled(line, _INDENT, hanging=_INDENT)


def _body(item: Any) -> Iterator[str]:
    yield from _head(item)
    yield from _section("SYNTAX", _syntax(item))
    yield from _section("DESCRIPTION", _paragraphs(_get(item, "description"), _INDENT))


def _example_lines(example: Any) -> Iterator[str]:
    yield f"{_INDENT}{_get(example, 'title')}"
    yield ""
    for number, line in enumerate(str(_get(example, "code")).split("\n")):
        yield f"{_INDENT}{'PS> ' if number == 0 else '>>  '}{line}"
    remarks = list(_paragraphs(_get(example, "remarks"), _INDENT))
    if remarks:
        yield ""
        yield from remarks


def _examples(item: Any) -> Iterator[str]:
    for number, example in enumerate(_list(_get(item, "examples", "example"))):
        if number:
            yield ""
        yield from _example_lines(example)


def _parameter_lines(item: Any, *, full: bool) -> Iterator[str]:
    yield f"{_INDENT}-{_get(item, 'name')} <{_get(item, 'type', 'name')}>"
    deep = _INDENT * 2
    yield from _paragraphs(_get(item, "description"), deep)
    values = _list(_get(item, "values"))
    if values:
        yield from _filled("One of: " + ", ".join(values), deep)
    if full:
        yield ""
        for label, name in _FACTS:
            yield f"{deep}{label:<26}{READER.text(_get(item, name))}".rstrip()


_FACTS: Final = (
    ("Required?", "required"),
    ("Position?", "position"),
    ("Default value", "defaultValue"),
    ("Accept pipeline input?", "pipelineInput"),
    ("Aliases", "aliases"),
)


def _parameters(item: Any, *, full: bool) -> Iterator[str]:
    for number, parameter in enumerate(_list(_get(item, "parameters", "parameter"))):
        if number:
            yield ""
        yield from _parameter_lines(parameter, full=full)
    if _get(item, "common"):
        yield ""
        yield from _filled(
            "<CommonParameters>: -Verbose, -Debug, -ErrorAction, -WarningAction, "
            "-InformationAction, -ProgressAction, -ErrorVariable, -WarningVariable, "
            "-InformationVariable, -OutVariable, -OutBuffer, -PipelineVariable",
            _INDENT,
        )


def _default_lines(item: Any) -> Iterator[str]:
    yield from _body(item)
    name = _get(item, "Name")
    yield from _section(
        "REMARKS",
        (
            f"{_INDENT}Lines to type:    Get-Help {name} -Examples",
            f"{_INDENT}Every parameter:  Get-Help {name} -Full",
        ),
    )


def _long_lines(item: Any, *, full: bool) -> Iterator[str]:
    yield from _body(item)
    yield from _section("PARAMETERS", _parameters(item, full=full))
    if full:
        for title, name in (("INPUTS", "inputTypes"), ("OUTPUTS", "returnValues")):
            told = (line for text in _list(_get(item, name)) for line in _filled(text, _INDENT))
            yield from _section(title, told)
        yield from _section("NOTES", _paragraphs(_get(item, "alertSet", "alert"), _INDENT))
    yield from _section("EXAMPLES", _examples(item))
    yield from _section("RELATED LINKS", _links(item))


def _links(item: Any) -> Iterator[str]:
    for link in _list(_get(item, "relatedLinks", "navigationLink")):
        yield f"{_INDENT}{_get(link, 'linkText')}"


def _detailed_lines(item: Any) -> Iterator[str]:
    return _long_lines(item, full=False)


def _full_lines(item: Any) -> Iterator[str]:
    return _long_lines(item, full=True)


def _examples_lines(item: Any) -> Iterator[str]:
    yield from _head(item)
    yield from _section("EXAMPLES", _examples(item))


def _one_parameter(item: Any) -> Iterator[str]:
    yield ""
    for line in _parameter_lines(item, full=True):
        yield line.removeprefix(_INDENT)
    yield ""


def _one_example(item: Any) -> Iterator[str]:
    yield from _example_lines(item)
    yield ""


VIEWS: Final[tuple[View, ...]] = (
    TextView("MamlCommandHelpInfo#ExamplesView", lines=_examples_lines),
    TextView("MamlCommandHelpInfo#DetailedView", lines=_detailed_lines),
    TextView("MamlCommandHelpInfo#FullView", lines=_full_lines),
    TextView("MamlCommandHelpInfo", lines=_default_lines),
    TextView("MamlParaTextItem", lines=_paragraph_lines),
    TextView("MamlCommandHelpInfo#parameter", lines=_one_parameter),
    TextView("MamlCommandHelpInfo#example", lines=_one_example),
    TableView(
        "HelpInfoShort",
        columns=(
            Column("Name", width=30),
            Column("Category", width=8),
            Column("Module", width=11),
            Column("Synopsis"),
        ),
    ),
)
