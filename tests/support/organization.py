"""An organization in memory: people, their certificates, what is published, and messages."""

from dataclasses import replace
from pathlib import Path

from smimeadmin.changes.change import Change
from smimeadmin.directory.api import Account
from smimeadmin.directory.backends.embedded import EmbeddedDirectory
from smimeadmin.directory.executor import DirectoryExecutor
from smimeadmin.directory.recipients import new_account
from smimeadmin.messages.compose import build_text_entity
from smimeadmin.messages.published import PersonPlan, Published, is_same_value
from smimeadmin.messages.service import AllowedAlgorithms, MessageRequest, Messages
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.profile import Holder
from tests.support.commands import Commands

ANNA = "Anna.deVries@contoso.example"
BO = "bo@contoso.example"


class Organization(Commands):
    """Root and issuing CA, Anna (with a secondary address) and Bo, nothing issued yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.directory = EmbeddedDirectory(self.workspace)
        self.directory_executor = DirectoryExecutor(self.directory, is_same_value)
        self.authority("Root")
        self.authority("Issuing", "Root")
        self.directory.create(new_account("Anna de Vries", ANNA, ["anna@contoso.example"]))
        self.directory.create(new_account("Bo Bär", BO))
        self.trusted: tuple[Certificate, ...] | None = tuple(
            one.certificate for one in self.authorities.all()
        )
        self.allowed = AllowedAlgorithms()
        self.published = Published(
            self.directory, self.certificates, self.authorities, self.keys, self.clock
        )
        self.messages = Messages(
            self.directory,
            self.certificates,
            self.authorities,
            self.keys,
            self.clock,
            trusted=lambda: self.trusted,
            allowed=lambda: self.allowed,
        )

    def account(self, identity: str = ANNA) -> Account:
        """Return a person afresh."""
        return self.directory.find(identity)

    def issue_to(self, identity: str, algorithm: str = "P-256", **options: object) -> Certificate:
        """Issue a certificate to a person of the directory."""
        account = self.account(identity)
        holder = Holder(account.name, account.primary_smtp_address or "", account.email_addresses)
        return self.issue(holder, algorithm, authority="Issuing", **options)

    def write(self, changes: tuple[Change, ...]) -> None:
        """Make Changes of one person as the door does: one request, then read back."""
        if changes:
            with self.workspace.transaction():
                self.directory_executor.execute(changes)
        assert all(self.directory_executor.is_made(change) for change in changes)

    def publish(self, identity: str, **options: object) -> PersonPlan:
        """Publish a person's certificate."""
        plan = self.published.plan(identity, **options)  # type: ignore[arg-type]
        self.write(plan.changes)
        return plan

    def ready(self, *identities: str, algorithm: str = "P-256") -> "Organization":
        """Issue to people and publish; without names to both."""
        for identity in identities or (ANNA, BO):
            self.issue_to(identity, algorithm)
            self.publish(identity)
        return self

    def request(self, **changes: object) -> MessageRequest:
        """Return a request from Anna to Bo, signed and encrypted unless said otherwise."""
        plain = MessageRequest(
            ANNA, (BO,), "Größe", build_text_entity("Hällo Bo\n"), sign=True, encrypt=True
        )
        return replace(plain, **changes)  # type: ignore[arg-type]
