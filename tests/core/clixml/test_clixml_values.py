"""What the recordings of PowerShell do not say: records, sets of members, secrets, messages."""

import pytest

from smimeadmin.core import values as v
from smimeadmin.core.clixml.errors import ClixmlError
from smimeadmin.core.clixml.reader import NAMESPACE, ClixmlReader, XmlText
from smimeadmin.core.clixml.records import ProgressRecord
from smimeadmin.core.clixml.writer import ClixmlWriter, write_document, write_message
from smimeadmin.core.objects import Annotated, ExtraMember, PropertyBag
from smimeadmin.core.secret import Secret

HEAD = f'<Objs Version="1.1.0.1" xmlns="{NAMESPACE}">'


def read_message(text):
    return ClixmlReader().message(text)


def test_a_message_may_have_the_namespace_or_none():
    assert read_message("<S>a</S>") == "a"
    assert read_message(f'<S xmlns="{NAMESPACE}">a</S>') == "a"
    assert read_message("\ufeff<I32>5</I32>") == 5
    assert read_message(b"\xef\xbb\xbf<I32>5</I32>") == 5


@pytest.mark.parametrize("text", ["", "<S>a</S><S>b</S>", f"{HEAD}<S>a</S></Objs>", "a", "<Foo/>"])
def test_a_message_is_one_value(text):
    with pytest.raises(ClixmlError):
        read_message(text)


def test_a_progress_record_there_and_back():
    record = ProgressRecord(
        3, "act", "status", current_operation="now", percent_complete=40, record_type="Completed"
    )
    back = read_message(write_message(record))
    assert isinstance(back, ProgressRecord)
    assert str(back) == str(record)
    assert back.current_operation == "now"


@pytest.mark.parametrize(
    "text",
    [
        "<PR/>",
        "<PR><AV>a</AV></PR>",
        "<PR><AI>1</AI><AV>a</AV></PR>",
        "<PR><AV>a</AV><AI>1</AI><I32>5</I32><PI>1</PI><PC>1</PC><T>x</T><SR>1</SR><SD>s</SD></PR>",
        "<AV>a</AV>",
    ],
)
def test_a_progress_record_out_of_order_is_refused(text):
    with pytest.raises(ClixmlError):
        read_message(text)


def test_sets_of_members():
    text = '<Obj><MS><S N="a">1</S><MS N="set"><I32 N="in">5</I32></MS></MS></Obj>'
    bag = read_message(text)
    assert bag.names == ("a",)
    found = bag.extras["set"]
    assert (found.kind, found.name) == ("MemberSet", "set")
    assert [(one.name, one.value) for one in found.value] == [("in", 5)]
    assert '<MS N="set"><I32 N="in">5</I32></MS>' in write_message(bag)


def test_a_property_of_the_type_and_an_added_one():
    bag = read_message('<Obj><Props><S N="a">1</S></Props><MS><S N="b">2</S></MS></Obj>')
    assert bag.names == ("b", "a")
    assert bag.adapted == 1
    bag.add("c", 3)
    assert bag.names == ("b", "c", "a")
    written = write_message(bag)
    assert '<Props><S N="a">1</S></Props><MS><S N="b">2</S><I32 N="c">3</I32></MS>' in written
    bag.remove("a")
    assert bag.adapted == 0


def test_an_object_inside_of_an_object_is_its_value():
    inner = read_message(
        '<Obj><TN><T>A</T></TN><Obj><I32>5</I32><MS><S N="a">1</S></MS></Obj></Obj>'
    )
    assert isinstance(inner, Annotated)
    assert inner.base == 5
    assert inner.type_names == ("Deserialized.A",)


def test_a_secure_string_is_read_in_plain_form_and_never_written_so():
    assert read_message("<SS>70006100</SS>") == Secret("pa")
    with pytest.raises(ClixmlError) as caught:
        write_document([Secret("pa")])
    assert caught.value.id == "Clixml.SecretUnreadable"
    assert "pa" not in caught.value.message
    credential = read_message(
        "<Obj><TN><T>System.Management.Automation.PSCredential</T></TN><Props>"
        '<S N="UserName">u</S><SS N="Password">70006100</SS></Props></Obj>'
    )
    assert isinstance(credential, v.Credential)
    assert credential.password.reveal() == "pa"


