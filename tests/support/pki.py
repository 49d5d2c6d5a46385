"""A workspace with cheap keys, and the openssl program as the other opinion."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from smimeadmin.changes.change import Change
from smimeadmin.core.clock import FixedClock
from smimeadmin.core.secret import Secret
from smimeadmin.core.workspace import Workspace
from smimeadmin.pki.authority import Authorities, Plan
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.executor import PkiExecutor
from smimeadmin.pki.issuance import Certificates
from smimeadmin.pki.keys import WorkspaceKeys
from smimeadmin.pki.pem import to_pem
from smimeadmin.pki.profile import Holder
from smimeadmin.pki.records import CertificationAuthority, Records

NOW = datetime(2026, 11, 24, 12, 30, 15, tzinfo=UTC)
ANNA = Holder("Anna de Vries", "Anna.deVries@contoso.example", ("anna@contoso.example",))


class Pki:
    """The certificates of one workspace in memory, under a clock that stands still."""

    def __init__(self, workspace: Workspace | None = None) -> None:
        self.workspace = workspace or Workspace.in_memory()
        self.clock = FixedClock(NOW)
        self.keys = WorkspaceKeys(self.workspace, lambda: Secret("passphrase"), cost=16)
        self.records = Records(self.workspace)
        self.authorities = Authorities(self.records, self.keys, self.clock)
        self.certificates = Certificates(self.records, self.keys, self.authorities, self.clock)
        self.executor = PkiExecutor(self.records, self.keys)

    def make(self, plan: Plan[Certificate] | Plan[CertificationAuthority]) -> None:
        """Make what was planned and read it back."""
        self.apply(plan.changes)

    def apply(self, changes: tuple[Change, ...]) -> None:
        """Make Changes as the door does."""
        for change in changes:
            with self.workspace.transaction():
                self.executor.execute([change])
            assert self.executor.is_made(change)

    def authority(
        self, name: str, parent: str | None = None, algorithm: str = "P-256", **options: object
    ) -> CertificationAuthority:
        """Make an authority."""
        plan = self.authorities.plan_create(name, algorithm, parent, **options)  # type: ignore[arg-type]
        self.make(plan)
        return self.authorities.get(name)

    def issue(
        self, holder: Holder = ANNA, algorithm: str = "P-256", **options: object
    ) -> Certificate:
        """Issue a person's certificate."""
        plan = self.certificates.plan_issue(holder, key_algorithm=algorithm, **options)  # type: ignore[arg-type]
        self.make(plan)
        return plan.result


def openssl(
    *arguments: str, data: bytes = b"", check: bool = True
) -> subprocess.CompletedProcess[bytes]:
    """Run the openssl program; skip the test if there is none."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    return subprocess.run(
        ["openssl", *arguments], input=data, capture_output=True, check=check, timeout=60
    )


def openssl_text(certificate: Certificate) -> str:
    """Return what openssl prints of a certificate."""
    arguments = ("x509", "-inform", "DER", "-noout", "-text", "-nameopt", "utf8,sep_comma_plus")
    return openssl(*arguments, data=certificate.raw).stdout.decode()


def openssl_verify(
    folder: Path,
    leaf: Certificate,
    anchors: list[Certificate],
    intermediates: list[Certificate],
    at: datetime,
    *,
    purpose: str | None = "smimesign",
) -> bool:
    """Say whether openssl accepts a path at that time."""
    names = {"leaf": [leaf], "anchors": anchors, "intermediates": intermediates}
    for name, certificates in names.items():
        text = "".join(to_pem(one) for one in certificates)
        (folder / f"{name}.pem").write_text(text)
    arguments = ["verify", "-attime", str(int(at.timestamp())), "-x509_strict"]
    if purpose:
        arguments += ["-purpose", purpose]
    if intermediates:
        arguments += ["-untrusted", str(folder / "intermediates.pem")]
    arguments += ["-CAfile", str(folder / "anchors.pem"), "-no-CApath", str(folder / "leaf.pem")]
    return openssl(*arguments, check=False).returncode == 0
