"""One contract, every directory: embedded, Samba AD, and the rehearsal's layer over each."""

import secrets
from collections.abc import Iterable
from uuid import UUID, uuid4

import pytest

from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.directory.api import (
    CERTIFICATE_ATTRIBUTES,
    MAX_VALUE_BYTES,
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    Account,
    AttributeChange,
    DirectoryBackend,
    Operation,
)
from smimeadmin.directory.errors import (
    InvalidValueError,
    NoSuchValueError,
    RecipientNotFoundError,
    ValueExistsError,
)
from tests.directory.conftest import Subject


def add(value: bytes, attribute: str = USER_CERTIFICATE) -> AttributeChange:
    return AttributeChange(attribute, Operation.ADD, value)


def remove(value: bytes, attribute: str = USER_CERTIFICATE) -> AttributeChange:
    return AttributeChange(attribute, Operation.REMOVE, value)


def keep(value: bytes, attribute: str = USER_CERTIFICATE) -> AttributeChange:
    return AttributeChange(attribute, Operation.KEEP, value)


@pytest.fixture
def address(subject: Subject) -> str:
    """The primary address of a fresh person, with one secondary address."""
    name = secrets.token_hex(6)
    primary = f"Zoé.{name}@example.test".replace("é", "e")
    subject.add_person("Zoë O'Neill", primary, (f"z.{name}@example.test",))
    return primary


@pytest.fixture
def directory(subject: Subject) -> DirectoryBackend:
    return subject.directory


@pytest.fixture
def account(directory: DirectoryBackend, address: str) -> Account:
    return directory.find(address)


def values(directory: DirectoryBackend, guid: UUID) -> tuple[set[bytes], set[bytes]]:
    account = directory.read(guid)
    return set(account.user_certificate), set(account.user_smime_certificate)


def assert_refused(
    error: type[SmimeAdminError],
    directory: DirectoryBackend,
    guid: UUID,
    changes: Iterable[AttributeChange],
) -> SmimeAdminError:
    """A refused request changes nothing, whatever else stands in it."""
    before = values(directory, guid)
    with pytest.raises(error) as caught:
        directory.modify(guid, list(changes))
    assert values(directory, guid) == before
    assert caught.value.hint
    return caught.value


class TestFinding:
    def test_account_shows_the_person(self, account: Account, address: str) -> None:
        assert account.name == "Zoë O'Neill"
        assert account.primary_smtp_address == address
        assert account.mail == address
        assert account.email_addresses == (f"z.{address[4:]}",)
        assert account.proxy_addresses == (f"SMTP:{address}", f"smtp:z.{address[4:]}")
        assert account.user_certificate == ()
        assert account.user_smime_certificate == ()

    def test_every_kind_of_identity_finds_the_same_account(
        self, directory: DirectoryBackend, account: Account
    ) -> None:
        identities = [
            str(account.guid),
            f"{{{account.guid}}}".upper(),
            account.distinguished_name,
            account.distinguished_name.upper(),
            account.user_principal_name,
            account.sam_account_name,
            account.primary_smtp_address,
            *account.email_addresses,
            account.mail,
        ]
        for identity in filter(None, identities):
            for spelling in (identity, identity.lower(), f" {identity} "):
                assert directory.find(spelling) == account

    def test_a_person_is_found_by_name(self, subject: Subject) -> None:
        name = f"Ää {secrets.token_hex(6)}"
        subject.add_person(name, f"{name[3:]}@example.test", ())
        found = subject.directory.find(name.upper())
        assert (found.name, found.mail) == (name, f"{name[3:]}@example.test")

    @pytest.mark.parametrize(
        "identity",
        [
            "nobody@example.test",
            "",
            " ",
            "*",
            "*@example.test",
            "a)(objectClass=*",
            "\x00",
            "CN=Nobody,DC=example,DC=test",
            "CN=\\zz,,=",
            "ü" * 300,
            "c0ffee00-0000-4000-8000-000000000000",
        ],
    )
    def test_unknown_identity_is_not_found(
        self, directory: DirectoryBackend, account: Account, identity: str
    ) -> None:
        with pytest.raises(RecipientNotFoundError) as caught:
            directory.find(identity)
        assert caught.value.identity == identity
        assert caught.value.kind is ErrorKind.NOT_FOUND
        assert account.name

    def test_identity_is_no_pattern(self, directory: DirectoryBackend, address: str) -> None:
        with pytest.raises(RecipientNotFoundError):
            directory.find(address.replace("@", "*"))
        with pytest.raises(RecipientNotFoundError):
            directory.find(address[:-1])

    def test_unknown_guid_is_not_found(self, directory: DirectoryBackend) -> None:
        with pytest.raises(RecipientNotFoundError):
            directory.read(uuid4())

    def test_accounts_lists_everyone_once(
        self, directory: DirectoryBackend, account: Account
    ) -> None:
        guids = [each.guid for each in directory.accounts()]
        assert guids.count(account.guid) == 1
        assert len(guids) == len(set(guids))


