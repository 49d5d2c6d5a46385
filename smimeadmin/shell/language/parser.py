"""The parser put together, and its front door."""

from __future__ import annotations

import gc
from typing import ClassVar, Final

from smimeadmin.shell.language.ast_base import SourceText, StatementAst
from smimeadmin.shell.language.ast_blocks import ScriptBlockAst
from smimeadmin.shell.language.classes import ClassParser


class Parser(ClassParser):
    """Reads one text; make a new one for each."""

    #: Keyword -> the method that reads its statement. Names, since a dictionary of methods would
    #: tie each parser, and its text, into a cycle.
    keywords: ClassVar[dict[str, str]] = {
        "if": "_if",
        "switch": "_switch",
        "foreach": "_foreach",
        "for": "_for",
        "while": "_while",
        "do": "_do",
        "function": "_function",
        "filter": "_function",
        "return": "_return",
        "throw": "_throw",
        "exit": "_exit",
        "break": "_break",
        "continue": "_continue",
        "trap": "_trap",
        "try": "_try",
        "data": "_data",
        "class": "_class",
        "enum": "_enum",
        "using": "_late_using",
        "workflow": "_workflow",
        "parallel": "_workflow",
        "sequence": "_workflow",
        "configuration": "_configuration",
        "from": "_reserved",
        "define": "_reserved",
        "var": "_reserved",
    }

    def __init__(self, source: SourceText, *, nested: bool = False) -> None:
        super().__init__(source, nested=nested)
        self.catch_depth = 0

    def nested_parser(self, source: SourceText) -> Parser:
        """Make a parser for the undone inside of a ``$( )`` in a string."""
        return Parser(source, nested=True)

    def _workflow(self, start: int) -> StatementAst:
        word = self.text[start : self.pos]
        raise self.error(
            "WorkflowNotSupportedInPowerShellCore", start, self.pos, subject=word, open_ended=False
        )

    def _configuration(self, start: int) -> StatementAst:
        raise self.error("ConfigurationNotSupported", start, self.pos, open_ended=False)

    def _reserved(self, start: int) -> StatementAst:
        word = self.text[start : self.pos]
        raise self.error(
            "ReservedKeywordNotAllowed", start, self.pos, subject=word, open_ended=False
        )


#: From this length on, collecting garbage in the middle of a parse costs more than the parse.
_LONG: Final = 20_000


def parse(text: str, name: str | None = None) -> ScriptBlockAst:
    """Parse a whole text into its tree.

    ``name`` is that of the file, kept in ``source.name``. Raises ParseError at the first fault.
    """
    parser = Parser(SourceText(text, name))
    pausing = len(text) > _LONG and gc.isenabled()
    if pausing:
        gc.disable()  # a tree holds no cycles: there is nothing to collect while it grows
    try:
        tree = parser.whole_script()
    finally:
        if pausing:
            gc.enable()
    if parser.deferred:
        raise parser.deferred[0]
    return tree
