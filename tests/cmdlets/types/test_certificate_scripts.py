"""What scripts do with .NET's certificate types, as lines and what they show."""

import shutil
from pathlib import Path

import pytest

from smimeadmin.shell.engine.type_sources import SOURCES
from tests.support.shell import Shell

CMS = Path(__file__).parents[2] / "vectors" / "dotnet" / "cms"
X = "System.Security.Cryptography.X509Certificates"
SETUP = '$c = [X509Certificate2]::new("$PWD/anna.cer"); $root = [X509Certificate2]"$PWD/root.cer"'


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    for name in ("anna.cer", "root.cer", "eva.cer", "anna.pfx"):
        shutil.copy(CMS / name, tmp_path / name)
    SOURCES.add("cmdlets")
    made = Shell(tmp_path)
    made.run(SETUP)
    return made


def shown(shell: Shell, line: str) -> list[str]:
    return [str(one) for one in shell.run(f'({line}) | ForEach-Object {{ "$_" }}')]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("$c.Extensions.Count", ["5"]),
        ("$c.Extensions['2.5.29.15'].KeyUsages", ["KeyEncipherment, DigitalSignature"]),
        ("$c.Extensions['Key Usage'].Oid.FriendlyName", ["Key Usage"]),
        ("$c.Extensions['1.2.3'] -eq $null", ["True"]),
        ("$c.Extensions[0].GetType().Name", ["X509KeyUsageExtension"]),
        (f"$c.Extensions[0] -is [{X}.X509Extension]", ["True"]),
        (
            "$c.Extensions['2.5.29.37'].Format($false)",
            ["Secure Email (1.3.6.1.5.5.7.3.4), Client Authentication (1.3.6.1.5.5.7.3.2)"],
        ),
        (
            "$c.Extensions['2.5.29.17'].Format($true)",
            ["RFC822 Name=anna@contoso.example\nOther Name:Principal Name=anna@contoso.example\n"],
        ),
        ("$root.Extensions['2.5.29.19'].CertificateAuthority", ["True"]),
        (
            "$root.Extensions['2.5.29.19'].Format($false)",
            ["Subject Type=CA, Path Length Constraint=None"],
        ),
        (
            "$c.Extensions['2.5.29.14'].SubjectKeyIdentifier",
            ["DF63DE65338FDCD06B5A790BCC8A16124A65975B"],
        ),
        ("$c.PublicKey.Key.KeySize", ["2048"]),
        ("$c.PublicKey.EncodedKeyValue.RawData.Length", ["270"]),
        (f"[{X}.RSACertificateExtensions]::GetRSAPublicKey($c).KeySize", ["2048"]),
        (
            f'[{X}.ECDsaCertificateExtensions]::GetECDsaPublicKey([X509Certificate2]"$PWD/eva.cer")'
            ".KeySize",
            ["256"],
        ),
        ("$c.GetNameInfo('EmailName', $false)", ["anna@contoso.example"]),
        ("$c.GetNameInfo('SimpleName', $true)", ["Probe Root"]),
        ("$c.GetNameInfo('UrlName', $false)", [""]),
        ("$c.GetCertHashString('SHA256').Length", ["64"]),
        ("$c.Equals([X509Certificate2]::new($c.RawData))", ["True"]),
        ("$c.HasPrivateKey; $c.PrivateKey -eq $null", None),
        (
            "$c.ToString().Split(\"`n\")[0..1] -join '|'",
            ['[Subject]|  CN=Anna de Vries, O="Contoso, B.V."'],
        ),
        ("$c.ToString($true) -like '*Simple Name: Anna de Vries*'", ["True"]),
        ('[X509Certificate2]::GetCertContentType("$PWD/anna.pfx")', ["Pfx"]),
        ("[X509Certificate2]::GetCertContentType($c.RawData)", ["Cert"]),
        (
            "[X509Certificate2]::CreateFromPem($c.ExportCertificatePem()).Thumbprint "
            "-eq $c.Thumbprint",
            ["True"],
        ),
        (
            "[X509Certificate2]::new([Text.Encoding]::ASCII.GetBytes($c.ExportCertificatePem())).Version",
            ["3"],
        ),
        (
            '([X509CertificateLoader]::LoadCertificateFromFile("$PWD/eva.cer")).PublicKey.Oid.FriendlyName',
            ["ECC"],
        ),
        ("$c.MatchesHostname('contoso.example')", ["False"]),
        ("[X509Certificate2]::new().RawData.Length", ["0"]),
    ],
)
def test_a_certificate(shell: Shell, line: str, expected: list[str] | None) -> None:
    if expected is None:
        assert shell.run(line) == [False, True]
    else:
        assert shown(shell, line) == expected
    assert shell.errors == []


