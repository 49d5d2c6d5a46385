<#
.SYNOPSIS
    Rolls S/MIME out for the people of a CSV file.

.DESCRIPTION
    Makes the certification authorities, gives everyone a certificate, publishes it in the
    directory, makes the authorities known to Exchange, sends a first signed and encrypted
    message, and tells for everyone what is still missing.

    Each step looks at what is there first: running the script again changes nothing, and a run
    that was cut off is finished by the next one.

.PARAMETER People
    A CSV file with the columns Name, PrimarySmtpAddress and EmailAddresses.

.PARAMETER Folder
    Where the collection and the message are written.

.PARAMETER KeyAlgorithm
    The kind of key that people get.

.PARAMETER AuthorityKeyAlgorithm
    The kind of key that the certification authorities get.

.EXAMPLE
    smimeadmin docs/examples/rollout.ps1

    On the embedded organization.

.EXAMPLE
    smimeadmin --what-if docs/examples/rollout.ps1

    Shows every change that a run would make.
#>
[CmdletBinding()]
param(
    [string] $People = (Join-Path $PSScriptRoot 'people.csv'),
    [string] $Folder = '.',
    [string] $KeyAlgorithm = 'RSA-2048',
    [string] $AuthorityKeyAlgorithm = 'RSA-3072'
)

# What fails for one person is told and leaves the others alone; what fails for all ends the script.
$ErrorActionPreference = 'Stop'
$perPerson = @{ ErrorAction = 'Continue' }

$collection = Join-Path $Folder 'contoso-trust.sst'
$welcome = Join-Path $Folder 'welcome.eml'

Write-Host '1. Certification authorities'
$root = New-CertificationAuthority -Name 'Contoso Root CA' -KeyAlgorithm $AuthorityKeyAlgorithm
$issuing = New-CertificationAuthority -Name 'Contoso Issuing CA' -Parent $root.Name -KeyAlgorithm $AuthorityKeyAlgorithm

Write-Host '2. People'
$persons = Import-Csv -Path $People
$directory = Get-Connection | Where-Object Side -eq 'Directory'
if ($directory.Kind -eq 'Embedded') {
    $persons | New-Recipient @perPerson | Out-Null
}

Write-Host '3. Certificates'
$certificates = $persons |
    New-SmimeCertificate -CertificationAuthority $issuing.Name -KeyAlgorithm $KeyAlgorithm @perPerson

Write-Host '4. Publication in the directory'
$certificates | Publish-SmimeCertificate @perPerson | Out-Null

Write-Host '5. The virtual certificate collection'
New-TrustCollection -Certificate $root.Certificate, $issuing.Certificate |
    Export-TrustCollection -Path $collection | Out-Null

Write-Host '6. Making it the collection of the organization'
Import-TrustCollection -Path $collection | Out-Null
# The same by the line of Microsoft's documentation:
$sst = (Get-Item $collection).FullName
Set-SmimeConfig -SMIMECertificateIssuingCA ([System.IO.File]::ReadAllBytes($sst))

Write-Host '7. Options of Outlook on the web'
Set-SmimeConfig -OWASigningAlgorithms '800E;800C' -OWAEncryptionAlgorithms '6610;660E' `
    -OWAIncludeSMIMECapabilitiesInMessage $true -OWAIncludeCertificateChainWithoutRootCertificate $true

Write-Host '8. A signed and encrypted message'
$from = $certificates[0].Identity
$to = $certificates[1].Identity
Protect-SmimeMessage -From $from -To $to -Subject 'S/MIME is here' `
    -Body "Dear colleague,`n`nfrom today on our mail can be signed and encrypted.`n" `
    -Sign -Encrypt -OutFile $welcome | Out-Null
$opened = Unprotect-SmimeMessage -Path $welcome -Identity $to
$verdict = Test-SmimeMessage -Path $welcome
Write-Host "   '$($opened.Subject)' from $from to $to, signature valid: $($verdict.Valid)"

Write-Host '9. Readiness'
$persons | Test-SmimeReadiness @perPerson