class TestModifying:
    def test_values_come_back_byte_for_byte(
        self, directory: DirectoryBackend, account: Account
    ) -> None:
        certificate, cms = secrets.token_bytes(1500), bytes(range(256)) * 10
        directory.modify(
            account.guid, [add(certificate), add(cms, USER_SMIME_CERTIFICATE), add(b"\x00")]
        )
        assert values(directory, account.guid) == ({certificate, b"\x00"}, {cms})
        assert directory.find(account.label) == directory.read(account.guid)

    def test_values_come_in_insertion_order(
        self, directory: DirectoryBackend, account: Account
    ) -> None:
        given = [bytes([n]) * 10 for n in (9, 3, 7, 1)]
        for value in given:
            directory.modify(account.guid, [add(value)])
        assert list(directory.read(account.guid).user_certificate) == given

    def test_attribute_names_have_no_case(
        self, directory: DirectoryBackend, account: Account
    ) -> None:
        directory.modify(account.guid, [add(b"v", "USERCERTIFICATE")])
        directory.modify(account.guid, [add(b"w", "usersmimecertificate")])
        assert values(directory, account.guid) == ({b"v"}, {b"w"})

    def test_removing_and_adding_is_one_request(
        self, directory: DirectoryBackend, account: Account
    ) -> None:
        directory.modify(account.guid, [add(b"old"), add(b"other")])
        directory.modify(account.guid, [add(b"new"), remove(b"old"), keep(b"other")])
        assert values(directory, account.guid) == ({b"new", b"other"}, set())

    def test_the_last_value_can_go_and_come_back(
        self, directory: DirectoryBackend, account: Account
    ) -> None:
        for _ in range(2):
            directory.modify(account.guid, [add(b"only")])
            directory.modify(account.guid, [remove(b"only")])
        assert values(directory, account.guid) == (set(), set())

    def test_nothing_to_do_is_done(self, directory: DirectoryBackend, account: Account) -> None:
        directory.modify(account.guid, [])
        assert directory.read(account.guid) == account

    @pytest.mark.parametrize("attribute", CERTIFICATE_ATTRIBUTES)
    def test_adding_what_is_there_is_refused(
        self, directory: DirectoryBackend, account: Account, attribute: str
    ) -> None:
        directory.modify(account.guid, [add(b"there", attribute)])
        error = assert_refused(
            ValueExistsError,
            directory,
            account.guid,
            [add(b"fresh"), add(b"fresh", USER_SMIME_CERTIFICATE), add(b"there", attribute)],
        )
        assert isinstance(error, ValueExistsError)
        assert (error.target, error.attribute) == (account.label, attribute)

    def test_adding_twice_in_one_request_is_refused(
        self, directory: DirectoryBackend, account: Account
    ) -> None:
        assert_refused(ValueExistsError, directory, account.guid, [add(b"same"), add(b"same")])

    @pytest.mark.parametrize("change", [remove, keep])
    def test_relying_on_what_is_gone_is_refused(
        self, directory: DirectoryBackend, account: Account, change: object
    ) -> None:
        assert callable(change)
        directory.modify(account.guid, [add(b"there")])
        for attribute in CERTIFICATE_ATTRIBUTES:
            error = assert_refused(
                NoSuchValueError,
                directory,
                account.guid,
                [add(b"fresh"), change(b"gone", attribute)],
            )
            assert isinstance(error, NoSuchValueError)
            assert (error.target, error.attribute) == (account.label, attribute)

    def test_sizes_have_their_limit(self, directory: DirectoryBackend, account: Account) -> None:
        largest = b"x" * MAX_VALUE_BYTES
        directory.modify(account.guid, [add(largest)])
        for value in (largest + b"x", b""):
            assert_refused(InvalidValueError, directory, account.guid, [add(value)])
        assert values(directory, account.guid) == ({largest}, set())

    @pytest.mark.parametrize("attribute", ["mail", "userCertificate;binary", "", "userCert"])
    def test_other_attributes_are_refused(
        self, directory: DirectoryBackend, account: Account, attribute: str
    ) -> None:
        error = assert_refused(
            InvalidValueError, directory, account.guid, [add(b"value", attribute)]
        )
        assert isinstance(error, InvalidValueError)
        assert error.attribute == attribute

    def test_unknown_account_is_not_found(self, directory: DirectoryBackend) -> None:
        with pytest.raises(RecipientNotFoundError):
            directory.modify(uuid4(), [add(b"value")])

    def test_many_values_come_back(self, directory: DirectoryBackend, account: Account) -> None:
        many = {n.to_bytes(4) * 100 for n in range(300)}
        directory.modify(account.guid, [add(value) for value in many])
        assert values(directory, account.guid) == (many, set())
        directory.modify(account.guid, [remove(value) for value in many])
        assert values(directory, account.guid) == (set(), set())


def test_listing_shows_what_was_written(directory: DirectoryBackend, account: Account) -> None:
    directory.modify(account.guid, [add(b"seen")])
    listed = {each.guid: each for each in directory.accounts()}
    assert listed[account.guid] == directory.read(account.guid)


def test_closing_twice_is_harmless(directory: DirectoryBackend) -> None:
    directory.close()
    directory.close()
