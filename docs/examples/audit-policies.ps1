<#
.SYNOPSIS
    Compares the S/MIME settings of several organizations or servers with what is wanted.

.DESCRIPTION
    Each line of the CSV file names a server and a file with its settings, as this wrote it there:

        Get-SmimeConfig | ConvertTo-Json | Set-Content mail1.json

    A line without a file stands for the organization that is connected. Writes one object for each
    setting that differs; with -Detailed also those that agree.

.EXAMPLE
    ./audit-policies.ps1 -ServerList servers.csv | Export-Csv findings.csv -NoTypeInformation
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ServerList,

    [hashtable] $Wanted = @{
        OWAEncryptionAlgorithms                          = '6610;660E'
        OWASigningAlgorithms                             = '800E;800C'
        OWACheckCRLOnSend                                = $true
        OWAAllowUserChoiceOfSigningCertificate           = $false
        OWAIncludeCertificateChainWithoutRootCertificate = $true
        OWACRLConnectionTimeout                          = 60000
    },

    [switch] $Detailed
)

Set-StrictMode -Version Latest
$folder = Split-Path -Path (Resolve-Path -Path $ServerList).Path -Parent

function Read-Setting {
    param([string] $File)

    if (-not $File) { return Get-SmimeConfig }
    Get-Content -Path (Join-Path $folder $File) -Raw -ErrorAction Stop | ConvertFrom-Json
}

function New-Finding {
    param([string] $Server, [string] $Setting, $Found, $Wanted, [string] $State)

    [pscustomobject]@{ Server = $Server; Setting = $Setting; Found = $Found; Wanted = $Wanted; State = $State }
}

$findings = foreach ($server in Import-Csv -Path $ServerList) {
    try {
        $config = Read-Setting -File $server.Settings
    }
    catch {
        New-Finding $server.Server '' $null $null 'unreadable'
        Write-Warning "$($server.Server): $($_.Exception.Message)"
        continue
    }
    foreach ($name in $Wanted.Keys | Sort-Object) {
        $property = $config.PSObject.Properties[$name]
        $found = if ($null -eq $property) { $null } else { $property.Value }
        $state = switch ($true) {
            ($null -eq $property) { 'missing'; break }
            ($found -eq $Wanted[$name]) { 'as wanted'; break }
            default { 'differs' }
        }
        if ($Detailed -or $state -ne 'as wanted') {
            New-Finding $server.Server $name $found $Wanted[$name] $state
        }
    }
}

$findings
$bad = @($findings | Where-Object State -ne 'as wanted')
if ($bad.Count) {
    $perServer = $bad | Group-Object -Property Server -NoElement | Sort-Object -Property Count -Descending
    Write-Host ("Findings: " + (($perServer | ForEach-Object { '{0} {1}' -f $_.Name, $_.Count }) -join ', '))
    exit 3
}
