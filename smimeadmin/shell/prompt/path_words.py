"""Completes the paths of files and folders."""

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.prompt.answers import Answer, quoted

_MOST = 500
"""More entries of one folder are not offered: nobody looks through them."""


def path_answers(
    session: Session, word: str, quote: str, *, folders_only: bool = False
) -> list[Answer]:
    """Return the entries of the folder that a word names, whose names begin with its last part.

    A path keeps the form it was typed in (``~/``, ``../``, absolute); a bare name gets ``./``
    as PowerShell does it.
    """
    typed = word.replace("\\", "/") if "\\" in word and "/" not in word else word
    folder, slash, prefix = typed.rpartition("/")
    lead = folder + slash if slash else "./"
    try:
        entries = session.files.list_dir(session.resolve(lead))
    except SmimeAdminError:
        return []
    wanted = fold(prefix)
    found = [
        one
        for one in entries
        if fold(one.name).startswith(wanted) and (one.is_dir or not folders_only)
    ]
    found.sort(key=lambda one: fold(one.name))
    return [
        Answer(
            quoted(lead + one.name, quote),
            shown=one.name + ("/" if one.is_dir else ""),
            note="folder" if one.is_dir else f"{one.size} bytes",
        )
        for one in found[:_MOST]
    ]
