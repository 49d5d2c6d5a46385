"""The help that is about no command: the overview, and a few topics."""

from typing import Final

OVERVIEW: Final = """\
smimeadmin: an administration shell for S/MIME in an Exchange organization

  Get-Command                       every command
  Get-Command -Noun *Certificate*   commands by what they are about
  Get-Help NAME                     what a command does, and how it is called
  Get-Help NAME -Examples           lines to type
  Get-Help NAME -Full               every parameter
  Get-Help WORD                     commands whose help speaks of something
  OBJECT | Get-Member               what an object has

Topics: about_Prompt, about_Connections, about_Rehearsal"""

TOPICS: Final = {
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
}
