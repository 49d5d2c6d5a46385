"""One suite over every key store."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace
from smimeadmin.pki.api import KeyStore
from smimeadmin.pki.errors import (
    KeyDamagedError,
    KeyNotFoundError,
    PassphraseSetElsewhereError,
    UnsupportedKeyError,
    WrongPassphraseError,
)
from smimeadmin.pki.key_pair import KeyAlgorithm, generate, key_id_of, sign, spki_of
from smimeadmin.pki.keys import WorkspaceKeys

LOW_COST = 2**4
Open = Callable[[str], KeyStore]


def embedded(folder: Path) -> Open:
    def open_with(passphrase: str) -> KeyStore:
        workspace = Workspace.open(folder / "workspace")
        return WorkspaceKeys(workspace, lambda: Secret(passphrase), cost=LOW_COST)

    return open_with


STORES = {"embedded": embedded}


@pytest.fixture(params=list(STORES))
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    return STORES[request.param](tmp_path)


def test_key_that_is_only_planned_is_not_kept(open_store: Open) -> None:
    keys = open_store("correct horse")
    planned = keys.plan(KeyAlgorithm.P_256)
    assert planned.key_id == key_id_of(planned.spki)
    assert not keys.has(planned.key_id)
    assert keys.key_ids() == ()
    with pytest.raises(KeyNotFoundError) as caught:
        keys.private_key(planned.key_id)
    assert caught.value.key_id == planned.key_id


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.P_256, KeyAlgorithm.P_384, "RSA-2048"])
def test_kept_key_comes_back_in_another_session(open_store: Open, algorithm: str) -> None:
    keys = open_store("correct horse")
    planned = keys.plan(KeyAlgorithm.parse(algorithm))
    keys.keep(planned.key_id, planned.secret.reveal())
    again = open_store("correct horse")
    assert again.has(planned.key_id)
    assert again.key_ids() == (planned.key_id,)
    key = again.private_key(planned.key_id)
    assert spki_of(key) == planned.spki
    assert sign(key, b"data")


def test_secret_does_not_hold_the_key_in_clear(open_store: Open) -> None:
    keys = open_store("correct horse")
    planned = keys.plan(KeyAlgorithm.P_256)
    number = planned.private_key.private_numbers()
    octets = number.private_value.to_bytes(32, "big")  # type: ignore[union-attr] # it is EC
    assert octets not in planned.secret.reveal()
    assert "Secret" not in repr(planned)


def test_keeping_twice_changes_nothing(open_store: Open) -> None:
    keys = open_store("correct horse")
    planned = keys.plan(KeyAlgorithm.P_256)
    for _ in range(2):
        keys.keep(planned.key_id, planned.secret.reveal())
    assert keys.key_ids() == (planned.key_id,)


def test_imported_key_keeps_its_identity(open_store: Open) -> None:
    keys = open_store("correct horse")
    key = generate(KeyAlgorithm.P_256)
    planned = keys.plan_import(key)
    keys.keep(planned.key_id, planned.secret.reveal())
    assert planned.key_id == key_id_of(spki_of(key))
    assert spki_of(keys.private_key(planned.key_id)) == spki_of(key)


def test_wrong_passphrase_is_told(open_store: Open) -> None:
    keys = open_store("correct horse")
    planned = keys.plan(KeyAlgorithm.P_256)
    keys.keep(planned.key_id, planned.secret.reveal())
    wrong = open_store("battery staple")
    assert wrong.has(planned.key_id)
    for touch in (
        lambda: wrong.private_key(planned.key_id),
        lambda: wrong.plan(KeyAlgorithm.P_256),
        lambda: wrong.plan_import(planned.private_key),
    ):
        with pytest.raises(WrongPassphraseError) as caught:
            touch()
        assert caught.value.id == "Pki.WrongPassphrase"


def test_forgotten_key_is_gone(open_store: Open) -> None:
    keys = open_store("correct horse")
    planned = keys.plan(KeyAlgorithm.P_256)
    keys.keep(planned.key_id, planned.secret.reveal())
    keys.forget(planned.key_id)
    keys.forget(planned.key_id)
    assert not keys.has(planned.key_id)


def test_two_first_keys_at_once_do_not_mix_passphrases(open_store: Open) -> None:
    one, other = open_store("correct horse"), open_store("battery staple")
    first, second = one.plan(KeyAlgorithm.P_256), other.plan(KeyAlgorithm.P_256)
    one.keep(first.key_id, first.secret.reveal())
    with pytest.raises(PassphraseSetElsewhereError):
        other.keep(second.key_id, second.secret.reveal())
    assert one.key_ids() == (first.key_id,)
    with pytest.raises(WrongPassphraseError):
        other.plan(KeyAlgorithm.P_256)


class CountedPassphrase:
    """Counts how often it was asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Secret[str]:
        self.asked += 1
        return Secret("correct horse")


def test_passphrase_is_asked_once_and_only_for_private_keys() -> None:
    workspace = Workspace.in_memory()
    passphrase = CountedPassphrase()
    keys = WorkspaceKeys(workspace, passphrase, cost=LOW_COST)
    assert keys.key_ids() == ()
    assert not keys.has("ab")
    assert not keys.is_locked_by_passphrase()
    keys.forget("ab")
    assert passphrase.asked == 0
    for _ in range(3):
        planned = keys.plan(KeyAlgorithm.P_256)
        keys.keep(planned.key_id, planned.secret.reveal())
        keys.private_key(planned.key_id)
    assert passphrase.asked == 1
    assert keys.is_locked_by_passphrase()


def test_exchanged_or_damaged_rows_are_told() -> None:
    workspace = Workspace.in_memory()
    keys = WorkspaceKeys(workspace, lambda: Secret("x"), cost=LOW_COST)
    planned = [keys.plan(KeyAlgorithm.P_256) for _ in range(2)]
    for one in planned:
        keys.keep(one.key_id, one.secret.reveal())
    a, b = (one.key_id for one in planned)
    with workspace.transaction() as connection:
        connection.execute(
            "UPDATE private_key SET wrapped ="
            " (SELECT wrapped FROM private_key WHERE key_id = ?) WHERE key_id = ?",
            (a, b),
        )
        connection.execute("UPDATE private_key SET wrapped = x'00' WHERE key_id = ?", (a,))
    for one in (a, b):
        with pytest.raises(KeyDamagedError) as caught:
            keys.private_key(one)
        assert caught.value.key_id == one


def test_algorithm_names() -> None:
    assert KeyAlgorithm.parse("rsa-2048") is KeyAlgorithm.RSA_2048
    with pytest.raises(UnsupportedKeyError) as caught:
        KeyAlgorithm.parse("RSA-1024")
    assert "RSA-3072" in str(caught.value.hint)
