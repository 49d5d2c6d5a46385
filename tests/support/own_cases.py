"""Runs rows of tests/spec on this project's own commands, over an embedded organization.

A row: ``id``, ``code``, ``stdout`` (blanks at line ends do not count, ``{folder}`` is where it
runs), ``exit`` (design 5), ``errors`` (the full ids of the errors that were drawn, in order);
optional ``notes``: texts, each of which stands in a warning, a verbose or what-if line, or a hint.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from smimeadmin.app.embedded import open_services
from smimeadmin.app.journaled_files import JournaledFiles
from smimeadmin.app.services import AppServices
from smimeadmin.core.clock import Clock, FixedClock
from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.formatting.builtin_views import CATALOG
from smimeadmin.shell.formatting.output_format import sink_for
from smimeadmin.shell.language import ParseError
from tests.support.case_runner import RecordingHost, cleaned
from tests.support.program import PASSPHRASE

NOW = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
COLUMNS = 80

PREPARE = """
$ErrorActionPreference = 'Stop'
$root = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256
$issuing = New-CertificationAuthority 'Contoso Issuing CA' -Parent $root.Name -KeyAlgorithm P-256
@'
Name,PrimarySmtpAddress,EmailAddresses
Anna Schmidt,anna@contoso.example,a.schmidt@contoso.example
Bo Bär,bo@contoso.example,
Dmitri Orlov,dmitri@contoso.example,
Sales Desk,Sales.Desk@contoso.example,sales@contoso.example
Zoë van den Berg,zoe@contoso.example,
'@ | Set-Content people.csv
Import-Csv people.csv | New-Recipient | Out-Null
$short = @{ CertificationAuthority = 'Contoso Issuing CA'; KeyAlgorithm = 'P-256' }
New-SmimeCertificate anna@contoso.example @short | Out-Null
New-SmimeCertificate bo@contoso.example @short -ValidityDays 30 | Out-Null
New-SmimeCertificate zoe@contoso.example @short -ValidityDays 365 | Out-Null
New-SmimeCertificate sales@contoso.example @short -ValidityDays 90 | Out-Null
'anna', 'bo', 'zoe' | ForEach-Object { Publish-SmimeCertificate "$_@contoso.example" } | Out-Null
New-TrustCollection -Certificate $root.Certificate, $issuing.Certificate |
    Export-TrustCollection -Path trust.sst | Out-Null
Import-TrustCollection -Path trust.sst | Out-Null
Set-SmimeConfig -OWASigningAlgorithms '800E;800C' -OWAEncryptionAlgorithms '6610;660E'
Protect-SmimeMessage -From anna@contoso.example -To bo@contoso.example -Subject 'Welcome' `
    -Body 'Hello Bo' -Sign -Encrypt -OutFile welcome.eml | Out-Null
Protect-SmimeMessage -From zoe@contoso.example -To bo@contoso.example -Subject 'Minutes' `
    -Body 'As agreed' -Sign -OutFile signed.eml | Out-Null
"""


class CaseHost(RecordingHost):
    """Keeps what is drawn beside the output, too."""

    def notes(self) -> list[str]:
        """Return warnings, verbose and what-if lines, and the hints of errors."""
        drawn = [str(text) for stream, text in self.shown if stream != "host"]
        return drawn + [record.hint for record in self.errors if record.hint]


def new_session(host: CaseHost, services: AppServices, folder: Path) -> Session:
    """Return a session as the program makes it, over services of a workspace."""
    CATALOG.add_source("cmdlets", partial(_views, "cmdlets"))
    files = JournaledFiles(DiskFiles(), lambda: services.changes)
    return Session(
        host, files=files, services=services, packages=("cmdlets",), location=str(folder)
    )


def _views(package: str) -> Any:
    return import_module(f"{package}._views").VIEWS


def prepare(folder: Path, clock: Clock | None = None) -> None:
    """Make the organization in a folder: workspace, files and messages."""
    time = clock or FixedClock(NOW)
    services = open_services(str(folder / "workspace"), PASSPHRASE, clock=time)
    host = CaseHost()
    try:
        new_session(host, services, folder).run_text(PREPARE, [].append)
    finally:
        services.close()
    assert not host.errors, [str(error) for error in host.errors]


def run_row(row: dict[str, Any], organization: Path) -> str:
    """Run a row in a copy of the organization; return what differs, or an empty text."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve() / "case"
        shutil.copytree(organization, folder)
        try:
            return _differences(row, folder)
        finally:
            os.environ.clear()
            os.environ.update(before)


def answer(row: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Run the code of a row in a folder and return what it came to, in the form of a row."""
    services = open_services(str(folder / "workspace"), PASSPHRASE, clock=FixedClock(NOW))
    host = CaseHost()
    sink = sink_for("text", host.stdout.append, columns=COLUMNS)
    try:
        session = new_session(host, services, folder)
        script = folder / "case.ps1"
        script.write_text(row["code"], encoding="utf-8")
        try:
            session.run_file(str(script), (), sink.put)
        except ParseError as error:
            return {"stdout": "", "exit": 2, "errors": [error.id], "notes": []}
        sink.finish()
        return {
            "stdout": cleaned("".join(host.stdout).replace(str(folder), "{folder}")),
            "exit": session.outcome.exit_code,
            "errors": [record.fully_qualified_error_id for record in host.errors],
            "notes": host.notes(),
        }
    finally:
        services.close()


def _differences(row: dict[str, Any], folder: Path) -> str:
    got = answer(row, folder)
    found = [
        f"{key}: {got[key]!r} instead of {wanted!r}"
        for key, wanted in (
            ("stdout", cleaned(row["stdout"])),
            ("exit", row["exit"]),
            ("errors", row["errors"]),
        )
        if got[key] != wanted
    ]
    missing = [
        note for note in row.get("notes", ()) if not any(note in text for text in got["notes"])
    ]
    if missing:
        found.append(f"notes {missing} are not in {got['notes']}")
    return "; ".join(found)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file; their ids are unique."""
    with path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines if line.strip()]
    ids = [row["id"] for row in found]
    assert len(set(ids)) == len(ids), "ids come twice"
    yield from found
