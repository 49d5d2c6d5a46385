"""New-Recipient: converges, names the bad line, and makes nobody in a domain."""

import pytest

from cmdlets.exchange.new_recipient import NewRecipient
from smimeadmin.changes.change import ChangeKind, ChangeState
from smimeadmin.core.secret import Secret
from smimeadmin.shell.engine import ErrorRecord
from tests.support.directory_services import DirectoryServices
from tests.support.samba import Controller
from tests.support.samba_seed import ADMINISTRATOR, PASSWORD

ANNA = ("Anna Müller", "Anna@contoso.example", ["smtp:a.m@contoso.example"])


@pytest.fixture
def services() -> DirectoryServices:
    return DirectoryServices()


def run(services: DirectoryServices, *people: tuple[str, str, list[str] | None]):
    """Give people one after the other, as a pipeline does; return output and errors."""
    command = NewRecipient(services=services)
    output: list[object] = []
    command.invocation.output = output.append
    command.begin()
    for person in people:
        command.process(*person)
    command.end()
    return output, command.invocation.errors


def ids(errors: list[ErrorRecord]) -> list[str]:
    return [record.fully_qualified_error_id.partition(",")[0] for record in errors]


def test_person_is_made_and_journaled(services: DirectoryServices) -> None:
    [account], errors = run(services, ANNA)
    assert errors == []
    assert account == services.directory.find("a.m@contoso.example")
    assert account.proxy_addresses == ("SMTP:Anna@contoso.example", "smtp:a.m@contoso.example")
    [entry] = services.journal()
    assert (entry.kind, entry.state) == (ChangeKind.CREATE, ChangeState.CONFIRMED)
    assert entry.change.target.key == "Anna@contoso.example"


def test_second_time_is_unchanged(services: DirectoryServices) -> None:
    first, _ = run(services, ANNA)
    again, errors = run(services, ANNA)
    assert (again, errors) == (first, [])
    assert len(services.journal()) == 1


@pytest.mark.parametrize(
    ("person", "error"),
    [
        (("Anna M.", "Anna@contoso.example", ["a.m@contoso.example"]), "Directory.RecipientExists"),
        (("Anna Müller", "Anna@contoso.example", []), "Directory.RecipientExists"),
        (
            ("Anna Müller", "anna@contoso.example", ["a.m@contoso.example"]),
            "Directory.RecipientExists",
        ),
        (("Bert", "a.m@contoso.example", None), "Directory.RecipientExists"),
        (("Bert", "", None), "Directory.MissingAddress"),
        (("Bert", "bert", None), "Directory.InvalidAddress"),
        (("Bert", "bert@contoso.example", ["b@"]), "Directory.InvalidAddress"),
        (("", "bert@contoso.example", None), "Directory.InvalidName"),
    ],
)
def test_bad_line_is_an_error_and_the_others_are_done(
    services: DirectoryServices, person: tuple[str, str, list[str] | None], error: str
) -> None:
    run(services, ANNA)
    output, errors = run(
        services,
        ("Carl", "carl@contoso.example", [""]),
        person,
        ("Dora", "dora@contoso.example", None),
    )
    assert [account.name for account in output] == ["Carl", "Dora"]
    assert ids(errors) == [error]
    assert errors[0].target_object in person
    assert len(services.journal()) == 3


def test_address_twice_in_the_input_is_named(services: DirectoryServices) -> None:
    output, errors = run(
        services, ("Bert", "bert@contoso.example", None), ("Berta", "BERT@contoso.example", None)
    )
    assert [account.name for account in output] == ["Bert"]
    assert ids(errors) == ["Directory.DuplicateRecipient"]


def test_cell_of_a_file_may_hold_several_addresses(services: DirectoryServices) -> None:
    [account], _ = run(services, ("Bert", "b@contoso.example", ["x@a.example; y@a.example,", " "]))
    assert account.email_addresses == ("x@a.example", "y@a.example")


@pytest.mark.interop("samba")
def test_a_domain_gets_nobody(services: DirectoryServices, domain_controller: Controller) -> None:
    services.connections.connect_directory(
        domain_controller.url, ADMINISTRATOR, Secret(PASSWORD), domain_controller.ca_file
    )
    output, errors = run(services, ANNA)
    services.connections.disconnect_directory()
    assert (output, ids(errors)) == ([], ["Directory.CreateUnsupported"])
    assert services.journal() == []


def test_addresses_that_were_not_given_are_not_compared(services: DirectoryServices) -> None:
    first, _ = run(services, ANNA)
    again, errors = run(services, ("Anna Müller", "Anna@contoso.example", None))
    assert (again, errors) == (first, [])


def test_x500_addresses_are_kept_and_x400_is_not_cut(services: DirectoryServices) -> None:
    x400 = "X400:C=US;A= ;P=Contoso;S=Anna;"
    cell = "b@contoso.example;X500:/o=Contoso/cn=anna"
    [account], errors = run(services, ("Anna", "anna@contoso.example", [cell, x400]))
    assert errors == []
    assert account.email_addresses == ("b@contoso.example",)
    assert account.proxy_addresses[2:] == ("X500:/o=Contoso/cn=anna", x400)
