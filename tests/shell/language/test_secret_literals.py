"""Literals that are secrets are drawn as stars, and nothing else is."""

import pytest

from smimeadmin.shell.language.secret_literals import masked, secret_spans

SECRET = "hunter2"


@pytest.mark.parametrize(
    "text",
    [
        "'hunter2' | ConvertTo-SecureString -AsPlainText -Force",
        '"hunter2" | convertto-securestring -AsPlainText -Force | f',
        "'hunter2' |\n  ConvertTo-SecureString -AsPlainText",
        "Microsoft.PowerShell.Security\\ConvertTo-SecureString -String hunter2 -AsPlainText",
        "f -AdminPassword hunter2",
        "f -AdminPassword:'hunter2' seen",
        "f -Password ('hunter2' + 'hunter2')",
        "function f { param([securestring]$Phrase) }; f -Phrase hunter2",
        "function f { param([SecureString]$Phrase = 'hunter2') }",
        "[securestring]'hunter2'",
        "[System.Security.SecureString]$x = 'hunter2'",
        "New-Object PSCredential('user', 'hunter2')",
        "New-Object -TypeName NetworkCredential -ArgumentList 'user', 'hunter2'",
        "[PSCredential]::new('user', 'hunter2')",
        "$pwd = 'hunter2'; $token = \"hunter2\"",
        "@{ Password = 'hunter2'; Name = 'x' }",
        "tool --password=hunter2",
        "f -Password 'hunter2' -x (",
    ],
)
def test_a_secret_is_masked(text: str) -> None:
    shown = masked(text)
    assert SECRET not in shown
    assert len(shown) == len(text)
    assert shown.split("\n")[-1][-1] == text[-1] or shown.endswith("*")


@pytest.mark.parametrize(
    "text",
    [
        "f -Password $secure -Name 'seen'",
        "Get-ChildItem 'seen' | Where-Object Name -eq 'seen'",
        "$name = 'seen'",
        "[PSCredential]::new('seen', $secure)",
        "$password = Get-Secret",
        "",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert secret_spans(text) == ()
    assert masked(text) == text
