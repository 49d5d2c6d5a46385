"""Format data: what Format-* commands send down the pipeline instead of objects.

A run is one FormatStartData (which carries the layout), then for each group a GroupStartData,
entries and a GroupEndData, then one FormatEndData. Out-* commands turn the run into lines.
"""

from typing import Any, ClassVar

from smimeadmin.shell.formatting.layout import Layout

_NAMESPACE = "Microsoft.PowerShell.Commands.Internal.Format."


class FormatRecord:
    """The base of all format data."""

    __slots__ = ()
    type_name: ClassVar[str] = _NAMESPACE + "FormatInfoData"
    shown: ClassVar[tuple[str, ...]] = ()


class FormatStartData(FormatRecord):
    """Begins a run of one layout."""

    __slots__ = ("layout",)
    type_name = _NAMESPACE + "FormatStartData"

    def __init__(self, layout: Layout) -> None:
        self.layout = layout


class GroupStartData(FormatRecord):
    """Begins a group; ``label`` is the line above it, or None."""

    __slots__ = ("label",)
    type_name = _NAMESPACE + "GroupStartData"

    def __init__(self, label: str | None) -> None:
        self.label = label


class FormatEntryData(FormatRecord):
    """One object: ``entry`` is what the layout of the run understands.

    With a ``layout`` of its own it stands outside of the run, which goes on after it: a text among
    the rows of a table, an object of another type.
    """

    __slots__ = ("entry", "layout")
    type_name = _NAMESPACE + "FormatEntryData"

    def __init__(self, entry: Any, layout: Layout | None = None) -> None:
        self.entry = entry
        self.layout = layout


class GroupEndData(FormatRecord):
    """Ends a group."""

    __slots__ = ()
    type_name = _NAMESPACE + "GroupEndData"


class FormatEndData(FormatRecord):
    """Ends a run."""

    __slots__ = ()
    type_name = _NAMESPACE + "FormatEndData"
