"""A real Active Directory (Samba AD DC): logging on, rights, who is found, what others read."""

import secrets
from uuid import uuid4

import pytest

from smimeadmin.core.errors import ErrorKind
from smimeadmin.core.secret import Secret
from smimeadmin.directory.api import (
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    AttributeChange,
    DirectoryKind,
    Operation,
)
from smimeadmin.directory.backends.active_directory import ActiveDirectory, ServerSettings
from smimeadmin.directory.connection import DirectorySwitch
from smimeadmin.directory.errors import (
    AccessDeniedError,
    AmbiguousIdentityError,
    InsufficientRightsError,
    RecipientNotFoundError,
    SearchBaseNotFoundError,
)
from tests.directory.conftest import Connect
from tests.support.samba import Controller, ldif_values
from tests.support.samba_seed import (
    ADMINISTRATOR,
    BASE,
    DELEGATED,
    PASSWORD,
    STAFF,
    WITHOUT_RIGHTS,
)

pytestmark = pytest.mark.interop("samba")


def add(value: bytes, attribute: str = USER_CERTIFICATE) -> AttributeChange:
    return AttributeChange(attribute, Operation.ADD, value)


def settings(controller: Controller, user: str, password: str) -> ServerSettings:
    certificates = controller.ca.certificate_pem
    return ServerSettings(controller.url, user, Secret(password), certificates, "ca.pem")


class TestLoggingOn:
    @pytest.mark.parametrize(
        "user",
        [ADMINISTRATOR, "EXAMPLE\\Administrator", f"CN=Administrator,CN=Users,{BASE}"],
    )
    def test_forms_of_a_user(self, connect: Connect, user: str) -> None:
        directory = connect(user)
        assert (directory.kind, directory.user) == (DirectoryKind.ACTIVE_DIRECTORY, user)
        assert directory.place == BASE

    @pytest.mark.parametrize("user", [ADMINISTRATOR, "nobody@example.test"])
    def test_wrong_password_or_user(self, domain_controller: Controller, user: str) -> None:
        with pytest.raises(AccessDeniedError) as caught:
            ActiveDirectory.connect(settings(domain_controller, user, "Wr0ng-Passw0rd!"))
        assert caught.value.kind is ErrorKind.DENIED
        assert (caught.value.server, caught.value.user) == (domain_controller.url, user)
        assert "password" in caught.value.reason
        assert "Wr0ng" not in f"{caught.value.message} {caught.value.hint}"

    def test_search_base(self, connect: Connect) -> None:
        directory = connect(search_base=STAFF.lower())
        assert directory.search_base == STAFF
        with pytest.raises(RecipientNotFoundError):
            directory.find(WITHOUT_RIGHTS)  # is below CN=Users
        assert directory.find("amueller").name == "Anna Müller"
        for wrong in (f"OU=Nowhere,{BASE}", "nonsense"):
            with pytest.raises(SearchBaseNotFoundError):
                connect(search_base=wrong)

    def test_failing_to_connect_keeps_what_is_connected(
        self, domain_controller: Controller
    ) -> None:
        switch = DirectorySwitch(lambda: pytest.fail("not asked for"), rehearsal=False)
        switch.connect(settings(domain_controller, ADMINISTRATOR, PASSWORD))
        with pytest.raises(AccessDeniedError):
            switch.connect(settings(domain_controller, ADMINISTRATOR, "wrong"))
        listing = switch.listing()
        assert (listing.side, listing.kind) == ("Directory", "ActiveDirectory")
        assert (listing.server, listing.user) == (domain_controller.url, ADMINISTRATOR)
        switch.disconnect()
        switch.disconnect()


