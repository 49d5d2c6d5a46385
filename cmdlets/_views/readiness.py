"""How readiness and the plan of a rehearsal are shown when nobody says how."""

from typing import Final

from smimeadmin.shell.formatting.view import Column, TableView, View

VIEWS: Final[tuple[View, ...]] = (
    TableView(
        "SmimeAdmin.Readiness",
        columns=(
            Column("Identity"),
            Column("CanSign"),
            Column("CanBeEncryptedTo"),
            Column("Expires", format="yyyy-MM-dd"),
            Column("FirstFix"),
        ),
        measured=True,
        whole=True,
    ),
    TableView(
        "SmimeAdmin.PlannedChange",
        columns=(
            Column("Kind"),
            Column("Target"),
            Column("Attribute"),
            Column("Before"),
            Column("After"),
        ),
        measured=True,
        whole=True,
    ),
)
