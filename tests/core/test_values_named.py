"""Guid, Version, SemanticVersion and enumerations."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.values import DAY_OF_WEEK, EnumType, EnumValue, Guid, SemanticVersion, Version


@given(st.uuids())
def test_a_guid_has_the_text_and_bytes_of_a_uuid(one):
    ours = Guid(one.int)
    assert str(ours) == str(one)
    assert ours.to_bytes() == one.bytes_le
    assert Guid.from_bytes(one.bytes_le) == ours
    for spelling in (str(one), one.hex, f"{{{one}}}", f"({one})", f" {one} ", str(one).upper()):
        assert Guid.parse(spelling) == ours


@pytest.mark.parametrize("text", ["", "5", str(uuid.UUID(int=0))[:-1], "{" + "0" * 36 + "]"])
def test_other_texts_are_no_guid(text):
    with pytest.raises(ValueError, match="Guid"):
        Guid.parse(text)


@given(st.lists(st.integers(0, 999), min_size=2, max_size=4))
def test_a_version_shows_the_parts_it_was_given(parts):
    assert str(Version(*parts)) == ".".join(map(str, parts))


def test_versions_order_by_their_parts():
    assert Version(1, 9) < Version(1, 10)
    assert Version(1, 2) < Version(1, 2, 0)


def test_a_pre_release_comes_before_its_release():
    ordered = [
        SemanticVersion(1, pre_release=label)
        for label in ("alpha", "alpha.1", "alpha.beta", "beta.2", "beta.11", "rc.1")
    ]
    ordered.append(SemanticVersion(1))
    backwards = ordered[::-1]
    assert sorted(backwards) == ordered


def test_flags_show_the_names_that_make_them_up():
    colours = EnumType("Test.Colours", {"None": 0, "Red": 1, "Green": 2, "Blue": 4}, flags=True)
    assert str(EnumValue(colours, 5)) == "Red, Blue"
    assert str(EnumValue(colours, 0)) == "None"
    assert str(EnumValue(colours, 8)) == "8"


def test_a_plain_enumeration_shows_a_number_that_it_does_not_know():
    assert str(EnumValue(DAY_OF_WEEK, 5)) == "Friday"
    assert str(EnumValue(DAY_OF_WEEK, 9)) == "9"
    assert DAY_OF_WEEK.value("Friday") == EnumValue(DAY_OF_WEEK, 5)
