"""The codec in pypsrp: values as the stock serializer has them, but typed; pypsrp's own objects."""

import struct
import uuid
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pypsrp.complex_objects import (
    CommandParameter,
    GenericComplexObject,
    ObjectMeta,
    PipelineResultTypes,
    PSInvocationState,
)
from pypsrp.messages import (
    CreatePipeline,
    ErrorRecordMessage,
    Message,
    MessageType,
    PipelineState,
    WarningRecord,
)
from pypsrp.powershell import Fragmenter
from pypsrp.serializer import Serializer

from smimeadmin.core import values as v
from smimeadmin.core.clixml.errors import ClixmlError
from smimeadmin.core.clixml.limits import LEVELS
from smimeadmin.core.clixml.writer import write_message
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.core.secret import Secret
from smimeadmin.remoting.serializer import CodecSerializer, plug_into

EMPTY = str(uuid.UUID(int=0))


def output(text: str, serializer) -> object:
    """Send a text as the output of a pipeline and read it as pypsrp does."""
    head = struct.pack("<II", 1, MessageType.PIPELINE_OUTPUT) + bytes(32)
    return Message.unpack(head + b"\xef\xbb\xbf" + text.encode(), serializer).data.data


SCALARS = {
    "S": ("<S>a_x000A_b</S>", "a\nb"),
    "empty": ("<S></S>", ""),
    "I32": ("<I32>5</I32>", 5),
    "I64": ("<I64>5000000000</I64>", v.Int64(5_000_000_000)),
    "B": ("<B>true</B>", True),
    "Db": ("<Db>1.5</Db>", 1.5),
    "C": ("<C>97</C>", v.Char("a")),
    "Nil": ("<Nil />", None),
    "BA": ("<BA>AQID</BA>", bytearray([1, 2, 3])),
    "SBK": ("<SBK>a</SBK>", "a"),
}
TYPED = {
    "DT": ("<DT>2024-01-02T03:04:05Z</DT>", v.DateTime.of(2024, 1, 2, 3, 4, 5)),
    "TS": ("<TS>PT1M30S</TS>", v.TimeSpan.of(seconds=90)),
    "D": ("<D>1.50</D>", Decimal("1.50")),
    "G": (f"<G>{uuid.UUID(int=7)}</G>", v.Guid(7)),
    "Version": ("<Version>1.2</Version>", v.Version(1, 2)),
}


@pytest.mark.parametrize("case", SCALARS)
def test_scalars_are_those_of_the_stock_serializer(case):
    text, value = SCALARS[case]
    found = output(text, CodecSerializer())
    assert found == value
    assert type(found) is type(value)
    if case not in {"empty", "BA"}:  # the stock one has no empty text; its bytes are another class
        assert output(text, Serializer()) == value


@pytest.mark.parametrize("case", TYPED)
def test_other_scalars_are_typed(case):
    text, value = TYPED[case]
    found = output(text, CodecSerializer())
    assert found == value
    assert type(found) is type(value)


def test_an_object_has_the_values_of_the_stock_serializer():
    bag = PropertyBag.of([("Name", "anna"), ("Count", 3), ("On", True), ("Id", v.Guid(9))])
    bag.type_names, bag.adapted, bag.text = ("My.Type", "System.Object"), 4, "anna"
    text = write_message(bag)
    ours = output(text, CodecSerializer())
    stock = output(text, Serializer())
    assert isinstance(stock, GenericComplexObject)
    assert {n: str(x) for n, x in ours.items()} == {
        n: str(x) for n, x in stock.adapted_properties.items()
    }
    assert ours.text == stock.to_string
    assert ours.type_names == tuple(f"Deserialized.{name}" for name in stock.types)


def test_references_inside_of_one_message_only():
    serializer = CodecSerializer()
    output('<Obj RefId="0"><MS><S N="a">1</S></MS></Obj>', serializer)
    with pytest.raises(ClixmlError):
        output('<Obj RefId="1"><MS><Ref N="a" RefId="0" /></MS></Obj>', serializer)


@pytest.mark.parametrize(
    "message",
    [
        PipelineState(state=PSInvocationState.COMPLETED),
        WarningRecord(message="careful", invocation=False),
    ],
    ids=lambda message: type(message).__name__,
)
def test_messages_of_the_protocol_stay_with_pypsrp(message):
    data = Message(1, EMPTY, EMPTY, message, Serializer()).pack()
    found = Message.unpack(data, CodecSerializer()).data
    assert type(found) is type(message)
    assert Message(1, EMPTY, EMPTY, message, CodecSerializer()).pack() == data