@pytest.mark.parametrize(
    ("kind", "count", "wanted"),
    [
        ("FindByThumbprint", 1, "'ff3bd1be7ec65f5783d93dca4a8715d3ef40ea4e'"),
        ("FindByThumbprint", 0, "'AA'"),
        ("FindBySubjectName", 1, "'anna DE'"),
        ("FindBySubjectName", 0, "'nobody'"),
        ("FindBySubjectDistinguishedName", 1, "'cn=probe root, o=contoso'"),
        ("FindByIssuerName", 3, "'probe root'"),
        ("FindByIssuerDistinguishedName", 3, "'CN=Probe Root, O=Contoso'"),
        ("FindBySerialNumber", 1, "'20000001'"),
        ("FindByTimeValid", 3, "[datetime]'2030-01-01'"),
        ("FindByTimeNotYetValid", 3, "[datetime]'2020-01-01'"),
        ("FindByTimeExpired", 2, "[datetime]'2040-01-01'"),
        ("FindByTemplateName", 0, "'User'"),
        ("FindByApplicationPolicy", 3, "'1.3.6.1.5.5.7.3.4'"),
        ("FindByApplicationPolicy", 3, "'Secure Email'"),
        ("FindByCertificatePolicy", 0, "'1.2.3'"),
        ("FindByExtension", 3, "'2.5.29.15'"),
        ("FindByExtension", 2, "'Subject Alternative Name'"),
        ("FindByKeyUsage", 1, "'KeyCertSign'"),
        ("FindByKeyUsage", 1, "4"),
        ("FindBySubjectKeyIdentifier", 1, "'DF63DE65338FDCD06B5A790BCC8A16124A65975B'"),
    ],
)
def test_every_way_to_find(shell: Shell, kind: str, count: int, wanted: str) -> None:
    shell.run(
        f'$col = [X509Certificate2Collection]::new(@($c, $root, [X509Certificate2]"$PWD/eva.cer"))'
        f"; $found = $col.Find('{kind}', {wanted}, $false)"
    )
    assert shell.run("$found.Count") == [count]
    assert shell.errors == []


@pytest.mark.parametrize(
    ("line", "error_id"),
    [
        ("[X509Certificate2]::new([byte[]](1, 2, 3))", "CryptographicException"),
        ('[X509Certificate2]::new("$PWD/none.cer")', "CryptographicException"),
        ("[X509Certificate2]::new(\"$PWD/anna.pfx\", 'wrong')", "CryptographicException"),
        ("[X509Certificate2]::CreateFromPem('no pem')", "CryptographicException"),
        ("[X509Certificate2]'no such file'", "InvalidCastConstructorException"),
        ("[X509Certificate2]::new(1, 2, 3, 4)", "MethodCountCouldNotFindBest"),
        ("$c.GetCertHashString('MD6')", "ArgumentException"),
        ("$c.Export('Authenticode')", "CryptographicException"),
        ("[Oid]::FromFriendlyName('nothing', 'All')", "CryptographicException"),
        ("[X500DistinguishedName]::new('no name')", "CryptographicException"),
        ("$c.FriendlyName = 'x'", "PropertyAssignmentException"),
        (
            "[X509Certificate2Collection]::new($c).Find('FindByTimeValid', 'never', $false)",
            "CryptographicException",
        ),
        (
            "[X509Certificate2Collection]::new($c).Find('FindByExtension', 'no oid', $false)",
            "CryptographicException",
        ),
    ],
)
def test_errors_have_dotnets_ids(shell: Shell, line: str, error_id: str) -> None:
    shell.run(f"try {{ {line}; 'nothing' }} catch {{ $id = $_.FullyQualifiedErrorId }}")
    assert shell.run("$id") == [error_id]


def test_a_wrapped_exception_is_what_scripts_catch(shell: Shell) -> None:
    shell.run(
        "try { [X509Certificate2]::new([byte[]](1, 2, 3)) } "
        "catch [System.Security.Cryptography.CryptographicException] { $caught = $_ }"
    )
    assert shell.run("$caught.Exception.GetType().Name") == ["MethodInvocationException"]
    assert shell.run("$caught.Exception.InnerException.GetType().Name") == [
        "CryptographicException"
    ]


