"""What a signature algorithm offers to ``signed.py``."""

from abc import ABC, abstractmethod

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from smimeadmin.cms.algorithms.digests import Digest
from smimeadmin.cms.ber import Element

PublicKey = RSAPublicKey | EllipticCurvePublicKey


class SignatureAlgorithm(ABC):
    """One way to sign. ``digest`` is None where the OID does not name one."""

    name: str
    digest: Digest | None

    @abstractmethod
    def verify(
        self,
        key: PublicKey,
        signature: bytes,
        data: bytes,
        digest: Digest,
        parameters: Element | None,
    ) -> None:
        """Check a signature over the data.

        Raises ``cryptography.exceptions.InvalidSignature`` if it is wrong, ``UnsuitableKeyError``
        if the key is of another kind, ``CmsError`` if the parameters can't be used.
        """
