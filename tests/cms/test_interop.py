"""CMS against openssl, gpgsm and NIST's PKITS mails: other people's code on the other side."""

import email
import os
import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

import cryptography_vectors
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from smimeadmin import cms
from smimeadmin.cms.errors import CmsError
from smimeadmin.messages.mime import parse_message
from tests.support.cms_people import KINDS, NOW, OpenSsl, Person, anna, bo, refusal, root

CONTENT = b"Content-Type: text/plain\r\n\r\nHello\r\n"


@pytest.fixture
def openssl(tmp_path: Path) -> OpenSsl:
    return OpenSsl(tmp_path)


@pytest.mark.interop("openssl")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("detached", [True, False])
def test_openssl_verifies_ours(openssl: OpenSsl, kind: str, detached: bool) -> None:
    person = anna(kind)
    data = cms.build_signed_data(
        CONTENT, person.signer, detached=detached, signing_time=NOW, digest="SHA-384"
    )
    openssl.put("m.p7", data)
    openssl.put("content", CONTENT)
    extra = ("-content", "content") if detached else ()
    command = ("cms", "-verify", "-inform", "DER", "-in", "m.p7", "-CAfile", "root.pem")
    purpose = ("-purpose", "smimesign", "-binary", "-out", "shown")
    openssl(*command, *purpose, *extra)
    assert openssl.get("shown") == CONTENT
    shown = openssl("cms", "-cmsout", "-print", "-inform", "DER", "-in", "m.p7").decode()
    assert "id-smime-aa-encrypKeyPref" in shown
    assert "id-smime-aa-signingCertificateV2" in shown


@pytest.mark.interop("openssl")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "options",
    [
        (),
        ("-nodetach",),
        ("-nodetach", "-stream"),
        ("-nodetach", "-keyid", "-md", "sha512"),
        ("-nodetach", "-noattr"),
        ("-nosmimecap", "-md", "sha384"),
        ("-nodetach", "-cades"),
    ],
    ids=" ".join,
)
def test_openssl_s_signatures_verify(openssl: OpenSsl, kind: str, options: tuple[str, ...]) -> None:
    person = anna(kind)
    openssl.put("anna.pem", person.pem)
    openssl.put("content", CONTENT)
    command = ("cms", "-sign", "-binary", "-in", "content", "-signer", "anna.pem")
    openssl(*command, "-outform", "DER", "-out", "m.p7", *options)
    signed = cms.parse_signed_data(openssl.get("m.p7"))
    (signer,) = signed.signers
    content = None if "-nodetach" in options else CONTENT
    evidence = cms.verify_signer(signed, signer, content=content)
    assert evidence.certificate == person.der
    with pytest.raises(CmsError):
        cms.verify_signer(signed, signer, content=CONTENT + b" ")


@pytest.mark.interop("openssl")
def test_openssl_s_pss_and_two_signers_verify(openssl: OpenSsl) -> None:
    openssl.put("anna.pem", anna("RSA-2048").pem)
    openssl.put("bo.pem", bo().pem)
    openssl.put("content", CONTENT)
    openssl(
        *("cms", "-sign", "-binary", "-nodetach", "-in", "content", "-outform", "DER"),
        *("-out", "m.p7", "-signer", "anna.pem", "-keyopt", "rsa_padding_mode:pss"),
        *("-signer", "bo.pem"),
    )
    signed = cms.parse_signed_data(openssl.get("m.p7"))
    evidence = [cms.verify_signer(signed, signer) for signer in signed.signers]
    assert {e.certificate for e in evidence} == {anna("RSA-2048").der, bo().der}
    assert "RSA-PSS" in {e.algorithm for e in evidence}


@pytest.mark.interop("openssl")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cipher", ["AES-128-CBC", "AES-192-CBC", "AES-256-CBC"])
def test_openssl_decrypts_ours(openssl: OpenSsl, kind: str, cipher: str) -> None:
    openssl.put(
        "m.p7", cms.build_enveloped_data(CONTENT, [bo().der, anna(kind).der], cipher=cipher)
    )
    openssl.put("anna.pem", anna(kind).pem)
    command = ("cms", "-decrypt", "-inform", "DER", "-binary", "-in", "m.p7", "-out", "shown")
    openssl(*command, "-recip", "anna.pem")
    assert openssl.get("shown") == CONTENT


