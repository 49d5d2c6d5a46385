"""Long names in messages are cut in the middle, and an error can be told its file."""

import pytest

from smimeadmin.core.errors import SmimeAdminError


@pytest.mark.parametrize(
    ("message", "length"),
    [
        (f"'{'a' * 500}' is no store.", 134),
        (f"{'/x' * 300} is no store.", 134),
        (f"The file '/tmp/{'b c ' * 100}.cer' can't be read, it's damaged.", 160),
    ],
)
def test_a_long_name_keeps_both_ends(message: str, length: int) -> None:
    error = SmimeAdminError(message)
    assert len(error.message) <= length
    assert error.message.count("\u2026") == 1
    assert error.message[:30] == message[:30]
    assert error.message[-25:] == message[-25:]
    assert str(error) == error.message


def test_prose_between_names_and_apostrophes_is_not_cut() -> None:
    message = f"'a' can't be used{' and so on' * 20}, since it isn't 'b'."
    assert SmimeAdminError(message).message == message


def test_a_source_is_named_once() -> None:
    error = SmimeAdminError("The message can't be read.", hint="Save it again.")
    error.name_source("/mail/x.eml")
    error.name_source("/mail/x.eml")
    assert str(error) == error.message == "'/mail/x.eml': The message can't be read."
    assert error.hint == "Save it again."