def test_collections_are_read_and_written_in_every_form(shell: Shell) -> None:
    shell.run("$col = [X509Certificate2Collection]::new(); $places = $col.Add($c), $col.Add($root)")
    assert shell.run("$places") == [0, 1]
    for kind in ("SerializedStore", "Pkcs7", "Pfx"):
        shell.run(
            f"$again = New-Object X509Certificate2Collection; $again.Import($col.Export('{kind}'))"
        )
        assert shell.run("$again.Count") == [2], kind
        assert set(shell.run("$again.Thumbprint")) == set(shell.run("$col.Thumbprint")), kind
    shell.run("$col.ImportFromPem($col.ExportCertificatePems())")
    assert shell.run("$col.Count") == [4]
    shell.run("$col.Remove($c); $col.RemoveAt(0); $col.RemoveRange(@($c))")
    assert shell.run("$col.Count; $col.Contains($c); $col.IndexOf($root)") == [1, False, 0]
    assert shell.run("$col[0].Subject") == ["CN=Probe Root, O=Contoso"]
    assert shell.errors == []


def test_a_pfx_file_keeps_its_key_and_no_password_no_key(shell: Shell) -> None:
    shell.run("$p = [X509Certificate2]::new(\"$PWD/anna.pfx\", 'probe', 'Exportable')")
    assert shell.run("$p.HasPrivateKey; $p.PrivateKey.KeySize") == [True, 2048]
    shell.run(
        "$out = $p.Export('Pfx', 'new'); "
        "$again = [X509Certificate2]::new($out, (ConvertTo-SecureString new -AsPlainText))"
    )
    assert shell.run("$again.HasPrivateKey; $again.Thumbprint -eq $p.Thumbprint") == [True, True]
    shell.run("try { $p.Export('Pfx') } catch { $id = $_.FullyQualifiedErrorId }")
    assert shell.run("$id") == ["CryptographicException"]
    assert shell.run('"$($p.PrivateKey)"') == ["System.Security.Cryptography.RSA"]


