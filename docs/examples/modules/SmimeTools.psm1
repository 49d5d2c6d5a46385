# Functions that more than one script needs. Load them by Import-Module ./modules/SmimeTools.psd1

$script:cache = @{}

function Resolve-Domain {
    # Not given out: only the functions below use it.
    param([string] $Address)

    if (-not $script:cache.ContainsKey($Address)) {
        $script:cache[$Address] = ($Address -split '@')[-1].ToLowerInvariant()
    }
    $script:cache[$Address]
}

function Test-SmimeAddress {
    <#
    .SYNOPSIS
        Tells whether a text is an address of one of our domains.
    .PARAMETER Address
        The text.
    .PARAMETER Domain
        Our domains.
    .EXAMPLE
        'anna@contoso.example', 'eve@example.test' | Test-SmimeAddress
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        [Alias('PrimarySmtpAddress')]
        [AllowEmptyString()]
        [string] $Address,

        [string[]] $Domain = @('contoso.example', 'fabrikam.example')
    )

    process {
        ($Address -match '^[^@\s]+@[^@\s]+\.[a-z]+$') -and ((Resolve-Domain $Address) -in $Domain)
    }
}

function Find-ExpiringCertificate {
    <#
    .SYNOPSIS
        Finds certificates that expire soon.
    .DESCRIPTION
        One object a certificate, the earliest first.
    .PARAMETER Days
        How many days ahead.
    .EXAMPLE
        Find-ExpiringCertificate -Days 30 | Format-Table
    #>
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)]
        [ValidateRange(1, 3650)]
        [int] $Days = 30
    )

    $limit = (Get-Date).AddDays($Days)
    Get-SmimeCertificate | Where-Object NotAfter -lt $limit | Sort-Object -Property NotAfter
}

function Get-SmimeOverview {
    <#
    .SYNOPSIS
        Counts who can sign and who can be encrypted to, by domain.
    .EXAMPLE
        Get-SmimeOverview | Export-Csv overview.csv -NoTypeInformation
    #>
    [CmdletBinding()]
    param()

    Test-SmimeReadiness |
        Group-Object -Property { Resolve-Domain $_.Identity } |
        Sort-Object -Property Name |
        ForEach-Object {
            [pscustomobject]@{
                PSTypeName       = 'Contoso.SmimeOverview'
                Domain           = $_.Name
                People           = $_.Count
                CanSign          = @($_.Group | Where-Object CanSign).Count
                CanBeEncryptedTo = @($_.Group | Where-Object CanBeEncryptedTo).Count
            }
        }
}

New-Alias -Name fec -Value Find-ExpiringCertificate
Export-ModuleMember -Function Get-SmimeOverview, Test-SmimeAddress, Find-ExpiringCertificate -Alias fec
