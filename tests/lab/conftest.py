"""A host on a free port, with shells that echo."""

import base64
import binascii
import hashlib
import threading

import pytest
from spnego._ntlm_raw.crypto import ntowfv1

from smimeadmin.lab.authentication import Account
from smimeadmin.lab.envelopes import Output
from smimeadmin.lab.faults import unknown_shell
from smimeadmin.lab.http_host import Listener
from smimeadmin.lab.outbox import Outbox
from smimeadmin.lab.service import WsManService

CMD = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd"
ACCOUNT = Account("operator", "p:w ö")


class EchoShell:
    """Gives back what it is told: ``echo`` its arguments, ``cat`` its input, ``wait`` nothing."""

    def __init__(self, shell_id, user):
        self.shell_id, self.user = shell_id, user
        self.commands = {}
        self.closed = threading.Event()

    def start(self, creation):
        self.creation = creation

    def command(self, command_id, line, arguments):
        box = self.commands[command_id] = Outbox()
        if line == "echo":
            self._say(box, command_id, " ".join(arguments).encode())
            box.finish(0)
        elif line == "whoami":
            self._say(box, command_id, self.user.encode())
            box.finish(3)

    def _say(self, box, command_id, data):
        box.put([Output("stdout", base64.b64encode(data).decode(), command_id)])

    def send(self, command_id, data, *, is_last):
        box = self.commands[command_id]
        box.put([Output("stdout", data, command_id)])
        if is_last:
            box.finish(0)

    def signal(self, command_id):
        self.outbox(command_id).finish(1)

    def outbox(self, command_id):
        if command_id not in self.commands:
            raise unknown_shell(command_id)
        return self.commands[command_id]

    def close(self):
        self.closed.set()


@pytest.fixture
def service():
    made = WsManService({CMD: EchoShell}, most_shells=3)
    yield made
    made.close()


@pytest.fixture
def users_file(tmp_path, monkeypatch):
    """The one user in the forms that NTLM clients write, as hashes."""
    digest = binascii.hexlify(ntowfv1(ACCOUNT.password)).decode().upper()
    names = (ACCOUNT.name, f"LAB\\{ACCOUNT.name}", f"{ACCOUNT.name}@lab.test")
    path = tmp_path / "users"
    path.write_text("".join(f"{n}:1000:{'0' * 32}:{digest}:[U]:LCT-0\n" for n in names))
    monkeypatch.setenv("NTLM_USER_FILE", str(path))
    return path


@pytest.fixture
def listener(service, users_file):
    assert users_file.exists()
    made = Listener("127.0.0.1:0", service, ACCOUNT)
    made.serve()
    yield made
    made.stop()


def digest_of(data):
    """Name bytes that are too many to show."""
    return hashlib.sha256(data).hexdigest()
