"""The embedded directory: what is its own beside the contract."""

from pathlib import Path
from uuid import UUID

import pytest

from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.api import USER_CERTIFICATE, AttributeChange, Operation
from smimeadmin.directory.backends.embedded import PAGE_SIZE, EmbeddedDirectory
from smimeadmin.directory.errors import (
    AmbiguousIdentityError,
    InvalidNameError,
    RecipientExistsError,
    RecipientNotFoundError,
    ValueExistsError,
)
from smimeadmin.directory.recipients import (
    build_recipient,
    new_account,
    parse_recipient,
    recipient_guid,
)

ANNA = new_account("Anna Müller", "Anna@contoso.example", ["smtp:a.m@contoso.example"])
VALUE = AttributeChange(USER_CERTIFICATE, Operation.ADD, b"value")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "workspace")


def test_people_and_values_outlive_the_process(workspace: Workspace) -> None:
    made = EmbeddedDirectory(workspace).create(ANNA)
    EmbeddedDirectory(workspace).modify(made.guid, [VALUE])
    workspace.close()
    again = EmbeddedDirectory(Workspace.open(workspace.folder))
    account = again.find("A.M@contoso.example")
    assert account.guid == made.guid
    assert account.name == "Anna Müller"
    assert account.primary_smtp_address == "Anna@contoso.example"
    assert account.user_certificate == (b"value",)


def test_guid_is_known_before_the_person_is_made(workspace: Workspace) -> None:
    assert recipient_guid("ANNA@CONTOSO.EXAMPLE") == recipient_guid("anna@contoso.example")
    assert EmbeddedDirectory(workspace).create(ANNA).guid == recipient_guid("anna@contoso.example")
    # Journals and plans name people by it, so it must never change.
    assert recipient_guid("anna@contoso.example") == UUID("14f420ad-4662-5ed3-b9c4-107cf2bf3257")


@pytest.mark.parametrize(
    "other",
    [
        ("Anna Müller", "anna@contoso.example", []),
        ("Somebody", "x@contoso.example", ["ANNA@contoso.example"]),
        ("Somebody", "a.m@contoso.example", []),
        ("Somebody", "x@contoso.example", ["A.M@contoso.example"]),
    ],
)
def test_no_two_people_have_one_address(
    workspace: Workspace, other: tuple[str, str, list[str]]
) -> None:
    directory = EmbeddedDirectory(workspace)
    directory.create(ANNA)
    with pytest.raises(RecipientExistsError) as caught:
        directory.create(new_account(*other))
    assert caught.value.address
    assert [account.name for account in directory.accounts()] == ["Anna Müller"]


def test_a_failing_transaction_takes_everything_back(workspace: Workspace) -> None:
    directory = EmbeddedDirectory(workspace)

    def create_and_fail() -> None:
        with workspace.transaction():
            made = directory.create(ANNA)
            directory.modify(made.guid, [VALUE])
            assert directory.find("Anna@contoso.example").user_certificate == (b"value",)
            directory.modify(made.guid, [VALUE])

    with pytest.raises(ValueExistsError):
        create_and_fail()
    assert list(directory.accounts()) == []


def test_a_refused_modify_leaves_the_transaction_usable(workspace: Workspace) -> None:
    directory = EmbeddedDirectory(workspace)
    guid = directory.create(ANNA).guid
    with workspace.transaction():
        with pytest.raises(ValueExistsError):
            directory.modify(guid, [VALUE, VALUE])
        directory.modify(guid, [VALUE])
    assert directory.read(guid).user_certificate == (b"value",)


def test_deleting_takes_addresses_and_values_along(workspace: Workspace) -> None:
    directory = EmbeddedDirectory(workspace)
    guid = directory.create(ANNA).guid
    directory.modify(guid, [VALUE])
    directory.delete(guid)
    with pytest.raises(RecipientNotFoundError):
        directory.read(guid)
    with pytest.raises(RecipientNotFoundError):
        directory.delete(guid)
    assert directory.create(ANNA).user_certificate == ()


def test_listing_goes_over_pages(workspace: Workspace) -> None:
    directory = EmbeddedDirectory(workspace)
    count = PAGE_SIZE + 5
    with workspace.transaction():
        for number in range(count):
            directory.create(new_account(f"Person {number}", f"p{number}@contoso.example"))
    listing = directory.accounts()
    first = next(listing)
    directory.modify(first.guid, [VALUE])  # writing between two pages is allowed
    assert len({first.guid, *(account.guid for account in listing)}) == count


def test_reading_makes_no_workspace(workspace: Workspace) -> None:
    directory = EmbeddedDirectory(workspace)
    assert list(directory.accounts()) == []
    with pytest.raises(RecipientNotFoundError):
        directory.find("anna@contoso.example")
    assert not Path(workspace.folder).exists()


def test_same_name_twice_is_two_people(workspace: Workspace) -> None:
    directory = EmbeddedDirectory(workspace)
    names = {
        directory.create(new_account("Max", f"max{n}+#=@contoso.example")).distinguished_name
        for n in range(2)
    }
    assert len(names) == 2
    for name in names:
        assert directory.find(name).name == "Max"


@pytest.mark.parametrize("name", ["", "  ", "x" * 65, "a\nb", "a\x1b[2Jb"])
def test_names_are_checked(name: str) -> None:
    with pytest.raises(InvalidNameError):
        new_account(name, "anna@contoso.example")


def test_recipient_round_trips_through_its_bytes() -> None:
    assert parse_recipient(build_recipient(ANNA)) == ANNA
    assert "Müller" in build_recipient(ANNA).decode()


def test_addresses_of_other_types_are_stored_and_unique() -> None:
    directory = EmbeddedDirectory(Workspace.in_memory())
    x500 = "X500:/o=Contoso/cn=anna"
    directory.create(new_account("Anna", "anna@contoso.example", ["b@contoso.example", x500]))
    found = directory.find(x500)
    assert found.proxy_addresses[1:] == ("smtp:b@contoso.example", x500)
    assert found.email_addresses == ("b@contoso.example",)
    with pytest.raises(RecipientExistsError):
        directory.create(new_account("Bo", "bo@contoso.example", [x500.upper()]))


def test_a_person_is_found_by_name() -> None:
    directory = EmbeddedDirectory(Workspace.in_memory())
    directory.create(new_account("Jörg Krämer", "joerg@contoso.example"))
    directory.create(new_account("Max", "max1@contoso.example"))
    directory.create(new_account("max", "max2@contoso.example"))
    assert directory.find("JÖRG krämer").mail == "joerg@contoso.example"
    with pytest.raises(AmbiguousIdentityError):
        directory.find("Max")
