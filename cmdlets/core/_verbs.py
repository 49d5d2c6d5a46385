"""The verbs that PowerShell approves for the names of commands: group, short form, meaning."""

from collections.abc import Iterable
from typing import Final

_GROUPS: Final = {
    "Common": """
        Add=a Clear=cl Close=cs Copy=cp Enter=et Exit=ex Find=fd Format=f Get=g Hide=h Join=j
        Lock=lk Move=m New=n Open=op Optimize=om Push=pu Pop=pop Redo=re Remove=r Rename=rn
        Reset=rs Resize=rz Search=sr Select=sc Set=s Show=sh Skip=sk Split=sl Step=st Switch=sw
        Undo=un Unlock=uk Watch=wc""",
    "Communications": "Connect=cc Disconnect=dc Read=rd Receive=rc Send=sd Write=wr",
    "Data": """
        Backup=ba Checkpoint=ch Compare=cr Compress=cm Convert=cv ConvertFrom=cf ConvertTo=ct
        Dismount=dm Edit=ed Expand=en Export=ep Group=gp Import=ip Initialize=in Limit=l Merge=mg
        Mount=mt Out=o Publish=pb Restore=rr Save=sv Sync=sy Unpublish=ub Update=ud""",
    "Diagnostic": "Debug=db Measure=ms Ping=pi Repair=rp Resolve=rv Test=t Trace=tr",
    "Lifecycle": """
        Approve=ap Assert=as Build=bd Complete=cmp Confirm=cn Deny=dn Deploy=dp Disable=d Enable=e
        Install=is Invoke=i Register=rg Request=rq Restart=rt Resume=ru Start=sa Stop=sp Submit=sb
        Suspend=ss Uninstall=us Unregister=ur Wait=w""",
    "Security": "Block=bl Grant=gr Protect=pt Revoke=rk Unblock=ul Unprotect=up",
    "Other": "Use=u",
}


class VerbInfo:
    """One verb: its short form for aliases, and the group it belongs to."""

    __slots__ = ("alias_prefix", "group", "verb")
    type_name = "System.Management.Automation.VerbInfo"
    shown = ("verb", "alias_prefix", "group")

    def __init__(self, verb: str, alias_prefix: str, group: str) -> None:
        self.verb = verb
        self.alias_prefix = alias_prefix
        self.group = group

    def __str__(self) -> str:
        return self.verb


def approved() -> list[VerbInfo]:
    """Return the verbs, group by group."""
    return [
        VerbInfo(verb, prefix, group)
        for group, pairs in _GROUPS.items()
        for verb, _, prefix in (pair.partition("=") for pair in pairs.split())
    ]


APPROVED: Final = frozenset(info.verb.lower() for info in approved())


def unapproved(names: Iterable[str]) -> list[str]:
    """Return the names that begin with a verb and a hyphen, and whose verb is not approved."""
    return [
        name for name in names if "-" in name and name.partition("-")[0].lower() not in APPROVED
    ]
