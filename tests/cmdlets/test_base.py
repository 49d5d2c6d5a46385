"""What every administrative command stands on."""

import pytest

from cmdlets._base import counted, name_in_row


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ("@{Name=Bo Bär; Department=IT}", "Bo Bär"),
        ("@{Department=IT; name=Bo}", "Bo"),
        ("@{Department=IT}", None),
        ("Name=Bo", None),
        ("bo@contoso.example", None),
    ],
)
def test_the_name_in_a_row(identity: str, name: str | None) -> None:
    assert name_in_row(identity) == name


def test_numbers_and_nouns() -> None:
    assert [counted(n, "change") for n in (0, 1, 2)] == ["0 changes", "1 change", "2 changes"]
