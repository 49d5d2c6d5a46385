"""Import-Module: loads a module of functions."""

from typing import Any

from cmdlets.core._module_loading import LoadsModules, as_custom_object, keep, with_prefix
from cmdlets.core._modules import Wanted
from cmdlets.core._verbs import unapproved
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine import Example, InSet, Parameter
from smimeadmin.shell.engine.scope import Scope
from smimeadmin.shell.engine.script_modules import ScriptModule, publish

_BY_NAME = "Name"
_BY_FULL_NAME = "FullyQualifiedName"
_BY_MODULE = "ModuleInfo"


class ImportModule(LoadsModules, name="Import-Module", aliases=("ipmo",), default_set=_BY_NAME):
    """Loads a script module (.psm1, or by its manifest .psd1) and makes its functions known.

    Names of modules that this program stands in for (ActiveDirectory, the Exchange ones, PKI) are
    accepted, with a warning that names the commands that are here in their place. Those of
    PowerShell itself (Microsoft.PowerShell.Utility) are accepted without one.
    """

    name_: list[str] = Parameter(
        "The path of a module, or its name, looked for in $env:PSModulePath.",
        name="Name",
        default=(),
        sets=(
            InSet(
                _BY_NAME,
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
        aliases=("Path",),
    )
    fully_qualified_name: list[object] = Parameter(
        "Tables with ModuleName and ModuleVersion, RequiredVersion or MaximumVersion.",
        default=(),
        sets=(
            InSet(
                _BY_FULL_NAME,
                mandatory=True,
                position=0,
                from_pipeline=True,
                from_pipeline_by_property_name=True,
            ),
        ),
        type="Object[]",
    )
    module_info: list[object] = Parameter(
        "Modules as Get-Module gives them.",
        default=(),
        sets=(InSet(_BY_MODULE, mandatory=True, position=0, from_pipeline=True),),
        type="Object[]",
    )
    global_: bool = Parameter(
        "For the whole session, also when a module imports another.", default=False, name="Global"
    )
    prefix: str | None = Parameter("What is put before the nouns of its commands.", default=None)
    function: list[str] | None = Parameter("Only these functions.", default=None)
    cmdlet: list[str] | None = Parameter("Accepted: scripts have none.", default=None)
    variable: list[str] | None = Parameter("Only these variables.", default=None)
    alias: list[str] | None = Parameter("Only these aliases.", default=None)
    force: bool = Parameter("Load it again if it is loaded.", default=False)
    pass_thru: bool = Parameter("Write the module.", default=False)
    as_custom_object: bool = Parameter(
        "Write an object with its functions as methods, and make no command known.", default=False
    )
    minimum_version: object = Parameter(
        "The least version that will do.",
        default=None,
        aliases=("Version",),
        sets=(InSet(_BY_NAME, from_pipeline_by_property_name=True),),
    )
    maximum_version: object = Parameter(
        "The highest version that will do.",
        default=None,
        sets=(InSet(_BY_NAME, from_pipeline_by_property_name=True),),
    )
    required_version: object = Parameter(
        "The only version that will do.",
        default=None,
        sets=(InSet(_BY_NAME, from_pipeline_by_property_name=True),),
    )
    argument_list: list[object] = Parameter(
        "Arguments for the module.", default=(), aliases=("Args",), type="Object[]"
    )
    disable_name_checking: bool = Parameter(
        "Do not warn of verbs that are not approved.", default=False
    )
    no_clobber: bool = Parameter(
        "Leave out what has the name of a command that is there.",
        default=False,
        aliases=("NoOverwrite",),
    )
    scope: str | None = Parameter(
        "Global, or Local: only where the import stands.", default=None, choices=("Local", "Global")
    )
    skip_edition_check: bool = Parameter("Accepted: no module is refused.", default=False)
    use_windows_power_shell: bool = Parameter(
        "Accepted: there is one language here.",
        default=False,
        name="UseWindowsPowerShell",
        aliases=("UseWinPS",),
    )

    examples = (
        Example(
            "A module of one's own.",
            "Import-Module ./Tools.psm1; Get-Greeting",
            setup="Set-Content Tools.psm1 'function Get-Greeting { \"hello\" }'",
            shows="hello",
        ),
        Example(
            "Under other names.",
            "Import-Module ./Tools.psm1 -Prefix My; Get-MyGreeting",
            setup="Set-Content Tools.psm1 'function Get-Greeting { \"hello\" }'",
            shows="hello",
        ),
    )

    def process(self, *_given: Any) -> None:
        """Load each module."""
        for one in self.module_info or ():
            module = bare(one)
            if isinstance(module, ScriptModule):
                self._import(Wanted(module.path or module.name))
        for one in self.fully_qualified_name or ():
            self._import(Wanted.of(one))
        for name in self.name_ or ():
            self._import(
                Wanted(name, self.minimum_version, self.maximum_version, self.required_version)
            )

    def _import(self, wanted: Wanted) -> None:
        module = self.load(wanted, list(self.argument_list or ()), anew=self.force)
        if module is None:
            return
        if module.scope is not None:
            self._narrow(module)
            if self.as_custom_object:
                self.write(as_custom_object(module))
                return
            prefix = self.prefix or module.prefix
            if prefix and module.published_to is None:
                with_prefix(module, prefix)
            publish(self.invocation.frame, module, self._target())
            self._check_names(module)
        if self.pass_thru:
            self.write(module)

    def _target(self) -> Scope:
        """Return the scope that gets the commands: where the import stands, its module, or all."""
        here: Scope = self.invocation.frame.scope
        if self.scope is not None and self.scope.lower() == "local":
            return here
        return here.root() if self.global_ or self.scope is not None else here.home

    def _narrow(self, module: ScriptModule) -> None:
        """Leave what the caller wants of what the module gives out."""
        if self.function is not None or self.alias is not None or self.variable is not None:
            keep(module, self.function or [], self.alias or [], self.variable or [])
        if self.no_clobber:
            registry, scope = self.session.registry, self.invocation.frame.scope
            for key, info in list(module.functions.items()):
                if registry.find_function(info.name, scope) or registry.find_cmdlet(info.name):
                    del module.functions[key]

    def _check_names(self, module: ScriptModule) -> None:
        names = unapproved(info.name for info in module.functions.values())
        if names and not self.disable_name_checking:
            self.write_warning(
                f"The module '{module.name}' has commands whose verbs are not approved, so that "
                "they are harder to find: Import-Module -Verbose lists them."
            )
            self.write_verbose(f"Verbs that are not approved: {', '.join(names)}.")
