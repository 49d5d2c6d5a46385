"""``--culture``: how numbers and dates are shown, read and formatted; strings stay invariant."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
$d = [datetime]'2026-11-24 15:04:05'
(1234.5).ToString()
"$(1234.5) $d"
[string]1.5
'{0:N2}|{0:P0}|{1:d}|{1}' -f 1234.5, $d
1234.5 | Out-String -Stream
([pscustomobject]@{N = 1234.5; D = $d} | Format-Table -HideTableHeaders | Out-String).Trim()
([pscustomobject]@{N = 1234.5; D = $d} | ConvertTo-Csv)[1]
[pscustomobject]@{N = 1234.5} | ConvertTo-Json -Compress
Get-Date '2026-11-24' -Format D
[datetime]::Parse('3/4/2026').Month
[double]::Parse('1,5')
[double]'1.5'
([datetime]'3/4/2026').Month
(Get-Culture).Name + ' ' + [cultureinfo]::CurrentCulture.Name
"""
SAME = "1234.5 11/24/2026 15:04:05"
EXPECTED = {
    "en-US": [
        "1234.5",
        SAME,
        "1.5",
        "1,234.50|123,450%|11/24/2026|11/24/2026 3:04:05 PM",
        "1234.5",
        "1234.500 11/24/2026 3:04:05 PM",
        '"1234.5","11/24/2026 3:04:05 PM"',
        '{"N":1234.5}',
        "Tuesday, November 24, 2026",
        "3",
        "15",
        "1.5",
        "3",
        "en-US en-US",
    ],
    "de-DE": [
        "1234,5",
        SAME,
        "1.5",
        "1.234,50|123.450\u00a0%|24.11.2026|24.11.2026 15:04:05",
        "1234,5",
        "1234,500 24.11.2026 15:04:05",
        '"1234,5","24.11.2026 15:04:05"',
        '{"N":1234.5}',
        "Dienstag, 24. November 2026",
        "4",
        "1,5",
        "1,5",
        "3",
        "de-DE de-DE",
    ],
    "en-GB": [
        "1234.5",
        SAME,
        "1.5",
        "1,234.50|123,450%|24/11/2026|24/11/2026 15:04:05",
        "1234.5",
        "1234.500 24/11/2026 15:04:05",
        '"1234.5","24/11/2026 15:04:05"',
        '{"N":1234.5}',
        "Tuesday, 24 November 2026",
        "4",
        "15",
        "1.5",
        "3",
        "en-GB en-GB",
    ],
    "nl-NL": [
        "1234,5",
        SAME,
        "1.5",
        "1.234,50|123.450%|24-11-2026|24-11-2026 15:04:05",
        "1234,5",
        "1234,500 24-11-2026 15:04:05",
        '"1234,5","24-11-2026 15:04:05"',
        '{"N":1234.5}',
        "dinsdag 24 november 2026",
        "4",
        "1,5",
        "1,5",
        "3",
        "nl-NL nl-NL",
    ],
}


@pytest.mark.parametrize("culture", EXPECTED)
def test_a_culture_reaches_everything_that_is_shown(culture, tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "smimeadmin", "--culture", culture, "-c", SCRIPT],
        env=os.environ | {"SMIMEADMIN_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ended.stdout.splitlines() == EXPECTED[culture]
