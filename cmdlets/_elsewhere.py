"""What administrators' scripts name and this program lacks, and what to use here instead.

Looked at only when a name is missed (``smimeadmin.shell.engine.elsewhere`` is the door). Names are
in lower case, ``*`` stands for anything; the exact name wins, then the first pattern that fits.
"""

from typing import Final

_PEOPLE = "Get-Recipient lists people, from Active Directory after Connect-ActiveDirectory."
_CONNECTS = "Connect-ActiveDirectory names the domain controller; Get-Connection shows it."
_WRITES_NO_ACCOUNTS = (
    "Accounts are changed with the tools of Active Directory; here only certificates are published,"
    " by Publish-SmimeCertificate."
)
_NO_MAILBOX_DATA = (
    "Run it in the Exchange Management Shell; here Get-Recipient and Get-SmimeConfig read the"
    " organization."
)
_READS_JOURNAL = "What this program changed is in Get-ChangeJournal; no event log is read."
_SYSTEM_FACTS = (
    "WMI is not read here: use $env:COMPUTERNAME, [Environment]::MachineName or $PSVersionTable."
)
_SCHEDULER = (
    "Let cron or a systemd timer, or the Task Scheduler of Windows, start 'smimeadmin SCRIPT.ps1'"
    " and read its exit code."
)
_CALL_PROGRAM = "Call the program by its name, with its arguments behind it; see $LASTEXITCODE."
_NO_WEB = "No web requests are made here: call curl by its name, and read what it wrote."
_NO_SERVICES = "Services are not read here: call the system's own program, systemctl or sc.exe."
_NO_PROCESSES = "Call the system's own program, ps or tasklist; $PID is this program's number."
_NO_TYPES = "No .NET code is compiled or loaded: write a function or a PowerShell class instead."

