"""Stop-Transcript: ends the file of what is shown."""

from cmdlets.core._base import CoreCmdlet
from cmdlets.core._transcripts import FileTranscript
from smimeadmin.shell.engine import CommandError, Example
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class StopTranscript(CoreCmdlet, name="Stop-Transcript", supports_should_process=True):
    """Writes the foot of the transcript that was started last, and closes its file."""

    examples = (
        Example(
            "Without one there is nothing to end.",
            "try { Stop-Transcript } catch { $_.FullyQualifiedErrorId }",
            shows="InvalidOperation,Microsoft.PowerShell.Commands.StopTranscriptCommand",
        ),
    )

    def process(self) -> None:
        """End it."""
        running = self.host.transcripts
        if not running:
            raise CommandError(
                "InvalidOperation",
                "Nothing is being written to a transcript.",
                category="InvalidOperation",
                inner=AUTOMATION + "PSInvalidOperationException",
                hint="Start-Transcript begins one.",
            )
        if not self.should_process("Stop-Transcript"):
            return
        last = running.pop()
        last.close()
        if isinstance(last, FileTranscript):
            self.write(f"Transcript stopped, output file is {last.path}")
