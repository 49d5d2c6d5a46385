"""The colours of the prompt: the terminal's own sixteen, which follow its theme."""

from typing import Final

from prompt_toolkit.styles import Style

STYLE: Final = Style.from_dict(
    {
        "prompt": "bold",
        "continuation": "ansibrightblack",
        "ps.command": "ansiyellow",
        "ps.parameter": "ansibrightblack",
        "ps.string": "ansicyan",
        "ps.number": "ansimagenta",
        "ps.variable": "ansigreen",
        "ps.operator": "ansibrightblack",
        "ps.keyword": "ansiblue",
        "ps.comment": "ansigreen italic",
        "ps.type": "ansibrightblue",
        "ps.member": "",
        "ps.argument": "",
        "ps.error": "underline ansired",
        "auto-suggestion": "ansibrightblack",
        "bottom-toolbar": "noreverse ansibrightblack",
    }
)
