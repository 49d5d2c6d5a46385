"""What the commands that write the content of files share."""

from abc import ABC, abstractmethod
from typing import Any

from cmdlets.core._drives import TableDrive
from cmdlets.core._paths import FiltersNames, failed
from smimeadmin.core.files_errors import FileAccessDeniedError, FileError, NoSuchFileError
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError, Parameter
from smimeadmin.shell.engine.convert import enumerate_value, to_text


class WritesContent(FiltersNames, ABC):
    """Gathers values and writes them as lines or bytes."""

    value: list[object] = Parameter(
        "What is written, a line each.",
        position=1,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        type="Object[]",
        allows=("null", "empty", "empty-collection"),
    )
    encoding: object = Parameter("The encoding; Byte for bytes.", default="utf8NoBOM")
    as_byte_stream: bool = Parameter("The values are bytes.", default=False)
    no_newline: bool = Parameter("No line ends between and after the values.", default=False)
    force: bool = Parameter("Read-only files too.", default=False)
    pass_thru: bool = Parameter("Write the values down the pipeline too.", default=False)

    def begin(self) -> None:
        """Start gathering."""
        self._given: list[Any] = []
        self._where: list[str] = []
        self._names: list[tuple[TableDrive, str, bool]] = []
        self._given_paths: tuple[list[str], list[str]] = ([], [])

    def process(self, path: list[str], literal_path: list[str], value: list[object]) -> None:
        """Take some values."""
        self._names, plain, literal = self.drive_names(path, literal_path)
        if not self._where or (plain, literal) != self._given_paths:
            self._given_paths = (plain, literal)
            self._where = self.targets(plain, literal)
        for one in value:
            self._given.append(one)
            if self.pass_thru:
                self.write(one)

    def end(self) -> None:
        """Write the files."""
        for drive, name, _is_literal in self._names:
            if self.should_process(f"Item: {name}", self.action):
                self.store_in(drive, name)
        for whole in self._where:
            if not self.should_process(f"Path: {whole}", self.action):
                continue
            try:
                self._allow_writing(whole)
                self.store(whole)
            except FileError as error:
                self.write_error(_unwritable(error, whole), whole)

    def _allow_writing(self, whole: str) -> None:
        """With -Force, take the write protection of a file away."""
        if self.force and self.files.exists(whole):
            mode = self.files.info(whole).mode
            if not mode & 0o222:
                self.files.set_facts(whole, mode=mode | 0o200)

    action = "Set Content"
    """What is done to a file, in words."""

    @abstractmethod
    def store(self, whole: str) -> None:
        """Write what was gathered into a file."""

    def store_in(self, drive: TableDrive, name: str) -> None:
        """Give an item of env: and the like what was gathered."""
        drive.put(name, self._given[0] if len(self._given) == 1 else list(self._given))

    @property
    def is_bytes(self) -> bool:
        """Whether bytes are written, not text."""
        return self.as_byte_stream or str(self.encoding).lower() == "byte"

    def content(self, *, begins_file: bool) -> bytes:
        """Return the bytes of what was gathered."""
        if self.is_bytes:
            return b"".join(self._bytes_of(one) for one in self._given)
        end = "" if self.no_newline else "\n"
        text = "".join(to_text(one) + end for one in self._given if one is not None)
        return self.text_encoding(self.encoding).encode(text, begins_file=begins_file)

    def _bytes_of(self, value: Any) -> bytes:
        inner = bare(value)
        if isinstance(inner, (bytes, bytearray)):
            return bytes(inner)
        items = enumerate_value(inner)
        numbers = [inner] if items is None else list(items)
        try:
            return bytes(int(n) for n in numbers)
        except (TypeError, ValueError) as error:
            raise CommandError(
                "Argument",
                f"'{to_text(value)}' is no byte, and -AsByteStream takes only bytes.",
                category="InvalidArgument",
                target=value,
            ) from error


def _unwritable(error: FileError, whole: str) -> CommandError:
    if isinstance(error, NoSuchFileError):
        error_id, category = "GetContentWriterDirectoryNotFoundError", "ObjectNotFound"
    elif isinstance(error, FileAccessDeniedError):
        error_id, category = "GetContentWriterUnauthorizedAccessError", "PermissionDenied"
    else:
        error_id, category = "GetContentWriterIOError", "WriteError"
    return failed(error_id, error, whole, category=category)
