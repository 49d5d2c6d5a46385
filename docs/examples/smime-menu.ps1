<#
.SYNOPSIS
    A menu for the help desk: look someone up, issue, publish, check a message.

.DESCRIPTION
    Asks until q is chosen. Needs somebody to answer: start it in a terminal.
#>
[CmdletBinding()]
param(
    [string] $KeyAlgorithm = 'RSA-2048'
)

function Show-Menu {
    Write-Host ''
    Write-Host '=== S/MIME help desk ===' -ForegroundColor Cyan
    @(
        ' 1  Who is ready?'
        ' 2  Look up a person'
        ' 3  Issue and publish a certificate'
        ' 4  Check a message file'
        ' q  Quit'
    ) | ForEach-Object { Write-Host $_ }
}

function Read-Address {
    do {
        $address = (Read-Host 'Address').Trim()
        if ($address -eq '') { return $null }
        $isAddress = $address -match '^[^@\s]+@[^@\s]+$'
        if (-not $isAddress) { Write-Host "'$address' is no address; an empty line goes back." }
    } until ($isAddress)
    $address
}

function Show-Person([string] $Address) {
    $person = Get-Recipient -Identity $Address
    $ready = Test-SmimeReadiness -Identity $Address
    Write-Host "$($person.Name) <$($person.PrimarySmtpAddress)>"
    Write-Host ('  can sign: {0}, can be encrypted to: {1}' -f $ready.CanSign, $ready.CanBeEncryptedTo)
    if ($ready.FirstFix) { Write-Host "  to do: $($ready.FirstFix)" }
}

$ErrorActionPreference = 'Stop'
:menu while ($true) {
    Show-Menu
    $choice = Read-Host 'Choice'
    try {
        switch -Regex ($choice.Trim()) {
            '^1$' {
                Test-SmimeReadiness | Select-Object Identity, CanSign, CanBeEncryptedTo | Format-Table | Out-Host
            }
            '^2$' {
                if ($address = Read-Address) { Show-Person $address }
            }
            '^3$' {
                $address = Read-Address
                if (-not $address) { continue menu }
                $answer = Read-Host "Issue to ${address}? (y/n)"
                if ($answer -notlike 'y*') { continue menu }
                $certificate = New-SmimeCertificate $address -KeyAlgorithm $KeyAlgorithm
                Publish-SmimeCertificate $address | Out-Null
                Write-Host "Published, valid to $($certificate.NotAfter.ToString('yyyy-MM-dd'))."
            }
            '^4$' {
                $file = Read-Host 'File'
                $verdict = Test-SmimeMessage -Path $file
                $word = if ($verdict.Valid) { 'valid' } else { "not valid: $($verdict.Problem)" }
                Write-Host "'$($verdict.Subject)' from $($verdict.From): $word"
            }
            '^q' { break menu }
            default { Write-Host "There is no '$choice' in the menu." }
        }
    }
    catch {
        Write-Host "That did not work: $($_.Exception.Message)" -ForegroundColor Red
    }
}
Write-Host 'Bye.'
