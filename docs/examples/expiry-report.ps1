<#
.SYNOPSIS
    Writes a report of certificates that expire soon, as HTML, and sends it if a server is named.

.PARAMETER Days
    How far ahead to look.

.PARAMETER SmtpServer
    A mail server that speaks STARTTLS. Without it nothing is sent.

.EXAMPLE
    ./expiry-report.ps1 -Days 60 -SmtpServer mail.contoso.example -To smime-admins@contoso.example
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 3650)]
    [int] $Days = 60,

    [string] $Path = "expiry-$(Get-Date -Format yyyy-MM).html",

    [string] $SmtpServer,
    [int] $Port = 587,
    [string] $From = 'smime@contoso.example',
    [string[]] $To = @()
)

$ErrorActionPreference = 'Stop'
$now = Get-Date
$limit = $now.AddDays($Days)

# Of a person with several certificates only the one that lasts longest matters.
$newest = Get-SmimeCertificate |
    Group-Object -Property Identity |
    ForEach-Object { $_.Group | Sort-Object -Property NotAfter -Descending | Select-Object -First 1 }

$rows = $newest |
    Where-Object NotAfter -lt $limit |
    Sort-Object -Property NotAfter |
    Select-Object -Property @(
        @{ Name = 'Person'; Expression = { $_.Identity } }
        @{ Name = 'Expires'; Expression = { $_.NotAfter.ToString('yyyy-MM-dd') } }
        @{ Name = 'Days left'; Expression = { [int][Math]::Floor(($_.NotAfter - $now).TotalDays) } }
        @{ Name = 'State'; Expression = { if ($_.NotAfter -lt $now) { 'expired' } else { 'expires' } } }
    )

$head = @'
<title>S/MIME certificates</title>
<style>
  body { font-family: sans-serif }
  table { border-collapse: collapse }
  th, td { border: 1px solid #999; padding: 4px 8px; text-align: left }
</style>
'@

$report = @{
    Head        = $head
    PreContent  = "<h1>Certificates that expire before $($limit.ToString('yyyy-MM-dd'))</h1>"
    PostContent = "<p>$(@($rows).Count) of $(@($newest).Count) people.</p>"
}
$html = $rows | ConvertTo-Html @report
$html | Set-Content -Path $Path -Encoding utf8
Write-Verbose "Wrote $Path."

if ($SmtpServer -and $To) {
    $mail = @{
        From       = $From
        To         = $To
        Subject    = "S/MIME: $(@($rows).Count) certificates expire within $Days days"
        Body       = $html -join "`n"
        BodyAsHtml = $true
        SmtpServer = $SmtpServer
        Port       = $Port
        UseSsl     = $true
        Priority   = if (@($rows | Where-Object State -eq 'expired').Count) { 'High' } else { 'Normal' }
    }
    Send-MailMessage @mail
}

$rows
