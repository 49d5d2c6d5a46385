"""A real Active Directory for tests: a Samba AD DC out of one folder, on a loopback address.

Provisioned once into ``.cache/samba/<key>`` (the key is everything that shaped it), copied for each
run, started with TLS files of our own. It needs no service, no DNS and no fixed name; it does need
to listen on ports below 1024: as root, or in a user and network namespace (tests/in-namespace).
"""

import base64
import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.file_lock import locked
from tests.support.samba_seed import ADMINISTRATOR, BASE, PASSWORD, SEED, STAFF
from tests.support.tls_files import LabCA

SYSTEM_PYTHON = "/usr/bin/python3"
ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("SMIMEADMIN_TEST_CACHE", ROOT / ".cache")) / "samba"
PORTS = (389, 636, 88)
_FOLDERS = (
    "etc",
    "private/tls",
    "state",
    "cache",
    "run/ncalrpc",
    "run/winbindd",
    "bind-dns",
)

SMB_CONF = """\
[global]
  netbios name = DC1
  workgroup = EXAMPLE
  realm = EXAMPLE.TEST
  server role = active directory domain controller
  server services = ldap, kdc
  interfaces = @ADDRESS@/8
  bind interfaces only = yes
  private dir = @FOLDER@/private
  state directory = @FOLDER@/state
  cache directory = @FOLDER@/cache
  lock directory = @FOLDER@/run
  pid directory = @FOLDER@/run
  binddns dir = @FOLDER@/bind-dns
  ncalrpc dir = @FOLDER@/run/ncalrpc
  winbindd socket directory = @FOLDER@/run/winbindd
  ntp signd socket directory = @FOLDER@/run/ntp_signd
  log file = @FOLDER@/log.%m
  vfs objects = dfs_samba4 acl_xattr xattr_tdb
  idmap_ldb:use rfc2307 = yes
  ldap server require strong auth = allow_sasl_over_tls
  ldb:nosync = true
[sysvol]
  path = @FOLDER@/state/sysvol
  read only = no
[netlogon]
  path = @FOLDER@/state/sysvol/example.test/scripts
  read only = no
"""


def missing() -> str | None:
    """Return why no controller can be started here, or None."""
    for program in ("samba", "ldapsearch", "ldapmodify"):
        if shutil.which(program) is None:
            return f"'{program}' is not installed (tests/install-packages names the packages)"
    check = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import samba.provision"], capture_output=True, check=False
    )
    if check.returncode:
        return f"{SYSTEM_PYTHON} has no samba.provision (Debian's python3-samba)"
    if not (Path("/usr/share/samba/setup/ad-schema")).is_dir():
        return "Debian's samba-ad-provision is not installed"
    try:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
        _free_address()
    except PermissionError:
        return "ports below 1024 may not be opened here: run the tests by tests/in-namespace"
    return None


