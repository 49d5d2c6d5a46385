"""The two grammars: what the reference gives is read, what is malformed is refused."""

import pytest

from smimeadmin.exchange.algorithms import (
    parse_encryption_algorithms,
    parse_signing_algorithms,
    strongest,
    weak_algorithms,
)
from smimeadmin.exchange.errors import InvalidAlgorithmListError


def test_the_example_of_the_reference_is_read_in_its_order():
    listed = parse_encryption_algorithms("6603;6602:128;6602:64;6601;6602:56")
    assert [(i.id, i.key_length) for i in listed] == [
        ("6603", None),
        ("6602", 128),
        ("6602", 64),
        ("6601", None),
        ("6602", 56),
    ]
    assert strongest(listed) is None


def test_a_provider_s_oid_is_kept():
    (item,) = parse_encryption_algorithms("6610,1.3.6.1.4.1.311.99")
    assert item.oid == "1.3.6.1.4.1.311.99"
    (signing,) = parse_signing_algorithms("8004:160,1.2.3")
    assert (signing.key_length, signing.oid) == (160, "1.2.3")


@pytest.mark.parametrize("text", ["660E", "660e", " 660E ; 6610 "])
def test_letter_case_and_blanks_do_not_matter(text):
    assert parse_encryption_algorithms(text)[0].algorithm.name == "AES128"


def test_the_strongest_is_chosen_whatever_its_place():
    chosen = strongest(parse_signing_algorithms("8004;800C;800E"))
    assert chosen is not None
    assert chosen.name == "SHA512"


@pytest.mark.parametrize(
    "text",
    ["6604", "8004", "6610:256", "6602:41", "6602:", "6610;", ";", "6610,1", "AES", "0x6610"],
)
def test_a_malformed_encryption_list_names_the_item(text):
    with pytest.raises(InvalidAlgorithmListError) as caught:
        parse_encryption_algorithms(text)
    assert caught.value.setting == "OWAEncryptionAlgorithms"
    assert caught.value.item in text


@pytest.mark.parametrize("text", ["8804,1.2.3", "6610", "sha256", "800C,", "800C 800E"])
def test_a_malformed_signing_list_is_refused(text):
    with pytest.raises(InvalidAlgorithmListError):
        parse_signing_algorithms(text)


def test_weak_ones_are_named_by_setting():
    found = weak_algorithms(
        {"OWASigningAlgorithms": "8004;800C", "OWAEncryptionAlgorithms": "6610"}
    )
    assert found == {"OWASigningAlgorithms": ["SHA1"]}
