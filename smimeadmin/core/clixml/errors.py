"""What can be wrong with CLIXML. ``inner`` and ``why`` name .NET's exceptions for scripts."""

from smimeadmin.core.errors import ErrorKind, SmimeAdminError

XML = "System.Xml.XmlException"
_ARGUMENT = "System.Management.Automation.PSArgumentException"


class ClixmlError(SmimeAdminError):
    """A text is not CLIXML, or a value can't be written as such.

    ``inner`` is the .NET exception that PowerShell answers with, ``why`` the one behind it.
    """

    id = "Clixml.Malformed"
    inner = XML

    def __init__(self, message: str, *, hint: str | None = None, why: str = "") -> None:
        super().__init__(message, hint=hint or "The text has to be what Export-Clixml writes.")
        self.why = why


class ClixmlValueError(ClixmlError):
    """The text of a value is not one of its type."""

    id = "Clixml.BadValue"

    def __init__(self, text: str, type_name: str, *, why: str = "System.FormatException") -> None:
        shown = text if len(text) <= 40 else f"{text[:40]}..."
        super().__init__(f"'{shown}' is no {type_name}.", why=why)
        self.text = shown
        self.type_name = type_name


class ClixmlArgumentError(ClixmlError):
    """PowerShell answers with PSArgumentException: an empty name, a broken secure string."""

    id = "Clixml.BadArgument"
    inner = _ARGUMENT


class ClixmlDepthError(ClixmlError):
    """Objects stand in each other more than 49 levels deep."""

    id = "Clixml.TooDeep"

    def __init__(self, levels: int) -> None:
        super().__init__(
            f"The objects stand in each other more than {levels} levels deep.",
            hint="Write them again with a smaller -Depth, or flatten them.",
        )
        self.levels = levels


class ClixmlSizeError(ClixmlError):
    """One object has more bytes than may be read."""

    id = "Clixml.ObjectTooLarge"

    def __init__(self, limit: int) -> None:
        super().__init__(f"An object has more than {limit} bytes.", hint="Ask for less at a time.")
        self.limit = limit


class ClixmlTotalError(ClixmlError):
    """What a command has sent is more than may be read."""

    id = "Clixml.CommandTooLarge"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The answer of the command has more than {limit} bytes.",
            hint="Ask for fewer objects or properties.",
        )
        self.limit = limit


class ClixmlEntityError(ClixmlError):
    """An XML document in the text expands to too much, or refers to what is outside of it."""

    id = "Clixml.EntityRefused"
    kind = ErrorKind.DENIED

    def __init__(self, message: str) -> None:
        super().__init__(message, hint="Take the entities out of the document.", why=XML)


class ClixmlSecretError(ClixmlError):
    """A secure string can't be opened or sealed here."""

    id = "Clixml.SecretUnreadable"
    kind = ErrorKind.DENIED
    inner = "System.Security.Cryptography.CryptographicException"

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)


class ClixmlDepthArgumentError(ClixmlArgumentError):
    """The depth that was asked for is less than 1."""

    id = "Clixml.BadDepth"

    def __init__(self, depth: int) -> None:
        super().__init__(f"The depth {depth} is less than 1.", hint="Give 1 or more.")
        self.depth = depth


class ClixmlCharacterError(ClixmlError):
    """A text holds U+FFFE or U+FFFF, which XML can't carry."""

    id = "Clixml.BadCharacter"
    inner = "System.ArgumentException"

    def __init__(self, code: int) -> None:
        super().__init__(
            f"The text holds U+{code:04X}, which XML can't carry.", hint="Take it out."
        )
        self.code = code
