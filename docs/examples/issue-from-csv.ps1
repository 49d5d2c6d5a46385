<#
.SYNOPSIS
    Issues and publishes S/MIME certificates for everyone in a CSV file.

.DESCRIPTION
    Who has a valid certificate keeps it. What fails for one person is written to a log, and the
    others go on; the script ends with 4 if some failed and with 1 if all did.

.PARAMETER Path
    A CSV file with the columns Name and PrimarySmtpAddress.

.PARAMETER LogPath
    A CSV file that gets one line for each person that failed; it is made anew.

.EXAMPLE
    ./issue-from-csv.ps1 -Path people.csv -WhatIf

    Shows what would be issued.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateScript({ Test-Path -Path $_ -PathType Leaf })]
    [string] $Path,

    [string] $LogPath = 'issue-errors.csv',

    [string] $CertificationAuthority = 'Contoso Issuing CA',

    [ValidateSet('RSA-2048', 'RSA-3072', 'P-256')]
    [string] $KeyAlgorithm = 'RSA-2048',

    [ValidateRange(1, 1095)]
    [int] $ValidityDays = 365
)

Set-StrictMode -Version Latest

$settings = @{
    CertificationAuthority = $CertificationAuthority
    KeyAlgorithm           = $KeyAlgorithm
    ValidityDays           = $ValidityDays
    ErrorAction            = 'Stop'
}

$issued = [System.Collections.Generic.List[object]]::new()
$failed = [System.Collections.Generic.List[object]]::new()

$people = @(Import-Csv -Path $Path | Where-Object { $_.PrimarySmtpAddress })
Write-Verbose "$($people.Count) people in $Path."

foreach ($person in $people) {
    $address = $person.PrimarySmtpAddress.Trim()
    if (-not $PSCmdlet.ShouldProcess($address, 'Issue and publish')) { continue }
    try {
        $certificate = New-SmimeCertificate -Identity $address @settings
        Publish-SmimeCertificate -Identity $address -ErrorAction Stop | Out-Null
        $issued.Add([pscustomobject]@{
            Address = $address
            Subject = $certificate.Subject
            Expires = $certificate.NotAfter.ToString('yyyy-MM-dd')
        })
    }
    catch {
        Write-Warning "${address}: $($_.Exception.Message)"
        $failed.Add([pscustomobject]@{
            Address = $address
            Error   = $_.FullyQualifiedErrorId
            Message = $_.Exception.Message
        })
    }
}

$issued

if ($failed.Count -gt 0) {
    $failed | Export-Csv -Path $LogPath -NoTypeInformation
    Write-Host "$($failed.Count) of $($people.Count) failed, see $LogPath."
    exit ($failed.Count -lt $people.Count ? 4 : 1)
}
