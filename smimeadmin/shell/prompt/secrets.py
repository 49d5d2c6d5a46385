"""Which lines hold a secret and so are never kept, neither in a file nor in memory."""

import re
from typing import Final

from smimeadmin.shell.language.recovery import parse_recovering
from smimeadmin.shell.language.secret_literals import may_hold_secret, secret_spans

_MAKES_SECRETS: Final = re.compile(
    r"as-?plain-?text|convertto-securestring|pscredential|networkcredential", re.IGNORECASE
)


def holds_secret(text: str) -> bool:
    """Say whether a line seems to hold a password or the like as text.

    ``-Password $secure`` and ``Get-Credential`` hold none; ``-Password 'x'``, ``$token = 'x'``,
    ``-AsPlainText`` and a line with such a name that doesn't parse do.
    """
    if _MAKES_SECRETS.search(text):
        return True
    if not may_hold_secret(text):
        return False
    return bool(secret_spans(text)) or bool(parse_recovering(text)[1])
