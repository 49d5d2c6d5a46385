"""What the host makes of the messages that recorded clients sent."""

import re
import uuid
from decimal import Decimal

import pytest

from smimeadmin.core import values as v
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.lab.clixml_in import read_message, value_of
from smimeadmin.lab.faults import WsManFault
from tests.support.psrp_recordings import messages, scenarios


class NoCipher:
    """Secure strings as they are at protocol 2.4: without a key."""

    def encrypt(self, value):
        return value

    def decrypt(self, value):
        return value


def with_ids(text):
    """Put an id where the recording has a word for it."""
    return re.sub(r"(<G(?: [^>]*)?>)(?![0-9a-fA-F]{8}-)[^<]*", rf"\g<1>{uuid.UUID(int=7)}", text)


def read(text):
    return value_of(read_message(text, NoCipher()))


@pytest.mark.parametrize("scenario", scenarios())
def test_all_that_clients_sent_is_read(scenario):
    texts = [m for m in messages(scenario) if m.sender == "c" and m.text]
    for message in texts:
        read_message(with_ids(message.text), NoCipher())
    assert len(texts) >= 2


def arguments(scenario):
    for message in messages(scenario):
        if message.name == "CREATE_PIPELINE":
            for command in read_message(message.text, NoCipher()).PowerShell.Cmds:
                yield str(command.Cmd), [(one.N, value_of(one.V)) for one in command.Args]


def test_arguments_of_proxies_keep_their_types():
    sent = list(arguments("proxy-calls"))
    name, given = sent[1]
    assert name == "Set-SmimeConfig"
    assert given[0] == ("-OWAAlwaysSign:", True)
    assert given[1][0] == "-SMIMECertificateIssuingCA:"
    assert (type(given[1][1]), len(given[1][1])) == (bytearray, 200)
    assert given[2] == ("-OWACRLRetrievalTimeout:", 5)
    switches = [value for _, all_of_it in sent for key, value in all_of_it if key == "-WhatIf:"]
    assert [type(one) for one in switches] == [v.SwitchParameter]
    bags = [value for _, all_of_it in sent for key, value in all_of_it if key == "-Bag:"]
    assert dict(bags[0].items()) == {"k": 1}


def test_objects_that_come_back_are_deserialized_once():
    objects = [
        read(with_ids(one.text))
        for one in messages("proxy-calls")
        if one.name == "PIPELINE_INPUT" and one.text
    ]
    bags = [one for one in objects if isinstance(one, PropertyBag)]
    assert {one.type_names[0].count("Deserialized.") for one in bags} == {0, 1}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<S>a_x0009_b</S>", "a\tb"),
        ("<I64>5</I64>", v.Int64(5)),
        ("<D>2.50</D>", Decimal("2.50")),
        ("<Sg>0.1</Sg>", v.Single(0.1)),
        ("<C>65</C>", v.Char("A")),
        ("<TS>P1DT0.1234567S</TS>", v.TimeSpan(864_001_234_567)),
        ("<Version>15.2.986</Version>", v.Version(15, 2, 986)),
        ("<G>00112233-4455-6677-8899-aabbccddeeff</G>", v.Guid(0x00112233445566778899AABBCCDDEEFF)),
        ("<Nil />", None),
    ],
)
def test_scalars(text, value):
    got = read(text)
    assert (type(got), got) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "kind", "ticks"),
    [
        ("2024-01-02T03:04:05.1234567Z", v.DateKind.UTC, 1234567),
        ("2024-01-02T03:04:05", v.DateKind.UNSPECIFIED, 0),
        ("2024-01-02T05:04:05+02:00", v.DateKind.LOCAL, 0),
    ],
)
def test_moments_keep_their_kind_and_their_ticks(text, kind, ticks):
    got = read(f"<DT>{text}</DT>")
    assert got.kind is kind
    assert got.ticks % 10_000_000 == ticks
    if kind is not v.DateKind.UNSPECIFIED:
        assert got.to_utc().time_parts()[:3] == (3, 4, 5)


def test_enumerations_keep_name_and_number():
    got = read(
        '<Obj RefId="0"><TN RefId="0"><T>System.DayOfWeek</T><T>System.Enum</T></TN>'
        "<ToString>Monday</ToString><I32>1</I32></Obj>"
    )
    assert isinstance(got, Annotated)
    assert (got.base, got.text, got.type_names[0]) == (1, "Monday", "Deserialized.System.DayOfWeek")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<S>",
        "<!DOCTYPE S [<!ENTITY a 'b'>]><S>&a;</S>",
        "<I32>x</I32>",
        "<G>x</G>",
        '<Obj RefId="0"><MS>' * 5000 + "</MS></Obj>" * 5000,
        "<Nope />",
    ],
)
def test_what_cannot_be_read_is_a_fault(text):
    with pytest.raises(WsManFault):
        read(text)
