"""Members, methods, indexes and statics: what the tables give, and what is refused."""

from dataclasses import dataclass

import pytest

from smimeadmin.core import values as v
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.file_access import FILE_ACCESS
from smimeadmin.shell.engine.members import (
    find_property,
    get_index,
    get_member,
    invoke,
    invoke_static,
    members_of,
    set_index,
    set_member,
    static_member,
)
from smimeadmin.shell.engine.types import resolve_type, type_of


def call(type_name, method, *arguments):
    return invoke_static(resolve_type(type_name), method, list(arguments))


@dataclass(frozen=True)
class Mailbox:
    """A domain object."""

    primary_address: str
    size: int = 2**40


def test_properties_are_found_whatever_their_case():
    assert get_member("abc", "LENGTH") == 3
    assert get_member(PropertyBag.of([("Name", 1)]), "name") == 1
    assert get_member(v.Hashtable([("Key", 1)]), "kEY") == 1
    assert get_member(Mailbox("a@b"), "PrimaryAddress") == "a@b"
    assert type(get_member(Mailbox("a@b"), "Size")) is v.Int64
    assert find_property(5, "Nope") == (False, None)


def test_a_list_gives_the_properties_of_its_items():
    items = [PropertyBag.of([("A", 1)]), PropertyBag.of([("A", [2, 3])]), PropertyBag()]
    assert get_member(items, "A") == [1, 2, 3, None]
    assert get_member(items, "Count") == 3
    assert get_member([PropertyBag.of([("A", 1)])], "A") == 1


def test_every_value_has_a_count():
    assert get_member(5, "Count") == 1
    assert get_member(None, "Count") == 0
    assert get_member(PropertyBag.of([("Count", 7)]), "Count") == 7


def test_properties_are_set_where_they_can_be():
    bag = PropertyBag.of([("A", 1)])
    set_member(bag, "a", 2)
    assert bag.get("A") == 2
    table = v.Hashtable()
    set_member(table, "New", 1)
    assert table["new"] == 1
    for target, name, error_id in (
        (bag, "B", "ExceptionWhenSetting"),
        ("abc", "Length", "PropertyAssignmentException"),
    ):
        with pytest.raises(EngineError) as caught:
            set_member(target, name, 1)
        assert caught.value.error_id == error_id


@pytest.mark.parametrize(
    ("obj", "name", "arguments", "result"),
    [
        ("abcd", "Substring", [1, 2], "bc"),
        ("a,b", "Split", [","], ["a", "b"]),
        ("aXbX", "Trim", ["bX"], "a"),
        ("abc", "IndexOf", ["C"], -1),
        ("abc", "Contains", ["b"], True),
        ("abc", "PadLeft", [5, "."], "..abc"),
        ("abc", "Replace", ["b", "-"], "a-c"),
        (v.DateTime.of(2024, 1, 31), "AddMonths", [1], v.DateTime.of(2024, 2, 29)),
        (v.DateTime.of(2024, 3, 1), "ToString", ["yyyy"], "2024"),
        (255, "ToString", ["x4"], "00ff"),
        ([3, 1], "IndexOf", [1], 1),
        (v.Version(1, 2), "ToString", [], "1.2"),
        (5, "Equals", [v.Int64(5)], False),
        (v.Hashtable([("a", 1)]), "ContainsKey", ["A"], True),
        ([1, 2, 3], "Where", [lambda x: x > 1], [2, 3]),
        ([1, 2, 3], "ForEach", [lambda x: x * 2], [2, 4, 6]),
        ([1, 2, 3], "Where", [lambda x: x > 1, "First"], [2]),
        (["a", "b"], "ToUpper", [], ["A", "B"]),
    ],
)
def test_methods(obj, name, arguments, result):
    assert invoke(obj, name, arguments) == result