def test_a_chain_tells_what_is_missing(shell: Shell) -> None:
    shell.run("$chain = [X509Chain]::new(); $chain.ChainPolicy.RevocationMode = 'NoCheck'")
    shell.run("$chain.ChainPolicy.VerificationTime = [datetime]'2030-01-01'")
    assert shell.run("$chain.Build($c); [string]$chain.ChainStatus[0].Status") == [
        False,
        "PartialChain",
    ]
    shell.run("[void]$chain.ChainPolicy.ExtraStore.Add($root)")
    assert shell.run("$chain.Build($c); [string]$chain.ChainStatus[0].Status") == [
        False,
        "UntrustedRoot",
    ]
    shell.run("$chain.ChainPolicy.VerificationFlags = 'AllowUnknownCertificateAuthority'")
    assert shell.run("$chain.Build($c)") == [True]
    shell.run(
        "$chain.ChainPolicy.VerificationFlags = 'NoFlag'; "
        "$chain.ChainPolicy.TrustMode = 'CustomRootTrust'; "
        "[void]$chain.ChainPolicy.CustomTrustStore.Add($root)"
    )
    assert shell.run("$chain.Build($c); $chain.ChainStatus.Count; $chain.ChainElements.Count") == [
        True,
        0,
        2,
    ]
    shell.run("$chain.ChainPolicy.VerificationTime = [datetime]'2040-01-01'")
    assert shell.run("$chain.Build($c); [string]$chain.ChainStatus[0].Status") == [
        False,
        "NotTimeValid",
    ]
    shell.run("[void]$chain.ChainPolicy.ApplicationPolicy.Add([Oid]'1.3.6.1.5.5.7.3.3')")
    assert (
        "NotValidForUsage"
        in shell.run("$null = $chain.Build($c); $chain.ChainStatus.Status -join ','")[0]
    )
    shell.run("$chain.ChainPolicy.RevocationMode = 'Online'")
    assert (
        "RevocationStatusUnknown"
        in shell.run("$null = $chain.Build($c); $chain.ChainStatus.Status -join ','")[0]
    )
    assert shell.errors == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "[X500DistinguishedName]'CN=Anna, C=NL' | ForEach-Object { $_.Format($true) }",
            ["C=NL\nCN=Anna\n"],
        ),
        ("([X500DistinguishedName]'CN=Anna, C=NL').Decode('None')", ["C=NL, CN=Anna"]),
        (
            "([X500DistinguishedName]'CN=Anna, C=NL').Decode('Reversed, UseSemicolons')",
            ["CN=Anna; C=NL"],
        ),
        ("([X500DistinguishedName]'CN=\"a,b\"').Decode('DoNotUseQuotes')", ["CN=a,b"]),
        ("[X500DistinguishedName]::new('CN=A, C=NL', 'None').Decode('None')", ["CN=A, C=NL"]),
        ("[X500DistinguishedName]::new('CN=A;C=NL', 'UseCommas').Format($false)", ["CN=A;C=NL"]),
        (
            "([X500DistinguishedName]'CN=A, C=NL').EnumerateRelativeDistinguishedNames() | "
            'ForEach-Object { "$($_.GetSingleElementType().Value)=$($_.GetSingleElementValue())" }',
            ["2.5.4.3=A", "2.5.4.6=NL"],
        ),
        ("$c.SubjectName.Name -eq $c.Subject", ["True"]),
        ("[Oid]::new('1.2.3').FriendlyName -eq $null", ["True"]),
        ("[Oid]::new('SHA256').Value", ["2.16.840.1.101.3.4.2.1"]),
        ("[Oid]::new('1.2.3', 'mine').FriendlyName", ["mine"]),
        (
            "[Oid]::FromFriendlyName('Secure Email', 'EnhancedKeyUsage').Value",
            ["1.3.6.1.5.5.7.3.4"],
        ),
        ("[Oid]::FromOidValue('2.5.29.15', 'All').FriendlyName", ["Key Usage"]),
        (
            "[Convert]::ToHexString("
            f"[{X}.X509KeyUsageExtension]::new('DigitalSignature', $true).RawData)",
            ["03020780"],
        ),
        (
            f"[{X}.X509BasicConstraintsExtension]::new($true, $true, 1, $true).Format($false)",
            ["Subject Type=CA, Path Length Constraint=1"],
        ),
        (
            "$oids = [System.Security.Cryptography.OidCollection]::new(); "
            "[void]$oids.Add('1.3.6.1.5.5.7.3.4'); "
            f"[{X}.X509EnhancedKeyUsageExtension]::new($oids, $false)"
            ".EnhancedKeyUsages[0].FriendlyName",
            ["Secure Email"],
        ),
        (
            f"[{X}.X509SubjectKeyIdentifierExtension]::new($c.PublicKey, $false)"
            ".SubjectKeyIdentifier",
            ["DF63DE65338FDCD06B5A790BCC8A16124A65975B"],
        ),
        (
            f"[{X}.X509Extension]::new('1.2.3', [byte[]](5, 0), $false).Format($false)",
            ["05 00"],
        ),
        ("[X509KeyUsageFlags]'DigitalSignature' -as [int]", ["128"]),
    ],
)
def test_names_oids_and_extensions(shell: Shell, line: str, expected: list[str]) -> None:
    assert [str(one) for one in shell.run(f'{line} | ForEach-Object {{ "$_" }}')] == expected
    assert shell.errors == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[X509Certificate]", "X509Certificate"),
        ("$c.GetType().FullName", f"{X}.X509Certificate2"),
        ("[System.Security.Cryptography.SHA256]", "System.Security.Cryptography.SHA256"),
        ("[Oid]", "System.Security.Cryptography.Oid"),
        (f"$c -is [{X}.X509Certificate]", "True"),
        ("$c.Extensions.GetType().Name", "X509ExtensionCollection"),
        ("'no file' -as [X509Certificate]", ""),
        (f"[{X}.X509ContentType]::Pkcs12 -eq [{X}.X509ContentType]::Pfx", "True"),
        ("@($c.Extensions | Where-Object Critical).Count -gt 0", "True"),
        ("$c.NotBefore.Kind", "Local"),
        ("$c.PublicKey.GetRSAPublicKey().KeySize", "2048"),
        ("$c.PublicKey.GetRSAPublicKey().ExportParameters($false).Modulus.Length", "256"),
        ("[Convert]::ToHexString($c.PublicKey.Key.ExportParameters($false).Exponent)", "010001"),
        (f'function f([{X}.X509Certificate2]$Cert) {{ $Cert.Version }}; f "$PWD/eva.cer"', "3"),
    ],
)
def test_types_show_and_convert_as_in_powershell(shell: Shell, line: str, expected: str) -> None:
    assert shell.run(f'$found = & {{ {line} }}; "$found"') == [expected]
    assert shell.errors == []


@pytest.mark.parametrize("name", ["anna.cer", "eva.cer", "root.cer"])
def test_every_property_can_be_listed_and_written(shell: Shell, name: str) -> None:
    shell.run(f'$one = [X509Certificate2]"$PWD/{name}"')
    shell.run("$json = $one | ConvertTo-Json -Depth 4 | ConvertFrom-Json")
    assert shell.run("$json.Thumbprint -eq $one.Thumbprint; $json.PublicKey.Key.KeySize -gt 0") == [
        True,
        True,
    ]
    shell.run("$text = $one | Format-List * | Out-String; $csv = $one | ConvertTo-Csv")
    assert shell.errors == []
