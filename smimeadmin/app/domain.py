"""Makes the parts of the domain that stand on keys, directories and messages."""

from collections.abc import Callable, Iterable

from smimeadmin.changes.change import Executor
from smimeadmin.core.clock import Clock
from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace
from smimeadmin.directory.api import DirectoryBackend
from smimeadmin.directory.backends.embedded import EmbeddedDirectory
from smimeadmin.directory.executor import DirectoryExecutor
from smimeadmin.exchange.algorithms import parse_encryption_algorithms, parse_signing_algorithms
from smimeadmin.exchange.api import ExchangeBackend
from smimeadmin.exchange.errors import NoCollectionError
from smimeadmin.exchange.planning import OrganizationTrust
from smimeadmin.messages.published import Published, is_same_value
from smimeadmin.messages.service import AllowedAlgorithms, Messages
from smimeadmin.pki.authority import Authorities
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.executor import PkiExecutor
from smimeadmin.pki.issuance import Certificates
from smimeadmin.pki.keys import WorkspaceKeys
from smimeadmin.pki.records import Records
from smimeadmin.pki.secret_texts import SecretTexts
from smimeadmin.readiness.readiness import ReadinessCheck


def embedded_directory(workspace: Workspace) -> DirectoryBackend:
    """Return the directory of the embedded organization."""
    return EmbeddedDirectory(workspace)


def keys(workspace: Workspace, passphrase: Callable[[], Secret[str]]) -> WorkspaceKeys:
    """Return the key store; the passphrase is asked for when a private key is touched."""
    return WorkspaceKeys(workspace, passphrase)


def secret_texts(keys: WorkspaceKeys) -> SecretTexts:
    """Return what makes texts of secrets."""
    return SecretTexts(keys)


def authorities(workspace: Workspace, keys: WorkspaceKeys, clock: Clock) -> Authorities:
    """Return the certification authorities."""
    return Authorities(Records(workspace), keys, clock)


def certificates(
    workspace: Workspace, keys: WorkspaceKeys, authorities: Authorities, clock: Clock
) -> Certificates:
    """Return what the workspace issued or imported."""
    return Certificates(Records(workspace), keys, authorities, clock)


def published(
    directory: DirectoryBackend,
    certificates: Certificates,
    authorities: Authorities,
    keys: WorkspaceKeys,
    clock: Clock,
) -> Published:
    """Return what a directory shows."""
    return Published(directory, certificates, authorities, keys, clock)


def messages(
    directory: DirectoryBackend,
    certificates: Certificates,
    authorities: Authorities,
    keys: WorkspaceKeys,
    clock: Clock,
    *,
    exchange: ExchangeBackend,
) -> Messages:
    """Return the messages of people of a directory, under the settings of an organization."""

    def trusted() -> Iterable[Certificate] | None:
        try:
            return OrganizationTrust(exchange, clock).current().certificates
        except NoCollectionError:
            return None

    def allowed() -> AllowedAlgorithms:
        config = exchange.smime_config()
        digests = parse_signing_algorithms(config.signing_algorithms)
        ciphers = parse_encryption_algorithms(config.encryption_algorithms)
        return AllowedAlgorithms(
            tuple(item.algorithm.name for item in digests),
            tuple(item.algorithm.name for item in ciphers),
        )

    return Messages(
        directory, certificates, authorities, keys, clock, trusted=trusted, allowed=allowed
    )


def readiness(
    directory: DirectoryBackend,
    certificates: Certificates,
    trust: OrganizationTrust,
    clock: Clock,
) -> ReadinessCheck:
    """Return the check of everyone's readiness."""
    return ReadinessCheck(directory, certificates, trust, clock)


def directory_executor(directory: DirectoryBackend) -> Executor:
    """Return who writes to a directory."""
    return DirectoryExecutor(directory, is_same_value)


def pki_executor(workspace: Workspace, keys: WorkspaceKeys) -> Executor:
    """Return who writes authorities, certificates and keys."""
    return PkiExecutor(Records(workspace), keys)
