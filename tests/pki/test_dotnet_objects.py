"""Objects of .NET over what may be malformed."""

import pytest

from smimeadmin.pki import extensions
from smimeadmin.pki.dotnet_extensions import KeyUsageExtension, X509Extension, to_object
from smimeadmin.pki.dotnet_objects import PublicKeyInfo
from smimeadmin.pki.dotnet_oids import Oid
from smimeadmin.pki.extensions import Extension, KeyUsage, build_key_usage


def test_an_extension_has_its_own_class() -> None:
    made = to_object(build_key_usage(KeyUsage.DIGITAL_SIGNATURE))
    assert isinstance(made, KeyUsageExtension)
    assert str(made.key_usages) == "DigitalSignature"


@pytest.mark.parametrize("value", [b"", b"\x00", b"\x30\x05", b"\x02\x01\x01"])
@pytest.mark.parametrize(
    "oid",
    [
        extensions.KEY_USAGE,
        extensions.BASIC_CONSTRAINTS,
        extensions.EXTENDED_KEY_USAGE,
        extensions.SUBJECT_KEY_IDENTIFIER,
        extensions.AUTHORITY_KEY_IDENTIFIER,
    ],
)
def test_a_malformed_one_is_plain_and_shown_in_hex(oid: str, value: bytes) -> None:
    made = to_object(Extension(oid, critical=True, value=value))
    assert type(made) is X509Extension
    assert made.format(multi_line=False) == value.hex(" ")
    assert made.critical


def test_a_key_that_cannot_be_read_is_none() -> None:
    assert PublicKeyInfo(Oid("1.2.840.113549.1.1.1"), b"", b"\x00", b"").key is None
    assert PublicKeyInfo(Oid("1.2.840.10045.2.1"), b"", b"", b"").key is None
    assert PublicKeyInfo(Oid("1.3.101.112"), b"", b"x" * 32, b"").key is None
