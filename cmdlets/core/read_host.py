"""Read-Host: asks the person at the terminal."""

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text


class ReadHost(CoreCmdlet, name="Read-Host", default_set="AsString"):
    """Asks for a line of text; in a run that nobody watches that is an error."""

    prompt: object = Parameter(
        "The question.", default="", position=0, from_remaining_arguments=True
    )
    as_secure_string: bool = Parameter(
        "What is typed is not shown, and comes back as a SecureString.",
        default=False,
        sets=(InSet("AsSecureString"),),
    )
    mask_input: bool = Parameter(
        "What is typed is not shown, and comes back as text.",
        default=False,
        sets=(InSet("AsString"),),
    )

    examples = (
        Example(
            "Where nobody can answer.",
            "try { Read-Host 'Password' -AsSecureString } catch { $_.FullyQualifiedErrorId }",
            shows="Host.PromptRefused,Microsoft.PowerShell.Commands.ReadHostCommand",
        ),
    )

    def process(self) -> None:
        """Ask, and write the answer."""
        question = to_text(self.prompt)
        if self.as_secure_string:
            self.write(Secret(self.host.ask_secret(question, name="Read-Host")))
        elif self.mask_input:
            self.write(self.host.ask_secret(question, name="Read-Host"))
        else:
            self.write(self.host.ask(question, name="Read-Host"))