@pytest.mark.parametrize(
    ("obj", "name", "arguments", "error_id"),
    [
        ("a", "Nope", [], "MethodNotFound"),
        ("a", "Substring", [], "MethodCountCouldNotFindBest"),
        ("a", "Substring", ["x"], "MethodArgumentConversionInvalidCastArgument"),
        ("a", "Substring", [5], "ArgumentOutOfRangeException"),
        ([1], "Add", [2], "NotSupportedException"),
        (5, "ToString", ["Q"], "FormatException"),
        (v.Stack(), "Pop", [], "InvalidOperationException"),
        (v.Hashtable([("a", 1)]), "Add", ["A", 2], "ArgumentException"),
    ],
)
def test_a_method_that_fails_has_an_id(obj, name, arguments, error_id):
    with pytest.raises(EngineError) as caught:
        invoke(obj, name, arguments)
    assert caught.value.error_id == error_id


def test_python_stays_out_of_reach():
    for obj in ("a", [1], v.Hashtable(), 5, Mailbox("x"), resolve_type("int")):
        for name in ("__class__", "__dict__", "__init__", "format", "append", "mro"):
            assert find_property(obj, name) == (False, None)
            with pytest.raises(EngineError):
                invoke(obj, name, [])


def test_indexes():
    assert get_index([1, 2, 3], -1) == 3
    assert get_index([1, 2, 3], 5) is None
    assert get_index([1, 2, 3], [0, 2, 9]) == [1, 3]
    assert type(get_index("abc", 0)) is v.Char
    assert type(get_index(bytearray(b"a"), 0)) is v.Byte
    assert get_index(v.Hashtable([("a", 1)]), "A") == 1
    assert get_index(v.OrderedDictionary([("a", 1)]), 0) == 1
    assert get_index(5, 0) == 5
    with pytest.raises(EngineError) as caught:
        get_index(None, 0)
    assert caught.value.error_id == "NullArray"


def test_setting_an_index_converts_to_the_element_type():
    array = v.TypedArray([1, 2], "System.Int32")
    set_index(array, 0, "7")
    assert array == [7, 2]
    with pytest.raises(EngineError) as caught:
        set_index(array, 2, 1)
    assert caught.value.error_id == "System.IndexOutOfRangeException"


@pytest.mark.parametrize(
    ("type_name", "method", "arguments", "result"),
    [
        ("math", "Round", [2.5], 2.0),
        ("math", "Round", [2.125, 2], 2.12),
        ("math", "Max", [1, 2], 2),
        ("math", "Pow", [2, 10], 1024.0),
        ("string", "Join", ["-", 1, 2], "1-2"),
        ("string", "IsNullOrEmpty", [None], True),
        ("convert", "ToInt32", ["ff", 16], 255),
        ("convert", "FromBase64String", ["AQI="], bytearray(b"\1\2")),
        ("int", "Parse", ["5"], 5),
        ("datetime", "new", [2024, 3, 1], v.DateTime.of(2024, 3, 1)),
        ("timespan", "FromHours", [1.5], v.TimeSpan.of(hours=1, minutes=30)),
        ("regex", "Escape", ["a.b"], r"a\.b"),
        ("regex", "Replace", ["a1", r"\d", "x"], "ax"),
        ("char", "IsDigit", ["5"], True),
        ("System.IO.Path", "GetExtension", ["a/b.cer"], ".cer"),
        ("System.IO.Path", "GetFileNameWithoutExtension", ["a/b.cer"], "b"),
        ("System.BitConverter", "ToString", [bytearray(b"\1\xff")], "01-FF"),
        ("enum", "GetNames", [resolve_type("DayOfWeek")], list(v.DAY_OF_WEEK.members)),
        ("int[]", "new", [2], [0, 0]),
        ("guid", "new", [], v.Guid(0)),
    ],
)
def test_static_methods(type_name, method, arguments, result):
    name = "System.Enum" if type_name == "enum" else type_name
    assert call(name, method, *arguments) == result


@pytest.mark.parametrize(
    ("type_name", "method", "arguments", "error_id"),
    [
        ("int", "Parse", ["x"], "FormatException"),
        ("int", "Parse", ["99999999999"], "OverflowException"),
        ("convert", "FromBase64String", ["*"], "FormatException"),
        ("math", "Nope", [], "MethodNotFound"),
        ("datetime", "new", [2024, 13, 1], "ArgumentOutOfRangeException"),
    ],
)
def test_a_static_method_that_fails_has_an_id(type_name, method, arguments, error_id):
    with pytest.raises(EngineError) as caught:
        call(type_name, method, *arguments)
    assert caught.value.error_id == error_id


