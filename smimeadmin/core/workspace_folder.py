"""Where the workspace is: known without opening it, since a prompt asks before anything else."""

from collections.abc import Mapping
from typing import cast

from smimeadmin.core.lazy import at_first_use

platformdirs = at_first_use("platformdirs")


def workspace_folder(option: str | None, environment: Mapping[str, str]) -> str:
    """Return the folder: the option, else ``SMIMEADMIN_HOME``, else the user's data folder."""
    chosen = option or environment.get("SMIMEADMIN_HOME")
    return chosen or cast("str", platformdirs.user_data_dir("smimeadmin", appauthor=False))
