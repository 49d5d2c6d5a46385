"""Get-ChildItem: what is in a folder."""

from cmdlets.core._attributes import Condition, attribute_condition
from cmdlets.core._paths import FiltersNames, missing
from smimeadmin.core.files import FileInfo, has_wildcard
from smimeadmin.core.files_errors import FileError
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.convert import to_text


class GetChildItem(
    FiltersNames, name="Get-ChildItem", aliases=("gci", "ls", "dir"), default_set="Items"
):
    """Lists a folder, folders first; with -Recurse what is below it too.

    `env:`, `variable:`, `function:` and `alias:` are listed by name.
    """

    path: list[str] = Parameter(
        "The folder, or files with wildcards; without it the current location.",
        default=(),
        sets=(InSet("Items", position=0, from_pipeline=True, from_pipeline_by_property_name=True),),
    )
    literal_path: list[str] = Parameter(
        "The folder; every character counts as it is.",
        default=(),
        aliases=("PSPath", "LP"),
        sets=(InSet("LiteralItems", mandatory=True, from_pipeline_by_property_name=True),),
    )
    filter: str | None = Parameter("Only names like this.", default=None, position=1)
    recurse: bool = Parameter("Also what is in folders below.", default=False, aliases=("s", "r"))
    depth: int | None = Parameter("How many levels below, at most.", default=None, type="UInt32")
    force: bool = Parameter("Hidden ones too.", default=False)
    name_: bool = Parameter("Write names, not objects.", default=False, name="Name")
    attributes: list[str] = Parameter(
        "Only what has these attributes: + is and, a comma or, ! not.", default=(), type="Object[]"
    )
    follow_symlink: bool = Parameter("Go into folders that are links, too.", default=False)
    directory: bool = Parameter("Folders only.", default=False, aliases=("ad", "d"))
    file: bool = Parameter("Files only.", default=False, aliases=("af",))
    hidden: bool = Parameter("Hidden ones only.", default=False, aliases=("ah", "h"))
    read_only: bool = Parameter("Read-only ones only.", default=False, aliases=("ar",))
    system: bool = Parameter("Only what has the attribute System.", default=False, aliases=("as",))

    examples = (
        Example(
            "The names of all text files.",
            "Get-ChildItem *.txt | ForEach-Object Name",
            setup="Set-Content note.txt 'x'",
            shows="note.txt",
        ),
        Example(
            "The folders that are not hidden.",
            "(Get-ChildItem -Attributes Directory+!Hidden).Name",
            setup="$null = New-Item old -ItemType Directory",
            shows="old",
        ),
    )

    def begin(self) -> None:
        """Read the conditions."""
        self._conditions: list[Condition] = []
        if self.attributes:
            text = ",".join(to_text(one) for one in self.attributes)
            self._conditions.append(attribute_condition(text))
        for is_given, word in (
            (self.directory, "Directory"),
            (self.file, "!Directory"),
            (self.hidden, "Hidden"),
            (self.read_only, "ReadOnly"),
            (self.system, "System"),
        ):
            if is_given:
                self._conditions.append(attribute_condition(word))
        asked = self.hidden or any("hidden" in to_text(a).lower() for a in self.attributes)
        self._shows_hidden = self.force or asked

    def process(self, path: list[str], literal_path: list[str]) -> None:
        """List each path."""
        given = path if path or literal_path else [self.session.location.replace("[", "`[")]
        names, plain, literal = self.drive_names(given, literal_path)
        for drive, name, is_literal in names:
            if name and not (has_wildcard(name) and not is_literal) and not drive.matching(name):
                self.write_error(missing(f"{drive.name}:{name}"), name)
            found = [one for one in drive.matching(name) if self.is_wanted(one)]
            self.write_each(found if self.name_ else [drive.shown(one) for one in found])
        for one in filter(self.is_on_a_drive, plain):
            self._path(one)
        for whole in self.meant_literally(literal):
            self._place(whole)

    def meant_literally(self, literal: list[str]) -> list[str]:
        """Return the literal paths that are there; an error is written for each that isn't."""
        found = []
        for one in filter(self.is_on_a_drive, literal):
            whole = self.full_path(one)
            if self.is_there(whole):
                found.append(whole)
            else:
                self.write_error(missing(whole), whole)
        return found

    def _path(self, path: str) -> None:
        if not has_wildcard(path):
            self._bare_path(path)
        elif self.recurse or self.depth is not None:
            self._below_pattern(path)
        else:
            for info in self.globbed(path, force=self._shows_hidden):
                if info.is_dir and not (self.include or self.exclude):
                    self._place(info.path)
                else:
                    self._show(info, self.files.resolve("..", info.path))

    def _bare_path(self, path: str) -> None:
        """List a folder; a name with -Recurse is looked for in all folders below."""
        whole = self.full_path(path)
        if self.is_there(whole):
            self._place(whole)
        elif self.recurse and self.files.is_dir(self.files.resolve("..", whole)):
            self._below_pattern(path)
        else:
            self.write_error(missing(whole), whole)

    def _below_pattern(self, path: str) -> None:
        """List what has names like the last part of a path, in its folder and all below."""
        folder, _, last = path.replace("\\", "/").rpartition("/")
        if last == "*":
            for info in self.globbed(path, force=self._shows_hidden):
                self._show(info, self.files.resolve("..", info.path))
                if info.is_dir:
                    self._list(info.path, self.files.resolve("..", info.path), 1)
            return
        kept = self.include
        self.include = [*kept, last]
        for where in self.existing(folder or ("/" if path[:1] in "/\\" else ".")):
            self._list(where, where, 0)
        self.include = kept

    def _place(self, whole: str) -> None:
        info = self.files.info(whole)
        if info.is_dir:
            self._list(whole, whole, 0)
        else:
            self._show(info, self.files.resolve("..", whole))

    def _list(self, folder: str, top: str, level: int) -> None:
        if level and self.depth is not None and level > self.depth:
            return
        members = self._members(folder)
        deeper = self.recurse or self.depth is not None
        at_once = bool(self.include or self.exclude)  # then a folder's members follow it at once
        for info in members:
            if self._shows_hidden or not info.name.startswith("."):
                self._show(info, top)
            if deeper and at_once and self._goes_into(info):
                self._list(info.path, top, level + 1)
        if deeper and not at_once:
            for info in members:
                if self._goes_into(info):
                    self._list(info.path, top, level + 1)

    def _members(self, folder: str) -> list[FileInfo]:
        try:
            members = self.files.list_dir(folder)
        except FileError as error:
            self.write_error(_unreadable(error, folder), folder)
            return []
        members.sort(key=lambda info: (not info.is_dir, info.name.casefold()))
        return members

    def _goes_into(self, info: FileInfo) -> bool:
        if not info.is_dir or (info.name.startswith(".") and not self._shows_hidden):
            return False
        if not info.is_link:
            return True
        if not self.follow_symlink:
            return False
        real = self.files.identity(info.path)
        return not self.files.identity(self.files.resolve("..", info.path)).startswith(real)

    def _show(self, info: FileInfo, top: str) -> None:
        if not self.is_wanted(info.name) or not all(holds(info) for holds in self._conditions):
            return
        self.write(
            info.path.removeprefix(top).lstrip("/\\") if self.name_ else self.item(info.path)
        )


def _unreadable(error: FileError, folder: str) -> CommandError:
    made = CommandError(
        "DirUnauthorizedAccessError",
        error.message,
        category="PermissionDenied",
        target=folder,
        inner="System.UnauthorizedAccessException",
        hint=error.hint,
    )
    made.__cause__ = error
    return made
