"""ConvertTo-SecureString: a text that is not shown any more."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter


class ConvertToSecureString(CoreCmdlet, name="ConvertTo-SecureString", default_set="Secure"):
    """Makes a SecureString of a text: what commands take as passwords.

    A plain text needs -AsPlainText, as the line it stands in may be seen by others. Better take it
    from the environment or ask for it by Read-Host -AsSecureString.
    """

    string: str = Parameter("The text.", position=0, from_pipeline=True, allows=("empty",))
    as_plain_text: bool = Parameter(
        "The text is the secret itself.",
        default=False,
        sets=(InSet("PlainText", position=1),),
    )
    force: bool = Parameter(
        "Accepted: -AsPlainText is enough.", default=False, sets=(InSet("PlainText", position=2),)
    )
    secure_key: object = Parameter(
        "Not taken: encrypted texts of other machines can't be read here.",
        default=None,
        sets=("Secure",),
    )
    key: list[int] | None = Parameter(
        "Not taken: encrypted texts of other machines can't be read here.",
        default=None,
        type="Byte[]",
        sets=(InSet("Open"),),
    )

    examples = (
        Example(
            "A password from the environment.",
            "ConvertTo-SecureString $env:ADMIN_PASSWORD -AsPlainText -Force | "
            "ForEach-Object { $_.Length }",
            setup="$env:ADMIN_PASSWORD = 'secret'",
            shows="6",
        ),
    )

    def process(self, string: str) -> None:
        """Wrap one text."""
        if not self.as_plain_text:
            raise CommandError(
                "ImportSecureString_InvalidArgument",
                "An encrypted text can't be read here.",
                category="InvalidArgument",
                inner="System.FormatException",
                hint="For a plain text add -AsPlainText.",
            )
        self.write(Secret(str(string)))
