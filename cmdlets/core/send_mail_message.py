"""Send-MailMessage: sends mail through an SMTP server."""

import os
from collections.abc import Iterable, Sequence
from typing import Final

from cmdlets.core._files import UsesFiles
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.names import fold
from smimeadmin.core.values_named import Credential
from smimeadmin.mail.errors import NoServerError
from smimeadmin.mail.letter import PRIORITIES, Enclosure, Letter, build
from smimeadmin.mail.smtp import MailServer
from smimeadmin.shell.engine import Example, Parameter
from smimeadmin.shell.engine.convert import to_text
from smimeadmin.shell.engine.error_record import record_of
from smimeadmin.shell.engine.net_exceptions import NetException

_NOTIFY: Final = {
    "none": "",
    "onsuccess": "SUCCESS",
    "onfailure": "FAILURE",
    "delay": "DELAY",
    "never": "NEVER",
}


def _words(options: Sequence[str]) -> list[str]:
    """Return options one by one: 'OnSuccess, OnFailure' is two."""
    return [word.strip() for option in options for word in option.split(",")]


def _is_known_option(options: Sequence[str]) -> str | None:
    unknown = [word for word in _words(options) if fold(word) not in _NOTIFY]
    if unknown:
        return f"'{unknown[0]}' is not one of None, OnSuccess, OnFailure, Delay, Never."
    return None


def _is_a_port(number: int) -> str | None:
    return None if 0 <= number <= 65535 else "It must be from 0 to 65535."


