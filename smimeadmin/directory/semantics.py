"""What a modify does to the values of an account: the rules of Active Directory, for every backend.

Removals come first, so that a value may be replaced in one request; a value that is added must not
be there, one that is removed or kept must; and all of it happens or none.
"""

from collections.abc import Sequence
from dataclasses import replace

from smimeadmin.directory.api import (
    CERTIFICATE_ATTRIBUTES,
    USER_CERTIFICATE,
    USER_SMIME_CERTIFICATE,
    Account,
    AttributeChange,
    Operation,
    require_valid,
)
from smimeadmin.directory.errors import NoSuchValueError, ValueExistsError


def apply_changes(account: Account, changes: Sequence[AttributeChange]) -> Account:
    """Return the account as it is after the changes.

    Raises InvalidValueError, NoSuchValueError or ValueExistsError, as ``modify`` does.
    """
    valid = [require_valid(change) for change in changes]
    values = {name: list(account.values(name)) for name in CERTIFICATE_ATTRIBUTES}
    for change in valid:
        if change.operation is not Operation.ADD:
            if change.value not in values[change.attribute]:
                raise NoSuchValueError(account.label, change.attribute)
            values[change.attribute].remove(change.value)
    for change in valid:
        if change.operation is not Operation.REMOVE:
            if change.value in values[change.attribute]:
                raise ValueExistsError(account.label, change.attribute)
            values[change.attribute].append(change.value)
    return replace(
        account,
        user_certificate=tuple(values[USER_CERTIFICATE]),
        user_smime_certificate=tuple(values[USER_SMIME_CERTIFICATE]),
    )
