"""PublicKey, and the classes that give the key of a certificate by its kind."""

from typing import Any

from cmdlets._types import extensions
from cmdlets._types._making import crypto_error, guard, named
from smimeadmin.core.objects import PropertyBag
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.dotnet_enums import CERTIFICATES
from smimeadmin.pki.dotnet_objects import EllipticKey, PublicKeyInfo, RsaKey
from smimeadmin.shell.engine.members_table import methods, static_methods
from smimeadmin.shell.engine.types import register_type

__all__ = ["extensions"]

_CERTIFICATE = f"{Certificate.type_name}:certificate"


def _rsa_of(certificate: Certificate) -> RsaKey | None:
    return certificate.public_key.rsa


def _elliptic_of(certificate: Certificate) -> EllipticKey | None:
    return certificate.public_key.elliptic


def _private(certificate: Certificate, kind: type) -> Any:
    found = certificate.private_key
    return found if isinstance(found, kind) else None


register_type(PublicKeyInfo.type_name, python=PublicKeyInfo)
methods(
    PublicKeyInfo,
    GetRSAPublicKey=guard(("", lambda key: key.rsa)),
    GetECDsaPublicKey=guard(("", lambda key: key.elliptic)),
    GetDSAPublicKey=[("", lambda _key: None)],
    ExportSubjectPublicKeyInfo=[("-> byte[]", lambda key: bytearray(key.spki))],
)
for _cls in (RsaKey, EllipticKey):
    register_type(
        _cls.type_name,
        python=_cls,
        base="System.Security.Cryptography.AsymmetricAlgorithm",
        interfaces=("System.IDisposable",),
    )
    methods(_cls, Dispose=[("-> void", lambda _key: None)])


def _parameters(key: RsaKey, with_private: Any) -> PropertyBag:
    """Return RSAParameters: the public numbers; private ones are given to no script."""
    if with_private:
        raise crypto_error(
            "Private keys are given to no script.", "Export-PfxCertificate writes one to a file."
        )
    return PropertyBag.of(
        [("Modulus", bytearray(key.modulus)), ("Exponent", bytearray(key.exponent))]
    )


methods(RsaKey, ExportParameters=guard(("bool:includePrivateParameters", _parameters)))

named(
    register_type(
        f"{CERTIFICATES}RSACertificateExtensions", accelerators=("RSACertificateExtensions",)
    )
)
static_methods(
    f"{CERTIFICATES}RSACertificateExtensions",
    GetRSAPublicKey=guard((_CERTIFICATE, _rsa_of)),
    GetRSAPrivateKey=guard((_CERTIFICATE, lambda one: _private(one, RsaKey))),
)
named(
    register_type(
        f"{CERTIFICATES}ECDsaCertificateExtensions", accelerators=("ECDsaCertificateExtensions",)
    )
)
static_methods(
    f"{CERTIFICATES}ECDsaCertificateExtensions",
    GetECDsaPublicKey=guard((_CERTIFICATE, _elliptic_of)),
    GetECDsaPrivateKey=guard((_CERTIFICATE, lambda one: _private(one, EllipticKey))),
)
