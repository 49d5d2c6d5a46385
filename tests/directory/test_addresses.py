"""SMTP addresses and the proxyAddresses attribute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.errors import ErrorKind
from smimeadmin.directory.addresses import (
    build_proxy_addresses,
    parse_address,
    parse_other_addresses,
    parse_secondaries,
    primary_of,
    secondaries_of,
)
from smimeadmin.directory.errors import InvalidAddressError

_ATOM = st.text("ABCxyz019!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=20)
_LABEL = st.from_regex(r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,8}[a-zA-Z0-9])?", fullmatch=True)
ADDRESSES = st.builds(
    lambda local, domain: f"{'.'.join(local)}@{'.'.join(domain)}",
    st.lists(_ATOM, min_size=1, max_size=3),
    st.lists(_LABEL, min_size=1, max_size=3),
)


@pytest.mark.property
@given(ADDRESSES)
def test_valid_addresses_keep_their_spelling(address: str) -> None:
    for prefix in ("", "smtp:", "SMTP:", "  smtp:"):
        assert parse_address(f"{prefix}{address} ") == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "@contoso.example",
        "anna@",
        "anna@contoso@example.test",
        ".anna@contoso.example",
        "anna.@contoso.example",
        "an..na@contoso.example",
        "an na@contoso.example",
        '"anna"@contoso.example',
        "anna@-contoso.example",
        "anna@contoso..example",
        "anna@contoso.example.",
        "anna@[192.0.2.1]",
        "jörg@contoso.example",
        "anna@müller.example",
        "anna\x00@contoso.example",
        f"{'a' * 65}@contoso.example",
        f"a@{'b' * 64}.example",
        f"a@{'.'.join(['b' * 60] * 5)}",
    ],
)
def test_invalid_addresses_are_named(text: str) -> None:
    with pytest.raises(InvalidAddressError) as caught:
        parse_address(text)
    assert caught.value.address == text
    assert caught.value.reason
    assert caught.value.kind is ErrorKind.INVALID_INPUT


def test_apostrophes_belong_to_addresses() -> None:
    assert parse_address("sean.o'brien@contoso.example") == "sean.o'brien@contoso.example"


@pytest.mark.property
@given(ADDRESSES, st.lists(ADDRESSES, max_size=5))
def test_proxy_addresses_round_trip(primary: str, others: list[str]) -> None:
    secondaries = parse_secondaries(others, primary)
    proxies = build_proxy_addresses(primary, secondaries)
    assert primary_of(proxies) == primary
    assert secondaries_of(proxies) == secondaries
    folded = [address.lower() for address in (primary, *secondaries)]
    assert len(folded) == len(set(folded))


def test_other_proxies_are_no_smtp_addresses() -> None:
    proxies = ("x500:/o=Example", "sip:anna@contoso.example", "Smtp:Second@contoso.example")
    assert primary_of(proxies) is None
    assert secondaries_of(proxies) == ("Second@contoso.example",)


X500 = "X500:/o=Contoso/ou=Exchange Administrative Group/cn=Recipients/cn=anna"


def test_addresses_of_other_types_are_kept_apart_and_each_once() -> None:
    texts = [
        "b@contoso.example",
        X500,
        X500.lower(),
        " sip:anna@contoso.example ",
        "smtp:c@x.example",
    ]
    assert parse_other_addresses(texts) == (X500, "sip:anna@contoso.example")
    assert parse_secondaries(texts, "a@contoso.example") == ("b@contoso.example", "c@x.example")


@pytest.mark.parametrize("text", ["X500:", "X500:  ", "EUM:a\nb", f"X500:{'x' * 1200}"])
def test_an_address_of_another_type_must_be_printable_and_short_enough(text: str) -> None:
    with pytest.raises(InvalidAddressError):
        parse_other_addresses([text])
