"""The parser put together, and its front door."""

from __future__ import annotations

from smimeadmin.shell.language.ast_base import SourceText, StatementAst
from smimeadmin.shell.language.ast_blocks import ScriptBlockAst
from smimeadmin.shell.language.classes import ClassParser


class Parser(ClassParser):
    """Reads one text; make a new one for each."""

    def __init__(self, source: SourceText, *, nested: bool = False) -> None:
        super().__init__(source, nested=nested)
        self.catch_depth = 0
        self.keywords = {
            "if": self._if,
            "switch": self._switch,
            "foreach": self._foreach,
            "for": self._for,
            "while": self._while,
            "do": self._do,
            "function": self._function,
            "filter": self._function,
            "return": self._return,
            "throw": self._throw,
            "exit": self._exit,
            "break": self._break,
            "continue": self._continue,
            "trap": self._trap,
            "try": self._try,
            "data": self._data,
            "class": self._class,
            "enum": self._enum,
            "using": self._late_using,
            "workflow": self._workflow,
            "parallel": self._workflow,
            "sequence": self._workflow,
            "configuration": self._configuration,
            "from": self._reserved,
            "define": self._reserved,
            "var": self._reserved,
        }

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


def parse(text: str, name: str | None = None) -> ScriptBlockAst:
    """Parse a whole text into its tree.

    ``name`` is that of the file, kept in ``source.name``. Raises ParseError at the first fault.
    """
    parser = Parser(SourceText(text, name))
    tree = parser.whole_script()
    if parser.deferred:
        raise parser.deferred[0]
    return tree
