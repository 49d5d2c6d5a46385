"""The certification authorities of the workspace: made, listed, and chosen to issue."""

from dataclasses import dataclass, replace
from typing import Final, Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from smimeadmin.changes.change import Change
from smimeadmin.core.clock import Clock
from smimeadmin.core.names import fold
from smimeadmin.pki import name as names
from smimeadmin.pki.api import KeyStore
from smimeadmin.pki.authority_errors import (
    AmbiguousAuthorityError,
    AuthorityExistsError,
    AuthorityExpiredError,
    AuthorityNotFoundError,
    InvalidLocationError,
    NoAuthorityError,
    PathLengthError,
)
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.errors import InvalidNameError, UnsupportedKeyError
from smimeadmin.pki.executor import authority_change
from smimeadmin.pki.key_pair import AUTHORITY_ALGORITHMS, KeyAlgorithm, PrivateKey
from smimeadmin.pki.profile import (
    ISSUING_YEARS,
    ROOT_YEARS,
    Signer,
    authority_validity,
    build_authority,
)
from smimeadmin.pki.records import CertificationAuthority, Records

DEFAULT_ALGORITHM: Final = KeyAlgorithm.RSA_3072
_LOCATION_SCHEMES: Final = ("http", "https", "ldap", "ldaps")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan(Generic[T]):
    """What has to change for a result to stand: nothing if it stands already."""

    changes: tuple[Change, ...]
    result: T
    warnings: tuple[str, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether the result stands already."""
        return not self.changes


class Chosen(NamedTuple):
    """The authority that issues, and what the admin should know of the choice."""

    authority: CertificationAuthority
    warning: str | None


class Authorities:
    """The authorities of one workspace."""

    def __init__(self, records: Records, keys: KeyStore, clock: Clock) -> None:
        self._records = records
        self._keys = keys
        self._clock = clock
        self._signing_key: tuple[str, PrivateKey] | None = None

    def all(self) -> tuple[CertificationAuthority, ...]:
        """Return every authority, in the order in which they were made."""
        return tuple(self._with_key(one) for one in self._records.authorities())

    def get(self, name: str) -> CertificationAuthority:
        """Return the authority of that name, in any case. Raises ``AuthorityNotFoundError``."""
        found = self._records.authority(name)
        if found is None:
            known = tuple(one.name for one in self._records.authorities())
            raise AuthorityNotFoundError(name, known)
        return self._with_key(found)

    def _with_key(self, authority: CertificationAuthority) -> CertificationAuthority:
        owned = authority.certificate.owned(
            None, authority.key_id, has_key=self._keys.has(authority.key_id)
        )
        return replace(authority, certificate=owned)

    def chain_of(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """Return the certificates above one, the issuer first, as far as the workspace has them."""
        known = [one.certificate for one in self._records.authorities()]
        chain: list[Certificate] = []
        current = certificate
        while not current.is_self_issued:
            issuer = _issuer_among(known, current)
            if issuer is None or issuer in chain:
                break
            chain.append(issuer)
            current = issuer
        return tuple(chain)

    def choose(self, name: str | None = None) -> Chosen:
        """Return the authority that issues to people.

        It is the one named, else the only issuing one, else the only one, a root included (with a
        warning). Raises ``AmbiguousAuthorityError``, ``NoAuthorityError``,
        ``AuthorityNotFoundError`` or ``AuthorityExpiredError``.
        """
        if name is not None:
            return Chosen(self._valid(self.get(name)), None)
        everyone = self.all()
        if not everyone:
            raise NoAuthorityError
        issuing = [one for one in everyone if not one.is_root]
        candidates = issuing or list(everyone)
        valid = [one for one in candidates if not self._is_expired(one)]
        if len(valid) > 1:
            raise AmbiguousAuthorityError(tuple(one.name for one in valid))
        chosen = self._valid(valid[0] if valid else candidates[-1])
        warning = None
        if chosen.is_root:
            warning = (
                f"The root '{chosen.name}' issues to people itself: make an issuing authority "
                f"with New-CertificationAuthority -Parent '{chosen.name}'."
            )
        return Chosen(chosen, warning)

    def _is_expired(self, authority: CertificationAuthority) -> bool:
        return authority.not_after < self._clock.now()

    def _valid(self, authority: CertificationAuthority) -> CertificationAuthority:
        if self._is_expired(authority):
            raise AuthorityExpiredError(authority.name, authority.not_after)
        return authority

    def signer(self, authority: CertificationAuthority) -> Signer:
        """Return the authority with its private key, which stays in memory for the next one."""
        if self._signing_key is None or self._signing_key[0] != authority.key_id:
            self._signing_key = (authority.key_id, self._keys.private_key(authority.key_id))
        return Signer(authority.certificate, self._signing_key[1])

    def plan_create(
        self,
        name: str,
        key_algorithm: str | None = None,
        parent: str | None = None,
        validity_years: int | None = None,
        *,
        cdp: tuple[str, ...] = (),
        aia: tuple[str, ...] = (),
    ) -> Plan[CertificationAuthority]:
        """Plan a root, or with ``parent`` an issuing authority.

        An authority of that name is given back if it has every parameter that was given, else
        ``AuthorityExistsError`` names the first that differs. Without ``key_algorithm`` it is
        RSA-3072; without ``validity_years`` a root gets 10, an issuing one 5; none outlives its
        parent.
        """
        algorithm = _authority_algorithm(key_algorithm)
        existing = self._records.authority(name)
        if existing is not None:
            wanted = {
                "KeyAlgorithm": algorithm.value if key_algorithm else None,
                "Parent": parent,
                "ValidityYears": None if validity_years is None else str(validity_years),
                "CdpUri": ", ".join(cdp) or None,
                "AiaUri": ", ".join(aia) or None,
            }
            _compare(existing, wanted)
            return Plan((), self._with_key(existing))
        _check_name(name)
        for uri in (*cdp, *aia):
            _check_location(uri)
        above = None if parent is None else self._valid_parent(parent)
        years = validity_years or (ROOT_YEARS if above is None else ISSUING_YEARS)
        validity = authority_validity(
            self._clock.now(), validity_years, above.certificate if above else None
        )
        key = self._keys.plan(algorithm)
        signer = Signer(None, key.private_key) if above is None else self.signer(above)
        certificate = build_authority(
            name,
            key.spki,
            signer,
            validity,
            cdp=above.cdp_uri if above else (),
            aia=above.aia_uri if above else (),
        )
        authority = CertificationAuthority(
            name=name,
            parent=above.name if above else None,
            key_algorithm=algorithm.value,
            key_id=key.key_id,
            years=years,
            certificate=certificate.owned(None, key.key_id, has_key=True),
            cdp_uri=cdp,
            aia_uri=aia,
        )
        return Plan((authority_change(authority, key.secret),), authority)

    def _valid_parent(self, name: str) -> CertificationAuthority:
        parent = self._valid(self.get(name))
        basic = parent.certificate.basic_constraints
        if basic is not None and basic.path_length == 0:
            raise PathLengthError(parent.name)
        return parent


def _issuer_among(known: list[Certificate], child: Certificate) -> Certificate | None:
    wanted = names.comparable(child.parts.issuer)
    found = [one for one in known if names.comparable(one.parts.subject) == wanted]
    identifier = child.authority_key_identifier
    for one in found:
        if identifier is None or one.subject_key_identifier == identifier:
            return one
    return None


def _authority_algorithm(text: str | None) -> KeyAlgorithm:
    if text is None:
        return DEFAULT_ALGORITHM
    algorithm = KeyAlgorithm.parse(text)
    if algorithm not in AUTHORITY_ALGORITHMS:
        allowed = ", ".join(AUTHORITY_ALGORITHMS)
        raise UnsupportedKeyError(f"The key algorithm '{text}' of an authority", allowed)
    return algorithm


def _compare(existing: CertificationAuthority, wanted: dict[str, str | None]) -> None:
    has = {
        "KeyAlgorithm": existing.key_algorithm,
        "Parent": existing.parent or "(none)",
        "ValidityYears": str(existing.years),
        "CdpUri": ", ".join(existing.cdp_uri),
        "AiaUri": ", ".join(existing.aia_uri),
    }
    for parameter, value in wanted.items():
        if value is not None and fold(value) != fold(has[parameter]):
            raise AuthorityExistsError(existing.name, parameter, has[parameter], value)


def _check_name(name: str) -> None:
    if not name.strip() or name != name.strip() or not name.isprintable() or len(name) > 64:
        raise InvalidNameError(name, "an authority's name has 1 to 64 visible characters")


def _check_location(uri: str) -> None:
    """Refuse what no relying party could fetch: RFC 5280 s4.2.1.13 names HTTP and LDAP."""
    try:
        parts = urlsplit(uri)
    except ValueError as error:
        raise InvalidLocationError(uri, "it can't be read") from error
    scheme = parts.scheme.lower()
    if not scheme or not uri.isascii() or not uri.isprintable() or " " in uri:
        raise InvalidLocationError(uri, "it is no absolute URI of ASCII characters")
    if scheme not in _LOCATION_SCHEMES:
        raise InvalidLocationError(uri, f"'{scheme}:' is none of {', '.join(_LOCATION_SCHEMES)}")
    # ldap:///CN=... asks the directory of whoever reads it, as an enterprise CA has it.
    if not parts.hostname and not (scheme.startswith("ldap") and parts.path.strip("/")):
        raise InvalidLocationError(uri, "it names no host")
