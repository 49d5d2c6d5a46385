"""Errors of what is shown and of the text formats that are read."""

from smimeadmin.core.errors import ErrorKind, SmimeAdminError


class JsonTextError(SmimeAdminError):
    """A text is not JSON; ``offset`` counts characters from 0."""

    id = "Formatting.JsonText"

    def __init__(self, problem: str, line: int, column: int, offset: int) -> None:
        super().__init__(
            f"The text is not JSON: {problem} (line {line}, column {column}).",
            hint="Look at that place in the text; names and texts stand in quotes.",
        )
        self.line = line
        self.column = column
        self.offset = offset


class JsonDepthError(SmimeAdminError):
    """A JSON text is nested deeper than was allowed."""

    id = "Formatting.JsonDepth"

    def __init__(self, depth: int) -> None:
        super().__init__(
            f"The JSON text is nested deeper than {depth} levels.", hint="Give a larger -Depth."
        )
        self.depth = depth


class JsonKeyError(SmimeAdminError):
    """The keys of a JSON object can't be the properties of one object."""

    id = "Formatting.JsonKey"
    kind = ErrorKind.CONFLICT

    def __init__(self, key: str, other: str) -> None:
        problem = (
            f"'{key}' and '{other}' differ only in their case" if key else "a key is an empty text"
        )
        super().__init__(
            f"The JSON text can't become an object: {problem}.", hint="Use -AsHashtable."
        )
        self.key = key
        self.other = other


class FormattedOutputError(SmimeAdminError):
    """Output of a Format-* command came to a place that takes objects only."""

    id = "Formatting.FormattedOutput"

    def __init__(self, output_format: str) -> None:
        super().__init__(
            f"Output of a Format-* command can't be written as {output_format}.",
            hint="Leave out the Format-* command, or choose the properties with Select-Object.",
        )
        self.output_format = output_format


class DuplicateColumnError(SmimeAdminError):
    """Two columns of a CSV text have one name."""

    id = "Formatting.DuplicateColumn"
    kind = ErrorKind.CONFLICT

    def __init__(self, column: str) -> None:
        super().__init__(
            f"The column '{column}' is there twice.",
            hint="Name the columns yourself with -Header.",
        )
        self.column = column
