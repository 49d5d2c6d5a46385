"""CLIXML for scripts: what Export-Clixml, Import-Clixml and PSSerializer stand on."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final

from smimeadmin.core.clixml.errors import ClixmlError
from smimeadmin.core.clixml.live import MAKERS, raw_data
from smimeadmin.core.clixml.reader import ClixmlReader, Rehydration
from smimeadmin.core.clixml.writer import ClixmlWriter, write_document
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.clixml_portraits import ScriptPortrayer, as_argument
from smimeadmin.shell.engine.clixml_xml import read_document
from smimeadmin.shell.engine.members_static import invoke_static
from smimeadmin.shell.engine.members_table import net_exception
from smimeadmin.shell.engine.secret_texts import open_secret
from smimeadmin.shell.engine.type_sources import SOURCES
from smimeadmin.shell.engine.types import find_type

_CERTIFICATES: Final = "System.Security.Cryptography.X509Certificates."
_FROM_BYTES: Final = (f"{_CERTIFICATES}X509Certificate2", f"{_CERTIFICATES}X500DistinguishedName")


def _from_bytes(type_name: str) -> Callable[[PropertyBag], Any]:
    """Make a type of the domain of its RawData; what can't be made stays a bag."""

    def make(bag: PropertyBag) -> Any:
        data = raw_data(bag)
        SOURCES.load()
        net_type = find_type(type_name) if data is not None else None
        if data is None or net_type is None:
            return None
        try:
            return invoke_static(net_type, "new", [bytearray(data)])
        except SmimeAdminError:
            return None

    return make


class ScriptRehydration(Rehydration):
    """What a script gets back: XML as documents, certificates, secure strings of this workspace."""

    makers: ClassVar = {**MAKERS, **{fold(name): _from_bytes(name) for name in _FROM_BYTES}}

    def secret(self, text: str) -> Secret[str]:
        """Open a secure string."""
        return open_secret(text)

    def xml(self, text: str) -> Any:
        """Read an XML document."""
        return read_document(text)


def new_writer(depth: int) -> ClixmlWriter:
    """Return a writer for what scripts hold."""
    return ClixmlWriter(ScriptPortrayer(), depth=depth)


def read_values(text: str) -> list[Any]:
    """Read the values of a document."""
    return ClixmlReader(ScriptRehydration()).document(text)


def write_values(values: Iterable[Any], depth: int = 1) -> str:
    """Return a document of values."""
    return write_document(values, ScriptPortrayer(), depth=depth)


def serialize(value: Any, depth: int = 1) -> str:
    """``[PSSerializer]::Serialize``."""
    try:
        return write_values([as_argument(value)], depth)
    except ClixmlError as error:
        raise net_exception(error.inner, error.message) from error


def deserialize(text: str) -> Any:
    """``[PSSerializer]::Deserialize``: nothing, the one value, or an array of them."""
    values = deserialize_as_list(text)
    return values[0] if len(values) == 1 else values or None


def deserialize_as_list(text: str) -> list[Any]:
    """``[PSSerializer]::DeserializeAsList``."""
    try:
        return read_values(text)
    except ClixmlError as error:
        raise net_exception(error.inner, error.message) from error
