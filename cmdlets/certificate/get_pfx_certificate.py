"""Get-PfxCertificate: the certificate in a PFX file."""

from cmdlets._base import AdminCmdlet
from smimeadmin.core.secret import Secret
from smimeadmin.pki.bundle import parse_certificates
from smimeadmin.pki.certificate import Certificate
from smimeadmin.pki.pkcs12 import is_pfx, parse_pfx
from smimeadmin.pki.store_errors import WrongPfxPasswordError
from smimeadmin.shell.engine import Example, Parameter


class GetPfxCertificate(
    AdminCmdlet,
    name="Get-PfxCertificate",
    output_type=("System.Security.Cryptography.X509Certificates.X509Certificate2",),
):
    """Gets the certificate of a PFX file without storing anything; a .cer file is read, too.

    The password is asked for if the file has one and -Password is not given.
    """

    file_path: list[str] = Parameter(
        "The files; wildcards are allowed.",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
        aliases=("PSPath", "FullName"),
        type="String[]",
    )
    password: Secret[str] | None = Parameter(
        "The password of the file.", default=None, type="SecureString"
    )
    no_prompt_for_password: bool = Parameter(
        "Don't ask for a password; a file that has one is an error.", default=False
    )

    examples = (
        Example(
            "Whose certificate it is.",
            "(Get-PfxCertificate anna.pfx -Password $password).Subject",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256; "
            "$null = New-Recipient -Name Anna -PrimarySmtpAddress anna@contoso.example; "
            "$password = ConvertTo-SecureString 'correct horse' -AsPlainText -Force; "
            "New-SmimeCertificate anna@contoso.example -KeyAlgorithm P-256 | "
            "Export-PfxCertificate -FilePath anna.pfx -Password $password | Out-Null",
            shows="CN=Anna",
        ),
    )

    def process(self, file_path: list[str]) -> None:
        """Write the certificate of each file."""
        files = self.services.files
        for pattern in file_path:
            whole = self.session.resolve(pattern)
            paths = [one.path for one in files.glob(whole) if not one.is_dir] or [whole]
            for path in paths:
                self.write(self._certificate(path, files.read_bytes(path)))

    def _certificate(self, path: str, data: bytes) -> Certificate:
        if not is_pfx(data):
            return parse_certificates(data, path)[0]
        if self.password is not None:
            return parse_pfx(data, self.password, path).certificate
        try:
            return parse_pfx(data, None, path).certificate
        except WrongPfxPasswordError:
            if self.no_prompt_for_password:
                raise
        typed = self.host.ask_secret(f"Password of {path}", name="Password")
        return parse_pfx(data, Secret(typed), path).certificate
