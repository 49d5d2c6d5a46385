"""The help that is about no command: the overview, and topics about this program."""

from typing import Final

from cmdlets.core._help_topics_language import LANGUAGE_TOPICS

OVERVIEW: Final = """\
smimeadmin: an administration shell for S/MIME in an Exchange organization

  Get-Command                       every command
  Get-Command -Noun *Certificate*   commands by what they are about
  Get-Help NAME                     what a command does, and how it is called
  Get-Help NAME -Examples           lines to type
  Get-Help NAME -Full               every parameter
  Get-Help WORD                     commands and topics whose help speaks of something
  OBJECT | Get-Member               what an object has

Topics: Get-Help about_* lists them. Begin with about_Smimeadmin"""

_PROGRAM_TOPICS: Final = {
    "about_Prompt": """\
about_Prompt: keys and habits of the prompt

  Tab            completes commands, parameters, values, variables, members, paths
  Enter          runs the line; begins another line where something is still open
  Alt-Enter      begins another line
  Right arrow    takes the grey suggestion from the history
  Ctrl-R         searches the history
  Ctrl-C         empties the line, or stops the command that runs
  Ctrl-D, exit   leaves; 'exit 3' leaves with that exit code

The prompt shows 'local' or the server that a Connect- command chose. Lines are kept in the
workspace, without those that hold a secret. The profile (its path is in $PROFILE) is run first,
unless --no-profile is given.""",
    "about_Connections": """\
about_Connections: what commands act on

Without a connection they act on the embedded organization of the workspace (local).
Connect-ActiveDirectory switches the directory side to a domain controller, over LDAPS;
Disconnect-ActiveDirectory goes back. Get-Connection shows both sides.""",
    "about_Rehearsal": """\
about_Rehearsal: what would happen

  COMMAND -WhatIf                     what one command would do
  smimeadmin --what-if SCRIPT         the plan of a whole script: every change, none of them made
  Get-ChangeJournal                   every change that was made

A rehearsal ends with exit code 3 if there is something to change, with 0 if there is nothing.""",
    "about_Smimeadmin": """\
about_Smimeadmin: what this program is

An administration shell for S/MIME in an Exchange organization: it issues and publishes
certificates, keeps the organization's settings and its trust collection, and says who can sign and
who can be encrypted to, and why not. It needs no Windows and no Exchange tools where it runs.

  smimeadmin                    the prompt
  smimeadmin script.ps1 ARGS    runs a script
  smimeadmin -c 'LINE'          runs a line
  smimeadmin --what-if ...      tells every change, and makes none (about_Rehearsal)

Commands act on the organization in the workspace (about_Workspace) until a Connect- command chooses
a server (about_Connections). Every change is kept (about_Journal). The language is PowerShell's
(about_Language_Differences).""",
    "about_Workspace": """\
about_Workspace: where things are kept

One folder holds the embedded organization, the certification authorities, what was issued, the
versions of the trust collection and the journal. It is made by the first command that writes, in
the folder of --workspace, else of SMIMEADMIN_HOME, else that of the user's data. Others must not
read it. Private keys are sealed with a passphrase, which comes from --passphrase-fd, from
SMIMEADMIN_PASSPHRASE, from the system's keyring, or from a question, in that order.

One session writes at a time; another one is told which. Copy the folder while nothing runs to keep
it safe: without it and its passphrase the keys are lost.""",
    "about_Journal": """\
about_Journal: what was changed, and taking it back

Each change is written down before it is made, and again when it was read back: intended, applied,
confirmed or failed. The journal has no secrets; its rows are chained, so that none can be taken out
unseen.

  Get-ChangeJournal                  the changes, the newest last
  Get-ChangeJournal -Last 1          the last batch
  Undo-Change BATCH -WhatIf          what taking it back would do
  Resume-Change BATCH                goes on with what was cut off, and doubles nothing""",
}

TOPICS: Final = {**_PROGRAM_TOPICS, **LANGUAGE_TOPICS}
