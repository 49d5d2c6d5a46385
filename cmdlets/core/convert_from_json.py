"""ConvertFrom-Json: reads JSON into objects."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag
from smimeadmin.core.values import OrderedHashtable
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.formatting.errors import JsonDepthError, JsonKeyError, JsonTextError
from smimeadmin.shell.formatting.json_reader import DATE_KINDS, DEFAULT_DEPTH, JsonReader, Pairs


def _positive(value: int) -> str | None:
    return None if value >= 1 else f"A depth of {value} is too small."


def _object_of(pairs: Pairs) -> PropertyBag:
    """Return the object of some pairs; of equal names the last counts."""
    spelling: dict[str, str] = {}
    for key, _ in pairs:
        if not key:
            raise JsonKeyError("", "")
        other = spelling.setdefault(fold(key), key)
        if other != key:
            raise JsonKeyError(key, other)
    return PropertyBag.of(pairs)


def _table_of(pairs: Pairs) -> OrderedHashtable:
    return OrderedHashtable(pairs, ignore_case=False)


class ConvertFromJson(CoreCmdlet, name="ConvertFrom-Json"):
    """Reads JSON into objects, or with -AsHashtable into hashtables.

    Lines that come through the pipeline are one text, unless the first of them is a whole one:
    then each is. Whole numbers become Int64, texts that are ISO times become times.
    """

    input_object: str = Parameter(
        "The JSON text.", position=0, from_pipeline=True, allows=("empty",)
    )
    as_hashtable: bool = Parameter(
        "Read objects as hashtables whose keys keep their case.", default=False
    )
    depth: int = Parameter(
        "How deep the text may be nested.", default=DEFAULT_DEPTH, validate=(_positive,)
    )
    no_enumerate: bool = Parameter("Write an array as one object.", default=False)
    date_kind: str = Parameter(
        "What texts that are ISO times become: a time as it is written, local or in UTC, one with "
        "its offset, or the text itself.",
        default="Default",
        choices=DATE_KINDS,
    )

    examples = (
        Example(
            "Read a text.",
            """('{"name":"anna","days":30}' | ConvertFrom-Json).days""",
            shows="30",
        ),
    )

    def begin(self) -> None:
        """Make ready."""
        self._texts: list[str] = []

    def process(self, input_object: str) -> None:
        """Take one text."""
        self._texts.append(input_object)

    def end(self) -> None:
        """Read all of it."""
        texts = self._texts
        if len(texts) > 1 and not self._is_whole(texts[0]):
            texts = ["\n".join(texts)]
        for text in texts:
            self._write(self._read(text))

    def _is_whole(self, text: str) -> bool:
        reader = JsonReader(text, lambda pairs: pairs, depth=self.depth)
        try:
            reader.read()
        except (JsonTextError, JsonDepthError):
            return False
        return bool(text.strip()) and not reader.ended_early

    def _read(self, text: str) -> Any:
        make = _table_of if self.as_hashtable else _object_of
        try:
            return JsonReader(text, make, depth=self.depth, dates=self.date_kind).read()
        except (JsonTextError, JsonDepthError) as error:
            raise CommandError(
                "System.ArgumentException",
                error.message,
                inner="System.ArgumentException",
                hint=error.hint,
            ) from error
        except JsonKeyError as error:
            error_id = (
                "KeysWithDifferentCasingInJsonString" if error.key else "EmptyKeyInJsonString"
            )
            raise CommandError(
                error_id,
                error.message,
                category="InvalidOperation",
                inner="System.InvalidOperationException",
                hint=error.hint,
            ) from error

    def _write(self, value: Any) -> None:
        if isinstance(value, list) and not self.no_enumerate:
            self.write_each(value)
        else:
            self.write(value)
