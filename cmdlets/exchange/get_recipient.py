"""Get-Recipient: the people of the directory."""

from cmdlets._base import AdminCmdlet
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.shell.engine import Example, Parameter


class GetRecipient(AdminCmdlet, name="Get-Recipient", output_type=("SmimeAdmin.Recipient",)):
    """Gets people from the directory that is connected: the embedded one, or Active Directory.

    An identity is a GUID, a distinguished name, a user principal name, a logon name, a primary or
    secondary address, the mail attribute, or the name (display name or CN); they are tried in this
    order, and two who answer by the same one are listed in an error. Without one, everyone who has
    an address or a published certificate is listed.
    """

    identity: str | None = Parameter(
        "Who: an address, a logon name, a name, a distinguished name or a GUID; without it, "
        "everyone.",
        default=None,
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("PrimarySmtpAddress",),
    )

    examples = (
        Example(
            "One person, by a secondary address.",
            "(Get-Recipient a.s@contoso.example).PrimarySmtpAddress",
            setup="New-Recipient 'Anna Schmidt' anna@contoso.example "
            "-EmailAddresses a.s@contoso.example",
            shows="anna@contoso.example",
        ),
        Example(
            "Everyone, sorted by name.",
            "Get-Recipient | Sort-Object Name | ForEach-Object PrimarySmtpAddress",
            setup="New-Recipient 'Anna Schmidt' anna@contoso.example",
            shows="anna@contoso.example",
        ),
    )

    def process(self, identity: str | None) -> None:
        """Write one person, or everyone."""
        directory = self.services.directory
        if identity is None:
            self.write_each(directory.accounts())
            return
        try:
            account = directory.find(identity)
        except SmimeAdminError as error:
            self.write_error(error, identity)
            return
        self.write(account)
