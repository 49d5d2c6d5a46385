"""Hashes and random bytes, as scripts ask for them."""

import hashlib

import pytest

from tests.support.shell import Shell

ABC = "[Text.Encoding]::UTF8.GetBytes('abc')"
CRYPTO = "System.Security.Cryptography"


@pytest.fixture
def shell() -> Shell:
    return Shell()


@pytest.mark.parametrize("name", ["MD5", "SHA1", "SHA256", "SHA384", "SHA512"])
@pytest.mark.parametrize(
    "form",
    [
        "[{0}.{1}]::HashData({2})",
        "[{0}.{1}]::Create().ComputeHash({2})",
        "[{0}.HashAlgorithm]::Create('{1}').ComputeHash({2})",
        "(New-Object {0}.{1}CryptoServiceProvider).ComputeHash({2})",
        "[{0}.{1}]::Create().ComputeHash({2}, 0, 3)",
    ],
)
def test_every_hash_in_every_form(shell: Shell, name: str, form: str) -> None:
    line = form.format(CRYPTO, name, ABC)
    expected = hashlib.new(name.lower(), b"abc").hexdigest().upper()
    assert shell.run(f"[Convert]::ToHexString(({line}))") == [expected]
    assert shell.errors == []


def test_a_hash_is_an_object_with_a_size_and_its_last_value(shell: Shell) -> None:
    shell.run(f"$sha = [{CRYPTO}.SHA256]::Create(); $null = $sha.ComputeHash({ABC})")
    assert shell.run(f"$sha.HashSize; $sha.Hash.Length; $sha -is [{CRYPTO}.HashAlgorithm]") == [
        256,
        32,
        True,
    ]


def test_an_hmac(shell: Shell) -> None:
    shell.run(f"$h = [{CRYPTO}.HMACSHA256]::new([byte[]](1..16))")
    assert shell.run(f"$h.ComputeHash({ABC}).Length; $h.Key.Length") == [32, 16]


def test_random_bytes_and_numbers(shell: Shell) -> None:
    shell.run(f"$b = [byte[]]::new(32); [{CRYPTO}.RandomNumberGenerator]::Create().GetBytes($b)")
    assert shell.run("($b | Where-Object { $_ }).Count -gt 16") == [True]
    shell.run(f"$c = [byte[]]::new(32); [{CRYPTO}.RandomNumberGenerator]::Fill($c)")
    assert shell.run("($c | Where-Object { $_ }).Count -gt 16") == [True]
    assert shell.run(f"[{CRYPTO}.RandomNumberGenerator]::GetBytes(7).Length") == [7]
    assert shell.run(f"[{CRYPTO}.RandomNumberGenerator]::GetInt32(3, 4)") == [3]
    assert shell.run(f"[{CRYPTO}.RandomNumberGenerator]::GetHexString(5).Length") == [5]
    shell.run(
        f"try {{ [{CRYPTO}.RandomNumberGenerator]::GetInt32(0) }} "
        "catch { $id = $_.FullyQualifiedErrorId }"
    )
    assert shell.run("$id") == ["ArgumentException"]
