"""Who is meant: the order of the kinds, ambiguity, and what goes into a filter."""

import re
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.core.errors import ErrorKind
from smimeadmin.directory.api import Account
from smimeadmin.directory.errors import AmbiguousIdentityError, RecipientNotFoundError
from smimeadmin.directory.identity import (
    choose,
    escape_filter_value,
    guid_of,
    identity_filter,
    is_distinguished_name,
)

WANTED = "a.name@example.test"


def account(name: str, **fields: object) -> Account:
    defaults: dict[str, object] = {
        "primary_smtp_address": None,
        "guid": uuid4(),
        "distinguished_name": f"CN={name},DC=example,DC=test",
    }
    return Account(name=name, **{**defaults, **fields})  # type: ignore[arg-type]


# One account for each kind, the kinds in their order.
BY_KIND = [
    account("dn", distinguished_name=WANTED),
    account("upn", user_principal_name=WANTED.upper()),
    account("sam", sam_account_name=WANTED),
    account("primary", proxy_addresses=(f"SMTP:{WANTED}",)),
    account("secondary", proxy_addresses=("SMTP:x@y", f"smtp:{WANTED}")),
    account("mail", mail=WANTED),
]


@pytest.mark.parametrize("first", range(len(BY_KIND)))
def test_the_first_kind_with_a_hit_decides(first: int) -> None:
    assert choose(WANTED, reversed(BY_KIND[first:])) == BY_KIND[first]


def test_guid_comes_before_everything() -> None:
    guid = uuid4()
    by_guid = account("guid", guid=guid)
    by_name = account("upn", user_principal_name=str(guid))
    assert choose(f"{{{guid}}}", [by_name, by_guid]) == by_guid
    assert choose(str(guid).upper(), [by_name, by_guid]) == by_guid


@pytest.mark.parametrize("index", range(1, len(BY_KIND)))
def test_two_hits_of_one_kind_are_listed(index: int) -> None:
    one = BY_KIND[index]
    other = account(
        "other",
        mail=one.mail,
        user_principal_name=one.user_principal_name,
        sam_account_name=one.sam_account_name,
        proxy_addresses=one.proxy_addresses,
    )
    with pytest.raises(AmbiguousIdentityError) as caught:
        choose(WANTED, [one, other, *BY_KIND[index + 1 :]])
    assert caught.value.identity == WANTED
    assert len(caught.value.names) == 2
    assert any(one.distinguished_name in name for name in caught.value.names)
    assert caught.value.kind is ErrorKind.CONFLICT


def test_one_account_given_twice_is_one_hit() -> None:
    assert choose(WANTED, [BY_KIND[1], BY_KIND[1]]) == BY_KIND[1]


@pytest.mark.parametrize("near", ["a.näme@example.test", "a.name@example.test.", "name@example"])
def test_a_looser_server_is_not_believed(near: str) -> None:
    with pytest.raises(RecipientNotFoundError):
        choose(near, BY_KIND)


def test_sharp_s_is_no_double_s() -> None:
    with pytest.raises(RecipientNotFoundError):
        choose("strasse", [account("x", sam_account_name="straße")])


def test_guids_are_recognized() -> None:
    guid = UUID("00112233-4455-6677-8899-aabbccddeeff")
    assert guid_of("00112233-4455-6677-8899-AABBCCDDEEFF") == guid
    assert guid_of(" {00112233-4455-6677-8899-aabbccddeeff}") == guid
    for text in ("", "00112233445566778899aabbccddeeff", f"{guid}x", "anna"):
        assert guid_of(text) is None


def test_distinguished_names_are_recognized() -> None:
    for text in ("CN=Anna,DC=x", " ou = Staff", "2.5.4.3=Anna"):
        assert is_distinguished_name(text)
    for text in ("anna", "anna@x=y", "=x", "", "a b=c"):
        assert not is_distinguished_name(text)


@pytest.mark.property
@given(st.text())
def test_filter_value_is_plain_and_says_the_same(text: str) -> None:
    escaped = escape_filter_value(text)
    # RFC 4515 s3: what may stand unescaped, and two hex digits after a backslash.
    assert re.fullmatch(r"(?:[A-Za-z0-9@._ -]|\\[0-9a-f]{2})*", escaped)
    octets = re.sub(rb"\\([0-9a-f]{2})", lambda m: bytes.fromhex(m[1].decode()), escaped.encode())
    assert octets == text.encode("utf-8", "surrogatepass")


@pytest.mark.property
@given(st.text())
def test_identity_stays_inside_its_filter(text: str) -> None:
    built = identity_filter(text)
    assert built.count("(") == built.count(")") == (7 if "@" in text else 9)
    assert "*" not in built


def test_a_name_is_the_last_kind() -> None:
    by_name = account("Anna de Vries", mail="anna@example.test")
    by_cn = account("other", distinguished_name="CN=Vries\\, Anna \\C3\\A9+OU=x,DC=example,DC=test")
    assert choose("anna DE vries", [by_name, by_cn]) == by_name
    assert choose("Vries, Anna é", [by_name, by_cn]) == by_cn
    sam = account("sam", sam_account_name="Anna de Vries")
    assert choose("Anna de Vries", [by_name, sam]) == sam


def test_two_of_one_name_are_listed() -> None:
    with pytest.raises(AmbiguousIdentityError) as caught:
        choose("Max", [account("Max"), account("Max")])
    assert len(caught.value.names) == 2


def test_a_display_name_does_not_stand_in_for_an_address() -> None:
    with pytest.raises(RecipientNotFoundError):
        choose("boss@example.test", [account("boss@example.test")])
    assert "displayName" not in identity_filter("boss@example.test")
    assert "(displayName=Anna)(cn=Anna)" in identity_filter("Anna")


def test_an_address_of_another_type_answers_with_its_type() -> None:
    wanted = "X500:/o=Contoso/cn=anna"
    person = account("p", proxy_addresses=("SMTP:a@example.test", wanted))
    assert choose(wanted.lower(), [person, account("q")]) == person
    assert "(proxyAddresses=X500\\3a" in identity_filter(wanted)
