"""The rehearsal's layer: nothing reaches what is below."""

import pytest

from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.api import USER_CERTIFICATE, AttributeChange, Operation
from smimeadmin.directory.backends.embedded import EmbeddedDirectory
from smimeadmin.directory.backends.overlay import OverlayDirectory
from smimeadmin.directory.errors import (
    CreateUnsupportedError,
    RecipientExistsError,
    RecipientNotFoundError,
)
from smimeadmin.directory.recipients import new_account
from tests.directory.conftest import Connect
from tests.support.samba import Controller

ANNA = new_account("Anna", "anna@contoso.example", ["a@contoso.example"])
BERT = new_account("Bert", "bert@contoso.example")


@pytest.fixture
def below() -> EmbeddedDirectory:
    directory = EmbeddedDirectory(Workspace.in_memory())
    directory.create(ANNA)
    return directory


def value(operation: Operation, content: bytes) -> AttributeChange:
    return AttributeChange(USER_CERTIFICATE, operation, content)


def test_writes_stay_in_the_layer(below: EmbeddedDirectory) -> None:
    guid = below.find("anna@contoso.example").guid
    below.modify(guid, [value(Operation.ADD, b"old")])
    layer = OverlayDirectory(below)
    layer.modify(guid, [value(Operation.ADD, b"new"), value(Operation.REMOVE, b"old")])
    assert layer.find("a@contoso.example").user_certificate == (b"new",)
    assert [account.user_certificate for account in layer.accounts()] == [(b"new",)]
    assert below.read(guid).user_certificate == (b"old",)


def test_people_are_made_in_the_layer(below: EmbeddedDirectory) -> None:
    layer = OverlayDirectory(below)
    made = layer.create(BERT)
    layer.modify(made.guid, [value(Operation.ADD, b"his")])
    assert layer.find("BERT@contoso.example").user_certificate == (b"his",)
    assert {account.name for account in layer.accounts()} == {"Anna", "Bert"}
    with pytest.raises(RecipientExistsError):
        layer.create(BERT)
    with pytest.raises(RecipientExistsError):
        layer.create(new_account("Other", "x@contoso.example", ["a@contoso.example"]))
    assert [account.name for account in below.accounts()] == ["Anna"]
    assert below.create(BERT) == made


def test_people_are_deleted_in_the_layer(below: EmbeddedDirectory) -> None:
    layer = OverlayDirectory(below)
    anna, bert = layer.find("anna@contoso.example"), layer.create(BERT)
    for account in (anna, bert):
        layer.delete(account.guid)
        for identity in (str(account.guid), account.label):
            with pytest.raises(RecipientNotFoundError):
                layer.find(identity)
    assert list(layer.accounts()) == []
    assert below.read(anna.guid) == anna


def test_it_says_what_is_below(below: EmbeddedDirectory) -> None:
    layer = OverlayDirectory(below)
    for name in ("kind", "server", "user", "place"):
        assert getattr(layer, name) == getattr(below, name)


@pytest.mark.interop("samba")
def test_a_domain_shows_no_trace(domain_controller: Controller, connect: Connect) -> None:
    address = domain_controller.new_person()
    before = domain_controller.ldapsearch(f"(mail={address})", "*", "+")
    layer = OverlayDirectory(connect())
    guid = layer.find(address).guid
    layer.modify(guid, [value(Operation.ADD, b"rehearsed")])
    assert layer.read(guid).user_certificate == (b"rehearsed",)
    with pytest.raises(CreateUnsupportedError):
        layer.create(BERT)
    with pytest.raises(CreateUnsupportedError):
        layer.delete(guid)
    layer.close()
    assert domain_controller.ldapsearch(f"(mail={address})", "*", "+") == before