COMMANDS: Final[dict[str, str]] = {
    # Active Directory
    "get-aduser": _PEOPLE,
    "get-adobject": _PEOPLE,
    "get-adgroupmember": _PEOPLE,
    "set-aduser": "Publish-SmimeCertificate and Unpublish-SmimeCertificate write a person's"
    " certificates; nothing else of an account is changed here.",
    "get-addomain*": _CONNECTS,
    "get-adforest": _CONNECTS,
    "get-adrootdse": _CONNECTS,
    "search-adaccount": _PEOPLE,
    "new-aduser": "New-Recipient makes a person of the embedded organization; in a domain use the"
    " tools of Active Directory.",
    "get-ad*": _PEOPLE,
    "*-ad*user": _WRITES_NO_ACCOUNTS,
    "*-adgroup*": _WRITES_NO_ACCOUNTS,
    "*-adobject": _WRITES_NO_ACCOUNTS,
    "*-adaccount*": _WRITES_NO_ACCOUNTS,
    "*-adorganizationalunit": _WRITES_NO_ACCOUNTS,
    # Exchange
    "get-mailbox": "Get-Recipient lists people and their addresses.",
    "get-user": "Get-Recipient lists people and their addresses.",
    "get-mailuser": "Get-Recipient lists people and their addresses.",
    "get-mailcontact": "Get-Recipient lists people and their addresses.",
    "get-remotemailbox": "Get-Recipient lists people and their addresses.",
    "get-exomailbox": "Get-Recipient lists people and their addresses.",
    "get-exorecipient": "Get-Recipient lists people and their addresses.",
    "set-mailbox": "Publish-SmimeCertificate writes a person's certificates; other settings of a"
    " mailbox are changed in the Exchange Management Shell.",
    "get-organizationconfig": "Get-SmimeConfig reads what Exchange does with S/MIME.",
    "get-exchangecertificate": "Get-TrustCollection reads the certificates that Exchange trusts for"
    " S/MIME; those of a server are read in the Exchange Management Shell.",
    "get-owavirtualdirectory": "Get-SmimeConfig reads the S/MIME settings of Outlook on the web.",
    "get-owamailboxpolicy": "Get-SmimeConfig reads the S/MIME settings of Outlook on the web.",
    "connect-exchangeonline": "This program is for an Exchange organization of one's own; with no"
    " connection commands act on the embedded one, as Get-Connection shows.",
    "get-mailbox*": _NO_MAILBOX_DATA,
    "set-mailbox*": _NO_MAILBOX_DATA,
    "*-transportrule": _NO_MAILBOX_DATA,
    "*-transportservice": _NO_MAILBOX_DATA,
    "*-inboxrule": _NO_MAILBOX_DATA,
    "*-*connector": _NO_MAILBOX_DATA,
    "*-distributiongroup*": _NO_MAILBOX_DATA,
    "*-dynamicdistributiongroup": _NO_MAILBOX_DATA,
    "*-accepteddomain": _NO_MAILBOX_DATA,
    "*-messagetrackinglog": _NO_MAILBOX_DATA,
    "get-messagetrace": _NO_MAILBOX_DATA,
    "get-exchangeserver": _NO_MAILBOX_DATA,
    "get-*queue": _NO_MAILBOX_DATA,
    "*-mailboxdatabase*": _NO_MAILBOX_DATA,
    "*-casmailboxplan": _NO_MAILBOX_DATA,
    "test-servicehealth": _NO_MAILBOX_DATA,
    # AD CS
    "get-certificate": "New-SmimeCertificate issues a certificate to a person.",
    "get-certificationauthority*": "Get-CertificationAuthority lists those of this workspace.",
    "new-selfsignedcertificate": "New-CertificationAuthority makes an authority and"
    " New-SmimeCertificate a person's certificate.",
    "import-pfxcert*": "Import-PfxCertificate reads a PFX file.",
    # Windows and .NET
    "add-type": _NO_TYPES,
    "*-typedata": "Add-Member gives an object members; those of a whole type are not changed here.",
    "get-wmiobject": _SYSTEM_FACTS,
    "gwmi": _SYSTEM_FACTS,
    "get-ciminstance": _SYSTEM_FACTS,
    "gcim": _SYSTEM_FACTS,
    "*-wmi*": _SYSTEM_FACTS,
    "*-cim*": _SYSTEM_FACTS,
    "get-computerinfo": _SYSTEM_FACTS,
    "*-eventlog": _READS_JOURNAL,
    "*-winevent": _READS_JOURNAL,
    "get-service": _NO_SERVICES,
    "gsv": _NO_SERVICES,
    "*-service": _NO_SERVICES,
    "get-process": _NO_PROCESSES,
    "gps": _NO_PROCESSES,
    "stop-process": "Call the system's own program, kill or taskkill.",
    "start-process": _CALL_PROGRAM,
    "saps": _CALL_PROGRAM,
    "invoke-webrequest": _NO_WEB,
    "iwr": _NO_WEB,
    "invoke-restmethod": _NO_WEB,
    "irm": _NO_WEB,
    "*-scheduledtask*": _SCHEDULER,
    "*-scheduledjob*": _SCHEDULER,
    "*-jobtrigger": _SCHEDULER,
    "*-itemproperty": "There is no registry here: keep settings in a JSON file, with ConvertTo-Json"
    " and ConvertFrom-Json.",
    "get-hotfix": _SYSTEM_FACTS,
    "compress-archive": "Call zip or tar by its name.",
    "expand-archive": "Call unzip or tar by its name.",
    "get-acl": "Call the system's own program, getfacl or icacls.",
    "set-acl": "Call the system's own program, setfacl or icacls.",
    "get-counter": "Call the system's own program; performance counters are not read here.",
    "test-connection": "Call ping by its name; it is no test of the service that is needed.",
    "test-netconnection": "Connect-ActiveDirectory and Send-MailMessage say what a server answers.",
    "resolve-dnsname": "Call nslookup or dig by its name.",
    "restart-computer": "Call the system's own program, shutdown or systemctl.",
    "out-printer": "Write a file with Out-File, and call lp by its name.",
    "set-clipboard": "Write a file with Out-File, and call clip or xclip by its name.",
    "get-clipboard": "Call xclip by its name.",
    "remoteexchange.ps1": "Leave the line out: Get-SmimeConfig, Set-SmimeConfig and Get-Recipient"
    " are here without it.",
    "update-help": "Help comes with the program: Get-Help NAME shows it.",
    "install-module": "Nothing is installed from a gallery: put the module into a folder, and give"
    " its path to Import-Module.",
    "find-module": "Nothing is installed from a gallery: put the module into a folder, and give"
    " its path to Import-Module.",
    "save-module": "Nothing is installed from a gallery: put the module into a folder, and give"
    " its path to Import-Module.",
    "protect-cmsmessage": "Protect-SmimeMessage encrypts a message.",
    "unprotect-cmsmessage": "Unprotect-SmimeMessage decrypts a message.",
    "get-cmsmessage": "Get-SmimeMessage reads a message.",
}