@dataclass(frozen=True)
class Controller:
    """A running domain controller."""

    folder: Path
    address: str
    process: "subprocess.Popen[bytes]" = field(repr=False)
    ca: LabCA = field(repr=False)

    @property
    def url(self) -> str:
        """What Connect-ActiveDirectory takes."""
        return f"ldaps://{self.address}"

    @property
    def ca_file(self) -> Path:
        """The CA certificate, PEM."""
        return self.folder / "private/tls/ca.pem"

    @property
    def environment(self) -> dict[str, str]:
        """What the examples of Connect-ActiveDirectory read."""
        return {
            "SMIMEADMIN_EXAMPLE_AD_SERVER": self.url,
            "SMIMEADMIN_EXAMPLE_AD_CA": str(self.ca_file),
            "SMIMEADMIN_EXAMPLE_AD_USER": ADMINISTRATOR,
            "SMIMEADMIN_EXAMPLE_AD_PASSWORD": PASSWORD,
        }

    def ldapsearch(self, filter_text: str, *attributes: str, base: str = BASE) -> str:
        """Return the LDIF that OpenLDAP's own client reads, values as base64 where needed."""
        return self._client(
            "ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-b", base, filter_text, *attributes
        )

    def ldapmodify(self, ldif: str) -> None:
        """Apply an LDIF with OpenLDAP's own client."""
        self._client("ldapmodify", stdin=ldif)

    def add_people(self, people: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """Add users to OU=Staff: name, primary address, secondary addresses."""
        records: list[str] = []
        for name, primary, secondaries in people:
            account = f"u{hashlib.sha256(primary.lower().encode()).hexdigest()[:16]}"
            attributes = [
                ("sAMAccountName", account),
                ("userPrincipalName", f"{account}@example.test"),
                ("displayName", name),
                ("mail", primary),
                ("proxyAddresses", f"SMTP:{primary}"),
                *(("proxyAddresses", f"smtp:{address}") for address in secondaries),
            ]
            lines = [f"dn: CN={account},{STAFF}", "changetype: add", "objectClass: user"]
            lines += [_ldif_line(attribute, value) for attribute, value in attributes]
            records.append("\n".join(lines))
        self.ldapmodify("\n\n".join(records) + "\n")

    def new_person(self) -> str:
        """Add one user with a fresh address and return that address."""
        address = f"p{secrets.token_hex(6)}@example.test"
        self.add_people([("Some Person", address, ())])
        return address

    def _client(self, program: str, *arguments: str, stdin: str | None = None) -> str:
        done = subprocess.run(
            [program, "-x", "-H", self.url, "-D", ADMINISTRATOR, "-w", PASSWORD, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "LDAPTLS_CACERT": str(self.ca_file), "LDAPTLS_REQCERT": "demand"},
        )
        if done.returncode:
            raise AssertionError(f"{program} ended with {done.returncode}: {done.stderr}")
        return done.stdout


def ldif_values(ldif: str) -> Mapping[str, list[bytes]]:
    """Return the attributes of an LDIF of one entry, names folded."""

    found: dict[str, list[bytes]] = {}
    for line in ldif.splitlines():
        name, separator, value = line.partition(":")
        if not separator or line.startswith("#"):
            continue
        content = (
            base64.b64decode(value[1:].strip()) if value.startswith(":") else value[1:].encode()
        )
        found.setdefault(name.lower(), []).append(content)
    return found


@contextmanager
def running_controller(folder: Path) -> Iterator[Controller]:
    """Copy the provisioned controller into ``folder``, start it, and stop it at the end."""
    template = provisioned()
    address = _free_address()
    shutil.copytree(template, folder, dirs_exist_ok=True, ignore=_no_sockets)
    _write_conf(folder, address)
    for leftover in (folder / "run/msg.sock", folder / "private/msg.sock"):
        shutil.rmtree(leftover, ignore_errors=True)
    ca = LabCA.create("Samba Test CA")
    _write_tls(folder, address, ca)
    process = _start(folder)
    try:
        _wait_until_ready(process, folder, address)
        yield Controller(folder, address, process, ca)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def provisioned() -> Path:
    """Return the folder of a provisioned, never started controller; made at most once."""
    version = subprocess.run(["samba", "--version"], capture_output=True, check=True).stdout
    script = (Path(__file__).parent / "samba_provision.py").read_bytes()
    seed = json.dumps(SEED, sort_keys=True)
    key = hashlib.sha256(
        b"\0".join([version, script, SMB_CONF.encode(), seed.encode()])
    ).hexdigest()[:16]
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = CACHE / key
    with locked(CACHE / "lock"):
        if not folder.is_dir():
            _provision(folder, seed)
    return folder


def _provision(folder: Path, seed: str) -> None:
    # A run that was cut off leaves only a folder of another name behind.
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    for name in _FOLDERS:
        (making / name).mkdir(parents=True)
    (making / "run/ntp_signd").mkdir(mode=0o750)
    address = "127.0.0.77"  # rewritten in each copy
    _write_conf(making, address)
    seed_file = making / "seed.json"
    seed_file.write_text(seed, encoding="utf-8")
    done = subprocess.run(
        [
            *(SYSTEM_PYTHON, "-I"),  # without this folder on its path
            str(Path(__file__).parent / "samba_provision.py"),
            str(making),
            address,
            str(seed_file),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"Samba could not be provisioned:\n{done.stdout}\n{done.stderr}")
    making.rename(folder)


def _write_conf(folder: Path, address: str) -> None:
    text = SMB_CONF.replace("@FOLDER@", str(folder)).replace("@ADDRESS@", address)
    (folder / "etc/smb.conf").write_text(text, encoding="utf-8")


def _write_tls(folder: Path, address: str, ca: LabCA) -> None:
    tls = folder / "private/tls"
    tls.mkdir(parents=True, exist_ok=True)
    leaf = ca.server(dns=("dc1.example.test", "localhost"), addresses=(address,))
    (tls / "ca.pem").write_bytes(ca.certificate_pem)
    (tls / "cert.pem").write_bytes(leaf.certificate_pem)
    key = tls / "key.pem"
    key.write_bytes(leaf.key_pem)
    key.chmod(0o600)


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    with (folder / "out").open("wb") as out:
        return subprocess.Popen(
            [
                *("samba", "--foreground", "--no-process-group", "--debug-stdout"),
                *("-M", "single", "-s", str(folder / "etc/smb.conf"), "-d", "1"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )


def _wait_until_ready(process: "subprocess.Popen[bytes]", folder: Path, address: str) -> None:
    deadline = time.monotonic() + 60
    waiting = list(PORTS)
    while waiting:
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"Samba did not start:\n{(folder / 'out').read_text()}")
        try:
            socket.create_connection((address, waiting[0]), timeout=1).close()
            waiting.pop(0)
        except OSError:
            time.sleep(0.05)


def _free_address() -> str:
    """Return a loopback address whose ports nobody has: several runs may go side by side."""
    for _ in range(200):
        address = f"127.{1 + secrets.randbelow(250)}.{secrets.randbelow(250)}.77"
        try:
            for port in PORTS:
                with socket.socket() as probe:
                    probe.bind((address, port))
        except PermissionError:
            raise
        except OSError:
            continue
        return address
    raise AssertionError("no free loopback address")


def _no_sockets(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if (Path(folder) / name).is_socket()}


def _ldif_line(attribute: str, value: str) -> str:

    return f"{attribute}:: {base64.b64encode(value.encode()).decode()}"
