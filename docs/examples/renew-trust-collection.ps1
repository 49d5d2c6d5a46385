<#
.SYNOPSIS
    Brings the virtual certificate collection of Exchange up to date.

.DESCRIPTION
    Takes all certification authorities of the workspace, and the certificates of partners from a
    folder. Nothing is written if the collection holds just these already. The collection that was
    in force is kept as a file with its date, so that it can be imported again.

.EXAMPLE
    ./renew-trust-collection.ps1 -PartnerFolder ./partners -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $PartnerFolder,
    [string] $ArchiveFolder = 'collections',
    [int] $WarnDays = 90
)

$ErrorActionPreference = 'Stop'

function Get-WantedCertificate {
    [CmdletBinding()]
    param([string] $Folder)

    (Get-CertificationAuthority).Certificate
    if (-not $Folder) { return }
    foreach ($file in Get-ChildItem -Path $Folder -File | Where-Object Extension -in '.cer', '.crt', '.pem') {
        try {
            Get-PfxCertificate -FilePath $file.FullName
        }
        catch {
            Write-Warning "$($file.Name) is left out: $($_.Exception.Message)"
        }
    }
}

$wanted = @(Get-WantedCertificate -Folder $PartnerFolder | Sort-Object -Property Thumbprint -Unique)
foreach ($certificate in $wanted | Where-Object { $_.NotAfter -lt (Get-Date).AddDays($WarnDays) }) {
    Write-Warning "$($certificate.Subject) expires on $($certificate.NotAfter.ToString('yyyy-MM-dd'))."
}

try { $current = Get-TrustCollection }
catch { $current = $null }

$before = @($current.Certificates.Thumbprint | Where-Object { $_ })
$difference = @(Compare-Object -ReferenceObject $before -DifferenceObject $wanted.Thumbprint)
if ($difference.Count -eq 0) {
    Write-Host 'The collection is up to date.'
    return
}

if ($PSCmdlet.ShouldProcess('virtual certificate collection', "Change $($difference.Count) certificates")) {
    New-Item -ItemType Directory -Path $ArchiveFolder -Force | Out-Null
    $stamp = Get-Date -Format 'yyyyMMdd'
    if ($current) {
        $current | Export-TrustCollection -Path (Join-Path $ArchiveFolder "before-$stamp.sst") | Out-Null
    }
    $new = Join-Path $ArchiveFolder "contoso-$stamp.sst"
    New-TrustCollection -Certificate $wanted | Export-TrustCollection -Path $new | Out-Null
    Import-TrustCollection -Path $new | Out-Null
}

$difference | ForEach-Object {
    $thumbprint = $_.InputObject
    [pscustomobject]@{
        Action     = if ($_.SideIndicator -eq '=>') { 'added' } else { 'removed' }
        Thumbprint = $thumbprint
        Subject    = ($wanted + @($current.Certificates) | Where-Object Thumbprint -eq $thumbprint)[0].Subject
    }
}