# What the programs of Windows and OpenSSL do with certificates and messages.
PROGRAMS: Final[dict[str, dict[str, str]]] = {
    "certutil": {
        "-dump": "Type: (New-TrustCollection -Path {1}).Certificates | Format-List"
        " (a PFX file: Get-PfxCertificate {1}).",
        "-addstore": "Type: Import-TrustCollection {2} -Merge"
        " (Exchange trusts it then; Import-Certificate {2} only lists it here).",
        "-dspublish": "Type: Publish-SmimeCertificate ADDRESS -Certificate"
        " ([X509Certificate2]::new({1!})) (for an authority that Exchange is to trust:"
        " Import-TrustCollection {1} -Merge).",
        "-verify": "Type: $chain = [X509Chain]::new(); $chain.ChainPolicy.RevocationMode ="
        " 'NoCheck'; $chain.Build([X509Certificate2]::new({1!})); $chain.ChainStatus",
        "-hashfile": "Type: Get-FileHash {1} (certutil itself means -Algorithm SHA1).",
        "-encode": "Type: [Convert]::ToBase64String([IO.File]::ReadAllBytes({1!}),"
        " 'InsertLineBreaks') | Set-Content {2}",
        "-decode": "Type: [IO.File]::WriteAllBytes({2!}, [Convert]::FromBase64String("
        "(Get-Content {1} -Raw) -replace '-----[^-]+-----'))",
        "-importpfx": "Type: Import-PfxCertificate -FilePath {1} -Password"
        " (Read-Host -AsSecureString)",
        "-exportpfx": "Type: Get-SmimeCertificate ADDRESS | Export-PfxCertificate -FilePath {2}"
        " -Password (Read-Host -AsSecureString)",
        "-store": "Type: Get-SmimeCertificate (what Exchange trusts: Get-TrustCollection).",
        "-viewstore": "Type: Get-SmimeCertificate (what Exchange trusts: Get-TrustCollection).",
        "-generatesstfromwu": "Type: Get-CertificationAuthority | New-TrustCollection |"
        " Export-TrustCollection {1}",
        "": "Get-Command -Noun *Certificate* lists what works with certificates here.",
    },
    "certreq": {
        "-accept": "Type: Import-Certificate {1} (New-SmimeCertificate ADDRESS issues here).",
        "": "Type: New-SmimeCertificate ADDRESS (it makes the key and issues the certificate).",
    },
    "makecert": {
        "-r": "Type: New-CertificationAuthority -Name 'Contoso Root CA'",
        "": "Type: New-SmimeCertificate ADDRESS (an authority: New-CertificationAuthority).",
    },
    "openssl": {
        "smime -decrypt": "Type: Unprotect-SmimeMessage {1}",
        "smime -verify": "Type: Test-SmimeMessage {1}",
        "smime -sign": "Type: Protect-SmimeMessage -From ADDRESS -To ADDRESS -Path {1} -Sign"
        " -OutFile signed.eml",
        "smime -encrypt": "Type: Protect-SmimeMessage -From ADDRESS -To ADDRESS -Path {1} -Encrypt"
        " -OutFile encrypted.eml",
        "smime": "Type: Get-SmimeMessage {1}",
        "cms -decrypt": "Type: Unprotect-SmimeMessage {1}",
        "cms -verify": "Type: Test-SmimeMessage {1}",
        "cms -sign": "Type: Protect-SmimeMessage -From ADDRESS -To ADDRESS -Path {1} -Sign"
        " -OutFile signed.eml",
        "cms -encrypt": "Type: Protect-SmimeMessage -From ADDRESS -To ADDRESS -Path {1} -Encrypt"
        " -OutFile encrypted.eml",
        "cms": "Type: Get-SmimeMessage {1}",
        "pkcs12 -export": "Type: Get-SmimeCertificate ADDRESS | Export-PfxCertificate"
        " -FilePath out.pfx -Password (Read-Host -AsSecureString)",
        "pkcs12": "Type: Get-PfxCertificate {1}",
        "pkcs7": "Type: (New-TrustCollection -Path {1}).Certificates",
        "x509": "Type: [X509Certificate2]::new({1!}) | Format-List",
        "dgst": "Type: Get-FileHash {1} -Algorithm SHA256",
        "req -x509": "Type: New-CertificationAuthority -Name 'Contoso Root CA'",
        "req": "Type: New-SmimeCertificate ADDRESS",
        "": "Get-Command -Noun *Certificate*, *SmimeMessage lists what works with them here.",
    },
}

