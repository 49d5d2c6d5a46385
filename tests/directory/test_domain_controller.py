"""The fixture itself: controllers side by side, a cache that stays clean, the packages it needs."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.samba import ROOT, Controller, ldif_values, provisioned, running_controller

SCRIPT = ROOT / "tests/install-packages"


@pytest.mark.interop("samba")
@pytest.mark.slow
def test_two_controllers_share_nothing(domain_controller: Controller, tmp_path: Path) -> None:
    with running_controller(tmp_path / "second") as second:
        assert second.address != domain_controller.address
        address = second.new_person()
        assert address in second.ldapsearch(f"(mail={address})", "mail")
        assert address not in domain_controller.ldapsearch(f"(mail={address})", "mail")
        assert second.process.poll() is None
    assert second.process.poll() is not None


@pytest.mark.interop("samba")
def test_template_is_never_started(domain_controller: Controller) -> None:
    template = provisioned()
    assert domain_controller.folder != template
    assert not (template / "out").exists()
    assert not list((template / "private/tls").iterdir())


def test_ldif_is_read_byte_for_byte() -> None:
    ldif = "dn: CN=x\nMail: a@b\nuserCertificate:: AAEC\nuserCertificate:: Cg==\n# refldap://x\n\n"
    assert ldif_values(ldif) == {
        "dn": [b"CN=x"],
        "mail": [b"a@b"],
        "usercertificate": [b"\x00\x01\x02", b"\n"],
    }


class TestInstallPackages:
    """Run with stand-ins for the programs that the script asks, so nothing is changed here."""

    @staticmethod
    def run(tmp_path: Path, *, installed: str, user: int = 1000, switch: str = "") -> str:
        programs = {
            "dpkg-query": f'for p in {installed}; do echo "|$p:installed|"; done',
            "id": f"echo {user}",
            "apt-get": "echo apt-get was called >&2",
        }
        for name, line in programs.items():
            program = tmp_path / name
            program.write_text(f"#!/bin/sh\n{line}\n")
            program.chmod(0o755)
        environment = {
            **os.environ,
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "SMIMEADMIN_TEST_PACKAGES": switch,
        }
        done = subprocess.run(
            [SCRIPT], env=environment, capture_output=True, text=True, check=True, timeout=20
        )
        assert done.stdout == ""
        return done.stderr

    ALL = (
        "samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind "
        "python3-samba ldb-tools ldap-utils krb5-user libsasl2-modules-gssapi-mit openssl gpgsm "
        "libnss3-tools tmux attr iproute2 util-linux"
    )

    def test_all_there_is_silent(self, tmp_path: Path) -> None:
        assert self.run(tmp_path, installed=self.ALL, user=0) == ""

    def test_ordinary_user_is_told_what_to_type(self, tmp_path: Path) -> None:
        message = self.run(tmp_path, installed=self.ALL.replace("gpgsm ", ""))
        assert "sudo apt-get install --no-install-recommends gpgsm" in message
        assert "was called" not in message

    def test_it_can_be_kept_from_installing(self, tmp_path: Path) -> None:
        message = self.run(tmp_path, installed="samba", user=0, switch="no")
        assert "SMIMEADMIN_TEST_PACKAGES=no" in message
        assert "samba-ad-dc" in message
        assert "was called" not in message
