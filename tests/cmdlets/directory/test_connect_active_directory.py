"""Connect-, Disconnect-ActiveDirectory and Get-Connection."""

from pathlib import Path

import pytest

from cmdlets.directory.connect_active_directory import ConnectActiveDirectory
from cmdlets.directory.disconnect_active_directory import DisconnectActiveDirectory
from cmdlets.exchange.get_recipient import GetRecipient
from cmdlets.remoting.get_connection import GetConnection
from smimeadmin.core.files_errors import NoSuchFileError
from smimeadmin.core.secret import Secret
from smimeadmin.core.values_named import Credential
from smimeadmin.directory.api import USER_CERTIFICATE, AttributeChange, Operation
from smimeadmin.directory.errors import (
    AccessDeniedError,
    InvalidServerError,
    RecipientNotFoundError,
    ServerUntrustedError,
)
from smimeadmin.shell.engine import TerminatingError
from tests.support.directory_services import DirectoryServices
from tests.support.samba import Controller
from tests.support.samba_seed import ADMINISTRATOR, PASSWORD, STAFF, WITHOUT_RIGHTS


class SessionIn:
    """As much of a session as the command asks for: where it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, path: str) -> str:
        return str(self.folder / path)


def connecting(
    services: DirectoryServices, controller: Controller, **parameters: object
) -> ConnectActiveDirectory:
    given: dict[str, object] = {
        "server": controller.url,
        "credential": Credential(ADMINISTRATOR, Secret(PASSWORD)),
        "ca_certificate": controller.ca_file.name,
    }
    command = ConnectActiveDirectory(services=services, **{**given, **parameters})
    command.invocation.session_or_none = SessionIn(controller.ca_file.parent)
    return command


def connect(services: DirectoryServices, controller: Controller, **parameters: object) -> None:
    assert connecting(services, controller, **parameters).run() == []


def ended_by(command: ConnectActiveDirectory) -> BaseException | None:
    """The command ends the script, not only its statement; return why."""
    with pytest.raises(TerminatingError) as caught:
        command.run()
    assert caught.value.ends_script
    return caught.value.__cause__


def directory_side(services: DirectoryServices) -> tuple[str, str, str]:
    sides = {listing.side: listing for listing in GetConnection(services=services).run()}
    assert set(sides) == {"Directory", "Exchange"}
    assert sides["Exchange"].kind == "Embedded"
    return sides["Directory"].kind, sides["Directory"].server, sides["Directory"].user


def test_plain_ldap_is_refused() -> None:
    command = ConnectActiveDirectory(
        services=DirectoryServices(),
        server="ldap://dc1.contoso.example",
        credential=Credential("admin", Secret("x")),
    )
    assert isinstance(ended_by(command), InvalidServerError)


def test_nothing_to_disconnect_is_no_error() -> None:
    services = DirectoryServices()
    assert DisconnectActiveDirectory(services=services).run() == []
    assert directory_side(services) == ("Embedded", "local", "")


@pytest.mark.interop("samba")
class TestDomain:
    def test_commands_act_on_the_domain_until_disconnected(
        self, domain_controller: Controller
    ) -> None:
        services = DirectoryServices()
        connect(services, domain_controller)
        assert directory_side(services) == (
            "ActiveDirectory",
            domain_controller.url,
            ADMINISTRATOR,
        )
        [found] = GetRecipient(services=services, identity="amueller").run()
        assert found.primary_smtp_address == "Anna.Mueller@example.test"
        DisconnectActiveDirectory(services=services).run()
        assert directory_side(services) == ("Embedded", "local", "")
        assert GetRecipient(services=services).run() == []

    def test_search_base(self, domain_controller: Controller) -> None:
        services = DirectoryServices()
        connect(services, domain_controller, search_base=STAFF)
        with pytest.raises(RecipientNotFoundError):
            services.directory.find(WITHOUT_RIGHTS)
        services.connections.close()

    def test_wrong_password_and_missing_ca(self, domain_controller: Controller) -> None:
        services = DirectoryServices()
        for error, parameters in (
            (AccessDeniedError, {"credential": Credential(ADMINISTRATOR, Secret("Wr0ng!"))}),
            (ServerUntrustedError, {"ca_certificate": None}),
            (NoSuchFileError, {"ca_certificate": "nowhere.pem"}),
        ):
            command = connecting(services, domain_controller, **parameters)
            assert isinstance(ended_by(command), error)
        assert directory_side(services) == ("Embedded", "local", "")

    def test_rehearsal_writes_nothing(self, domain_controller: Controller) -> None:
        address = domain_controller.new_person()
        before = domain_controller.ldapsearch(f"(mail={address})", "*", "+")
        services = DirectoryServices(rehearsal=True)
        connect(services, domain_controller)
        directory = services.directory
        guid = directory.find(address).guid
        directory.modify(guid, [AttributeChange(USER_CERTIFICATE, Operation.ADD, b"value")])
        assert directory.find(address).user_certificate == (b"value",)
        services.connections.close()
        assert domain_controller.ldapsearch(f"(mail={address})", "*", "+") == before
