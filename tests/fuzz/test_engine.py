"""A small run of the fuzz target of the engine, and what long runs found."""

import pytest

from tests.fuzz.engine import EngineTarget, Finding, foreign, main
from tests.support.shell import Shell


def test_nothing_but_errors_of_the_shell() -> None:
    found = [result for result in EngineTarget(1).findings(0, 150) if isinstance(result, Finding)]
    assert not found, str(found[0])


def test_a_run_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--programs", "3", "--seed", "5"])
    assert "3 programs of seed 5 from 0: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "program",
    [
        "[System.Collections.Generic.List`1]::new()",
        "[System.Collections.Generic.Dictionary`2]::new([guid]::Empty, 1)",
        "@(, @()) | ConvertTo-Html * | Set-Variable",
        "(Get-Culture) | Select-String",
        "'a' | Join-String | Join-Path -Path { $_.A } -ChildPath b",
        "1 | Set-Variable -Value 1 { $_.Nothing }",
        "$null | Get-Command",
        "$null | Get-Variable",
        "1 | Get-Command -Module $null -Verb $null",
        "1 | Out-String -Width $null",
        "[Convert]::ToBase64String($null)",
        "[BitConverter]::ToString($null, 1)",
        "$b = [Text.StringBuilder]::new('ab'); $b['x']; $b[$null]; $b[@(1)]; $b['y'] = 1",
        "1 | Add-Member -PassThru $null",
        "[Array]::TrueForAll(@('a'), [datetime]::MaxValue); [Array]::ForEach(@(1), $true)",
        "[PSPropertySet]::new('a', 5)",
        "[double]::NaN -gt 1d; 1d -eq [double]::NaN; [double]::NaN, 1d | Sort-Object",
        "[timespan]::MaxValue + 5; -[timespan]::MinValue; [timespan]1 / 0; [timespan]1 * 1e300",
        "[datetimeoffset]::MaxValue + [timespan]1",
        '[single]::MinValue; "$([single]::MaxValue)"',
    ],
)
def test_what_was_found_stays_mended(program: str) -> None:
    shell = Shell()
    shell.run(program)
    assert [foreign(record.cause) for record in shell.session.errors if foreign(record.cause)] == []
