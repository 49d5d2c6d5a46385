"""Loading modules: the file, what its manifest asks for, and what the caller wants of it."""

from typing import TYPE_CHECKING, Any

from cmdlets.core._modules import (
    FindsModules,
    Wanted,
    fill_in,
    invalid_manifest,
    no_module,
    root_of,
    stem,
    texts,
    values_of,
    wrong_version,
)
from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.core.objects import ExtraMember, PropertyBag
from smimeadmin.core.values import FoldingDictionary
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.common_parameters import name_matches
from smimeadmin.shell.engine.script_modules import (
    ScriptModule,
    load_module,
    new_module,
    publish,
    withdraw,
)

if TYPE_CHECKING:
    from importlib import metadata
else:
    metadata = at_first_use("importlib.metadata")


class LoadsModules(FindsModules):
    """Loads a module, with all that its manifest asks for."""

    def load(self, wanted: Wanted, arguments: list[Any], *, anew: bool) -> ScriptModule | None:
        """Return a module that is loaded now; an error is written where that can't be."""
        path = self.module_file(wanted.name, wanted)
        if path is None:
            return self._without_file(wanted)
        known: ScriptModule | None = self.session.modules.get(fold(stem(path)))
        if known is not None and not anew and wanted.takes(known.version):
            return known
        table = self.manifest(path) if path.lower().endswith(".psd1") else None
        there = None if table is None else self.described(path, table).version
        if wanted.has_versions and (there is None or not wanted.takes(there)):
            self.write_error(wrong_version(wanted, there), wanted.name)
            return None
        if known is not None and anew:
            withdraw(self.invocation.frame, known)
        if table is None:
            return load_module(self.invocation.frame, stem(path), path, arguments)
        return self._with_manifest(path, table, arguments)

    def _without_file(self, wanted: Wanted) -> ScriptModule | None:
        known: ScriptModule | None = self.session.modules.get(fold(wanted.name))
        if known is not None:
            return known
        if self.session.registry.knows_module(wanted.name):
            made = self.session.modules[fold(wanted.name)] = ScriptModule(wanted.name)
            self.say_stand_in(wanted.name)
            return made
        package = _installed(wanted.name)
        if package is not None:
            made = self.session.modules[fold(wanted.name)] = ScriptModule(wanted.name)
            made.module_type = "Binary"
            self.session.registry.add_package(package)
            return made
        self.write_error(no_module(wanted.name), wanted.name)
        return None

    def _with_manifest(
        self, path: str, table: FoldingDictionary, arguments: list[Any]
    ) -> ScriptModule:
        frame = self.invocation.frame
        required = [self._required(path, one) for one in values_of(table.get("RequiredModules"))]
        for script in texts(table.get("ScriptsToProcess")):
            block = self.session.load_script(self._beside(path, script))
            self.session.call_block(frame, block, [], dot=True)
        nested = tuple(
            load_module(frame, stem(one), self._beside(path, one), [])
            for one in _nested_files(table)
        )
        root = root_of(table)
        if root:
            file = self._beside(path, root)
            module = load_module(frame, stem(path), file, arguments, nested)
        else:
            module = new_module(frame, stem(path), path)
            module.module_type = "Manifest"
            for one in nested:
                module.functions.update(one.functions)
                module.aliases.update(one.aliases)
                module.variables.update(one.variables)
            module.nested_modules = list(nested)
        module.path = path
        module.required_modules = required
        fill_in(module, table)
        keep(module, table.get("FunctionsToExport"), table.get("AliasesToExport"), None)
        return module

    def _beside(self, path: str, name: str) -> str:
        whole = self.files.resolve(name, self.files.resolve("..", path))
        if "." not in stem(name) and not self.files.exists(whole):
            whole = next(
                (whole + end for end in (".psm1", ".ps1") if self.files.exists(whole + end)), whole
            )
        if not self.files.exists(whole):
            raise invalid_manifest(path, f"there is no file '{name}' beside it")
        return whole

    def _required(self, path: str, given: Any) -> ScriptModule:
        wanted = Wanted.of(given)
        known: ScriptModule | None = self.session.modules.get(fold(wanted.name))
        if known is not None and wanted.takes(known.version):
            return known
        module = self.load(wanted, [], anew=False)
        if module is None:
            raise invalid_manifest(path, f"it requires the module '{wanted.name}'")
        if module.scope is not None:
            publish(self.invocation.frame, module)
        return module


def _installed(name: str) -> str | None:
    """Return the package that an installed distribution names as commands, None without one."""
    for entry in metadata.entry_points(group="smimeadmin.cmdlets"):
        if fold(entry.name) == fold(name):
            return str(entry.value)
    return None


def _nested_files(table: FoldingDictionary) -> list[str]:
    names = [Wanted.of(one).name for one in values_of(table.get("NestedModules"))]
    return [name if "." in name else f"{name}.psm1" for name in names]


def keep(module: ScriptModule, functions: Any, aliases: Any, variables: Any) -> None:
    """Leave only what patterns name; a list that is None leaves all."""
    for table, patterns in (
        (module.functions, functions),
        (module.aliases, aliases),
        (module.variables, variables),
    ):
        if patterns is None:
            continue
        wanted = [fold(pattern) for pattern in texts(patterns)]
        for key in list(table):
            if not any(name_matches(fold(key), pattern) for pattern in wanted):
                del table[key]


def with_prefix(module: ScriptModule, prefix: str) -> None:
    """Put a prefix before the nouns of the functions and aliases of a module."""
    functions = {}
    for info in module.functions.values():
        name = prefixed(info.name, prefix)
        functions[fold(name)] = CommandInfo(
            name, info.kind, info.target, advanced=False, module=info.module
        )
    module.functions = functions
    module.aliases = {prefixed(name, prefix): to for name, to in module.aliases.items()}


def prefixed(name: str, prefix: str) -> str:
    """Return Get-MyThing for Get-Thing and the prefix My."""
    verb, hyphen, noun = name.partition("-")
    return f"{verb}-{prefix}{noun}" if hyphen else prefix + name


def as_custom_object(module: ScriptModule) -> PropertyBag:
    """Return an object with the functions of a module as methods, its variables as properties."""
    bag = PropertyBag.of((one.name, one.v) for one in module.variables.values())
    bag.extras = {
        fold(info.name): ExtraMember("ScriptMethod", info.name, info.target)
        for info in module.functions.values()
    }
    return bag
