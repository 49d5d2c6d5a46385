"""How published certificates and the layers of messages are shown when nobody says how."""

from typing import Final

from smimeadmin.shell.formatting.table_layout import RIGHT
from smimeadmin.shell.formatting.view import Column, TableView, View

VIEWS: Final[tuple[View, ...]] = (
    TableView(
        "SmimeAdmin.PublishedCertificate",
        columns=(
            Column("Identity"),
            Column("Attribute"),
            Column("Form"),
            Column("NotAfter"),
            Column("Subject"),
        ),
        measured=True,
    ),
    TableView(
        "SmimeAdmin.MessageLayer",
        columns=(
            Column("Number", alignment=RIGHT),
            Column("Kind"),
            Column("Algorithm"),
            Column("Recipients"),
            Column("Signers"),
        ),
        measured=True,
    ),
    TableView(
        "SmimeAdmin.SignatureVerdict",
        columns=(
            Column("Valid"),
            Column("SignedBy"),
            Column("SignerAddress"),
            Column("DigestAlgorithm"),
            Column("Trusted"),
            Column("Problem"),
        ),
        measured=True,
    ),
)
