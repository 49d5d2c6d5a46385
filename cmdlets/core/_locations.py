"""What the commands on the current location share."""

from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import plain_path
from smimeadmin.core.files import has_wildcard
from smimeadmin.shell.engine import CommandError
from smimeadmin.shell.engine.automatic_variables import PathInfo
from smimeadmin.shell.engine.net_exceptions import AUTOMATION

_CURRENT = "\0current"
"""The key under which the stacks keep the name of the one that is meant without a name."""


class ChangesLocation(UsesFiles):
    """Goes to another folder."""

    def folder(self, path: str, *, literal: bool = False) -> str:
        """Return the folder that a path means; an error if there is none, or several."""
        if has_wildcard(path) and not literal:
            found = [info.path for info in self.globbed(path, force=True) if info.is_dir]
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
        stacks = self.session.location_stacks
        if not name or name.lower() == "default":
            name = (stacks.get(_CURRENT) or ["default"])[0]
        return stacks.setdefault(name.lower(), [])

    def existing_stack(self, name: str) -> list[str]:
        """Return a stack that a name given means; an error if there is none."""
        if name and name.lower() not in self.session.location_stacks and name.lower() != "default":
            raise CommandError(
                "Argument",
                f"There is no stack '{name}' with a location on it.",
                category="InvalidArgument",
                target=name,
                inner=AUTOMATION + "PSArgumentException",
            )
        return self.stack(name)

    def make_current(self, name: str) -> None:
        """Let a stack be the one that is meant without a name; an empty one is the first again."""
        if name:
            self.existing_stack(name)
        self.session.location_stacks[_CURRENT] = [name.lower() or "default"]

    def here(self) -> PathInfo:
        """Return the current location as an object."""
        return PathInfo(self.session.location)
