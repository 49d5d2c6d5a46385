"""New-Guid: an identifier that nothing else has."""

import secrets

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.values import Guid
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter

_VERSION_4 = 4 << 76
_VARIANT = 2 << 62


class NewGuid(CoreCmdlet, name="New-Guid", default_set="Default"):
    """Makes a random identifier (RFC 9562, version 4), or reads one from a text."""

    empty: bool = Parameter("The identifier of zeros.", default=False, sets=("Empty",))
    input_object: str | None = Parameter(
        "An identifier as a text.",
        default=None,
        sets=(InSet("InputObject", position=0, from_pipeline=True),),
    )

    examples = (
        Example("A new one.", "(New-Guid).ToString().Length", shows="36"),
        Example(
            "Zeros.",
            '(New-Guid -Empty).Guid; "$(New-Guid -Empty)"',
            shows="00000000-0000-0000-0000-000000000000",
        ),
    )

    def process(self, input_object: str | None) -> None:
        """Write one identifier."""
        if input_object is not None:
            self.write(_read(input_object))
        elif self.empty:
            self.write(Guid(0))
        else:
            random = secrets.randbits(128) & ~(0xF << 76) & ~(3 << 62)
            self.write(Guid(random | _VERSION_4 | _VARIANT))


def _read(text: str) -> Guid:
    try:
        return Guid.parse(text)
    except ValueError as error:
        raise CommandError(
            "StringNotRecognizedAsGuid",
            f"'{text}' is not an identifier.",
            category="InvalidArgument",
            target=text,
            inner="System.FormatException",
        ) from error
