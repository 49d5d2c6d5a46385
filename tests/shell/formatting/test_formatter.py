from decimal import Decimal

import pytest

from smimeadmin.core.objects import Annotated, PropertyBag
from smimeadmin.core.values import DAY_OF_WEEK, Char, DateTime, Hashtable, Int64, TimeSpan
from smimeadmin.shell.engine.error_record import CommandError
from smimeadmin.shell.formatting.formatter import Formatter, format_all
from smimeadmin.shell.formatting.options import FormatOptions
from smimeadmin.shell.formatting.property_choice import (
    GROUP_KEYS,
    LIST_KEYS,
    TABLE_KEYS,
    read_choices,
    settle,
    wildcard,
)
from smimeadmin.shell.formatting.records import FormatEntryData, FormatStartData
from smimeadmin.shell.formatting.shown_text import shown_lines
from smimeadmin.shell.formatting.view import Column, ListView, TableView, ViewCatalog


def bag(**values):
    return PropertyBag.of(values.items())


def shown(*values, columns=60, **options):
    records = format_all(values, FormatOptions(**options))
    return [line.rstrip() for line in shown_lines(records, columns)]


def is_block(value):
    return callable(value)


def choices(*values, keys=TABLE_KEYS):
    return read_choices(values, keys, is_block)


def run_block(block, item):
    return block(item)


def test_four_properties_make_a_table_and_five_a_list():
    assert shown(bag(a=1, b="x", c=None, d=True)) == [
        "",
        "a b c    d",
        "- - -    -",
        "1 x   True",
        "",
    ]
    assert shown(bag(a=1, b=2, c=3, d=4, e=5))[1:3] == ["a : 1", "b : 2"]


def test_scalars_stand_for_themselves_and_null_for_nothing():
    values = [1, "x", 2.5, True, None, Char("c"), DAY_OF_WEEK.value("Friday"), Decimal("1.50")]
    assert shown(*values) == ["1", "x", "2.5", "True", "c", "Friday", "1.50"]


def test_columns_stand_right_by_the_first_value():
    lines = shown(bag(n=Int64(5), s="a"), bag(n="twelve", s=7))
    assert lines[1:5] == ["     n s", "     - -", "     5 a", "twelve 7"]


def test_numbers_with_a_point_have_three_digits_in_tables_only():
    item = bag(r=0.5, d=Decimal("2.50"))
    assert shown(item)[3] == "0.500 2.500"
    assert shown(item, shape="list")[1:3] == ["r : 0.5", "d : 2.50"]


def test_collections_show_their_first_items():
    item = bag(list=[1, "b", None, [4, 5], 6], table=Hashtable([("k", 6)]), none=[])
    assert shown(item)[3] == "{1, b, , 4 5\u2026} {[k, 6]} {}"
    assert shown(item, limit=-1)[3].startswith("{1, b, , 4 5, 6}")
    assert shown(item, limit=1)[3].startswith("{1\u2026}")


def test_a_text_between_rows_and_rows_without_the_columns():
    assert shown(bag(A=1), "text", bag(B=2), 42) == ["", "A", "-", "1", "text", "", "42", ""]


def test_every_object_has_a_count():
    assert shown(bag(Count="x"), bag(A=1))[3:5] == ["x", "1"]


def test_foreign_text_cannot_move_the_cursor():
    lines = shown(bag(Subject="CN=a\x1b[2J"), bag(Subject="b\u202ec"))
    assert lines[3:5] == ["CN=a\u241b[2J", "b\\u202ec"]


def test_a_hashtable_is_shown_entry_by_entry():
    assert shown(Hashtable([("a", 1)]), columns=40)[1:4] == [
        "Name                           Value",
        "----                           -----",
        "a                              1",
    ]


def test_a_date_is_a_line_among_blank_ones():
    assert shown(DateTime.of(2024, 3, 11, 9, 15)) == [
        "",
        "Monday, March 11, 2024 9:15:00 AM",
        "",
    ]
    assert shown(bag(a=1), DateTime.of(2024, 3, 11))[3:5] == [
        "1",
        "Monday, March 11, 2024 12:00:00 AM",
    ]


def test_calculated_columns():
    columns = choices(
        "Name",
        Hashtable([("n", "Twice"), ("e", lambda item: item.get("Size") * 2), ("f", "N1")]),
        Hashtable([("Label", "Left"), ("Expression", "Size"), ("a", "l")]),
    )
    assert shown(bag(Name="x", Size=3), shape="table", choices=columns, evaluate=run_block) == [
        "",
        "Name Twice Left",
        "---- ----- ----",
        "x      6.0 3",
        "",
    ]


def test_an_expression_that_fails_leaves_its_place_empty_or_marked():
    def fail(_item):
        raise CommandError("Boom", "Boom.")

    told = []
    columns = choices(Hashtable([("n", "Bad"), ("e", fail)]), "A")
    options = {"shape": "table", "choices": columns, "evaluate": run_block}
    assert shown(bag(A=1), **options)[3] == "    1"
    assert shown(bag(A=1), mark_errors=True, **options)[3] == "#ERR 1"
    shown(bag(A=1), report=lambda error, _item: told.append(error.error_id), **options)
    assert told == ["Boom"]


