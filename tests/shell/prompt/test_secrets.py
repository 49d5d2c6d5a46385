"""Which lines are kept in no history."""

import pytest

from smimeadmin.shell.prompt.secrets import holds_secret


@pytest.mark.parametrize(
    "line",
    [
        "ConvertTo-SecureString 'x' -AsPlainText -Force",
        "convertto-securestring $plain -asplaintext -force",
        "New-Object PSCredential('user', $s)",
        "[System.Net.NetworkCredential]::new('u', 'p')",
        "$password = 'hunter2'",
        "$env:SMIMEADMIN_PASSPHRASE = 'x y'",
        'Export-Thing -Password "hunter2"',
        "Export-Thing -Password:hunter2",
        "Export-Thing -Token abc",
        "tool --password=hunter2",
        "$settings = @{ ApiKey = 'abc' }",
        "$password = 'not closed",
    ],
)
def test_a_line_with_a_secret(line):
    assert holds_secret(line)


@pytest.mark.parametrize(
    "line",
    [
        "Get-Recipient",
        "$cred = Get-Credential",
        "$password = Read-Host -AsSecureString",
        "Export-PfxCertificate -FilePath a.pfx -Password $password",
        "Get-Help about_Secrets",
        "Get-ChildItem | Where-Object Name -like '*.txt'",
        "if (",
    ],
)
def test_a_line_without_a_secret(line):
    assert not holds_secret(line)
