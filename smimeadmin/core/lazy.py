"""Modules that are imported at their first use, and the one table of them.

They are third-party ones, and the parts that ``app.services`` hands out: a line that reads a
setting shall not pay for keys, directories and messages.

A module that needs one writes::

    if TYPE_CHECKING:
        import ldap3
    else:
        ldap3 = at_first_use("ldap3")

so that the type checker sees the module and start-up does not load it. Whatever isn't in the table
is imported in the ordinary way, at the top.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

AT_FIRST_USE = frozenset(
    {
        "cmdlets.core._parallel",  # ForEach-Object: only with -Parallel
        "cryptography.x509",  # directory: only to name an untrusted server's certificate
        "ldap3",  # directory: only after Connect-ActiveDirectory
        "ldap3.core.exceptions",
        "ctypes",  # engine: only where a job is stopped
        "difflib",  # engine: only for "did you mean"
        "importlib.metadata",  # Import-Module: only for a name that no file has
        "keyring",  # passphrase: only where no variable and no descriptor gives it
        "pwd",  # engine: only where no variable names the user; Windows has no such module
        "platformdirs",  # workspace: only without --workspace and SMIMEADMIN_HOME
        "smimeadmin.app.at_prompt",
        "smimeadmin.app.connections",
        "smimeadmin.app.domain",
        "smimeadmin.app.rehearsal",
        "smimeadmin.app.validation",
        "smimeadmin.app.wiring",
        "smimeadmin.changes.files_executor",  # app: only when a line writes a file
        "smimeadmin.core.clixml.errors",  # only where CLIXML is read or written
        "smimeadmin.core.culture_table",  # only where another culture than en-US is named
        "smimeadmin.core.files_overlay",
        "smimeadmin.mail.smtp",
        "smimeadmin.shell.engine.clixml_door",  # only where CLIXML is read or written
        "smimeadmin.shell.engine.members_catalogue",  # no member is used in many lines
        "smimeadmin.shell.engine.members_catalogue_rare",
        "smimeadmin.shell.engine.members_catalogue_static",
        "smimeadmin.shell.engine.members_dictionaries",
        "smimeadmin.shell.engine.members_intrinsic",
        "smimeadmin.shell.engine.members_lists",
        "smimeadmin.shell.engine.script_modules",  # only where a module is called
        "smimeadmin.shell.engine.session_state",  # only for $ExecutionContext and $PSCmdlet's
        "smimeadmin.shell.engine.background",
        "smimeadmin.shell.engine.using_modules",
        "smimeadmin.shell.engine.dynamic_parameters",
        "smimeadmin.shell.engine.native",  # only where a program is called or looked for
        "smimeadmin.shell.prompt.repl",
        "smimeadmin.exchange.backends.embedded",
        "smimeadmin.exchange.executor",
        "smimeadmin.exchange.planning",
        "smimeadmin.shell.formatting.data_sinks",  # only with --output-format
        "smimeadmin.shell.formatting.planner",  # only where more than texts and numbers is shown
        "threading",  # engine: only where a job runs
        "tabulate",  # formatting: only for table styles and Markdown
        "tempfile",  # workspace: only for a read-only one that a dead process left
    }
)


class _DeferredModule(ModuleType):
    """Stands for a module until an attribute of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:  # it stands in the place of what is asked for
            del sys.modules[self.__name__]
        value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)  # the next access doesn't come here
        return value


def at_first_use(name: str) -> Any:
    """Return a stand-in that imports the module when an attribute of it is first asked for.

    ``name`` must be in the table above: KeyError otherwise, at import time of the asker.
    """
    if name not in AT_FIRST_USE:
        raise KeyError(name)
    return _DeferredModule(name)


@contextmanager
def left_out(*names: str) -> Iterator[None]:
    """Let a library import these modules without loading them; they are loaded when one is used.

    Inside of the block ``import`` finds a stand-in; after it ``import`` loads the module as ever.
    One that is loaded already stays as it is.
    """
    stand_ins = {name: _DeferredModule(name) for name in names if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