@pytest.mark.parametrize("text", ["<SS>zz</SS>", "<SS>700</SS>", "<SS>01000000d08c9d</SS>"])
def test_a_secure_string_of_elsewhere_is_refused(text):
    with pytest.raises(ClixmlError) as caught:
        read_message(text)
    assert caught.value.id == "Clixml.BadArgument"


def test_xml_without_a_reader_stays_text():
    value = read_message("<XD>&lt;a /&gt;</XD>")
    assert type(value) is XmlText
    assert write_message(value) == "<XD>&lt;a /&gt;</XD>"


def test_characters_that_xml_lacks():
    with pytest.raises(ClixmlError) as caught:
        write_document(["\uffff"])
    assert caught.value.id == "Clixml.BadCharacter"
    assert write_message("\uffff") == "<S>&#xFFFF;</S>"
    assert read_message("<S>&#xFFFF;&#0;&#xD83D;&#xDE00;</S>") == "\uffff\0\ud83d\ude00"


def test_references_that_xml_refuses_are_left_alone_in_sections():
    text = "<S>&#xD800;<![CDATA[&#xD800;]]><!-- &#xD800; -->\U0010fffe</S>"
    assert read_message(text) == "\ud800&#xD800;\U0010fffe"
    assert read_message('<Obj><MS><S N="a&#0;b">1</S></MS></Obj>').names == ("a\0b",)


def test_a_depth_below_one_is_refused():
    with pytest.raises(ClixmlError) as caught:
        ClixmlWriter(depth=0)
    assert caught.value.id == "Clixml.BadDepth"


def test_a_computed_member_of_core_is_left_out():
    bag = PropertyBag.of([("a", 1)])
    bag.extras = {"b": ExtraMember("ScriptProperty", "b", None)}
    assert "b" not in ClixmlReader().document(write_document([bag]))[0].names


class _Contact:
    type_name = "SmimeAdmin.Contact"

    def __str__(self):
        return "anna"


def test_an_object_that_core_does_not_know_goes_out_as_its_text():
    (back,) = ClixmlReader().document(write_document([_Contact()]))
    assert back.type_names == ("Deserialized.SmimeAdmin.Contact", "Deserialized.System.Object")
    assert back.text == "anna"


LIVE = [
    v.IPAddress(bytes([192, 0, 2, 1])),
    v.IPAddress(bytes.fromhex("20010db8000000000000000000000001")),
    v.MailAddress("ann@example.com", "Ann"),
    v.MailAddress("ann@example.com"),
    v.CultureInfo("de-DE"),
    v.CultureInfo(""),
    v.SwitchParameter(is_present=True),
]


@pytest.mark.parametrize("value", LIVE, ids=repr)
def test_types_that_come_back_alive(value):
    assert read_message(write_message(value)) == value


NOT_ALIVE = [
    v.DateTimeOffset(638_000_000_000_000_000, 330),
    v.BigInteger(10**30),
    v.SemanticVersion(7, 6, 0, "rc.1"),
    v.DictionaryEntry("k", 1),
]


@pytest.mark.parametrize("value", NOT_ALIVE, ids=lambda value: type(value).__name__)
def test_types_that_come_back_as_their_properties(value):
    back = read_message(write_message(value))
    assert isinstance(back, PropertyBag)
    assert (
        back.type_names[0] == f"Deserialized.{write_message(value).split('<T>')[1].split('<')[0]}"
    )
    assert back.adapted > 0
    assert write_message(back).replace("Deserialized.", "") == write_message(value)


def test_a_set_brings_its_properties():
    back = read_message(write_message(v.HashSet(["b", "a"], element="System.String")))
    assert isinstance(back, Annotated)
    assert back.base == ["b", "a"]
    assert back.notes.get("Count") == 2
