"""Names of colours and encodings that there are not."""

from pathlib import Path

import pytest

from tests.support.shell import Shell

_NO_COLOUR = "CannotConvertArgumentNoMessage,Microsoft.PowerShell.Commands.WriteHostCommand"
_NO_ENCODING = "ParameterArgumentTransformationError,Microsoft.PowerShell.Commands."


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("Write-Host a -ForegroundColor NoSuch", _NO_COLOUR),
        ("Write-Host a -BackgroundColor 99", _NO_COLOUR),
        ("Set-Content a.txt a -Encoding nosuch", _NO_ENCODING + "SetContentCommand"),
        ("'a' | Out-File a.txt -Encoding nosuch", _NO_ENCODING + "OutFileCommand"),
        ("1 | Export-Csv a.csv -Encoding nosuch", _NO_ENCODING + "ExportCsvCommand"),
    ],
)
def test_a_name_that_is_none(program: str, error: str, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run(program)
    assert shell.errors == [error]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("colour", ["red", "12", "([ConsoleColor]::Red)"])
def test_a_colour_goes_by_name_number_and_value(colour: str) -> None:
    program = f"(Write-Host a -ForegroundColor {colour} 6>&1).MessageData.ForegroundColor"
    assert [str(shown) for shown in Shell().run(program)] == ["Red"]