@pytest.mark.interop("openssl")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "options",
    [
        ("-aes-128-cbc",),
        ("-aes-192-cbc",),
        ("-aes-256-cbc", "-stream"),
        ("-aes-256-cbc", "-keyid"),
        ("-aes-128-gcm",),
        ("-aes-256-gcm", "-stream"),
    ],
    ids=" ".join,
)
def test_openssl_s_encryption_opens(openssl: OpenSsl, kind: str, options: tuple[str, ...]) -> None:
    content = os.urandom(20_000)
    openssl.put("content", content)
    openssl.put("bo.pem", bo("RSA-2048").pem)
    openssl.put("anna.pem", anna(kind).pem)
    command = ("cms", "-encrypt", "-binary", "-in", "content", "-outform", "DER", "-out", "m.p7")
    openssl(*command, *options, "bo.pem", "anna.pem")
    enveloped = cms.parse_enveloped_data(openssl.get("m.p7"))
    assert enveloped.is_weak == ("-des3" in options)
    for person in (anna(kind), bo("RSA-2048")):
        assert cms.decrypt(enveloped, person.der, person.key) == content


@pytest.mark.interop("openssl")
def test_openssl_s_triple_des_opens_and_counts_as_weak(openssl: OpenSsl) -> None:
    """With RSA; for EC recipients openssl wraps the key with 3DES too, which is not read."""
    person = anna("RSA-2048")
    openssl.put("content", CONTENT)
    openssl.put("anna.pem", person.pem)
    command = ("cms", "-encrypt", "-binary", "-in", "content", "-outform", "DER", "-out", "m.p7")
    openssl(*command, "-des3", "anna.pem")
    enveloped = cms.parse_enveloped_data(openssl.get("m.p7"))
    assert enveloped.is_weak
    assert cms.decrypt(enveloped, person.der, person.key) == CONTENT


@pytest.mark.interop("openssl")
@pytest.mark.parametrize(
    "options",
    [
        ("rsa_padding_mode:oaep",),
        ("rsa_padding_mode:oaep", "rsa_oaep_md:sha256"),
        ("rsa_padding_mode:oaep", "rsa_oaep_md:sha512", "rsa_oaep_label:4c6162656c"),
        ("ecdh_kdf_md:sha256",),
        ("ecdh_kdf_md:sha1",),
    ],
    ids=" ".join,
)
def test_openssl_s_other_key_management_opens(openssl: OpenSsl, options: tuple[str, ...]) -> None:
    person = anna("RSA-2048" if options[0].startswith("rsa") else "P-256")
    openssl.put("content", CONTENT)
    openssl.put("anna.pem", person.pem)
    chosen = [word for option in options for word in ("-keyopt", option)]
    command = ("cms", "-encrypt", "-binary", "-in", "content", "-outform", "DER", "-out", "m.p7")
    openssl(*command, "-aes-256-cbc", "-recip", "anna.pem", *chosen)
    enveloped = cms.parse_enveloped_data(openssl.get("m.p7"))
    assert cms.decrypt(enveloped, person.der, person.key) == CONTENT


# gpgsm


