"""What undoes a Change."""

from smimeadmin.changes.change import Change, ChangeKind

_OPPOSITE = {
    ChangeKind.SET: ChangeKind.SET,
    ChangeKind.ADD: ChangeKind.REMOVE,
    ChangeKind.REMOVE: ChangeKind.ADD,
    ChangeKind.CREATE: ChangeKind.DELETE,
    ChangeKind.DELETE: ChangeKind.CREATE,
}


def opposite(change: Change) -> Change | None:
    """Return the Change that undoes this one; None for what is issued or revoked."""
    kind = _OPPOSITE.get(change.kind)
    if kind is None:
        return None
    return Change(kind, change.target, change.attribute, change.after, change.before)
