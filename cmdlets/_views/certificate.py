"""How certificates, authorities and collections are shown when nobody says how."""

from typing import Final

from smimeadmin.shell.formatting.table_layout import RIGHT
from smimeadmin.shell.formatting.view import Column, TableView, View

VIEWS: Final[tuple[View, ...]] = (
    TableView(
        "System.Security.Cryptography.X509Certificates.X509Certificate2",
        columns=(
            Column("Thumbprint", width=40),
            Column("Subject", width=28),
            Column("NotAfter", width=10, format="yyyy-MM-dd"),
            Column("EnhancedKeyUsageList"),
        ),
    ),
    TableView(
        "SmimeAdmin.CertificationAuthority",
        columns=(
            Column("Name"),
            Column("Parent"),
            Column("KeyAlgorithm"),
            Column("NotAfter", format="yyyy-MM-dd"),
        ),
        measured=True,
    ),
    TableView(
        "SmimeAdmin.TrustCollection",
        columns=(
            Column("Count", alignment=RIGHT),
            Column("EarliestExpiry", format="yyyy-MM-dd"),
            Column("Size", alignment=RIGHT),
            Column("Sha256"),
        ),
        measured=True,
    ),
)
