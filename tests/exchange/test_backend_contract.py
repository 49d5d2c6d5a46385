"""What every Exchange backend does with SmimeConfig; today the embedded one."""

from datetime import timedelta

import pytest

from smimeadmin.changes.change import ChangeKind
from smimeadmin.core.clock import FixedClock, SystemClock
from smimeadmin.core.workspace import Workspace
from smimeadmin.exchange.backends.embedded import EmbeddedExchange
from smimeadmin.exchange.errors import (
    CollectionExpiredError,
    InvalidAlgorithmListError,
    InvalidSettingError,
    NoCollectionError,
    UnknownSettingError,
)
from smimeadmin.exchange.executor import ExchangeExecutor
from smimeadmin.exchange.planning import OrganizationTrust, plan_smime_config
from smimeadmin.exchange.smime_config import COLLECTION, SETTINGS
from smimeadmin.pki.store import TrustCollection
from smimeadmin.pki.store_errors import NotAStoreError
from tests.support.certificates import self_signed

NOW = SystemClock().now()


@pytest.fixture
def clock():
    return FixedClock(NOW)


@pytest.fixture(params=["embedded"])
def backend(request, clock):
    assert request.param == "embedded"
    workspace = Workspace.in_memory()
    yield EmbeddedExchange(workspace, clock)
    workspace.close()


def store(*days):
    return TrustCollection.of(
        self_signed(f"CA {i}", not_after=NOW + timedelta(days=d)) for i, d in enumerate(days)
    ).build()


def make(backend, changes):
    executor = ExchangeExecutor(backend)
    executor.execute(changes)
    assert all(executor.is_made(change) for change in changes)


def test_what_was_never_set_has_microsoft_s_defaults(backend):
    config = backend.smime_config()
    assert config.signing_algorithms == "8004"
    assert config.encryption_algorithms == "6610"
    assert (config.crl_connection_timeout, config.crl_retrieval_timeout) == (60000, 10000)
    assert config.clear_sign
    assert config.certificate_issuing_ca is None
    assert len(SETTINGS) == 25


def test_every_setting_can_be_set_read_back_and_reset(backend):
    values = {"Boolean": True, "UInt32": 1, "Byte[]": store(30)}
    texts = {
        "OWAEncryptionAlgorithms": "6610;660e",
        "OWASigningAlgorithms": "800E;800C",
        "OWASenderCertificateAttributesToDisplay": "2.5.4.3,2.5.4.10",
    }
    for name, known in SETTINGS.items():
        wanted = texts[name] if known.type == "String" else values[known.type]
        wanted = (not known.default) if known.type == "Boolean" else wanted
        changes = plan_smime_config(backend, {name.lower(): wanted}, NOW)
        assert [(c.kind, c.attribute) for c in changes] == [(ChangeKind.SET, name)]
        make(backend, changes)
        assert getattr(backend.smime_config(), known.field) == wanted
        assert plan_smime_config(backend, {name: wanted}, NOW) == []
        make(backend, plan_smime_config(backend, {name: None}, NOW))
        assert getattr(backend.smime_config(), known.field) == known.default


def test_the_very_bytes_come_back_and_their_expiry_is_shown(backend):
    data = store(40, 20, 60)
    make(backend, plan_smime_config(backend, {COLLECTION: data}, NOW))
    config = backend.smime_config()
    assert config.certificate_issuing_ca == data
    assert abs(config.certificates_expiry_date - (NOW + timedelta(days=20))) < timedelta(seconds=1)
    assert config.expired_certificate_thumbprint is None


def test_a_member_that_expires_later_is_named(backend, clock):
    data = store(40, 20)
    make(backend, plan_smime_config(backend, {COLLECTION: data}, NOW))
    clock.time = NOW + timedelta(days=21)
    thumbprint = backend.smime_config().expired_certificate_thumbprint
    assert thumbprint == TrustCollection.parse(data).certificates[1].thumbprint


def test_an_expired_member_is_refused_before_anything_is_written(backend):
    kept = store(10)
    make(backend, plan_smime_config(backend, {COLLECTION: kept}, NOW))
    with pytest.raises(CollectionExpiredError) as caught:
        plan_smime_config(backend, {COLLECTION: store(10, -1)}, NOW)
    assert "CA 1" in caught.value.subject
    with pytest.raises(CollectionExpiredError):
        backend.set_smime_config({COLLECTION: store(-1)})
    assert backend.smime_config().certificate_issuing_ca == kept


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("OWABCCEncryptedEmailForking", 3, InvalidSettingError),
        ("OWACRLConnectionTimeout", -1, InvalidSettingError),
        ("OWASenderCertificateAttributesToDisplay", "CN", InvalidSettingError),
        ("OWASigningAlgorithms", "8804", InvalidAlgorithmListError),
        ("NoSignOnReply", True, UnknownSettingError),
        (COLLECTION, b"-----BEGIN CERTIFICATE-----", NotAStoreError),
    ],
)
def test_a_value_that_is_not_allowed_is_refused(backend, name, value, error):
    with pytest.raises(error):
        plan_smime_config(backend, {name: value}, NOW)


def test_import_replaces_and_merge_adds(backend, clock):
    trust = OrganizationTrust(backend, clock)
    with pytest.raises(NoCollectionError):
        trust.current()
    first, second = store(10), store(20, 30)
    make(backend, trust.plan_import(first, merge=True))
    assert trust.current().build() == first
    make(backend, trust.plan_import(second, merge=True))
    assert trust.current().count == 3
    assert trust.plan_import(second, merge=True) == []
    make(backend, trust.plan_import(second))
    assert trust.current().count == 2


def test_values_have_the_documented_types(backend):
    make(backend, plan_smime_config(backend, {"OWACRLRetrievalTimeout": 5}, NOW))
    config = backend.smime_config()
    types = {"Boolean": {"bool"}, "UInt32": {"UInt32"}, "String": {"str", "NoneType"}}
    types["Byte[]"] = {"bytes", "NoneType"}
    for known in SETTINGS.values():
        assert type(getattr(config, known.field)).__name__ in types[known.type], known.name