class TestFinding:
    @pytest.mark.parametrize(
        ("identity", "address"),
        [
            ("AMUELLER", "Anna.Mueller@example.test"),
            ("anna.mueller@EXAMPLE.test", "Anna.Mueller@example.test"),
            ("a.mueller@example.test", "Anna.Mueller@example.test"),
            (f"cn=anna müller,{STAFF}", "Anna.Mueller@example.test"),
            ("sean.o'brien@example.test", "sean.o'brien@example.test"),
            ("mail.only@example.test", "mail.only@example.test"),
            ("partner@fabrikam.example", "partner@fabrikam.example"),
            ("odd(*)@example.test", "odd@example.test"),
            (f"CN=Odd (*)\\, Name,{STAFF}", "odd@example.test"),
            # The primary address of one is the secondary one of another.
            ("chief@example.test", "chief@example.test"),
        ],
    )
    def test_seeded_people(self, connect: Connect, identity: str, address: str) -> None:
        account = connect().find(identity)
        assert account.primary_smtp_address == address

    def test_person_without_mail(self, connect: Connect) -> None:
        account = connect().find("nomail")
        assert account.primary_smtp_address is None
        assert account.label == "nomail@example.test"

    def test_proxies_keep_what_is_no_mail_address(self, connect: Connect) -> None:
        account = connect().find("sobrien")
        assert "x500:/o=Example/cn=sobrien" in account.proxy_addresses
        assert account.email_addresses == ()

    @pytest.mark.parametrize(
        ("identity", "attribute"),
        [("twins@example.test", "secondary address"), ("shared@example.test", "mail attribute")],
    )
    def test_two_of_one_kind(self, connect: Connect, identity: str, attribute: str) -> None:
        with pytest.raises(AmbiguousIdentityError) as caught:
            connect().find(identity)
        assert caught.value.attribute == attribute
        assert len(caught.value.names) == 2
        assert all(STAFF in name for name in caught.value.names)

    @pytest.mark.parametrize("identity", [STAFF, BASE, f"CN=Domain Users,CN=Users,{BASE}", "DC1$"])
    def test_units_groups_and_computers_are_no_people(
        self, connect: Connect, identity: str
    ) -> None:
        with pytest.raises(RecipientNotFoundError):
            connect().find(identity)

    def test_umlaut_is_not_its_letter(self, connect: Connect) -> None:
        # Active Directory compares loosely; a certificate must not go to the wrong person.
        with pytest.raises(RecipientNotFoundError):
            connect().find("änna.mueller@example.test")

    def test_listing_has_people_and_no_computers(self, connect: Connect) -> None:
        labels = {account.label for account in connect().accounts()}
        assert {"Anna.Mueller@example.test", "partner@fabrikam.example"} <= labels
        assert not any("DC1" in label or "Administrator" in label for label in labels)

    def test_moved_person_is_the_same(
        self, domain_controller: Controller, connect: Connect
    ) -> None:
        directory = connect()
        account = directory.find(domain_controller.new_person())
        domain_controller.ldapmodify(
            f"dn: {account.distinguished_name}\nchangetype: modrdn\n"
            f"newrdn: CN=Moved {account.guid}\ndeleteoldrdn: 1\nnewsuperior: CN=Users,{BASE}\n"
        )
        directory.modify(account.guid, [add(b"after the move")])
        moved = directory.read(account.guid)
        assert moved.distinguished_name == f"CN=Moved {account.guid},CN=Users,{BASE}"
        assert moved.user_certificate == (b"after the move",)

    def test_deleted_person_is_gone(self, domain_controller: Controller, connect: Connect) -> None:
        directory = connect()
        account = directory.find(domain_controller.new_person())
        domain_controller.ldapmodify(f"dn: {account.distinguished_name}\nchangetype: delete\n")
        with pytest.raises(RecipientNotFoundError):
            directory.read(account.guid)
        with pytest.raises(RecipientNotFoundError) as caught:
            directory.modify(account.guid, [add(b"too late")])
        assert caught.value.identity == str(account.guid)


class TestWriting:
    def test_others_read_the_very_bytes(
        self, domain_controller: Controller, connect: Connect
    ) -> None:
        directory = connect()
        address = domain_controller.new_person()
        certificate, cms = secrets.token_bytes(1_500), secrets.token_bytes(32_768)
        guid = directory.find(address).guid
        directory.modify(guid, [add(certificate), add(b"\n: "), add(cms, USER_SMIME_CERTIFICATE)])
        found = ldif_values(
            domain_controller.ldapsearch(
                f"(mail={address})", USER_CERTIFICATE, USER_SMIME_CERTIFICATE
            )
        )
        assert found["usercertificate"] == [certificate, b"\n: "]
        assert found["usersmimecertificate"] == [cms]

    def test_what_others_write_is_seen(
        self, domain_controller: Controller, connect: Connect
    ) -> None:
        directory = connect()
        account = directory.find(domain_controller.new_person())
        domain_controller.ldapmodify(
            f"dn: {account.distinguished_name}\nchangetype: modify\n"
            "add: userCertificate\nuserCertificate:: AAEC\n"
        )
        assert directory.read(account.guid).user_certificate == (b"\x00\x01\x02",)

    def test_account_without_rights_is_refused_by_name(
        self, domain_controller: Controller, connect: Connect
    ) -> None:
        address = domain_controller.new_person()
        user = f"{WITHOUT_RIGHTS}@example.test"
        directory = connect(user)
        guid = directory.find(address).guid
        for attribute in (USER_CERTIFICATE, USER_SMIME_CERTIFICATE):
            with pytest.raises(InsufficientRightsError) as caught:
                directory.modify(guid, [add(b"value", attribute)])
            assert (caught.value.target, caught.value.user) == (address, user)
            assert caught.value.kind is ErrorKind.DENIED
        assert directory.read(guid).user_certificate == ()

    def test_everyone_may_write_their_own(self, connect: Connect) -> None:
        directory = connect(f"{WITHOUT_RIGHTS}@example.test")
        guid = directory.find(WITHOUT_RIGHTS).guid
        value = uuid4().bytes
        directory.modify(guid, [add(value), add(value, USER_SMIME_CERTIFICATE)])
        assert value in directory.read(guid).user_certificate

    def test_delegated_account_may_write_both_below_its_ou(
        self, domain_controller: Controller, connect: Connect
    ) -> None:
        directory = connect(f"{DELEGATED}@example.test")
        guid = directory.find(domain_controller.new_person()).guid
        directory.modify(guid, [add(b"v"), add(b"v", USER_SMIME_CERTIFICATE)])
        directory.modify(guid, [AttributeChange(USER_CERTIFICATE, Operation.REMOVE, b"v")])
        assert directory.read(guid).user_smime_certificate == (b"v",)
        with pytest.raises(InsufficientRightsError):
            directory.modify(directory.find(WITHOUT_RIGHTS).guid, [add(b"v")])
