"""Get-Recipient: one person, everyone, and who is not there."""

import pytest

from cmdlets.exchange.get_recipient import GetRecipient
from smimeadmin.directory.recipients import new_account
from tests.support.directory_services import DirectoryServices


@pytest.fixture
def services() -> DirectoryServices:
    services = DirectoryServices()
    for name in ("anna", "bert"):
        services.directory.create(new_account(name.title(), f"{name}@contoso.example"))
    return services


def test_everyone_without_an_identity(services: DirectoryServices) -> None:
    found = GetRecipient(services=services).run()
    assert {account.name for account in found} == {"Anna", "Bert"}


def test_each_of_the_pipeline_and_who_is_missing(services: DirectoryServices) -> None:
    command = GetRecipient(services=services)
    found = command.run(["BERT@contoso.example", "nobody", "anna@contoso.example"])
    assert [account.name for account in found] == ["Bert", "Anna"]
    [record] = command.invocation.errors
    assert record.fully_qualified_error_id.startswith("Directory.RecipientNotFound")
    assert record.target_object == "nobody"
