"""Get-CertificationAuthority: the authorities of the workspace."""

from cmdlets._base import AdminCmdlet
from smimeadmin.shell.engine import Example, Parameter


class GetCertificationAuthority(
    AdminCmdlet,
    name="Get-CertificationAuthority",
    output_type=("SmimeAdmin.CertificationAuthority",),
):
    """Gets the certification authorities of the workspace: one by its name, or all.

    An object has Name, Parent (nothing for a root), KeyAlgorithm, NotAfter and Certificate.
    """

    ca_name: str | None = Parameter(
        "The authority's name; without it, all.",
        default=None,
        name="Name",
        position=0,
        from_pipeline=True,
        from_pipeline_by_property_name=True,
    )

    examples = (
        Example(
            "All authorities.",
            "Get-CertificationAuthority | Select-Object -ExpandProperty Name",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256",
            shows="Contoso Root CA",
        ),
        Example(
            "The subject of one authority's certificate.",
            "(Get-CertificationAuthority 'Contoso Root CA').Certificate.Subject",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256",
            shows="CN=Contoso Root CA",
        ),
    )

    def process(self, ca_name: str | None) -> None:
        """Write one authority, or all."""
        if ca_name is None:
            self.write_each(self.services.authorities.all())
        else:
            self.write(self.services.authorities.get(ca_name))
