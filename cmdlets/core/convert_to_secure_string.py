"""ConvertTo-SecureString: a text that is not shown any more."""

from cmdlets.core._secure_strings import UsesKeys, unreadable
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.secret_texts import open_secret


class ConvertToSecureString(UsesKeys, name="ConvertTo-SecureString", default_set="Secure"):
    """Makes a SecureString of a text: what commands take as passwords.

    Without -AsPlainText the text is one that ConvertFrom-SecureString made, in this workspace or,
    with -Key or -SecureKey, anywhere. A plain text needs -AsPlainText, as the line it stands in may
    be seen by others: better take it from the environment or ask by Read-Host -AsSecureString.
    """

    string: str = Parameter("The text.", position=0, from_pipeline=True, allows=("empty",))
    secure_key: object = Parameter(
        "The key that the text was made with, as another secure string.",
        default=None,
        sets=(InSet("Secure", position=1),),
        type="System.Security.SecureString",
    )
    as_plain_text: bool = Parameter(
        "The text is the secret itself.",
        default=False,
        sets=(InSet("PlainText", position=1),),
    )
    force: bool = Parameter(
        "Accepted: -AsPlainText is enough.", default=False, sets=(InSet("PlainText", position=2),)
    )
    key: object = Parameter(
        "The key that the text was made with, as 16, 24 or 32 bytes.",
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
        Example(
            "What was encrypted under a key.",
            "ConvertTo-SecureString $text -Key (1..16) | ForEach-Object { $_.Length }",
            setup="$text = ConvertTo-SecureString 'secret' -AsPlainText | "
            "ConvertFrom-SecureString -Key (1..16)",
            shows="6",
        ),
    )

    def process(self, string: str) -> None:
        """Wrap or open one text."""
        if self.as_plain_text:
            self.write(Secret(str(string)))
            return
        key = self.given_key()
        try:
            if key is None:
                self.write(open_secret(str(string)))
                return
            plain = self.texts().open_by_key(str(string), key)
        except SmimeAdminError as error:
            own = self._own(error)
            if own is None:
                raise
            raise own from error
        self.write(Secret(plain.decode("utf-16-le", "replace")))

    @staticmethod
    def _own(error: SmimeAdminError) -> SmimeAdminError | None:
        """Return PowerShell's error if it has one: the text is broken, or the key is wrong."""
        if error.id == "Clixml.BadArgument":
            return CommandError(
                "ImportSecureString_InvalidArgument",
                "The text is not one that ConvertFrom-SecureString has made.",
                category="InvalidArgument",
                inner="System.FormatException",
                hint="For a plain text add -AsPlainText.",
            )
        if error.id in {"Pki.SecretTextUnreadable", "Pki.SecretKeyLength"}:
            return unreadable(error.message, error.hint)
        return None