class SendMailMessage(
    UsesFiles,
    name="Send-MailMessage",
    supports_should_process=True,
    error_source="Microsoft.PowerShell.Commands.SendMailMessage",
):
    """Sends a message with text and attachments through an SMTP server.

    With -UseSsl the connection is encrypted (STARTTLS, or TLS at once at port 465), and the server
    has to prove by its certificate that it is the one that was named, before anything is sent. A
    server that offers no encryption, or whose certificate is not trusted, is an error. A password
    is only sent over an encrypted connection.

    Nothing is stored by sending, and it can't be undone: the journal has no entry of it. In a run
    with --what-if, and with -WhatIf, nothing is sent. To sign or encrypt, write the message with
    Protect-SmimeMessage; this command sends plain mail.
    """

    to: list[str] = Parameter(
        "Who gets it: addresses, with a name in front if you like.",
        position=0,
        from_pipeline_by_property_name=True,
    )
    subject: str = Parameter(
        "What it is about.",
        default="",
        position=1,
        aliases=("sub",),
        from_pipeline_by_property_name=True,
    )
    body: str = Parameter("The text.", default="", position=2, from_pipeline_by_property_name=True)
    smtp_server: str = Parameter(
        "The server; without it $PSEmailServer.",
        default="",
        position=3,
        aliases=("ComputerName",),
        from_pipeline_by_property_name=True,
    )
    from_: str = Parameter("Who sends it.", name="From", from_pipeline_by_property_name=True)
    attachments: list[str] = Parameter(
        "Files that go along.",
        default=(),
        from_pipeline=True,
        aliases=("PsPath",),
    )
    bcc: list[str] = Parameter(
        "Who gets it without the others seeing that.",
        default=(),
        from_pipeline_by_property_name=True,
    )
    body_as_html: bool = Parameter(
        "The text is HTML.",
        default=False,
        aliases=("BAH",),
        from_pipeline_by_property_name=True,
    )
    cc: list[str] = Parameter("Who gets a copy.", default=(), from_pipeline_by_property_name=True)
    delivery_notification_option: list[str] = Parameter(
        "When the server is to tell the sender: None, OnSuccess, OnFailure, Delay, Never.",
        default=(),
        aliases=("DNO",),
        from_pipeline_by_property_name=True,
        validate=(_is_known_option,),
    )
    encoding: object = Parameter(
        "The encoding of the text; without it ASCII if that is enough, else UTF-8.",
        default=None,
        aliases=("BE",),
        from_pipeline_by_property_name=True,
    )
    priority: str = Parameter(
        "How urgent it is.",
        default="Normal",
        choices=PRIORITIES,
        from_pipeline_by_property_name=True,
    )
    reply_to: list[str] = Parameter(
        "Who gets the answers.", default=(), from_pipeline_by_property_name=True
    )
    credential: Credential | None = Parameter(
        "Who logs on at the server; needs -UseSsl.",
        default=None,
        from_pipeline_by_property_name=True,
        type="PSCredential",
    )
    use_ssl: bool = Parameter(
        "Encrypt the connection.", default=False, from_pipeline_by_property_name=True
    )
    port: int = Parameter(
        "The server's port.",
        default=25,
        from_pipeline_by_property_name=True,
        validate=(_is_a_port,),
    )
    ca_certificate: str | None = Parameter(
        "A file with the certificate of the CA that issued the server's, PEM or DER; it then is"
        " the only one that counts.",
        default=None,
        name="CACertificate",
    )

    examples = (
        Example(
            "A monthly report, sent by a job.",
            "Send-MailMessage -From smime@contoso.example -To admins@contoso.example "
            "-Subject 'Certificates that expire' -Body (Get-Content report.html -Raw) -BodyAsHtml "
            "-SmtpServer mail.contoso.example -Port 587 -UseSsl -WhatIf; 'not sent'",
            setup="Set-Content report.html '<p>None.</p>'",
            shows="not sent",
        ),
    )

    _files_given: list[str]

    def begin(self) -> None:
        """Nothing was given yet."""
        self._files_given = []

    def process(
        self,
        *values: object,
    ) -> None:
        """Collect the attachments that the pipeline brings."""
        del values
        self._files_given += self.attachments

    def end(self) -> None:
        """Write the letter and send it."""
        try:
            self._send()
        except SmimeAdminError as error:
            self._report(error)

    def _send(self) -> None:
        server = self._server()
        letter = self._letter()
        recipients = letter.recipients
        message = build(letter, self.services.clock.now())
        shown = ", ".join(recipients)
        if not self.should_process(shown, "Send mail"):
            return
        words = [_NOTIFY[fold(word)] for word in _words(self.delivery_notification_option)]
        notify = tuple(word for word in words if word)
        sender = letter.sender_address
        if not self.services.mail.send(server, sender, recipients, message, notify):
            told = f'Performing the operation "Send mail" on target "{shown}".'
            self.host.write_what_if(f"What if: {told}")

    def _letter(self) -> Letter:
        encoding = self.encoding
        return Letter(
            self.from_,
            tuple(self.to),
            self.subject,
            self.body,
            cc=tuple(self.cc),
            bcc=tuple(self.bcc),
            reply_to=tuple(self.reply_to),
            is_html=self.body_as_html,
            charset=None if encoding is None else self.text_encoding(encoding).codec,
            priority=self.priority,
            enclosures=tuple(self._enclosures(self._files_given)),
        )

    def _enclosures(self, paths: Iterable[str]) -> Iterable[Enclosure]:
        for path in dict.fromkeys(self.full_path(one) for one in paths):
            name = os.path.basename(path)  # noqa: PTH119 - the port takes texts
            yield Enclosure(name, self.files.read_bytes(path))

    def _server(self) -> MailServer:
        host = self.smtp_server or to_text(self.invocation.preference("PSEmailServer"))
        if not host:
            raise NoServerError
        path = self.ca_certificate
        known = self.credential
        return MailServer(
            host,
            self.port,
            encrypted=self.use_ssl,
            user=None if known is None else known.user_name,
            password=None if known is None else known.password,
            authorities=None if path is None else self.files.read_bytes(self.full_path(path)),
        )

    def _report(self, error: SmimeAdminError) -> None:
        """Write the error as one that scripts catch as SmtpException."""
        record = record_of(error, in_command=True)
        record.exception = NetException("System.Net.Mail.SmtpException", error.message)
        record.position = self.invocation.position
        self.invocation.write_record(
            record.named(self.invocation.error_source, self.invocation.name)
        )
