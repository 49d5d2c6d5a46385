"""Import-Clixml: reads objects from a file that Export-Clixml wrote."""

from collections.abc import Iterator
from typing import Any

from cmdlets.core._clixml import ReadsClixml
from cmdlets.core._paths import TakesPaths
from smimeadmin.core.encodings import decode_text
from smimeadmin.core.objects import Annotated, bare
from smimeadmin.core.values import UInt64
from smimeadmin.shell.engine import Example, InSet, Parameter

_MARK = "#< CLIXML"
_ALL = UInt64.maximum


class ImportClixml(TakesPaths, ReadsClixml, name="Import-Clixml", default_set="ByPath"):
    """Reads objects from files that Export-Clixml wrote, here or in PowerShell.

    What has a type of its own in CLIXML (numbers, dates, time spans, byte arrays, lists, tables,
    addresses, certificates, credentials) comes back as that; other objects as their properties.
    Secure strings are read if they were written with the key of this workspace, or in plain form.
    """

    path: list[str] = Parameter(
        "The files; wildcards are allowed.",
        default=(),
        sets=(
            InSet(
                "ByPath",
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
    )
    literal_path: list[str] = Parameter(
        "The files; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=(InSet("ByLiteralPath", mandatory=True, from_pipeline_by_property_name=True),),
    )
    include_total_count: bool = Parameter("Write the number of objects first.", default=False)
    skip: int = Parameter("Leave out so many objects.", default=UInt64(0), type="UInt64")
    first: int = Parameter("Read so many objects.", default=UInt64(_ALL), type="UInt64")

    examples = (
        Example(
            "Objects that were kept in a file.",
            "(Import-Clixml people.xml).Name",
            setup="[pscustomobject]@{Name = 'anna'} | Export-Clixml people.xml",
            shows="anna",
        ),
    )

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """Read some files."""
        for whole in self.meant(path, literal_path):
            text = decode_text(self.files.read_bytes(whole))
            if text.startswith(_MARK):
                text = text.partition("\n")[2]
            values = self.values_of(text, whole)
            for value in self._page(values) if self._is_paged() else values:
                self.write(value)

    def _is_paged(self) -> bool:
        return any(self.is_bound(name) for name in ("First", "Skip", "IncludeTotalCount"))

    def _page(self, values: list[Any]) -> Iterator[Any]:
        """Yield the objects of one page; what stands in lists counts by itself."""
        flat = [item for value in values for item in _items(value)]
        if self.include_total_count:
            yield _total(len(flat))
        yield from flat[int(self.skip) :][: int(self.first)]


def _items(value: Any) -> list[Any]:
    base = bare(value)
    return list(base) if isinstance(base, list) else [value]


def _total(count: int) -> Annotated:
    total = Annotated(UInt64(count))
    total.notes.add("Accuracy", 1.0)
    total.text = f"Total count: {count}"
    return total
