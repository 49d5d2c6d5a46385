"""The engine: runs syntax trees, pipelines and commands."""

from smimeadmin.shell.engine.cmdlet import Cmdlet, Example, Parameter
from smimeadmin.shell.engine.error_record import CommandError, ErrorRecord, TerminatingError
from smimeadmin.shell.engine.errors import EngineError
from smimeadmin.shell.engine.host import Host, SilentHost
from smimeadmin.shell.engine.parameters import InSet

__all__ = [
    "Cmdlet",
    "CommandError",
    "EngineError",
    "ErrorRecord",
    "Example",
    "Host",
    "InSet",
    "Parameter",
    "SilentHost",
    "TerminatingError",
]
