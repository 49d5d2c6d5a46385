"""X509Chain: a path built and told of, certificate by certificate."""

from typing import Any, Final

from cmdlets._types import certificate
from cmdlets._types._making import date_time, guard, instant, named
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.values_named import EnumType
from smimeadmin.pki import dotnet_enums as enums
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.dotnet_chain import (
    ChainElement,
    ChainPolicy,
    ChainStatus,
    all_statuses,
    build_chain,
    is_accepted,
    system_roots,
)
from smimeadmin.pki.dotnet_collection import CertificateCollection
from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.members_table import methods, properties, settable, static_methods
from smimeadmin.shell.engine.types import register_type, resolve_type

__all__ = ["certificate"]


class Chain:
    """A chain: its policy, and after Build what was found."""

    __slots__ = ("elements", "policy", "statuses")
    type_name: Final = f"{enums.CERTIFICATES}X509Chain"

    def __init__(self, *_machine_context: Any) -> None:
        self.policy = ChainPolicy()
        self.reset()

    def reset(self) -> None:
        """Forget what was found, and the policy."""
        self.elements: tuple[ChainElement, ...] = ()
        self.statuses: tuple[ChainStatus, ...] = ()

    def __str__(self) -> str:
        return self.type_name


class ChainElements(list[ChainElement]):
    """The certificates of a path, the one that was asked about first."""

    __slots__ = ()


def _build(chain: Chain, leaf: Certificate) -> bool:
    policy = chain.policy
    if policy.trust_mode == "CustomRootTrust":
        roots = CertificateCollection(policy.custom_trust_store)
    else:
        roots = system_roots()
    at = policy.verification_time or SystemClock().now()
    chain.elements = build_chain(leaf, policy, roots, at)
    chain.statuses = all_statuses(chain.elements)
    ignored = [
        name
        for name, bit in enums.VERIFICATION_FLAGS.members.items()
        if bit and policy.verification_flags & bit == bit
    ]
    return is_accepted(chain.statuses, ignored)


def _choice(name: str, attribute: str, enum: EnumType) -> None:
    """Let scripts read and set one of the policy's choices."""
    net_type = resolve_type(enum.full_name)

    def get(policy: ChainPolicy) -> Any:
        found = getattr(policy, attribute)
        return convert(found, net_type)

    def set_value(policy: ChainPolicy, value: Any) -> None:
        chosen = convert(value, net_type)
        setattr(policy, attribute, int(chosen.value) if enum.flags else str(chosen))

    settable(ChainPolicy, name, get, set_value)


def _time(policy: ChainPolicy) -> Any:
    return date_time(policy.verification_time or SystemClock().now())


def _set_time(policy: ChainPolicy, value: Any) -> None:
    policy.verification_time = instant(value)


def _set_policy(chain: Chain, value: Any) -> None:
    if not isinstance(value, ChainPolicy):
        raise ValueError("ChainPolicy takes an X509ChainPolicy only")  # noqa: TRY004 - as .NET's
    chain.policy = value


named(register_type(ChainPolicy.type_name, accelerators=("X509ChainPolicy",), python=ChainPolicy))
static_methods(ChainPolicy.type_name, new=[("", ChainPolicy)])
_choice("RevocationMode", "revocation_mode", enums.REVOCATION_MODE)
_choice("RevocationFlag", "revocation_flag", enums.REVOCATION_FLAG)
_choice("VerificationFlags", "verification_flags", enums.VERIFICATION_FLAGS)
_choice("TrustMode", "trust_mode", enums.TRUST_MODE)
settable(ChainPolicy, "VerificationTime", _time, _set_time)
properties(
    ChainPolicy,
    ApplicationPolicy=lambda policy: policy.application_policy,
    CertificatePolicy=lambda policy: policy.certificate_policy,
    ExtraStore=lambda policy: policy.extra_store,
    CustomTrustStore=lambda policy: policy.custom_trust_store,
    VerificationTimeIgnored=lambda policy: policy.verification_time is None,
)
methods(ChainPolicy, Reset=[("-> void", lambda policy: policy.__init__())])

named(
    register_type(
        Chain.type_name,
        accelerators=("X509Chain",),
        python=Chain,
        interfaces=("System.IDisposable",),
    )
)
settable(Chain, "ChainPolicy", lambda chain: chain.policy, _set_policy)
properties(
    Chain,
    ChainElements=lambda chain: ChainElements(chain.elements),
    ChainStatus=lambda chain: list(chain.statuses),
)
methods(
    Chain,
    Build=guard((f"{Certificate.type_name}:certificate -> bool", _build)),
    Reset=[("-> void", Chain.reset)],
    Dispose=[("-> void", Chain.reset)],
)
static_methods(
    Chain.type_name,
    new=[("", Chain), ("bool:useMachineContext", Chain)],
    Create=[("", Chain)],
)
register_type(ChainElement.type_name, python=ChainElement)
register_type(ChainStatus.type_name, python=ChainStatus, base="System.ValueType")
register_type(
    f"{enums.CERTIFICATES}X509ChainElementCollection",
    python=ChainElements,
    interfaces=("System.Collections.ICollection", "System.Collections.IEnumerable"),
)
properties(ChainElements, Count=len)
