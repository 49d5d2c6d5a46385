"""Our CLIXML codec in the place of pypsrp's serializer.

What a pipeline writes is read by the codec: values of core, typed, in a fraction of the time. The
protocol's own messages (states, records, host calls) stay with pypsrp, behind a check that keeps
deep nesting and entities away from it. Values of core that are sent are written by the codec.
"""

import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Any, Final

from pypsrp.complex_objects import ObjectMeta
from pypsrp.exceptions import SerializationError
from pypsrp.powershell import Fragmenter
from pypsrp.serializer import Serializer

from smimeadmin.core import values as v
from smimeadmin.core.clixml.errors import ClixmlSecretError
from smimeadmin.core.clixml.limits import OBJECT_BYTES, check_message
from smimeadmin.core.clixml.parts import Portrait
from smimeadmin.core.clixml.portrait import Portrayer
from smimeadmin.core.clixml.reader import ClixmlReader, Rehydration
from smimeadmin.core.clixml.writer import ClixmlWriter
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.secret import Secret

_FIRST_REFERENCE: Final = 1_000_000
"""Far above pypsrp's own numbers, which stand in the same message."""

_PLAIN: Final = frozenset({str, int, bool, float, Decimal, bytearray, type(None)})
_OURS: Final = (
    *(v.SizedInteger, v.BigInteger, v.Single, v.Char, v.DateTime, v.DateTimeOffset, v.TimeSpan),
    *(v.Guid, v.Version, v.SemanticVersion, v.Uri, v.EnumValue, v.IPAddress, v.MailAddress),
    *(v.CultureInfo, v.SwitchParameter, v.Credential, v.DictionaryEntry, v.FoldingDictionary),
    *(PropertyBag, Annotated, Secret),
)


class CodecSerializer(Serializer):
    """A serializer for a runspace pool of pypsrp.

    ``portrayer`` and ``rehydration`` say how values go out and what is made of XML; without them
    the codec's own do. ``also`` names classes that the portrayer knows besides core's. A secure
    string travels under the session key, which has to be exchanged before: ``ClixmlSecretError``
    otherwise.
    """

    def __init__(
        self,
        portrayer: Portrayer | None = None,
        rehydration: Rehydration | None = None,
        *,
        also: tuple[type, ...] = (),
        object_bytes: int = OBJECT_BYTES,
    ) -> None:
        super().__init__()
        self._known = _OURS + also
        self._portrayer = _SessionPortrayer(self, portrayer or Portrayer())
        self._reader = ClixmlReader(
            _SessionRehydration(self, rehydration or Rehydration()), object_bytes=object_bytes
        )
        self._next_reference = _FIRST_REFERENCE

    def is_ours(self, value: Any) -> bool:
        """Say whether the codec knows a value; lists are its own if all that stands in them is."""
        if type(value) in _PLAIN or isinstance(value, self._known):
            return True
        return isinstance(value, list) and all(map(self.is_ours, value))

    def serialize(
        self,
        value: Any,
        metadata: ObjectMeta | None = None,
        parent: ET.Element | None = None,
        clear: bool = True,
    ) -> ET.Element | None:
        """Return the element of a value; one of core is written by the codec."""
        if (metadata is None or metadata.tag == "*") and self.is_ours(value):
            if value is None and metadata is not None and metadata.optional:
                return None
            element = self._element(value)
            if clear:
                self._clear()
            return super().serialize(element, metadata, parent, clear=False)
        return super().serialize(value, metadata, parent, clear)

    def _element(self, value: Any) -> ET.Element:
        writer = ClixmlWriter(
            self._portrayer, indent=False, lenient=True, first_reference=self._next_reference
        )
        writer.add(value)
        self._next_reference = writer.next_reference
        return ET.fromstring(writer.take_pieces())  # noqa: S314 - our own text

    def deserialize(
        self,
        element: ET.Element | str,
        metadata: ObjectMeta | None = None,
        clear: bool = True,
    ) -> Any:
        """Return the value of a text; what a pipeline wrote is read by the codec.

        Raises ``ClixmlError`` for what is broken, too deep or too large.
        """
        if not isinstance(element, str):
            return super().deserialize(element, metadata, clear)
        if metadata is None:
            return self._reader.message(element) if element else None
        check_message(element)
        return super().deserialize(element, metadata, clear)

    def lock(self, secret: "Secret[Any]") -> str:
        """Return a secure string under the session key; ``ClixmlSecretError`` without one."""
        try:
            return str(self._serialize_secure_string(secret.reveal()))
        except SerializationError as error:
            raise _no_key() from error

    def unlock(self, text: str) -> Secret[str]:
        """Return the secure string of a text; ``ClixmlSecretError`` without the session key."""
        if self.cipher is None:
            raise _no_key()
        element = ET.Element("SS")
        element.text = text
        try:
            return Secret(str(self._deserialize_secure_string(element)))
        except ValueError as error:
            raise ClixmlSecretError(
                "A secure string of the server can't be opened with the key of this session.",
                hint="Open a new session.",
            ) from error


def _no_key() -> ClixmlSecretError:
    return ClixmlSecretError(
        "A secure string can't travel: no key was exchanged with the server.",
        hint="The keys are exchanged when the session first needs them; open a new session.",
    )


class _SessionPortrayer(Portrayer):
    """Draws as another portrayer does, but locks secure strings with the session's key."""

    def __init__(self, serializer: CodecSerializer, inner: Portrayer) -> None:
        self._serializer = serializer
        self._inner = inner

    def portrait(self, value: Any) -> Portrait:
        """Return the portrait of the other; a secure string's is the session's."""
        if isinstance(value, Secret):
            return Portrait(element=("SS", self._serializer.lock(value)))
        return self._inner.portrait(value)

    def text(self, value: Any) -> str:
        """Return the text of the other."""
        return self._inner.text(value)


class _SessionRehydration(Rehydration):
    """Reads as another does, but opens secure strings with the session's key."""

    def __init__(self, serializer: CodecSerializer, inner: Rehydration) -> None:
        self._serializer = serializer
        self._inner = inner
        self.makers = inner.makers  # type: ignore[misc]  # those of the other

    def secret(self, text: str) -> Secret[str]:
        """Open a secure string."""
        return self._serializer.unlock(text)

    def xml(self, text: str) -> Any:
        """Read a document as the other does."""
        return self._inner.xml(text)


def plug_into(pool: Any, serializer: CodecSerializer) -> None:
    """Give a runspace pool of pypsrp this serializer, before it is opened."""
    pool._serializer = serializer  # noqa: SLF001 - pypsrp has no door for it
    pool._fragmenter = Fragmenter(pool.connection.max_payload_size, serializer)  # noqa: SLF001
