"""Dictionaries that ignore case: against a model, and the keys that Python would mix up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core import values as v
from smimeadmin.core.names import fold

KEYS = st.text(alphabet="aAbBßÄä1", max_size=3)
STEPS = st.lists(st.tuples(st.sampled_from(["set", "delete", "get"]), KEYS, st.integers()))


@given(STEPS)
def test_it_behaves_as_a_dictionary_of_folded_keys(steps):
    table = v.Hashtable()
    model: dict[str, tuple[str, int]] = {}
    for step, key, value in steps:
        folded = fold(key)
        if step == "set":
            table[key] = value
            model[folded] = (model.get(folded, (key, 0))[0], value)
        elif step == "delete" and folded in model:
            del table[key]
            del model[folded]
        else:
            assert table.get(key) == (model[folded][1] if folded in model else None)
            assert (key in table) is (folded in model)
    assert table.items() == list(model.values())
    assert table.keys() == [spelling for spelling, _ in model.values()]
    assert list(table) == table.keys()


def test_keys_of_different_types_are_different_keys():
    keys = [1, True, 1.0, v.Int64(1), v.Byte(1), Decimal(1), "1", v.Char("1")]
    table = v.Hashtable((key, place) for place, key in enumerate(keys))
    assert len(table) == len(keys)
    for place, key in enumerate(keys):
        assert table[key] == place
    assert [type(key) for key in table] == [type(key) for key in keys]


def test_a_missing_key_is_named_in_the_error():
    for key in ("Nope", 5, v.Int64(5)):
        with pytest.raises(KeyError):
            v.Hashtable()[key]


def test_a_list_is_a_key_by_identity():
    one, two = [1], [1]
    table = v.Hashtable([(one, "one"), (two, "two")])
    assert table[one] == "one"
    assert table[two] == "two"


def test_an_ordinary_dictionary_tells_case_apart():
    table = v.Dictionary([("a", 1), ("A", 2)], key_type="System.String")
    assert len(table) == 2
    assert table.copy().key_type == "System.String"


def test_an_ordered_dictionary_is_read_by_place():
    table = v.OrderedDictionary([("b", 1), ("a", 2)])
    assert (table.at(0), table.at(-1)) == (1, 2)


def test_a_set_says_whether_an_item_was_new():
    items = v.HashSet(["a"], ignore_case=True)
    assert items.add("b") is True
    assert items.add("A") is False
    assert list(items) == ["a", "b"]


def test_dictionaries_are_equal_only_to_themselves():
    one, two = v.Hashtable([("a", 1)]), v.Hashtable([("a", 1)])
    assert one != two
    assert {one: 1, two: 2}[one] == 1
