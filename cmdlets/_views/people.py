"""How people of a directory and connections are shown when nobody says how."""

from typing import Final

from smimeadmin.shell.formatting.view import Column, TableView, View

VIEWS: Final[tuple[View, ...]] = (
    TableView(
        "SmimeAdmin.Recipient",
        columns=(Column("Name"), Column("PrimarySmtpAddress"), Column("DistinguishedName")),
        measured=True,
    ),
    TableView(
        "SmimeAdmin.Connection",
        columns=(Column("Side"), Column("Kind"), Column("Server"), Column("User")),
        measured=True,
    ),
)