def test_static_properties_and_members_of_enumerations():
    assert static_member(resolve_type("int"), "MaxValue") == v.INT32_MAX
    assert type(static_member(resolve_type("long"), "MinValue")) is v.Int64
    assert static_member(resolve_type("DayOfWeek"), "friday") == v.EnumValue(v.DAY_OF_WEEK, 5)
    assert static_member(resolve_type("string"), "Empty") == ""
    assert static_member(resolve_type("int"), "Nope") is None


def test_generic_collections_convert_what_is_put_in():
    items = call("System.Collections.Generic.List[int]", "new")
    invoke(items, "Add", ["5"])
    assert items == [5]
    table = call("System.Collections.Generic.Dictionary[string,int]", "new")
    invoke(table, "Add", ["a", "7"])
    assert get_member(table, "a") == 7
    assert type_of(table).full_name.startswith("System.Collections.Generic.Dictionary`2[[System")


def test_the_psobject_view_changes_its_owner():
    bag = PropertyBag.of([("A", 1)])
    view = get_member(bag, "PSObject")
    names = get_member(view, "TypeNames")
    invoke(names, "Insert", [0, "My.Type"])
    assert bag.type_names[0] == "My.Type"
    properties = get_member(view, "Properties")
    note = call("psnoteproperty", "new", "B", 2)
    invoke(properties, "Add", [note])
    assert bag.get("B") == 2
    invoke(properties, "Remove", ["a"])
    assert bag.names == ("B",)
    set_member(get_index(get_member(view, "Properties"), "B"), "Value", 5)
    assert bag.get("B") == 5


def test_notes_come_before_the_value_they_are_pinned_to():
    value = Annotated("text")
    value.notes.add("Length", "long")
    assert get_member(value, "Length") == "long"
    assert get_member(Annotated("text"), "Length") == 4
    assert invoke(value, "ToUpper", []) == "TEXT"


def test_members_are_listed_for_completion():
    rows = {name: kind for name, kind, _ in members_of(PropertyBag.of([("A", 1)]))}
    assert rows["A"] == "NoteProperty"
    assert rows["ToString"] == "Method"
    names = [name for name, _, _ in members_of("abc")]
    assert {"Length", "Substring", "GetType"} <= set(names)
    assert len(names) == len(set(names))


def test_a_password_is_not_listed():
    credential = v.Credential("D\\anna", Secret("hush"))
    network = invoke(credential, "GetNetworkCredential", [])
    assert get_member(network, "Password") == "hush"
    assert get_member(network, "Domain") == "D"
    assert all("hush" not in text for _, _, text in members_of(network) + members_of(credential))


def test_xml_shows_children_and_attributes_as_properties():
    rule = resolve_type("xml")
    document = invoke_static(resolve_type("convert"), "ChangeType", ["<a b='1'><c>t</c></a>", rule])
    assert get_member(get_member(document, "a"), "b") == "1"
    assert get_member(get_member(document, "a"), "c") == "t"
    assert get_member(document, "OuterXml") == '<a b="1"><c>t</c></a>'


def test_files_are_reached_through_the_session(tmp_path):
    class Access:
        files = DiskFiles()

        def resolve(self, path):
            return str(tmp_path / path)

    token = FILE_ACCESS.set(Access())
    try:
        call("System.IO.File", "WriteAllText", "x.txt", "a\nb\n")
        assert call("System.IO.File", "ReadAllLines", "x.txt") == ["a", "b"]
        assert call("System.IO.File", "Exists", "x.txt") is True
        with pytest.raises(EngineError) as caught:
            call("System.IO.File", "ReadAllBytes", "no.txt")
        assert caught.value.error_id == "FileNotFoundException"
    finally:
        FILE_ACCESS.reset(token)
    assert (tmp_path / "x.txt").read_text() == "a\nb\n"
