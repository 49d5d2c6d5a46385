"""How the journal, plans and what became of a batch are shown when nobody says how."""

from typing import Final

from smimeadmin.shell.formatting.table_layout import RIGHT
from smimeadmin.shell.formatting.view import Column, TableView, View

VIEWS: Final[tuple[View, ...]] = (
    TableView(
        "SmimeAdmin.JournalEntry",
        columns=(
            Column("Sequence", alignment=RIGHT),
            Column("State"),
            Column("Kind"),
            Column("Target"),
            Column("Attribute"),
            Column("Batch"),
        ),
        measured=True,
        whole=True,
    ),
    TableView(
        "SmimeAdmin.AppliedBatch",
        columns=(
            Column("Batch"),
            Column("Count", alignment=RIGHT),
            Column("Unchanged", alignment=RIGHT),
        ),
        measured=True,
    ),
)
