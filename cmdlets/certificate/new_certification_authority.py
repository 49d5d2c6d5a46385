"""New-CertificationAuthority: a root, or an authority below one that issues to people."""

from cmdlets._base import AdminCmdlet
from smimeadmin.pki.key_pair import AUTHORITY_ALGORITHMS
from smimeadmin.shell.engine import Example, Parameter


class NewCertificationAuthority(
    AdminCmdlet,
    name="New-CertificationAuthority",
    impact="Medium",
    output_type=("SmimeAdmin.CertificationAuthority",),
):
    """Makes a certification authority in the workspace: its key and its certificate.

    Without -Parent it is a root, valid for 10 years, which certifies further authorities. With
    -Parent it is an issuing authority, valid for 5 years and never longer than its parent, which
    certifies people. An authority of that name that has the parameters given here is given back
    unchanged; one with other parameters is an error.

    The private key is kept in the workspace under its passphrase, which the first key sets.
    """

    ca_name: str = Parameter("The authority's name, its CN.", name="Name", position=0)
    key_algorithm: str | None = Parameter(
        "The kind of key; without it RSA-3072.",
        default=None,
        choices=tuple(AUTHORITY_ALGORITHMS),
    )
    parent: str | None = Parameter(
        "The name of the authority that certifies this one; without it, this is a root.",
        default=None,
    )
    validity_years: int | None = Parameter(
        "For how many years: 10 for a root, 5 for an issuing authority, if it is not given.",
        default=None,
    )
    cdp_uri: list[str] | None = Parameter(
        "Where the revocation list of this authority will be; goes into what it issues.",
        default=None,
        type="String[]",
    )
    aia_uri: list[str] | None = Parameter(
        "Where this authority's certificate will be; goes into what it issues.",
        default=None,
        type="String[]",
    )

    examples = (
        Example(
            "A root.",
            "New-CertificationAuthority -Name 'Contoso Root CA' -KeyAlgorithm P-256",
            shows=(
                "Name            Parent KeyAlgorithm NotAfter\n"
                "----            ------ ------------ --------\n"
                "Contoso Root CA        P-256        ..."
            ),
        ),
        Example(
            "An issuing authority below it, with the place of its revocation list.",
            "(New-CertificationAuthority 'Contoso Issuing CA' -Parent 'Contoso Root CA'"
            " -KeyAlgorithm P-256 -CdpUri http://pki.contoso.example/issuing.crl).Parent",
            setup="$null = New-CertificationAuthority 'Contoso Root CA' -KeyAlgorithm P-256",
            shows="Contoso Root CA",
        ),
    )

    def process(self) -> None:
        """Make the authority, or write the one that is there."""
        plan = self.services.authorities.plan_create(
            self.ca_name,
            self.key_algorithm,
            self.parent,
            self.validity_years,
            cdp=tuple(self.cdp_uri or ()),
            aia=tuple(self.aia_uri or ()),
        )
        kind = "root" if plan.result.is_root else "issuing authority"
        if self.make(plan.changes, self.ca_name, f"Make the {kind}"):
            self.write(plan.result)
