"""The verbs that PowerShell approves for the names of commands."""

from collections.abc import Iterable
from typing import Final

APPROVED: Final = frozenset(
    (
        *("add", "approve", "assert", "backup", "block", "build", "checkpoint", "clear", "close"),
        *("compare", "complete", "compress", "confirm", "connect", "convert", "convertfrom"),
        *("convertto", "copy", "debug", "deny", "deploy", "disable", "disconnect", "dismount"),
        *("edit", "enable", "enter", "exit", "expand", "export", "find", "format", "get", "grant"),
        *("group", "hide", "import", "initialize", "install", "invoke", "join", "limit", "lock"),
        *("measure", "merge", "mount", "move", "new", "open", "optimize", "out", "ping", "pop"),
        *("protect", "publish", "push", "read", "receive", "redo", "register", "remove"),
        *("rename", "repair", "request", "reset", "resize", "resolve", "restart", "restore"),
        *("resume", "revoke", "save", "search", "select", "send", "set", "show", "skip", "split"),
        *("start", "step", "stop", "submit", "suspend", "switch", "sync", "test", "trace"),
        *("unblock", "undo", "uninstall", "unlock", "unprotect", "unpublish", "unregister"),
        *("update", "use", "wait", "watch", "write"),
    )
)


def unapproved(names: Iterable[str]) -> list[str]:
    """Return the names that begin with a verb and a hyphen, and whose verb is not approved."""
    return [
        name for name in names if "-" in name and name.partition("-")[0].lower() not in APPROVED
    ]
