"""Where the passphrase comes from, and that it goes nowhere else."""

import os
import time

import pytest

from smimeadmin.app import passphrase
from smimeadmin.app.errors import (
    NoPassphraseError,
    PassphrasesDifferError,
    PassphraseUnreadableError,
)
from smimeadmin.app.passphrase import VARIABLE, PassphraseSource
from smimeadmin.shell.engine.host import SilentHost


class AnsweringHost(SilentHost):
    """Somebody who gives prepared answers."""

    interactive = True

    def __init__(self, *answers):
        super().__init__()
        self.answers = list(answers)

    def ask_secret(self, question, *, name):
        del question, name
        return self.answers.pop(0)


class Keyring:
    """A keyring that answers, fails or hangs."""

    def __init__(self, answer=None, *, seconds=0.0):
        self.answer = answer
        self.seconds = seconds
        self.asked = []

    def get_password(self, service, name):
        self.asked.append((service, name))
        time.sleep(self.seconds)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture(autouse=True)
def keyring(monkeypatch):
    """No test reaches the keyring of the machine."""
    empty = Keyring()
    monkeypatch.setattr(passphrase, "keyring", empty)
    return empty


def source(host=None, environment=None, *, descriptor=None, is_new=False):
    return PassphraseSource(
        "/w",
        host or SilentHost(),
        environment or {},
        descriptor=descriptor,
        is_new=lambda: is_new,
    )


def pipe(data):
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


def test_a_descriptor_comes_first_and_is_closed(keyring):
    descriptor = pipe(b"from the pipe\r\nrest\n")
    asked = source(environment={VARIABLE: "from the environment"}, descriptor=descriptor)
    assert asked().reveal() == "from the pipe"
    assert asked().reveal() == "from the pipe"
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)
    assert keyring.asked == []


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\xfe\n"])
def test_a_descriptor_without_a_passphrase_is_named(data):
    descriptor = pipe(data)
    with pytest.raises(PassphraseUnreadableError) as caught:
        source(descriptor=descriptor)()
    assert caught.value.descriptor == descriptor


def test_a_closed_descriptor_is_named():
    with pytest.raises(PassphraseUnreadableError):
        source(descriptor=987)()


def test_the_environment_comes_before_the_keyring(keyring):
    assert source(environment={VARIABLE: "from the environment"})().reveal() == (
        "from the environment"
    )
    assert keyring.asked == []


def test_the_keyring_is_asked_by_the_workspace(monkeypatch):
    kept = Keyring("from the keyring")
    monkeypatch.setattr(passphrase, "keyring", kept)
    assert source()().reveal() == "from the keyring"
    assert kept.asked == [("smimeadmin", "/w")]


@pytest.mark.parametrize("broken", [Keyring(RuntimeError("no keyring")), Keyring(seconds=30.0)])
def test_a_keyring_that_fails_or_hangs_is_passed_over(monkeypatch, broken):
    monkeypatch.setattr(passphrase, "keyring", broken)
    monkeypatch.setattr(passphrase, "KEYRING_SECONDS", 0.05)
    with pytest.raises(NoPassphraseError) as caught:
        source()()
    assert caught.value.workspace == "/w"


def test_somebody_is_asked_once_for_a_known_passphrase():
    host = AnsweringHost("typed")
    assert source(host)().reveal() == "typed"
    assert host.shown == []


def test_a_new_one_is_asked_twice_and_a_weak_one_is_told():
    host = AnsweringHost("short", "short")
    assert source(host, is_new=True)().reveal() == "short"
    ((stream, text),) = host.shown
    assert stream == "warning"
    assert "short" not in text


def test_two_that_differ_set_nothing():
    with pytest.raises(PassphrasesDifferError):
        source(AnsweringHost("one passphrase", "another one"), is_new=True)()
