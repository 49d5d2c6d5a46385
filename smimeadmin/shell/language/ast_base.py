"""The ground of the syntax tree: the source, names of types and variables, and the base classes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import ClassVar


class SourceText:
    """One text that was parsed, shared by all its nodes: offsets count code points."""

    __slots__ = ("_line_starts", "comments", "name", "text")

    def __init__(self, text: str, name: str | None = None) -> None:
        self.text = text
        self.name = name
        #: (start, end) of every comment, in order: help and ``#Requires`` are read from them.
        self.comments: list[tuple[int, int]] = []
        self._line_starts: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both counted from 1."""
        starts = self._line_starts
        if starts is None:
            starts = [0]
            at = self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._line_starts = starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line, counted from 1, without its end."""
        self.position(0)
        starts = self._line_starts or [0]
        begin = starts[number - 1]
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[begin:end].rstrip("\r")


class Ast:
    """A node: ``text`` is its slice of the source, from ``start`` to before ``end``."""

    __slots__ = ("end", "source", "start")

    #: The fields that hold child nodes (or lists, or lists of pairs of them), in source order.
    child_fields: ClassVar[tuple[str, ...]] = ()
    #: Whether the nodes of different fields may stand mixed in the source.
    interleaved: ClassVar[bool] = False

    source: SourceText
    start: int
    end: int

    @property
    def text(self) -> str:
        """The source that the node was read from."""
        return self.source.text[self.start : self.end]

    def children(self) -> Iterator[Ast]:
        """Yield the nodes directly below this one, in source order."""
        if self.interleaved:
            yield from sorted(self._nodes(), key=lambda node: node.start)
        else:
            yield from self._nodes()

    def _nodes(self) -> Iterator[Ast]:
        for name in self.child_fields:
            value = getattr(self, name)
            if isinstance(value, Ast):
                yield value
            elif value:
                for item in value:
                    if isinstance(item, tuple):
                        yield from item
                    else:
                        yield item

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.start}:{self.end} {self.text[:40]!r}>"


class StatementAst(Ast):
    """Anything that stands between newlines or semicolons."""

    __slots__ = ()


class PipelineBaseAst(StatementAst):
    """A statement that may stand in parentheses: pipeline, chain, assignment."""

    __slots__ = ()


class ChainableAst(PipelineBaseAst):
    """A pipeline, or pipelines joined by ``&&`` and ``||``."""

    __slots__ = ()


class CommandElementAst(Ast):
    """What a command is made of: an argument or a parameter."""

    __slots__ = ()


class ExpressionAst(CommandElementAst):
    """Anything that has a value."""

    __slots__ = ()


class TypeName:
    """The name of a type, without brackets; ``full_name`` is spelled as PowerShell spells it."""

    __slots__ = ("assembly_name", "end", "name", "start")

    def __init__(self, start: int, end: int, name: str, assembly_name: str | None = None) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.assembly_name = assembly_name

    @property
    def full_name(self) -> str:
        """The name with its assembly: ``System.Int32,mscorlib``."""
        return f"{self.name},{self.assembly_name}" if self.assembly_name else self.name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.full_name}>"


class GenericTypeName(TypeName):
    """``type_name[generic_arguments]``."""

    __slots__ = ("generic_arguments", "type_name")

    def __init__(
        self,
        start: int,
        end: int,
        type_name: TypeName,
        generic_arguments: list[TypeName],
        assembly_name: str | None = None,
    ) -> None:
        arguments = ",".join(
            f"[{argument.full_name}]" if argument.assembly_name else argument.full_name
            for argument in generic_arguments
        )
        super().__init__(start, end, f"{type_name.name}[{arguments}]", assembly_name)
        self.type_name = type_name
        self.generic_arguments = generic_arguments


class ArrayTypeName(TypeName):
    """``element_type[]``; ``rank`` counts the dimensions."""

    __slots__ = ("element_type", "rank")

    def __init__(self, start: int, end: int, element_type: TypeName, rank: int) -> None:
        name = f"{element_type.name}[{',' * (rank - 1)}]"
        super().__init__(start, end, name, element_type.assembly_name)
        self.element_type = element_type
        self.rank = rank


class VariablePath:
    r"""The name of a variable, taken apart: ``script:x``, ``env:PATH``, ``C:\\file``.

    ``scope`` is global, local, private, script, workflow or None; ``drive`` the name before the
    colon when it is none of those; ``name`` what follows the colon (or all), as it was spelled.
    """

    __slots__ = ("drive", "name", "scope", "user_path")

    SCOPES: ClassVar[frozenset[str]] = frozenset(("global", "local", "private", "script"))

    def __init__(self, user_path: str) -> None:
        self.user_path = user_path
        self.scope: str | None = None
        self.drive: str | None = None
        self.name = user_path
        before, colon, after = user_path.partition(":")
        if colon and before:
            folded = before.lower()
            if folded in self.SCOPES:
                self.scope = folded
                self.name = after
            elif folded == "variable":
                self.name = after
            else:
                self.drive = before
                self.name = after

    @property
    def is_drive_qualified(self) -> bool:
        """Whether a drive such as ``env:`` holds the value."""
        return self.drive is not None

    @property
    def is_unqualified(self) -> bool:
        """Whether neither scope nor drive is named."""
        return self.drive is None and self.scope is None

    def __repr__(self) -> str:
        return f"<VariablePath {self.user_path}>"


class VariableExpressionAst(ExpressionAst):
    """``$name``, ``${any name}``, ``$env:NAME``; ``@name`` when ``splatted``."""

    __slots__ = ("splatted", "variable_path")
    child_fields = ()

    def __init__(
        self, source: SourceText, start: int, end: int, variable_path: VariablePath, splatted: bool
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.variable_path = variable_path
        self.splatted = splatted


class ConstantExpressionAst(ExpressionAst):
    """A number: ``value`` is one of ``core.values``; ``text`` keeps the spelling."""

    __slots__ = ("value",)
    child_fields = ()

    def __init__(self, source: SourceText, start: int, end: int, value: object) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value


class StringConstantExpressionAst(ConstantExpressionAst):
    """A text without expansion; ``string_constant_type`` says how it was quoted."""

    __slots__ = ("string_constant_type",)
    child_fields = ()

    value: str

    def __init__(
        self, source: SourceText, start: int, end: int, value: str, string_constant_type: str
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value
        self.string_constant_type = string_constant_type
