"""What the commands on the current location share."""

import os

from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import plain_path
from smimeadmin.core.files import has_wildcard
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.automatic_variables import PathInfo
from smimeadmin.shell.engine.net_exceptions import AUTOMATION


class ChangesLocation(UsesFiles):
    """Goes to another folder."""

    def folder(self, path: str) -> str:
        """Return the folder that a path means; an error if there is none, or several."""
        if path == "~" or path.startswith(("~/", "~\\")):
            path = os.path.expanduser(path.replace("\\", "/"))  # noqa: PTH111 - the port takes texts
        if has_wildcard(path):
            found = [i.path for i in self.files.glob(path, self.session.location) if i.is_dir]
            if len(found) > 1:
                raise CommandError(
                    "AmbiguousPath",
                    f"'{path}' means {len(found)} folders.",
                    category="InvalidArgument",
                    target=path,
                    inner=AUTOMATION + "PSArgumentException",
                )
            whole = found[0] if found else self.full_path(path)
        else:
            whole = self.full_path(plain_path(path))
        if not self.files.is_dir(whole):
            raise CommandError(
                "PathNotFound",
                f"There is no folder '{whole}'.",
                category="ObjectNotFound",
                target=path,
                inner=AUTOMATION + "ItemNotFoundException",
            )
        return whole

    def go(self, whole: str) -> None:
        """Make a folder the current location."""
        self.session.location = whole

    def stack(self, name: str | None) -> list[str]:
        """Return a stack of locations, the newest last."""
        return self.session.location_stacks.setdefault((name or "default").lower(), [])

    def here(self) -> PathInfo:
        """Return the current location as an object."""
        return PathInfo(self.session.location)
