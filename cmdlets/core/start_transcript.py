"""Start-Transcript: keeps what is shown in a file."""

import platform
import secrets

from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import failed
from cmdlets.core._transcripts import FileTranscript
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.drives import home_folder


class StartTranscript(
    UsesFiles, name="Start-Transcript", supports_should_process=True, default_set="ByPath"
):
    """Writes all that is shown from now on to a file, too, until Stop-Transcript or the end.

    Without a path the file lies in the user's folder, under a name of its own. Secrets are never
    shown, and in the lines that are typed stars stand for them. A log is no change: it is not in
    the journal.
    """

    path: str | None = Parameter("The file.", default=None, sets=(InSet("ByPath", position=0),))
    literal_path: str | None = Parameter(
        "The file; every character counts as it is.",
        default=None,
        aliases=("PSPath", "LP"),
        sets=(InSet("ByLiteralPath", position=0),),
    )
    output_directory: str | None = Parameter(
        "The folder in which the file gets a name of its own.",
        default=None,
        sets=(InSet("ByOutputDirectory", position=0),),
    )
    append: bool = Parameter("Add to a file that is there.", default=False)
    force: bool = Parameter("Write to a read-only file, too.", default=False)
    no_clobber: bool = Parameter(
        "An existing file is an error.", default=False, aliases=("NoOverwrite",)
    )
    include_invocation_header: bool = Parameter(
        "Tell when each line of the prompt was begun.", default=False
    )
    use_minimal_header: bool = Parameter("Only the time at the head.", default=False)

    examples = (
        Example(
            "A log of what is shown.",
            "$null = Start-Transcript log.txt; Write-Host 'hello'; $null = Stop-Transcript; "
            "(Get-Content log.txt) -contains 'hello'",
            shows="hello\nTrue",
        ),
    )

    def process(self) -> None:
        """Open the file, and write the head."""
        whole = self._file()
        if not self.should_process(whole, "Start-Transcript"):
            return
        self._check(whole)
        try:
            folder = self.files.resolve("..", whole)
            if self.output_directory is not None and not self.files.exists(folder):
                self.files.make_dir(folder)
            stream = self.files.open_log(whole, append=self.append)
        except FileError as error:
            raise failed("CannotStartTranscription", error, whole) from error
        clock = SystemClock() if self.services is None else self.services.clock
        transcript = FileTranscript(
            whole,
            stream,
            lambda: clock.now().astimezone(),
            with_times=self.include_invocation_header,
        )
        transcript.begin(minimal=self.use_minimal_header)
        self.host.transcripts.append(transcript)
        self.write(f"Transcript started, output file is {whole}")

    def _file(self) -> str:
        given = self.path or self.literal_path
        if given is None and self.output_directory is None:
            chosen = self.session.global_scope.find("transcript")
            if chosen is not None and chosen.v:
                given = to_text(chosen.v)
        if given is not None:
            return self.full_path(given)
        clock = SystemClock() if self.services is None else self.services.clock
        stamp = clock.now().astimezone().strftime("%Y%m%d%H%M%S")
        name = f"PowerShell_transcript.{platform.node()}.{secrets.token_urlsafe(6)}.{stamp}.txt"
        folder = self.output_directory or home_folder()
        return self.files.resolve(name, self.full_path(folder))

    def _check(self, whole: str) -> None:
        if not self.files.exists(whole):
            return
        if self.no_clobber and not self.append:
            raise CommandError(
                "NoClobber",
                f"'{whole}' is there already.",
                category="ResourceExists",
                target=whole,
                inner="System.UnauthorizedAccessException",
                hint="Add -Append, or leave out -NoClobber.",
            )
        if not self.files.is_dir(whole) and not self.files.info(whole).mode & 0o222:
            if not self.force:
                raise CommandError(
                    "TranscriptFileReadOnly",
                    f"'{whole}' is read-only.",
                    category="InvalidArgument",
                    target=whole,
                    inner="System.UnauthorizedAccessException",
                    hint="Add -Force.",
                )
            self.files.set_facts(whole, mode=self.files.info(whole).mode | 0o200)
