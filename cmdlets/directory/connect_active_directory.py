"""Connect-ActiveDirectory: from the embedded directory to a domain."""

from pathlib import PurePath

from cmdlets._base import AdminCmdlet
from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.core.values_named import Credential
from smimeadmin.directory.connection import Connection
from smimeadmin.shell.engine import ErrorRecord, Example, Parameter, TerminatingError
from smimeadmin.shell.engine.error_record import record_of


class ConnectActiveDirectory(AdminCmdlet, name="Connect-ActiveDirectory"):
    """Connects to an Active Directory domain controller, which then is the directory in use.

    The connection is LDAPS: the server has to prove by its certificate that it is the one that was
    named, before the password is sent. A domain's own CA is usually not known to this machine; give
    its certificate by -CACertificate, which then is the only one that counts. Referrals to other
    servers are not followed. The connection lasts until Disconnect-ActiveDirectory or the end of
    the session. If connecting fails, the script ends unless it catches the error, since it must not
    go on with another directory than it asked for; what was connected before stays in use.
    """

    server: str = Parameter(
        "The domain controller: ldaps://HOST or ldaps://HOST:PORT, HOST as in its certificate.",
        position=0,
    )
    credential: Credential = Parameter(
        "Who logs on, the user as user@domain, DOMAIN\\user or a distinguished name.",
        position=1,
        type="PSCredential",
    )
    ca_certificate: str | None = Parameter(
        "A file with the certificate of the CA that issued the server's, PEM or DER.",
        default=None,
        name="CACertificate",
    )
    search_base: str | None = Parameter(
        "The distinguished name below which people are looked for; without it, the whole domain.",
        default=None,
    )

    examples = (
        Example(
            "Connect with a CA of one's own, and see what is connected.",
            "Connect-ActiveDirectory -Server $server -Credential $cred -CACertificate $ca; "
            "(Get-Connection | Where-Object Side -eq Directory).Kind",
            setup="$server = $env:SMIMEADMIN_EXAMPLE_AD_SERVER; "
            "$ca = $env:SMIMEADMIN_EXAMPLE_AD_CA; "
            "$password = ConvertTo-SecureString $env:SMIMEADMIN_EXAMPLE_AD_PASSWORD "
            "-AsPlainText -Force; "
            "$cred = New-Object PSCredential($env:SMIMEADMIN_EXAMPLE_AD_USER, $password)",
            shows="ActiveDirectory",
        ),
        Example(
            "A plain connection is refused before anything is sent.",
            "try { Connect-ActiveDirectory ldap://dc1.contoso.example $cred } "
            "catch { $_.FullyQualifiedErrorId }",
            setup="$password = ConvertTo-SecureString 'x' -AsPlainText -Force; "
            "$cred = New-Object PSCredential('admin@contoso.example', $password)",
            shows="Directory.InvalidServer,Connect-ActiveDirectory",
        ),
    )

    def process(self) -> None:
        """Connect, or end the script."""
        try:
            connection = self._connect()
        except SmimeAdminError as error:
            # PowerShell would go on with the next statement: with what was meant for a domain, and
            # on the embedded directory.
            raise TerminatingError(self._record(error), ends_script=True) from error
        self.write_verbose(f"Connected to {connection.server} as {connection.user}.")

    def _connect(self) -> Connection:
        authorities = self.ca_certificate
        connected: Connection = self.services.connections.connect_directory(
            self.server,
            self.credential.user_name,
            self.credential.password,
            None if authorities is None else PurePath(self.session.resolve(authorities)),
            self.search_base,
        )
        return connected

    def _record(self, error: SmimeAdminError) -> ErrorRecord:
        invocation = self.invocation
        record = record_of(error, in_command=True)
        record.named(invocation.error_source, invocation.name)
        record.position = invocation.position
        record.invocation = invocation
        return record
