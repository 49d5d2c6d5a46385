<#
.SYNOPSIS
    What a scheduler starts every night: renews, publishes, checks, and says by its exit code how it went.

.DESCRIPTION
    0  everything is in order
    1  the job could not be done
    4  some people could not be served; the log says who
    10 the journal was tampered with

    Started by cron:  30 2 * * *  smimeadmin --passphrase-fd 3 nightly-job.ps1 3< ~/.smime-passphrase

.PARAMETER RenewDays
    Who has less time left than this gets a new certificate.
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 365)]
    [int] $RenewDays = 30,

    [string] $LogPath = 'nightly.log',

    [string] $KeyAlgorithm = 'RSA-2048'
)

$ErrorActionPreference = 'Stop'
$exitCode = 0

function Write-Log {
    param(
        [ValidateSet('INFO', 'WARN', 'FAIL')]
        [string] $Level,
        [string] $Message
    )

    $line = '{0:yyyy-MM-dd HH:mm:ss} {1} {2}' -f (Get-Date), $Level, $Message
    Add-Content -Path $LogPath -Value $line
    if ($Level -ne 'INFO') { Write-Warning $Message }
}

trap {
    Write-Log FAIL "The job ended: $($_.Exception.Message)"
    exit 1
}

# 1. Nobody may have edited the journal.
try {
    $entries = @(Get-ChangeJournal -Verify)
    Write-Log INFO "The journal is whole: $($entries.Count) entries."
}
catch {
    Write-Log FAIL "The journal is damaged: $($_.Exception.Message)"
    exit 10
}

# 2. What was cut off is finished first.
foreach ($batch in $entries | Where-Object State -in 'intended', 'applied' | ForEach-Object Batch | Sort-Object -Unique) {
    Resume-Change -Batch $batch | Out-Null
    Write-Log WARN "Batch $batch was cut off and is finished now."
}

# 3. Certificates that run out.
$limit = (Get-Date).AddDays($RenewDays)
$due = Get-SmimeCertificate |
    Group-Object -Property Identity |
    Where-Object { ($_.Group.NotAfter | Measure-Object -Maximum).Maximum -lt $limit }

foreach ($person in $due) {
    try {
        New-SmimeCertificate -Identity $person.Name -KeyAlgorithm $KeyAlgorithm -Force | Out-Null
        Publish-SmimeCertificate -Identity $person.Name | Out-Null
        Write-Log INFO "$($person.Name): renewed and published."
    }
    catch {
        Write-Log FAIL "$($person.Name): $($_.Exception.Message)"
        $exitCode = 4
    }
}

# 4. Who can't be served?
$notReady = @(Test-SmimeReadiness | Where-Object { -not ($_.CanSign -and $_.CanBeEncryptedTo) })
foreach ($one in $notReady) {
    Write-Log WARN "$($one.Identity): $($one.FirstFix)"
    $exitCode = 4
}

Write-Log INFO "Done: $(@($due).Count) renewed, $($notReady.Count) not ready, exit code $exitCode."
exit $exitCode
