"""Get-Credential: asks for a name and a password."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.secret import Secret
from smimeadmin.core.values_named import Credential
from smimeadmin.shell.engine import Example, InSet, Parameter


class GetCredential(CoreCmdlet, name="Get-Credential", default_set="MessageSet"):
    """Asks for a user's name and password; -Credential gives one, or the name alone."""

    credential: object = Parameter(
        "A name, for which the password is asked, or a credential, which is written.",
        default=None,
        sets=(InSet("CredentialSet", mandatory=True, position=0),),
    )
    user_name: str | None = Parameter(
        "The name, for which the password is asked.",
        default=None,
        sets=(InSet("MessageSet", position=0),),
    )
    message: str = Parameter(
        "What is said before the question.", default="", sets=(InSet("MessageSet"),)
    )
    title: str = Parameter("What stands above it.", default="", sets=(InSet("MessageSet"),))

    examples = (
        Example(
            "Where nobody can answer.",
            "try { Get-Credential CONTOSO\\anna } catch { $_.FullyQualifiedErrorId }",
            shows="Host.PromptRefused,Microsoft.PowerShell.Commands.GetCredentialCommand",
        ),
    )

    def process(self) -> None:
        """Ask for what is missing."""
        given = self.credential
        if isinstance(given, Credential):
            self.write(given)
            return
        for line in (self.title, self.message):
            if line and self.host.interactive:
                self.host.write(line)
        user = str(given or self.user_name or "") or self.host.ask("User", name="Credential")
        password = self.host.ask_secret(f"Password for user {user}", name="Credential")
        self.write(Credential(user, Secret(password)))
