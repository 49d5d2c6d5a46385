"""Names that are compared without regard to case, as Windows and PowerShell do."""


def fold(name: str) -> str:
    """Return the form of a name in which two names are equal when only their case differs.

    Ordinal, like .NET's ``OrdinalIgnoreCase``: one character stays one character, so that
    ``ss`` and ``\u00df`` remain two names.
    """
    if name.isascii():
        return name.lower()
    return "".join(u if len(u := c.upper()) == 1 else c for c in name).lower()