@pytest.mark.parametrize(
    ("pairs", "keys", "error_id"),
    [
        ([("n", "x"), ("e", "A"), ("q", 1)], TABLE_KEYS, "DictionaryKeyIllegal"),
        ([("e", "A"), ("w", 3)], LIST_KEYS, "DictionaryKeyIllegal"),
        ([("e", "A"), ("Alignment", "diagonal")], TABLE_KEYS, "AlignmentIllegalValue"),
        ([("e", "A"), ("Width", -1)], TABLE_KEYS, "WidthOutOfRange"),
        ([("n", "x")], TABLE_KEYS, "DictionaryKeyMandatoryEntry"),
        ([("e", 5)], TABLE_KEYS, "DictionaryKeyIllegalValue1"),
    ],
)
def test_what_is_wrong_with_a_calculated_property_has_an_id(pairs, keys, error_id):
    with pytest.raises(CommandError) as caught:
        choices(Hashtable(pairs), keys=keys)
    assert caught.value.error_id == error_id


def test_names_and_wildcards():
    item = bag(MailFrom="a", MailTo="b", Size=1)
    assert [c.name for c in settle(choices("mail*", "size"), item, present_only=False)] == [
        "MailFrom",
        "MailTo",
        "Size",
    ]
    assert [c.heading for c in settle(choices("Nope"), item, present_only=False)] == ["Nope"]
    assert settle(choices("Nope"), item, present_only=True) == []
    assert wildcard("a[b-d]?*")("ACx")
    assert not wildcard("a[b-d]?*")("aex")


def test_groups_begin_where_the_key_changes():
    group = read_choices(["Site"], GROUP_KEYS, is_block)[0]
    lines = shown(
        bag(Site="ams", N=1), bag(Site="AMS", N=2), bag(Site="lon", N=3), shape="table", group=group
    )
    assert [line for line in lines if ":" in line] == ["   Site: ams", "   Site: lon"]


def test_objects_that_have_no_order_are_no_group():
    group = read_choices(["K"], GROUP_KEYS, is_block)[0]
    formatter = Formatter(lambda _record: None, FormatOptions("table", group=group))
    formatter.process(bag(K=None))
    with pytest.raises(CommandError) as caught:
        formatter.process(bag(K=bag(a=1)))
    assert caught.value.error_id == "PSObjectCompareTo"


def test_views_by_type_also_of_what_came_over_the_wire():
    catalog = ViewCatalog(
        [
            TableView("My.Mailbox", columns=(Column("Name", width=6), Column("Size", "MB"))),
            ListView("My.Mailbox", items=(Column("Name"), Column(lambda _item: 7, "Seven"))),
        ]
    )
    here = PropertyBag.of([("Name", "anna"), ("Size", 5)], ("My.Mailbox", "System.Object"))
    wire = PropertyBag.of([("Name", "bram"), ("Size", 6)], ("Deserialized.My.Mailbox",))
    other = bag(Other="x")
    assert shown(here, wire, other, catalog=catalog) == [
        "",
        "Name   MB",
        "----   --",
        "anna   5",
        "bram   6",
        "",
        "Other : x",
        "",
        "",
    ]
    assert shown(here, shape="list", catalog=catalog)[2] == "Seven : 7"
    with pytest.raises(CommandError) as caught:
        shown(here, shape="table", view_name="nope", catalog=catalog)
    assert caught.value.error_id == "ViewNotFound"


def test_wide_takes_the_property_that_names_best():
    assert shown(bag(A=1, UserName="x"), bag(A=2, UserName="y"), shape="wide", columns=20)[1] == (
        "x          y"
    )


def test_custom_shows_what_is_nested():
    lines = shown(bag(Name="a", Site=bag(City="AMS"), Tags=[1, 2]), shape="custom")
    assert [line.strip() for line in lines if line.strip()] == [
        "class PSCustomObject",
        "{",
        "Name = a",
        "Site =",
        "class PSCustomObject",
        "{",
        "City = AMS",
        "}",
        "Tags =",
        "[",
        "1",
        "2",
        "]",
        "}",
    ]


def test_format_data_passes_through():
    records = format_all([bag(A=1)])
    assert [type(r).__name__ for r in records] == [
        "FormatStartData",
        "GroupStartData",
        "FormatEntryData",
        "GroupEndData",
        "FormatEndData",
    ]
    assert format_all(records) == records
    assert isinstance(records[0], FormatStartData)
    assert isinstance(records[2], FormatEntryData)


def test_notes_and_spans():
    noted = Annotated(TimeSpan(0))
    noted.notes.add("Why", "x")
    assert any(line.startswith("Days") for line in shown(noted))
    assert shown(bag(T=TimeSpan(864_000_000_000)))[3] == "1.00:00:00"
