"""Names as .NET has them: the recorded rows are the truth."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smimeadmin.pki import der
from smimeadmin.pki.errors import InvalidNameError, MalformedDerError
from smimeadmin.pki.name import (
    attribute_values,
    build_rdn,
    comparable,
    format_lines,
    format_name,
    format_name_with,
    parse_name,
)

VECTORS = Path(__file__).parent.parent / "vectors" / "dotnet"


def rows(file: str) -> list[dict[str, str]]:
    lines = (VECTORS / file).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("row", rows("names.jsonl"), ids=lambda row: row["name"])
def test_name_from_der_is_spelt_as_dotnet_spells_it(row: dict[str, str]) -> None:
    name = bytes.fromhex(row["der"])
    assert format_name(name) == row["name"]
    assert format_lines(name) == row["lines"]
    plain = {"separator": ", ", "quotes": True, "joint": " + "}
    assert format_name_with(name, reverse=False, **plain) == row["none"]
    assert format_name_with(name, reverse=True, **plain) == row["name"]


@pytest.mark.parametrize("row", rows("texts.jsonl"), ids=lambda row: repr(row["text"]))
def test_text_gives_dotnets_der_or_is_refused(row: dict[str, str]) -> None:
    if row["error"]:
        with pytest.raises(InvalidNameError):
            parse_name(row["text"])
    else:
        assert parse_name(row["text"]).hex().upper() == row["der"]


@pytest.mark.parametrize("text", ['CN="a', "CN=a=b", "1.2.=x", "9.9=x", 'CN="a"b', "E=müller@x"])
def test_odd_texts(text: str) -> None:
    if text == "CN=a=b":
        assert attribute_values(parse_name(text), "2.5.4.3") == ("a=b",)
        return
    with pytest.raises(InvalidNameError) as caught:
        parse_name(text)
    assert caught.value.id == "Pki.InvalidName"


@example([("CN", '";')])
@example([("CN", '";0')])
@example([("CN", '"'), ("O", ',"",')])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["CN", "O", "OU", "L", "G"]),
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(str.strip),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_formatted_parses_back(parts: list[tuple[str, str]]) -> None:
    oids = {"CN": "2.5.4.3", "O": "2.5.4.10", "OU": "2.5.4.11", "L": "2.5.4.7", "G": "2.5.4.42"}
    name = der.sequence(*(build_rdn(oids[key], value) for key, value in parts))
    assert parse_name(format_name(name)) == name


def test_comparison_folds_case_kind_and_spaces() -> None:
    printable = der.sequence(build_rdn("2.5.4.10", "Contoso  Mail"))
    utf8 = der.sequence(
        der.set_of(
            der.sequence(der.oid("2.5.4.10"), der.encode(der.UTF8_STRING, b" contoso MAIL "))
        )
    )
    assert printable != utf8
    assert comparable(printable) == comparable(utf8)
    assert comparable(printable) != comparable(der.sequence(build_rdn("2.5.4.11", "Contoso Mail")))


def test_value_that_is_no_text_is_hex() -> None:
    name = der.sequence(der.set_of(der.sequence(der.oid("2.5.4.3"), der.integer(5))))
    assert format_name(name) == "CN=#020105"
    assert comparable(name) == ((frozenset({("2.5.4.3", "#020105")})),)


def test_malformed_name_is_an_error() -> None:
    for wrong in (b"", b"\x30\x05", b"\x31\x00", b"\x30\x04\x31\x02\x30\x00"):
        with pytest.raises(MalformedDerError):
            format_name(wrong)