class Gpgsm:
    """gpgsm with a home of its own that trusts the test root; RSA keys only (EC .p12 crash it)."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.chmod(0o700)
        (home / "gpg-agent.conf").write_text("allow-loopback-pinentry\n")

    def __call__(self, *arguments: str, data: bytes = b"") -> bytes:
        command = ("gpgsm", "--homedir", str(self.home), "--batch", "--yes")
        quiet = ("--disable-crl-checks", "--disable-dirmngr", "--pinentry-mode", "loopback")
        done = subprocess.run(
            [*command, *quiet, "--passphrase-fd", "0", *arguments],
            input=b"test\n" + data,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def trust(self, person: Person) -> None:
        line = f"{sha1(person.der, usedforsecurity=False).hexdigest().upper()} S relax\n"
        (self.home / "trustlist.txt").write_text(line)

    def bring_in(self, person: Person, folder: Path) -> None:
        data = pkcs12.serialize_key_and_certificates(
            b"anna",
            person.key,
            person.certificate,
            [root().certificate],
            # gpgsm 2.2.40 reads no other PFX
            PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(2048)
            .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
            .hmac_hash(hashes.SHA1())  # noqa: S303 - likewise
            .build(b"test"),
        )
        (folder / "anna.p12").write_bytes(data)
        self("--import", str(folder / "anna.p12"))


@pytest.fixture
def gpgsm(tmp_path: Path) -> Iterator[Gpgsm]:
    if shutil.which("gpgsm") is None:
        pytest.skip("gpgsm is not installed")
    home = tmp_path / "gnupg"
    home.mkdir()
    program = Gpgsm(home)
    program.trust(root())
    yield program
    stop = ["gpgconf", "--homedir", str(home), "--kill", "all"]
    subprocess.run(stop, capture_output=True, check=False, timeout=30)


@pytest.mark.slow
@pytest.mark.interop("gpgsm")
def test_gpgsm_and_we_read_each_other(gpgsm: Gpgsm, tmp_path: Path) -> None:
    person = anna("RSA-2048")
    gpgsm.bring_in(person, tmp_path)
    ours = tmp_path / "ours.p7"
    ours.write_bytes(
        cms.build_signed_data(CONTENT, person.signer, detached=False, signing_time=NOW)
    )
    gpgsm("--output", str(tmp_path / "shown"), "--verify", str(ours))
    assert (tmp_path / "shown").read_bytes() == CONTENT
    ours.write_bytes(cms.build_enveloped_data(CONTENT, [person.der]))
    assert gpgsm("--decrypt", str(ours)) == CONTENT
    (tmp_path / "content").write_bytes(CONTENT)
    fingerprint = f"0x{sha1(person.der, usedforsecurity=False).hexdigest()}"
    theirs = gpgsm("--sign", "--local-user", fingerprint, str(tmp_path / "content"))
    signed = cms.parse_signed_data(theirs)
    assert cms.verify_signer(signed, signed.signers[0]).certificate == person.der
    theirs = gpgsm("--encrypt", "--recipient", fingerprint, str(tmp_path / "content"))
    assert cms.decrypt(cms.parse_enveloped_data(theirs), person.der, person.key) == CONTENT


# PKITS

PKITS = Path(cryptography_vectors.__file__).parent / "x509" / "PKITS_data" / "smime"


def _signatures() -> Iterator[tuple[str, CmsError | None]]:
    """Yield each mail's name and what its signature is refused with; the path is not looked at."""
    for path in sorted(PKITS.glob("*.eml")):
        content, signature = parse_message(path.read_bytes()).parts()
        signed = cms.parse_signed_data(signature.decoded_body())
        (signer,) = signed.signers
        raw = content.raw
        yield (
            path.stem,
            refusal(lambda s=signed, i=signer, c=raw: cms.verify_signer(s, i, content=c)),  # type: ignore[misc]
        )


@pytest.mark.slow
def test_pkits_mails_verify_but_the_three_with_dsa() -> None:
    outcomes = dict(_signatures())
    refused = {name: error.id for name, error in outcomes.items() if error is not None}
    assert len(outcomes) == 224
    assert len(outcomes) - len(refused) == 221
    assert set(refused.values()) <= {"Cms.AlgorithmUnsupported", "Cms.KeyUnsuitable"}
    assert all("DSA" in name for name in refused)


def test_pkits_mail_parts_are_what_the_standard_library_sees() -> None:
    for path in sorted(PKITS.glob("*.eml"))[:20]:
        data = path.read_bytes()
        ours = [part.decoded_body() for part in parse_message(data).parts()]
        theirs = [part.get_payload(decode=True) for part in email.message_from_bytes(data).walk()]
        assert ours == theirs[1:]
