"""Get-FileHash: the fingerprint of a file."""

import hashlib
from typing import Any

from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import TakesPaths, failed
from smimeadmin.core.files_errors import FileError
from smimeadmin.core.objects import PropertyBag
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.members import invoke

_PIECE = 1 << 20


class GetFileHash(TakesPaths, UsesFiles, name="Get-FileHash", default_set="Path"):
    """Works out the hash of files or of a stream: SHA256 unless said otherwise.

    MD5 and SHA1 are for comparing with old lists; they prove nothing.
    """

    input_stream: object = Parameter(
        "A stream.", default=None, sets=(InSet("Stream", mandatory=True, position=0),)
    )
    algorithm: str = Parameter(
        "The algorithm.",
        default="SHA256",
        position=1,
        choices=("SHA1", "SHA256", "SHA384", "SHA512", "MD5"),
    )

    examples = (
        Example(
            "A file.",
            "(Get-FileHash note.txt).Hash",
            setup="Set-Content note.txt 'anna' -NoNewline",
            shows="55579B557896D0CE1764C47FED644F9B35F58BAD620674AF23F356D80ED0C503",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Write the hash of each file."""
        if self.input_stream is not None:
            self._write(self._started(self._rest_of_stream()), None)
            return
        for whole in self.meant(path, literal_path):
            if self.files.is_dir(whole):
                continue
            digest = self._started(b"")
            try:
                with self.files.open(whole) as stream:
                    while piece := stream.read(_PIECE):
                        digest.update(piece)
            except FileError as error:
                self.write_error(failed("FileReadError", error, whole, category="ReadError"), whole)
                continue
            self._write(digest, whole)

    def _rest_of_stream(self) -> bytes:
        """Return what stands in the stream from its position on."""
        buffer = bytearray(_PIECE)
        data = bytearray()
        while count := int(invoke(self.input_stream, "Read", [buffer, 0, _PIECE])):
            data += buffer[:count]
        return bytes(data)

    def _started(self, data: bytes) -> Any:
        return hashlib.new(self.algorithm.lower(), data, usedforsecurity=False)

    def _write(self, digest: Any, whole: str | None) -> None:
        pairs = (
            ("Algorithm", self.algorithm.upper()),
            ("Hash", digest.hexdigest().upper()),
            ("Path", whole),
        )
        self.write(
            PropertyBag.of(
                pairs,
                (
                    "Microsoft.Powershell.Utility.FileHash",
                    "System.Management.Automation.PSCustomObject",
                    "System.Object",
                ),
            )
        )
