<#
.SYNOPSIS
    Takes a person who leaves out of S/MIME, and keeps what is needed to read old mail.

.DESCRIPTION
    Exports the keys to PFX files, takes the published certificates out of the directory, and writes
    what was changed to a CSV file. A second run finds nothing to do.

.PARAMETER Identity
    The person's address.

.PARAMETER Password
    The password of the PFX files; it is asked for if it is missing.

.EXAMPLE
    Get-Content leavers.txt | ForEach-Object { ./offboard-user.ps1 $_ -Password $password }
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidatePattern('^[^@\s]+@[^@\s]+$', ErrorMessage = 'An address is needed, as anna@contoso.example.')]
    [string] $Identity,

    [Parameter(Mandatory)]
    [securestring] $Password,

    [string] $Folder = 'offboarding'
)

$ErrorActionPreference = 'Stop'
$person = Get-Recipient -Identity $Identity
$name = ($person.PrimarySmtpAddress -split '@')[0] -replace '[^\w.-]', '_'

if (-not (Test-Path -Path $Folder)) {
    New-Item -ItemType Directory -Path $Folder | Out-Null
}

# The keys: old mail must remain readable.
$certificates = @(Get-SmimeCertificate -Identity $Identity -ErrorAction SilentlyContinue)
$number = 0
foreach ($certificate in $certificates | Where-Object HasPrivateKey) {
    $number++
    $file = Join-Path $Folder "$name-$number.pfx"
    if (Test-Path -Path $file) {
        Write-Verbose "$file is there already."
    }
    elseif ($PSCmdlet.ShouldProcess($file, 'Export the key')) {
        $certificate | Export-PfxCertificate -FilePath $file -Password $Password | Out-Null
    }
}

# The directory: nobody may encrypt to this person any more.
$published = @(Get-PublishedCertificate -Identity $Identity -ErrorAction SilentlyContinue)
if ($published.Count -gt 0 -and $PSCmdlet.ShouldProcess($Identity, "Unpublish $($published.Count) values")) {
    Unpublish-SmimeCertificate -Identity $Identity | Out-Null
}

Get-ChangeJournal |
    Where-Object { $_.Target -match [regex]::Escape($person.PrimarySmtpAddress) -or $_.Target -like "*$name-*.pfx" } |
    Select-Object -Property Sequence, Time, State, Kind, Target, Attribute |
    Export-Csv -Path (Join-Path $Folder "$name-journal.csv") -NoTypeInformation

[pscustomobject]@{
    Person      = $person.PrimarySmtpAddress
    Keys        = $number
    Unpublished = $published.Count
    Published   = @(Get-PublishedCertificate -Identity $Identity -ErrorAction SilentlyContinue).Count
}