_DIRECTORY_SEARCH = "Get-Recipient finds people, in Active Directory after Connect-ActiveDirectory."

TYPES: Final[dict[str, str]] = {
    "adsisearcher": _DIRECTORY_SEARCH,
    "adsi": _DIRECTORY_SEARCH,
    "directoryservices.*": _DIRECTORY_SEARCH,
    "wmi": _SYSTEM_FACTS,
    "wmiclass": _SYSTEM_FACTS,
    "wmisearcher": _SYSTEM_FACTS,
    "ciminstance": _SYSTEM_FACTS,
    "management.management*": _SYSTEM_FACTS,
    "net.mail.smtpclient": "Send-MailMessage sends mail.",
    "net.mail.mailmessage": "Send-MailMessage sends mail.",
    "net.mail.attachment": "Send-MailMessage sends mail, with -Attachments.",
    "net.webclient": _NO_WEB,
    "net.webrequest": _NO_WEB,
    "net.httpwebrequest": _NO_WEB,
    "net.http.*": _NO_WEB,
    "diagnostics.process*": _CALL_PROGRAM,
    "diagnostics.eventlog": _READS_JOURNAL,
    "serviceprocess.*": _NO_SERVICES,
    "security.principal.windows*": "$env:USERNAME says who runs this; what one may do, the server"
    " that is asked decides.",
    "windows.forms.*": "No windows are shown here: ask with Read-Host, show with Format-Table.",
    "windows.*": "No windows are shown here: ask with Read-Host, show with Format-Table.",
    "microsoft.win32.registry*": "There is no registry here: keep settings in a JSON file.",
    "win32.registry*": "There is no registry here: keep settings in a JSON file.",
    "microsoft.exchange.*": "Start the script with 'smimeadmin': Get-SmimeConfig and Get-Recipient"
    " need no types of Exchange.",
    "microsoft.activedirectory.*": _DIRECTORY_SEARCH,
    "reflection.assembly": _NO_TYPES,
    "data.sqlclient.*": "No databases are read here: export to CSV, and read it with Import-Csv.",
    "security.cryptography.x509certificates.x509store": "Get-SmimeCertificate lists the"
    " certificates of this workspace; Import-PfxCertificate adds one.",
    "security.cryptography.pkcs.cmssigner": "Protect-SmimeMessage signs and encrypts.",
    "security.cryptography.pkcs.cmsrecipient*": "Protect-SmimeMessage signs and encrypts.",
    "security.cryptography.x509certificates.certificaterequest": "New-SmimeCertificate makes the"
    " key and issues the certificate; New-CertificationAuthority makes an authority.",
    "security.cryptography.pkcs.*": "Protect-SmimeMessage, Unprotect-SmimeMessage and"
    " Test-SmimeMessage work with CMS.",
}

