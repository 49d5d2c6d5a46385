"""Property bags share shapes; annotated values hold one base."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.objects import Annotated, PropertyBag, Shape, bare

PAIRS = st.lists(st.tuples(st.sampled_from(["A", "a", "B", "Ç", "ç", "C"]), st.integers()))


@given(PAIRS)
def test_a_bag_keeps_the_first_spelling_and_the_last_value(pairs):
    bag = PropertyBag.of(pairs)
    model: dict[str, tuple[str, int]] = {}
    for name, value in pairs:
        model[name.lower()] = (model.get(name.lower(), (name, 0))[0], value)
    assert bag.items() == list(model.values())
    for name, value in model.values():
        assert bag.get(name.swapcase()) == value


def test_bags_with_equal_names_share_their_shape():
    one = PropertyBag.of([("A", 1), ("B", 2)])
    two = PropertyBag.of([("A", 3), ("B", 4)])
    assert one.shape is two.shape is Shape.of(["A", "B"])


def test_removing_a_property_keeps_the_others():
    bag = PropertyBag.of([("A", 1), ("B", 2), ("C", 3)])
    twin = bag.copy()
    bag.remove("b")
    assert bag.items() == [("A", 1), ("C", 3)]
    assert twin.get("B") == 2
    with pytest.raises(KeyError):
        bag.remove("b")


def test_setting_needs_a_property():
    bag = PropertyBag.of([("A", 1)])
    bag.set("a", 2)
    assert bag.get("A") == 2
    with pytest.raises(KeyError):
        bag.set("B", 1)


def test_an_annotated_value_never_wraps_another():
    inner = Annotated("text", ("My.Type",))
    assert Annotated(inner).base == "text"
    assert bare(inner) == "text"
    assert bare(5) == 5
