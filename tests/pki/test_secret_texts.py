"""Secrets as texts: sealed in one workspace, or under a key in PowerShell's form."""

import pytest

from smimeadmin.app.embedded import open_services
from smimeadmin.pki.errors import SecretKeyLengthError, SecretTextError, WrongPassphraseError
from smimeadmin.pki.secret_texts import HEADER

# openssl enc -aes-128-cbc -K 0102..10 -iv 1011..1f over "abc" in UTF-16LE, packed by hand.
BY_OPENSSL = (
    "76492d1116743f0423413b16050a5345MgB8AEUAQgBFAFMARQB4AFEAVgBGAGgAYwBZAEcAUgBvAGIA"
    "SABCADAAZQBIAHcAPQA9AHwAMAA1ADcAZgBkADUANAAxAGIAMQAxAGUAYgBmAGUAMABkADUANwBjAGEA"
    "YwA3ADQAMQBjAGUANAA4ADcANAA4AA=="
)
KEY = bytes(range(1, 17))
ABC = "abc".encode("utf-16-le")


@pytest.fixture
def folder(tmp_path):
    return str(tmp_path / "workspace")


RIGHT = "right"


def texts(folder, passphrase=RIGHT):
    return open_services(folder, passphrase).secret_texts


def test_what_is_sealed_opens_in_the_same_workspace(folder):
    sealed = texts(folder).seal(b"secret")
    assert b"secret" not in sealed
    assert texts(folder).open(sealed) == b"secret"
    assert texts(folder).seal(b"secret") != sealed


def test_another_workspace_cannot_open_it(folder, tmp_path):
    sealed = texts(folder).seal(b"secret")
    other = str(tmp_path / "other")
    with pytest.raises(SecretTextError):
        texts(other).open(sealed)
    texts(other).seal(b"x")
    with pytest.raises(SecretTextError):
        texts(other).open(sealed)


def test_the_first_seal_sets_the_passphrase(folder):
    sealed = texts(folder).seal(b"secret")
    with pytest.raises(WrongPassphraseError):
        texts(folder, "wrong").open(sealed)
    with pytest.raises(WrongPassphraseError):
        texts(folder, "wrong").seal(b"secret")


CHANGES = [
    lambda sealed: sealed[:-1],
    lambda sealed: sealed[:5],
    lambda _sealed: b"",
    lambda sealed: bytes([sealed[0] ^ 1]) + sealed[1:],
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_text_does_not_open(folder, change):
    sealed = texts(folder).seal(b"secret")
    with pytest.raises(SecretTextError):
        texts(folder).open(change(sealed))


def test_powershells_form_is_read(folder):
    assert texts(folder).open_by_key(BY_OPENSSL, KEY) == ABC


@pytest.mark.parametrize("length", [16, 24, 32])
def test_a_key_of_each_length(folder, length):
    key = bytes(range(length))
    port = texts(folder)
    text = port.lock_by_key(ABC, key)
    assert text.startswith(HEADER)
    assert port.open_by_key(text, key) == ABC
    assert port.lock_by_key(ABC, key) != text


@pytest.mark.parametrize("length", [0, 1, 15, 17, 33])
def test_other_lengths_are_refused(folder, length):
    with pytest.raises(SecretKeyLengthError):
        texts(folder).lock_by_key(ABC, bytes(length))


@pytest.mark.parametrize(
    "text",
    ["", HEADER, f"{HEADER}!!", f"{HEADER}MgB8AA==", BY_OPENSSL[32:], BY_OPENSSL[:-8], "7a7a"],
)
def test_other_texts_are_refused(folder, text):
    with pytest.raises(SecretTextError):
        texts(folder).open_by_key(text, KEY)


def test_another_key_does_not_open_it(folder):
    port = texts(folder)
    text = port.lock_by_key(b"\x01" * 40, KEY)
    wrong = 0
    for number in range(8):
        try:
            wrong += port.open_by_key(text, bytes([number] * 16)) != b"\x01" * 40
        except SecretTextError:
            wrong += 1
    assert wrong == 8
