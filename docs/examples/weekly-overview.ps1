<#
.SYNOPSIS
    Prints the week's overview of S/MIME, with functions of a module of our own.

.PARAMETER History
    A CSV file that gets one line a run, so that a trend can be seen.
#>
#Requires -Version 7.0
#Requires -Modules Microsoft.PowerShell.Utility
[CmdletBinding()]
param(
    [int] $Days = 60,
    [string] $History
)

Import-Module (Join-Path $PSScriptRoot 'modules' 'SmimeTools.psd1') -ErrorAction Stop

Write-Host "S/MIME, week of $(Get-Date -Format 'yyyy-MM-dd')"

$overview = Get-SmimeOverview
$overview | Format-Table -AutoSize

$soon = @(fec $Days)
if ($soon) {
    Write-Host "Expire within $Days days:"
    $soon | ForEach-Object { "  {0:yyyy-MM-dd}  {1}" -f $_.NotAfter, $_.Identity }
}

$strangers = @(Get-Recipient | Where-Object { -not ($_ | Test-SmimeAddress) })
if ($strangers) {
    Write-Warning "Addresses of other domains: $($strangers.PrimarySmtpAddress -join ', ')"
}

if ($History) {
    $line = [ordered]@{ Date = Get-Date -Format 'yyyy-MM-dd' }
    $line.People = ($overview | Measure-Object -Property People -Sum).Sum
    $line.Ready = ($overview | Measure-Object -Property CanBeEncryptedTo -Sum).Sum
    $line.Expiring = $soon.Count
    [pscustomobject]$line | Export-Csv -Path $History -Append -NoTypeInformation
}

Remove-Module SmimeTools
