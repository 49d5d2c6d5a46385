"""Help as an object: made of a cmdlet's class or of a function's comments."""

import inspect
from collections.abc import Iterable
from typing import Any, Final

from cmdlets.core._comment_help import Sections, comment_help
from cmdlets.core._syntax import syntax_lines
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.cmdlet import Cmdlet, Example
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.parameters import MISSING, ParameterSpec
from smimeadmin.shell.engine.script_parameters import metadata_of
from smimeadmin.shell.engine.text import to_text

NAMES: Final = ("MamlCommandHelpInfo", "HelpInfo")
VIEWS: Final = ("", "Detailed", "Full", "Examples")


def cmdlet_help(cls: type[Cmdlet], info: CommandInfo) -> PropertyBag:
    """Return the help of a cmdlet."""
    synopsis, description = _parts(inspect.getdoc(cls) or "")
    examples = [_example(number, one) for number, one in enumerate(cls.examples, 1)]
    parameters = [_parameter(spec, spec.help, _default(spec)) for spec in info.declared]
    return _help(
        info,
        synopsis=synopsis,
        description=description,
        parameters=parameters,
        examples=examples,
        output=cls.output_type,
    )


def function_help(info: CommandInfo, session: Any) -> PropertyBag:
    """Return the help of a function: what its comments say, and its parameters."""
    block = info.target if isinstance(info.target, ScriptBlock) else None
    code = info.target if block is None else block.code
    sections = comment_help(code)
    metadata = metadata_of(code, session.calling)
    told = {fold(name): text for keyword, name, text in sections if keyword == "parameter"}
    parameters = []
    for one in metadata.parameters:
        default = one.spec.is_switch and "False"
        node = next(n for n in code.parameter_nodes if n.name.variable_path.name == one.spec.name)
        if node.default_value is not None:
            default = node.default_value.text
        text = told.get(fold(one.spec.name), one.spec.help)
        parameters.append(_parameter(one.spec, text, default or None))
    synopsis = _section(sections, "synopsis") or "\n".join(syntax_lines(metadata.info))
    found = _help(
        metadata.info,
        synopsis=synopsis,
        description=_section(sections, "description"),
        parameters=parameters,
        examples=_written_examples(sections),
        output=[text.strip() for keyword, _, text in sections if keyword == "outputs"],
    )
    links = [text.strip() for keyword, _, text in sections if keyword == "link" and text.strip()]
    if links:
        rows = [PropertyBag.of((("linkText", link),)) for link in links]
        found.add("relatedLinks", PropertyBag.of((("navigationLink", rows),)))
    for keyword, name in (
        ("component", "Component"),
        ("role", "Role"),
        ("functionality", "Functionality"),
    ):
        text = _section(sections, keyword)
        if text:
            found.add(name, text)
    inputs = [text.strip() for keyword, _, text in sections if keyword == "inputs"]
    if inputs:
        found.add("inputTypes", inputs)
    notes = _section(sections, "notes")
    if notes:
        found.add("alertSet", PropertyBag.of((("alert", _texts(notes)),)))
    return found


def with_view(help_info: PropertyBag, view: str) -> PropertyBag:
    """Return the same help under the name of one of the views."""
    if view:
        help_info.type_names = (f"{NAMES[0]}#{view}View", *NAMES)
    return help_info


def parameters_of(help_info: PropertyBag) -> list[PropertyBag]:
    """Return the parameters that a help tells about."""
    holder = help_info.get("parameters")
    found = holder.get("parameter") if isinstance(holder, PropertyBag) else None
    return found if isinstance(found, list) else []


def _help(
    info: CommandInfo,
    *,
    synopsis: str,
    description: str,
    parameters: list[PropertyBag],
    examples: list[PropertyBag],
    output: Iterable[str],
) -> PropertyBag:
    return PropertyBag.of(
        (
            ("Name", info.name),
            ("Category", info.kind),
            ("Synopsis", synopsis),
            ("Component", info.module),
            ("syntax", list(syntax_lines(info))),
            ("description", _texts(description)),
            ("parameters", PropertyBag.of((("parameter", parameters),))),
            ("examples", PropertyBag.of((("example", examples),))),
            ("returnValues", list(output)),
            ("common", info.advanced),
        ),
        NAMES,
    )


_PARAGRAPH = ("MamlParaTextItem", "System.Management.Automation.PSCustomObject", "System.Object")


def _texts(text: str) -> list[PropertyBag]:
    paragraphs = [part.strip("\n") for part in text.split("\n\n")]
    return [PropertyBag.of((("Text", part),), _PARAGRAPH) for part in paragraphs if part]


def _parts(doc: str) -> tuple[str, str]:
    head, _, rest = doc.partition("\n\n")
    return " ".join(head.split()), rest.strip()


def _section(sections: Sections, keyword: str) -> str:
    return next((text.strip() for key, _, text in sections if key == keyword), "")


def _parameter(spec: ParameterSpec, text: str, default: str | None) -> PropertyBag:
    places = list(spec.sets.values())
    positions = [place.position for place in places if place.position is not None]
    if spec.from_pipeline and spec.from_pipeline_by_property_name:
        piped = "true (ByValue, ByPropertyName)"
    elif spec.from_pipeline:
        piped = "true (ByValue)"
    else:
        piped = "true (ByPropertyName)" if spec.from_pipeline_by_property_name else "false"
    return PropertyBag.of(
        (
            ("name", spec.name),
            ("description", _texts(text)),
            ("type", PropertyBag.of((("name", spec.type_name),))),
            ("required", "true" if any(place.mandatory for place in places) else "false"),
            ("position", str(positions[0] + 1) if positions else "named"),
            ("defaultValue", default),
            ("pipelineInput", piped),
            ("aliases", ", ".join(spec.aliases)),
            ("values", list(spec.choices)),
        ),
        ("MamlCommandHelpInfo#parameter", "System.Object"),
    )


def _default(spec: ParameterSpec) -> str | None:
    value = spec.default
    if value is MISSING or value is None or value in ((), [], ""):
        return "False" if spec.is_switch else None
    return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else to_text(value)


def _example(number: int, example: Example) -> PropertyBag:
    remarks = f"Shows: {example.shows}" if example.shows else ""
    return _numbered(number, example.title, example.line, remarks)


def _written_examples(sections: Sections) -> list[PropertyBag]:
    texts = [text for keyword, _, text in sections if keyword == "example"]
    found = []
    for number, text in enumerate(texts, 1):
        code, _, remarks = text.strip().partition("\n")
        code = code.removeprefix("PS> ").removeprefix("PS C:\\> ")
        found.append(_numbered(number, "", code, remarks.strip()))
    return found


def _numbered(number: int, title: str, code: str, remarks: str) -> PropertyBag:
    return PropertyBag.of(
        (
            ("title", f"Example {number}: {title}".rstrip(": ")),
            ("code", code),
            ("remarks", _texts(remarks)),
        ),
        ("MamlCommandHelpInfo#example", "System.Object"),
    )