def test_deep_messages_of_the_protocol_are_refused_before_pypsrp():
    deep = '<Obj RefId="1"><MS>' * 20_000 + "</MS></Obj>" * 20_000
    with pytest.raises(ClixmlError) as caught:
        CodecSerializer().deserialize(deep, ObjectMeta("Obj", object=ErrorRecordMessage))
    assert caught.value.id == "Clixml.TooDeep"
    bomb = '<!DOCTYPE a [<!ENTITY e "x">]><Obj RefId="0"><MS><S N="a">&e;</S></MS></Obj>'
    with pytest.raises(ClixmlError):
        CodecSerializer().deserialize(bomb, ObjectMeta("Obj", object=ErrorRecordMessage))


def test_output_has_the_limits_of_the_codec():
    deep = "<Obj><LST>" * (LEVELS + 1) + "</LST></Obj>" * (LEVELS + 1)
    with pytest.raises(ClixmlError) as caught:
        output(deep, CodecSerializer())
    assert caught.value.id == "Clixml.TooDeep"
    with pytest.raises(ClixmlError) as caught:
        output("<S>" + "a" * 100 + "</S>", CodecSerializer(object_bytes=50))
    assert caught.value.id == "Clixml.ObjectTooLarge"


SENT = {
    "text": ("a\tb", "<S>a_x0009_b</S>"),
    "number": (5, "<I32>5</I32>"),
    "real": (1.25, "<Db>1.25</Db>"),
    "date": (v.DateTime.of(2024, 1, 2), "<DT>2024-01-02T00:00:00</DT>"),
    "span": (v.TimeSpan.of(seconds=1), "<TS>PT1S</TS>"),
    "bytes": (bytearray([1, 2, 3]), "<BA>AQID</BA>"),
    "no bytes": (bytearray(), "<BA />"),
    "null": (None, "<Nil />"),
}


@pytest.mark.parametrize("case", SENT)
def test_values_that_are_sent(case):
    value, text = SENT[case]
    element = CodecSerializer().serialize(value)
    assert ET.tostring(element, encoding="unicode") == text


def parameter(value, serializer):
    """Return the V of a command's parameter, as it goes out."""
    element = serializer.serialize(CommandParameter(name="-Id:", value=value))
    return element.find("MS/*[@N='V']")


def test_arguments_of_a_command_are_written_by_the_codec():
    serializer = CodecSerializer()
    assert parameter([1, 2], serializer).find("LST").tag == "LST"
    assert parameter(v.DAY_OF_WEEK.value("Friday"), serializer).find("I32").text == "5"
    switch = parameter(v.SwitchParameter(is_present=True), serializer)
    assert switch.find("Props/B").text == "true"
    assert parameter(v.Hashtable([("a", 1)]), serializer).find("DCT/En/S").text == "a"


def test_numbers_of_references_do_not_meet_those_of_pypsrp():
    serializer = CodecSerializer()
    bag = PropertyBag.of([("a", 1)])
    first, second = (parameter(bag, serializer) for _ in range(2))
    known = {first.get("RefId"), second.get("RefId")}
    assert len(known) == 2
    assert all(int(number) >= 1_000_000 for number in known)
    assert first.find("TN").get("RefId") != second.find("TN").get("RefId")


def test_lists_of_pypsrps_own_objects_stay_with_pypsrp():
    element = CodecSerializer().serialize([PipelineResultTypes(value=1)])
    stock = Serializer().serialize([PipelineResultTypes(value=1)])
    assert ET.tostring(element) == ET.tostring(stock)


def test_secure_strings_travel_under_the_session_key():
    serializer = CodecSerializer()
    with pytest.raises(ClixmlError) as caught:
        serializer.serialize(Secret("open sesame"))
    assert caught.value.id == "Clixml.SecretUnreadable"
    serializer.cipher = Cipher(algorithms.AES(bytes(32)), modes.CBC(bytes(16)))
    element = serializer.serialize(v.Credential("anna", Secret("open sesame")))
    text = ET.tostring(element, encoding="unicode")
    assert "sesame" not in text
    found = output(text, serializer)
    assert isinstance(found, v.Credential)
    assert found.password == Secret("open sesame")
    with pytest.raises(ClixmlError):
        output(text, CodecSerializer())


class _Connection:
    max_payload_size = 32_768


class _Pool:
    connection = _Connection()


def test_a_pool_takes_the_serializer():
    pool, serializer = _Pool(), CodecSerializer()
    plug_into(pool, serializer)
    assert pool._serializer is serializer
    assert isinstance(pool._fragmenter, Fragmenter)
    assert pool._fragmenter.serializer is serializer


def test_bytes_of_unusual_types_are_left_to_pypsrp():
    assert CodecSerializer().serialize(b"ab").tag == "BA"
    assert bare(output("<Obj><LST><I32>1</I32></LST></Obj>", CodecSerializer())) == [1]
    assert MessageType.PIPELINE_OUTPUT == 0x00041004
    assert CreatePipeline.MESSAGE_TYPE == MessageType.CREATE_PIPELINE
