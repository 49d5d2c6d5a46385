"""How the values of scripts go out as CLIXML: blocks, XML, records, classes, domain objects."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from smimeadmin.core import values as v
from smimeadmin.core.clixml.core_portraits import PROPERTIES as CORE_PROPERTIES
from smimeadmin.core.clixml.parts import Pairs, Portrait
from smimeadmin.core.clixml.portrait import Portrayer
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.objects import Annotated, ExtraMember, PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine import members_dictionaries
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.clixml_exceptions import (
    STREAM_NAMES,
    exception_pairs,
    record_pairs,
    stream_record_pairs,
)
from smimeadmin.shell.engine.convert import enumerate_value
from smimeadmin.shell.engine.error_record import ErrorRecord, TerminatingError
from smimeadmin.shell.engine.members_lookup import complete_properties, get_member
from smimeadmin.shell.engine.net_exceptions import NetException
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import Property
from smimeadmin.shell.engine.script_classes import ScriptInstance
from smimeadmin.shell.engine.secret_texts import seal_secret
from smimeadmin.shell.engine.streams import StreamRecord
from smimeadmin.shell.engine.text import to_text
from smimeadmin.shell.engine.types import type_names
from smimeadmin.shell.engine.xml_document import XmlDocument

_FAILED: Final = object()
_CERTIFICATES: Final = "System.Security.Cryptography.X509Certificates."
_REGEX: Final = "System.Text.RegularExpressions.Regex"


class ScriptPortrayer(Portrayer):
    """Draws whatever a script can hold."""

    def names(self, value: Any) -> tuple[str, ...]:
        """Return the type names of a value, as ``.PSObject.TypeNames`` has them."""
        return type_names(value)

    def text(self, value: Any) -> str:
        """Return what a value says of itself."""
        if type(value) is NetType:
            return value.name
        if isinstance(value, v.KeyValuePair):
            return f"[{self.text(value.key)}, {self.text(value.value)}]"
        return to_text(value)

    def seal(self, secret: "Secret[Any]") -> str:
        """Return the text of a secure string, sealed with the key of the workspace."""
        return seal_secret(secret)

    def extras(self, value: Any, extras: dict[str, ExtraMember]) -> Pairs:
        """Return the computed members with their values; one that fails is left out."""
        pairs: Pairs = []
        for one in extras.values():
            if one.kind == "ScriptProperty":
                found = _computed(value, one)
            elif one.kind == "AliasProperty":
                found = _get(_member_reader(one.value), value)
            else:
                continue
            if found is not _FAILED:
                pairs.append((one.name, found))
        return [*pairs, *super().extras(value, _without_standard(extras))]

    def of_object(self, value: Any, kind: type) -> Portrait:
        """Return the portrait of an object that is neither a scalar nor a container."""
        for parent in kind.__mro__:
            draw = _DRAWN.get(parent)
            if draw is not None:
                return draw(self, value)
        if kind in CORE_PROPERTIES:
            portrait = super().of_object(value, kind)
            portrait.text = self.text(value)
            return portrait
        if kind is NetType:
            portrait = Portrait(self.names(value), self.text(value))
            portrait.is_text = True
            return portrait
        items = enumerate_value(value)
        if items is not None:
            return self.enumerable_portrait(value, list(items), _pairs(value, kind))
        return self._of_typed(value, kind)

    def list_portrait(self, value: Any, tag: str, items: Iterable[Any]) -> Portrait:
        """Return the portrait of something with items; some only enumerate in .NET."""
        if type(value) is v.DictionaryView:
            own: Pairs = [
                ("IsSynchronized", False),
                ("SyncRoot", value.owner),
                ("Count", len(value)),
            ]
            if type(value.owner) is v.Hashtable:
                return self.enumerable_portrait(value, items, own)
        if type(value) is v.SortedList:
            items = [(entry.key, entry.value) for entry in members_dictionaries.entries(value)]
        return super().list_portrait(value, tag, items)

    def _of_typed(self, value: Any, kind: type) -> Portrait:
        names = self.names(value)
        chosen = _CHOSEN.get(names[0])
        if chosen is None:
            table = complete_properties(kind)
            pairs = _pairs(value, kind) if table else None
            return Portrait(names, self.text(value), adapted=pairs)
        own = [
            (name, found) for name, read in chosen if (found := _get(read, value)) is not _FAILED
        ]
        return Portrait(names, self.text(value), adapted=own, depth=1)


def _without_standard(extras: dict[str, ExtraMember]) -> dict[str, ExtraMember]:
    return {key: one for key, one in extras.items() if key != "psstandardmembers"}


def _read(get: Callable[[], Any]) -> Any:
    """Return what a getter gives; a property that fails is left out, as PowerShell does."""
    try:
        return get()
    except (SmimeAdminError, TerminatingError):
        return _FAILED


def _get(read: Callable[[Any], Any], owner: Any) -> Any:
    return _read(lambda: read(owner))


def _member_reader(name: str) -> Callable[[Any], Any]:
    return lambda owner: get_member(owner, name)


def _computed(owner: Any, extra: ExtraMember) -> Any:
    block = extra.value
    if not isinstance(block, ScriptBlock):
        return _read(lambda: get_member(owner, extra.name))
    output = _read(lambda: block.outputs_for(owner, []))
    if output is _FAILED:
        return _FAILED
    if len(output) == 1:
        return output[0]
    return output or PropertyBag()  # nothing is an object without members, not null


def _listed(kind: type) -> Iterable[Property]:
    """Return the properties of a class in .NET's order: a script's derived class comes first."""
    table = complete_properties(kind)
    order = _ORDERS.get(kind.__name__)
    if order is not None:
        return [table[name] for name in order if name in table]
    if not issubclass(kind, ScriptInstance):
        return [one for one in table.values() if not one.hidden]
    parent = kind.__mro__[1]
    inherited = complete_properties(parent) if parent is not ScriptInstance else {}
    own = [one for key, one in table.items() if key not in inherited]
    return [*own, *(_listed(parent) if inherited else ())]


def _pairs(value: Any, kind: type) -> Pairs:
    return [
        (one.name, found) for one in _listed(kind) if (found := _get(one.get, value)) is not _FAILED
    ]


def _of_instance(portrayer: Portrayer, value: Any) -> Portrait:
    kind = type(value)
    pairs = _pairs(value, kind) if complete_properties(kind) else None
    return Portrait(portrayer.names(value), portrayer.text(value), adapted=pairs)


def _of_error(portrayer: Portrayer, value: ErrorRecord) -> Portrait:
    return Portrait(portrayer.names(value), str(value), extended=record_pairs(value))


def _of_exception(portrayer: Portrayer, value: NetException) -> Portrait:
    return Portrait(portrayer.names(value), str(value), adapted=exception_pairs(value), depth=1)


def _of_stream_record(portrayer: Portrayer, value: StreamRecord) -> Portrait:
    names = (portrayer.names(value)[0], *STREAM_NAMES)
    return Portrait(names, value.message, extended=stream_record_pairs(value))


def _of_block(_portrayer: Portrayer, value: ScriptBlock) -> Portrait:
    return Portrait(element=("SBK", to_text(value)))


def _of_xml(_portrayer: Portrayer, value: XmlDocument) -> Portrait:
    return Portrait(element=("XD", value.outer_xml()))


_ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "UriBuilder": (
        *("scheme", "username", "password", "host", "port", "path", "query", "fragment", "uri"),
    ),
}
"""Classes whose properties .NET lists in another order than our tables, by folded names."""

_DRAWN: Final[dict[type, Callable[[Any, Any], Portrait]]] = {
    ScriptBlock: _of_block,
    XmlDocument: _of_xml,
    ErrorRecord: _of_error,
    NetException: _of_exception,
    StreamRecord: _of_stream_record,
    ScriptInstance: _of_instance,
}

_CHOSEN: Final[dict[str, tuple[tuple[str, Callable[[Any], Any]], ...]]] = {
    f"{_CERTIFICATES}X509Certificate2": (("RawData", lambda c: get_member(c, "RawData")),),
    f"{_CERTIFICATES}X500DistinguishedName": (("RawData", lambda n: get_member(n, "RawData")),),
    _REGEX: (
        ("Options", lambda regex: get_member(regex, "Options")),
        ("RightToLeft", lambda regex: bool(get_member(regex, "RightToLeft"))),
        ("MatchTimeout", lambda _regex: v.TimeSpan(-10_000)),
    ),
}
"""Types of which PowerShell writes these properties only, however deep they stand."""


def as_argument(value: Any) -> Any:
    """Return a value as a .NET method gets it: what was pinned to some types is lost on the way."""
    if type(value) is not Annotated:
        return value
    base = value.base
    if value.replaces or type(base) is str:
        return base
    if isinstance(base, (list, v.FoldingDictionary)):
        plain = Annotated(base, value.type_names)
        return plain if value.type_names else base
    return value
