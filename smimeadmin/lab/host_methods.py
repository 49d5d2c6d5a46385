"""The methods of a client's host that a server may call (MS-PSRP 2.2.3.17)."""

from typing import Final

METHOD_TYPE: Final = "System.Management.Automation.Remoting.RemoteHostMethodId"
METHODS: Final = {
    "SetShouldExit": 6,
    "ReadLine": 11,
    "ReadLineAsSecureString": 12,
    "Write1": 13,
    "Write2": 14,
    "WriteLine1": 15,
    "WriteLine2": 16,
    "WriteLine3": 17,
    "WriteErrorLine": 18,
    "WriteDebugLine": 19,
    "WriteProgress": 20,
    "WriteVerboseLine": 21,
    "WriteWarningLine": 22,
    "Prompt": 23,
    "PromptForCredential1": 24,
    "PromptForCredential2": 25,
    "PromptForChoice": 26,
    "PopRunspace": 53,
    "PromptForChoiceMultipleSelection": 56,
}
