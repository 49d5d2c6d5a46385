"""From the command line to the services: workspace, rehearsal, passphrase."""

from collections.abc import Mapping

from smimeadmin.app.arguments import Arguments
from smimeadmin.app.passphrase import DescriptorPassphrase, PassphraseSource
from smimeadmin.app.services import AppServices
from smimeadmin.core.clock import SystemClock
from smimeadmin.core.files import Files
from smimeadmin.core.workspace import Workspace
from smimeadmin.core.workspace_folder import workspace_folder
from smimeadmin.shell.engine.host import Host


def wire(
    arguments: Arguments,
    files: Files,
    host: Host,
    environment: Mapping[str, str],
    descriptor: DescriptorPassphrase | None,
) -> AppServices:
    """Return the services of a run; the workspace is opened, and made by the first write.

    ``descriptor`` gives the passphrase where the command line named a file descriptor.
    """
    clock = SystemClock()
    folder = workspace_folder(arguments.workspace, environment)
    workspace = Workspace.open(folder, clock=clock)
    if arguments.what_if:
        workspace = workspace.in_memory_copy()
    passphrase = PassphraseSource(
        folder,
        host,
        environment,
        descriptor=descriptor,
        is_new=lambda: not services.keys.is_locked_by_passphrase(),
    )
    services = AppServices(workspace, files, clock, passphrase, rehearsal=arguments.what_if)
    return services


def descriptor_passphrase(arguments: Arguments) -> DescriptorPassphrase | None:
    """Return what reads the passphrase of ``--passphrase-fd``, None without that."""
    number = arguments.passphrase_fd
    return None if number is None else DescriptorPassphrase(number)
