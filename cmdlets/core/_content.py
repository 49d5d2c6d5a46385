"""What the commands that write the content of files share."""

from typing import Any

from cmdlets.core._files import UsesFiles
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import CommandError, Parameter
from smimeadmin.shell.engine.convert import enumerate_value, to_text


class WritesContent(UsesFiles):
    """Gathers values and writes them as lines or bytes."""

    path: list[str] = Parameter(
        "The files.",
        position=0,
        aliases=("PSPath", "LiteralPath"),
        from_pipeline_by_property_name=True,
    )
    value: list[object] = Parameter(
        "What is written, a line each.",
        position=1,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        type="Object[]",
        allows=("null", "empty", "empty-collection"),
    )
    encoding: str = Parameter("The encoding; Byte for bytes.", default="utf8NoBOM")
    as_byte_stream: bool = Parameter("The values are bytes.", default=False)
    no_newline: bool = Parameter("No line ends between and after the values.", default=False)
    force: bool = Parameter("Accepted.", default=False)
    pass_thru: bool = Parameter("Write the values down the pipeline too.", default=False)

    def begin(self) -> None:
        """Start gathering."""
        self._given: list[Any] = []

    def process(self, path: list[str], value: list[object]) -> None:
        """Take some values."""
        self.path = path
        for one in value:
            self._given.append(one)
            if self.pass_thru:
                self.write(one)

    @property
    def is_bytes(self) -> bool:
        """Whether bytes are written, not text."""
        return self.as_byte_stream or self.encoding.lower() == "byte"

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
                "ByteContentTypeMismatch",
                f"'{to_text(value)}' is no byte, and -AsByteStream takes only bytes.",
                category="InvalidArgument",
                target=value,
            ) from error
