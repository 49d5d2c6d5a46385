"""The layer of a rehearsal: reads fall through, writes stay here, and the same rules hold."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from smimeadmin.directory.api import (
    Account,
    AttributeChange,
    DirectoryBackend,
    DirectoryKind,
    NewAccount,
)
from smimeadmin.directory.errors import (
    CreateUnsupportedError,
    RecipientExistsError,
    RecipientNotFoundError,
)
from smimeadmin.directory.identity import choose
from smimeadmin.directory.recipients import account_of, difference
from smimeadmin.directory.semantics import apply_changes


class OverlayDirectory:
    """Any directory, seen as if what was asked of this layer had been done to it."""

    def __init__(self, base: DirectoryBackend) -> None:
        self._base = base
        self._changed: dict[UUID, Account] = {}
        self._created: dict[UUID, Account] = {}
        self._deleted: set[UUID] = set()

    @property
    def kind(self) -> DirectoryKind:
        """What is below."""
        return self._base.kind

    @property
    def server(self) -> str:
        """What is below."""
        return self._base.server

    @property
    def user(self) -> str:
        """What is below."""
        return self._base.user

    @property
    def place(self) -> str:
        """What is below."""
        return self._base.place

    def find(self, identity: str) -> Account:
        """Return the one account that answers to an identity (see DirectoryBackend.find)."""
        candidates = list(self._created.values())
        try:
            below = self._base.find(identity)
        except RecipientNotFoundError:
            return self._layered(choose(identity, candidates))
        if below.guid not in self._deleted:
            candidates.append(below)
        if candidates == [below]:
            return self._layered(below)
        return self._layered(choose(identity, candidates))

    def accounts(self) -> Iterator[Account]:
        """Yield everyone as they are after the layer's writes."""
        for account in self._base.accounts():
            if account.guid not in self._deleted:
                yield self._layered(account)
        yield from [self._layered(account) for account in self._created.values()]

    def read(self, guid: UUID) -> Account:
        """Return an account as it is after the layer's writes."""
        if guid in self._deleted:
            raise RecipientNotFoundError(str(guid))
        created = self._created.get(guid)
        return self._layered(created if created is not None else self._base.read(guid))

    def modify(self, guid: UUID, changes: Sequence[AttributeChange]) -> None:
        """Make all changes of one account in the layer."""
        self._changed[guid] = apply_changes(self.read(guid), changes)

    def create(self, account: NewAccount) -> Account:
        """Create a person in the layer, where the directory below could."""
        if self.kind is not DirectoryKind.EMBEDDED:
            raise CreateUnsupportedError(account.primary_smtp_address, self.server)
        for address in account.all_addresses:
            try:
                other = self.find(address)
            except RecipientNotFoundError:
                continue
            found = difference(other, account) or "with the same properties"
            raise RecipientExistsError(address, found)
        made = account_of(account)
        self._created[made.guid] = made
        return made

    def delete(self, guid: UUID) -> None:
        """Take a person out in the layer, where the directory below could."""
        account = self.read(guid)
        if self.kind is not DirectoryKind.EMBEDDED:
            raise CreateUnsupportedError(account.label, self.server)
        self._changed.pop(guid, None)
        if self._created.pop(guid, None) is None:
            self._deleted.add(guid)

    def close(self) -> None:
        """Forget the writes and close what is below."""
        self._changed.clear()
        self._created.clear()
        self._deleted.clear()
        self._base.close()

    def _layered(self, account: Account) -> Account:
        changed = self._changed.get(account.guid)
        if changed is None:
            return account
        return replace(
            account,
            user_certificate=changed.user_certificate,
            user_smime_certificate=changed.user_smime_certificate,
        )
