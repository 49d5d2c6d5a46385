"""The strongest that is listed, never below SHA-256 and AES-128."""

import pytest

from smimeadmin.messages.algorithm_choice import choose_cipher, choose_digest


@pytest.mark.parametrize(
    ("listed", "wanted", "warned"),
    [
        ((), "SHA-256", False),
        (("SHA1",), "SHA-256", True),
        (("MD5", "SHA1"), "SHA-256", True),
        (("SHA256", "SHA512"), "SHA-512", False),
        (("SHA1", "SHA384"), "SHA-384", False),
        (("sha-256",), "SHA-256", False),
        (("Whirlpool",), "SHA-256", True),
    ],
)
def test_digest(listed: tuple[str, ...], wanted: str, warned: bool) -> None:
    choice = choose_digest(listed)
    assert choice.name == wanted
    assert (choice.warning is not None) == warned


@pytest.mark.parametrize(
    ("listed", "wanted", "warned"),
    [
        ((), "AES-256-CBC", False),
        (("3DES", "RC2", "DES"), "AES-256-CBC", True),
        (("AES128",), "AES-128-CBC", False),
        (("AES128", "AES256", "AES192"), "AES-256-CBC", False),
        (("3DES", "AES192"), "AES-192-CBC", False),
    ],
)
def test_cipher(listed: tuple[str, ...], wanted: str, warned: bool) -> None:
    choice = choose_cipher(listed)
    assert choice.name == wanted
    assert (choice.warning is not None) == warned
