"""ConvertFrom-SecureString: a secure string as a text that can be kept."""

from cmdlets.core._secure_strings import UsesKeys
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.secret_texts import seal_secret


class ConvertFromSecureString(
    UsesKeys,
    name="ConvertFrom-SecureString",
    default_set="Secure",
    output_type="System.String",
):
    """Makes a text of a secure string, so that it can be kept in a file.

    Without a key the text is encrypted with the key of this workspace and opens only with its
    passphrase (PowerShell on Linux and macOS would write it in plain form). With -Key or
    -SecureKey it is encrypted under that key, in PowerShell's form: 16, 24 or 32 bytes, or 8, 12 or
    16 characters. -AsPlainText gives the secret itself.
    """

    secure_string: object = Parameter(
        "The secure string.",
        mandatory=True,
        position=0,
        from_pipeline=True,
        type="System.Security.SecureString",
    )
    secure_key: object = Parameter(
        "The key, as another secure string of 8, 12 or 16 characters.",
        default=None,
        sets=(InSet("Secure", position=1),),
        type="System.Security.SecureString",
    )
    as_plain_text: bool = Parameter(
        "Give the secret itself.", default=False, sets=(InSet("AsPlainText"),)
    )
    key: object = Parameter(
        "The key, as 16, 24 or 32 bytes.", default=None, type="Byte[]", sets=(InSet("Open"),)
    )

    examples = (
        Example(
            "A password in a file that only this workspace opens.",
            "ConvertFrom-SecureString $secret | Set-Content secret.txt; "
            "Get-Content secret.txt | ConvertTo-SecureString | ConvertFrom-SecureString "
            "-AsPlainText",
            setup="$secret = ConvertTo-SecureString 'open sesame' -AsPlainText",
            shows="open sesame",
        ),
        Example(
            "Encrypted under a key, as PowerShell writes and reads it.",
            "ConvertFrom-SecureString $secret -Key (1..16)",
            setup="$secret = ConvertTo-SecureString 'open sesame' -AsPlainText",
            shows="76492d1116743f0423413b16050a5345...",
        ),
    )

    def process(self, secure_string: object) -> None:
        """Make one text."""
        if not isinstance(secure_string, Secret):
            return
        if self.as_plain_text:
            self.write(str(secure_string.reveal()))
            return
        key = self.given_key()
        if key is None:
            self.write(seal_secret(secure_string))
            return
        plain = str(secure_string.reveal()).encode("utf-16-le", "surrogatepass")
        self.write(self.texts().lock_by_key(plain, key))