COM_OBJECTS: Final[dict[str, str]] = {
    "outlook.application": "Protect-SmimeMessage writes a message, Send-MailMessage sends mail.",
    "cdo.message": "Send-MailMessage sends mail.",
    "excel.application": "Export-Csv writes what Excel opens; ConvertTo-Html writes a report.",
    "word.application": "ConvertTo-Html writes a report.",
    "scripting.filesystemobject": "Get-ChildItem, Get-Content and Set-Content work with files.",
    "wscript.shell": _CALL_PROGRAM,
    "shell.application": "Get-ChildItem and Copy-Item work with files.",
    "wscript.network": "$env:USERNAME and $env:COMPUTERNAME say who runs where.",
    "adodb.*": "Export to CSV, and read it with Import-Csv.",
    "msxml2.*": _NO_WEB,
    "internetexplorer.application": _NO_WEB,
    "schedule.service": _SCHEDULER,
    "certificateauthority.*": "New-SmimeCertificate issues, Get-SmimeCertificate lists.",
    "x509enrollment.*": "New-SmimeCertificate makes the key and issues the certificate.",
    "capicom.*": "Protect-SmimeMessage and Get-SmimeCertificate work with S/MIME.",
    "*": "COM is part of Windows; Get-Command lists what there is here.",
}

STAND_INS: Final[dict[str, str]] = {
    "activedirectory": "Connect-ActiveDirectory, Get-Recipient, Get-PublishedCertificate,"
    " Publish-SmimeCertificate and Unpublish-SmimeCertificate",
    "exchange": "Get-SmimeConfig, Set-SmimeConfig, Get-Recipient, Get-TrustCollection and"
    " Import-TrustCollection",
    "exchangeonlinemanagement": "Get-SmimeConfig, Set-SmimeConfig, Get-Recipient,"
    " Get-TrustCollection and Import-TrustCollection, which act on an organization of one's own"
    " and not on Exchange Online,",
    "microsoft.exchange.*": "Get-SmimeConfig, Set-SmimeConfig, Get-Recipient, Get-TrustCollection"
    " and Import-TrustCollection",
    "remoteexchange": "Get-SmimeConfig, Set-SmimeConfig, Get-Recipient, Get-TrustCollection and"
    " Import-TrustCollection",
    "pki": "Import-Certificate, Export-Certificate, Get-PfxCertificate, Import-PfxCertificate and"
    " Export-PfxCertificate",
    "microsoft.powershell.*": "",
    "psreadline": "",
}

_EXCHANGE = "Microsoft.Exchange.Management.PowerShell."

SNAP_INS: Final[dict[str, str]] = {
    f"{_EXCHANGE}{name}".lower(): f"{_EXCHANGE}{name}"
    for name in ("Admin", "E2010", "Setup", "SnapIn", "Support")
}

_NO_CLOUD = "This program is for an Exchange organization of one's own, without cloud services."

MODULES: Final[dict[str, str]] = {
    "pspki": "New-CertificationAuthority, New-SmimeCertificate and Get-SmimeCertificate work with"
    " the authorities of this workspace.",
    "importexcel": "Export-Csv writes what Excel opens; ConvertTo-Html writes a report.",
    "azuread*": _NO_CLOUD,
    "msonline": _NO_CLOUD,
    "microsoft.graph*": _NO_CLOUD,
    "microsoftteams": _NO_CLOUD,
    "az": _NO_CLOUD,
    "az.*": _NO_CLOUD,
    "scheduledtasks": _SCHEDULER,
    "psscheduledjob": _SCHEDULER,
    "cimcmdlets": _SYSTEM_FACTS,
    "servermanager": "Roles of Windows are installed on the server itself.",
    "webadministration": "IIS is configured on the server itself.",
    "grouppolicy": "Group policies are written with the tools of Active Directory.",
}
