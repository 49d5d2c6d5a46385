"""Views: how objects of a type are shown when nobody says how.

A view names the types it is for and declares columns, items or lines. ``CATALOG`` holds the views
of this program; the hall adds those of the domain's types.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from smimeadmin.core.names import fold
from smimeadmin.shell.formatting.table_layout import LEFT

Getter = str | Callable[[Any], Any]
"""A property's name, or what computes a value from the object."""

_WIRE_PREFIX: Final = "deserialized."


class Column:
    """A column of a table, or an item of a list: what is shown, under which heading, how.

    ``heading`` may be left out where ``value`` is a property's name. ``width`` 0 takes what is
    left over. ``format`` is a .NET format of the value (``N2``, ``{0:yyyy}``).
    """

    __slots__ = ("alignment", "format", "heading", "value", "width")

    def __init__(
        self,
        value: Getter,
        heading: str = "",
        *,
        width: int = 0,
        alignment: str = LEFT,
        format: str = "",
    ) -> None:
        self.value = value
        self.heading = heading or (value if isinstance(value, str) else "")
        self.width = width
        self.alignment = alignment
        self.format = format


class View:
    """The base of all views: its name, its types, and what groups begin with."""

    __slots__ = ("group", "name", "type_names")

    def __init__(self, *type_names: str, group: Column | None = None, name: str = "") -> None:
        self.type_names = type_names
        self.group = group
        self.name = name or type_names[0]


class TableView(View):
    """A table of declared columns; ``measured`` finds their widths from the rows.

    ``whole`` (with ``measured``) cuts and drops nothing: lines may be longer than the screen.
    """

    __slots__ = ("columns", "headings", "measured", "whole", "wrapped")

    def __init__(
        self,
        *type_names: str,
        columns: Sequence[Column],
        group: Column | None = None,
        name: str = "",
        measured: bool = False,
        wrapped: bool = False,
        whole: bool = False,
        headings: bool = True,
    ) -> None:
        super().__init__(*type_names, group=group, name=name)
        self.whole = whole
        self.columns = tuple(columns)
        self.measured = measured
        self.wrapped = wrapped
        self.headings = headings


class ListView(View):
    """A list of declared items."""

    __slots__ = ("items",)

    def __init__(
        self,
        *type_names: str,
        items: Sequence[Column],
        group: Column | None = None,
        name: str = "",
    ) -> None:
        super().__init__(*type_names, group=group, name=name)
        self.items = tuple(items)


class WideView(View):
    """One value an object, in several columns."""

    __slots__ = ("value",)

    def __init__(
        self, *type_names: str, value: Getter, group: Column | None = None, name: str = ""
    ) -> None:
        super().__init__(*type_names, group=group, name=name)
        self.value = value


class TextView(View):
    """Lines of text made from each object, blank lines included."""

    __slots__ = ("lines",)

    def __init__(
        self, *type_names: str, lines: Callable[[Any], Iterable[str]], name: str = ""
    ) -> None:
        super().__init__(*type_names, name=name)
        self.lines = lines


class DisplaySet(View):
    """The properties that matter: what a list or table shows of a type that has no view."""

    __slots__ = ("properties",)

    def __init__(self, *type_names: str, properties: Sequence[str]) -> None:
        super().__init__(*type_names)
        self.properties = tuple(properties)


class ViewCatalog:
    """Views by the types they are for; of several for one type the first added is the default."""

    def __init__(self, views: Iterable[View] = ()) -> None:
        self._by_type: dict[str, list[View]] = {}
        self._found: dict[tuple[tuple[str, ...], tuple[type[View], ...], str], View | None] = {}
        self._sources: dict[str, Callable[[], Iterable[View]] | None] = {}
        for view in views:
            self.add(view)

    def add_source(self, name: str, load: Callable[[], Iterable[View]]) -> None:
        """Name where more views come from; it is asked once, when a view is first missed."""
        self._sources.setdefault(name, load)
        self._found.clear()

    def _load_sources(self) -> bool:
        """Take in the views of sources that were not asked yet; False if there are none."""
        waiting = [(name, load) for name, load in self._sources.items() if load is not None]
        for name, load in waiting:
            self._sources[name] = None
            for view in load():
                self.add(view)
        return bool(waiting)

    def add(self, view: View) -> None:
        """Add a view behind those that its types have already."""
        self._found.clear()
        for name in view.type_names:
            self._by_type.setdefault(fold(name), []).append(view)

    def find(self, type_names: tuple[str, ...], *kinds: type[View], name: str = "") -> View | None:
        """Return the view for the most specific of an object's types, of one of these kinds.

        Without kinds it is the first of any but a DisplaySet; ``name`` asks for a named view.
        Objects that came over the wire are shown like those at home.
        """
        wanted = kinds or (TableView, ListView, WideView, TextView)
        key = (type_names, wanted, fold(name))
        if key not in self._found:
            found = self._search(type_names, wanted, fold(name))
            if found is None and self._load_sources():
                found = self._search(type_names, wanted, fold(name))
            self._found[key] = found
        return self._found[key]

    def _search(
        self, type_names: Iterable[str], kinds: tuple[type[View], ...], name: str
    ) -> View | None:
        for type_name in type_names:
            for view in self._by_type.get(fold(type_name).removeprefix(_WIRE_PREFIX), ()):
                if isinstance(view, kinds) and (not name or fold(view.name) == name):
                    return view
        return None
