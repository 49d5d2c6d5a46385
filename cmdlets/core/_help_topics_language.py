"""The topics of Get-Help that are about the language."""

from typing import Final

LANGUAGE_TOPICS: Final = {
    "about_Operators": """\
about_Operators: what can be done with values

  + - * / %             numbers; + also joins texts, arrays and tables, * repeats them
  = += -= *= /= ??=     assignment; ??= only where there is $null
  -eq -ne -gt -lt ...   see about_Comparison_Operators
  -and -or -xor -not !  truth; -and and -or stop as soon as the answer is known
  -band -bor -bxor -bnot -shl -shr    bits
  -split -join          texts apart and together
  -replace              see about_Regular_Expressions
  -f                    '{0:N2} of {1}' -f $a, $b
  ..                    1..5, 'a'..'e'
  -is -isnot -as        types
  ? :  ??  ?.           a choice; the first that is not $null; a member unless there is $null
  && ||                 the next command only if the last one did well, or did not
  & .                   calls a command or block; the dot runs it in this scope
  | > >> 2>&1           pipes and redirects

Order, weakest first: assignment; && ||; |; ? :; -and -or -xor; bits; comparison, -split, -join,
-replace, -is, -in; ??; + -; * / %; -f; ..; comma; unary operators and casts.""",
    "about_Comparison_Operators": """\
about_Comparison_Operators: equal, like, matching, containing

  -eq -ne -gt -ge -lt -le    compare; the right side becomes what the left one is
  -like -notlike             with * ? and [a-z]
  -match -notmatch           with a regular expression; what was found is in $Matches
  -contains -notcontains     whether a list has a value;  -in -notin  the other way round
  -is -isnot                 whether a value has a type

Letters' case does not count. A c in front makes it count (-ceq, -cmatch), an i says that it does
not. With a list on the left -eq, -like and -match give back those that fit:

  1, 2, 3, 2 -eq 2           2, 2
  'a.cer', 'b.txt' -like '*.cer'

$null belongs on the left: $null -eq $list, since a list on the left is filtered.""",
    "about_Regular_Expressions": """\
about_Regular_Expressions: patterns of texts

  'anna@contoso.example' -match '^(?<name>\\w+)@(.+)$'   $Matches.name is anna, $Matches[2] the rest
  'a-b-c' -replace '-', '/'                             a/b/c
  'Doe, Jane' -replace '(\\w+), (\\w+)', '$2 $1'          Jane Doe
  'a1b22' -split '\\d+'                                  a, b and an empty text
  Select-String -Path *.log -Pattern 'error \\d{3}'
  switch -Regex ($line) { '^#' { continue } '=' { $_ } }

Put patterns into single quotes, so that $ means the end of the text and no variable.
[regex]::Escape($text) takes a text as it is. Case counts
only in -cmatch, -creplace and the like.""",
    "about_Quoting_Rules": """\
about_Quoting_Rules: 'as it is' and "with $variables"

  'cost: $5'              as it is; a doubled '' stands for one
  "owner: $owner"         variables become their values
  "until $($c.NotAfter)"  anything else stands in $( )
  "a `"quoted`" word"     a backtick takes the next sign as itself; `n is a new line, `t a tab
  "${name}_old"           braces tell where a name ends

  @'                      a text of several lines, as it is
  ...                     @"  and  "@ for one with variables
  '@

An argument needs no quotes unless there is a blank, or one of  ' " ` $ @ ( ) { } , ; | & < > #""",
    "about_Scopes": """\
about_Scopes: where a variable lives

A function and a block run by & have a scope of their own: they see the caller's variables, and
what they set is gone with them. ForEach-Object { }, Where-Object { } and . { } run in the scope
where they stand.

  $script:count++         the variable of the script or module
  $global:x = 1           that of the session
  $local:x, $private:x    that of this scope; private ones are not seen by what is called
  $using:x                a value of the caller, in Start-Job and ForEach-Object -Parallel
  $env:TEMP               a variable of the environment
  Set-Variable x 1 -Scope 1    that of the caller

Functions and aliases live in scopes, too. A module has a scope below the global one.""",
    "about_Splatting": """\
about_Splatting: arguments out of a table

  $with = @{ Identity = 'anna'; Purpose = 'Signing' }
  New-SmimeCertificate @with -WhatIf

A table gives parameters by name, an array by position: @list. Several may stand in a line, and
what is written out beside them wins. @PSBoundParameters and @args hand on what a function got.""",
    "about_Hash_Tables": """\
about_Hash_Tables: names and values

  $t = @{ Anna = 1; 'Jo Doe' = 2 }     a table; [ordered]@{ } keeps the order
  $t.Anna, $t['Jo Doe']                read; what is missing is $null
  $t.Bo = 3; $t.Remove('Anna')         change
  $t.ContainsKey('Bo'), $t.Count
  foreach ($key in $t.Keys) { "$key = $($t[$key])" }
  $t.GetEnumerator() | Sort-Object Name
  [pscustomobject]@{ Name = 'a' }      an object with these properties
  $a + $b                              both together; a name in both is an error

The case of names does not count.""",
    "about_Try_Catch_Finally": """\
about_Try_Catch_Finally: what to do when something fails

  try {
      New-SmimeCertificate -Identity $who -ErrorAction Stop
  } catch [System.IO.IOException] {
      "a file: $($_.Exception.Message)"
  } catch {
      "failed: $_"; $_.FullyQualifiedErrorId
  } finally {
      'always'
  }

Many errors end nothing: the command writes them and goes on with the next object. -ErrorAction
Stop, or $ErrorActionPreference = 'Stop', makes them ones that catch sees. throw 'text' makes one;
throw alone, in a catch, passes it on. $Error[0] is the last one, Get-Error shows all of it.""",
    "about_Functions_Advanced_Parameters": """\
about_Functions_Advanced_Parameters: functions with the parameters of a command

  function Send-Reminder {
      [CmdletBinding(SupportsShouldProcess)]
      param(
          [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
          [Alias('Mail')] [ValidatePattern('@')] [string[]] $Address,
          [ValidateSet('Low', 'High')] [string] $Priority = 'Low',
          [ValidateRange(1, 90)] [int] $Days = 30,
          [switch] $Force
      )
      process {
          foreach ($one in $Address) {
              if ($PSCmdlet.ShouldProcess($one, 'Remind')) { "to $one" }
          }
      }
  }

Parameter(...) knows Mandatory, Position, ParameterSetName, ValueFromPipeline,
ValueFromPipelineByPropertyName, ValueFromRemainingArguments, HelpMessage, DontShow. Checks are
ValidateSet, Range, Pattern, Length, Count, Script, NotNull, NotNullOrEmpty, NotNullOrWhiteSpace.
$PSBoundParameters has what was given. The comment before or in the function is its help
(.SYNOPSIS, .DESCRIPTION, .PARAMETER NAME, .EXAMPLE, .NOTES, .LINK, .INPUTS, .OUTPUTS).""",
    "about_Jobs": """\
about_Jobs: work beside the session

  $job = Start-Job { Test-SmimeReadiness }      runs in a thread with a session of its own
  $job | Wait-Job | Receive-Job                 waits, then gets what it wrote
  Get-Job; Stop-Job 3; Remove-Job 3             lists, ends, forgets
  $users | ForEach-Object -Parallel { ... } -ThrottleLimit 4
  Start-ThreadJob { ... }                       the same as Start-Job; five at a time

A thread shares nothing with the session: no variables, functions, modules or connections. Values
come along by $using:name or -ArgumentList. A job asks no questions. In a rehearsal (--what-if)
jobs run one after the other, so that its plan is complete. Jobs end with the session.""",
    "about_Modules": """\
about_Modules: functions in a file of their own

  Tools.psm1                   functions; Export-ModuleMember says which are given out
  Import-Module ./Tools.psm1   makes them known; -Force loads the file again, -Prefix renames
  New-ModuleManifest Tools.psd1 -RootModule Tools.psm1 -ModuleVersion 1.2
  Get-Module, Remove-Module Tools
  using module ./Tools.psm1    at the head of a script, before it runs: also for classes

A name without a path is looked for in the folders of $env:PSModulePath. ActiveDirectory, the
Exchange modules and PKI need not be there: commands of this program stand in for theirs, and
Import-Module says which.""",
    "about_Language_Differences": """\
about_Language_Differences: where this is not PowerShell

The language is that of PowerShell 7.6. Left out on purpose:

  workflow, configuration, Add-Type, COM, WMI, services, the registry
  types beyond those that scripts for this job use: an error names the type
  deriving classes from .NET's
  remote jobs; jobs are threads, and give back live objects
  plain passwords in files: Export-Clixml and ConvertFrom-SecureString seal them with the key of
  the workspace

More than PowerShell has: a rehearsal of whole scripts (about_Rehearsal), the journal
(about_Journal), --validate, --output-format json, exit codes that tell why.

docs/language.md lists every difference, with its test.""",
}
