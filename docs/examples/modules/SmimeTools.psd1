@{
    RootModule        = 'SmimeTools.psm1'
    ModuleVersion     = '1.2.0'
    Author            = 'Contoso Messaging'
    Description       = 'What we ask of S/MIME every week.'
    FunctionsToExport = @('Get-SmimeOverview', 'Test-SmimeAddress', 'Find-ExpiringCertificate')
    AliasesToExport   = @('fec')
}
