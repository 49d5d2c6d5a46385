"""New-Recipient: a person of the embedded directory."""

from cmdlets._base import AdminCmdlet
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.names import fold
from smimeadmin.directory.api import Account
from smimeadmin.directory.errors import DuplicateRecipientError, MissingAddressError
from smimeadmin.directory.recipients import new_account, plan_recipient
from smimeadmin.shell.engine import Example, Parameter


class NewRecipient(
    AdminCmdlet, name="New-Recipient", impact="Medium", output_type=("SmimeAdmin.Recipient",)
):
    """Creates a person with a mailbox address in the embedded directory.

    In an Active Directory people are made by its own tools, so the command ends in an error while
    one is connected (Get-Connection tells). A person who exists as given is given back unchanged;
    one whose name differs, or whose further addresses if any are given, is an error. The lines of
    a CSV file bind by their column names: Name, PrimarySmtpAddress, EmailAddresses (several
    separated by ';'). A line that can't be used is an error of its own, and the others are done.
    """

    person_name: str = Parameter(
        "The person's name, as the address book shows it.",
        name="Name",
        position=0,
        allows=("empty",),
        from_pipeline_by_property_name=True,
    )
    primary_smtp_address: str = Parameter(
        "The person's main address; a certificate carries it in exactly this spelling.",
        position=1,
        allows=("empty",),
        from_pipeline_by_property_name=True,
    )
    email_addresses: list[str] | None = Parameter(
        "Further addresses of the person, with or without 'smtp:' before them. Addresses of other "
        "types (X500:, SIP:) are kept, but stand in no certificate.",
        default=None,
        from_pipeline_by_property_name=True,
    )

    examples = (
        Example(
            "One person with a second address.",
            "New-Recipient 'Anna Schmidt' anna@contoso.example -EmailAddresses a.s@contoso.example",
            shows=(
                "Name         PrimarySmtpAddress   DistinguishedName\n"
                "----         ------------------   -----------------\n"
                "Anna Schmidt anna@contoso.example CN=anna@contoso.example,..."
            ),
        ),
        Example(
            "Everyone in a file; running it again changes nothing.",
            "Import-Csv people.csv | New-Recipient | Measure-Object | ForEach-Object Count",
            setup="'Name,PrimarySmtpAddress,EmailAddresses', "
            "'Anna Schmidt,anna@contoso.example,', "
            "'Jörg Krämer,joerg@contoso.example,j.k@contoso.example;jk@contoso.example' | "
            "Set-Content people.csv",
            shows="2",
        ),
    )

    def begin(self) -> None:
        """Start with no address seen."""
        self._seen: set[str] = set()

    def process(
        self, person_name: str, primary_smtp_address: str, email_addresses: list[str] | None
    ) -> None:
        """Create one person, or say what is wrong with that one."""
        try:
            account = self._create(person_name, primary_smtp_address, email_addresses)
        except SmimeAdminError as error:
            self.write_error(error, primary_smtp_address or person_name)
            return
        if account is not None:
            self.write(account)

    def _create(self, name: str, primary: str, further: list[str] | None) -> Account | None:
        if not primary.strip():
            raise MissingAddressError(name)
        person = new_account(name, primary, _split(further or []))
        if fold(person.primary_smtp_address) in self._seen:
            raise DuplicateRecipientError(person.primary_smtp_address, name)
        self._seen.add(fold(person.primary_smtp_address))
        directory = self.services.directory
        changes = plan_recipient(directory, person, with_addresses=further is not None)
        if not self.make(changes, person.primary_smtp_address, "Create recipient"):
            return None
        return directory.find(person.primary_smtp_address)


def _split(texts: list[str]) -> list[str]:
    """Take the cells of a CSV file apart; X.400 addresses alone have semicolons and commas."""
    parts = [
        part
        for text in texts
        for part in ([text] if _is_x400(text) else text.replace(",", ";").split(";"))
    ]
    return [part for part in parts if part.strip()]


def _is_x400(text: str) -> bool:
    return fold(text.strip()).startswith("x400:")
