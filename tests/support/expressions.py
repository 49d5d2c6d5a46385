"""What one expression of a script answers: its text and type, or the id of its error."""

from pathlib import Path

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.error_record import TerminatingError
from smimeadmin.shell.engine.host import SilentHost
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.engine.types import type_of


def new_session(folder: str | None = None) -> Session:
    """Return a session without commands, in a folder."""
    session = Session(SilentHost(), files=DiskFiles())
    if folder is not None:
        session.location = folder
    return session


def answer(session: Session, code: str) -> str:
    """Return ``text : Type`` of each value, joined by `` | ``; ``ERROR id`` if it failed."""
    caught = f"try {{ {code} }} catch {{ 'ERROR ' + $_.FullyQualifiedErrorId }}"
    try:
        values = session.evaluate(caught)
    except TerminatingError as error:
        return f"ERROR {error.record.fully_qualified_error_id}"
    cells = []
    for value in values:
        text = to_text(value)
        is_error = isinstance(value, str) and text.startswith("ERROR ")
        cells.append(text if is_error else f"{text} : {type_of(value).simple_name}")
    return " | ".join(cells)


def rows(table: Path) -> list[tuple[str, str]]:
    """Return (expression, answer) of each line of a table: ``expression  =>  answer``."""
    lines = table.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("  =>") for line in lines if line.strip())
    return [(code, expected.strip()) for code, _, expected in pairs]
