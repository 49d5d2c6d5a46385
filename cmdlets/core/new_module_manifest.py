"""New-ModuleManifest: writes the manifest of a module."""

import getpass
import secrets
from typing import Any

from cmdlets.core._files import UsesFiles
from cmdlets.core._paths import failed
from smimeadmin.core.files_errors import FileError
from smimeadmin.core.objects import bare
from smimeadmin.core.values import FoldingDictionary, Guid
from smimeadmin.shell.engine import CommandError, Example, Parameter
from smimeadmin.shell.engine.convert import enumerate_value, to_text


class NewModuleManifest(UsesFiles, name="New-ModuleManifest", impact="Low"):
    """Writes a file (.psd1) that says what a module is and what it gives out."""

    path: str = Parameter("The file.", position=0)
    nested_modules: list[object] = Parameter("Modules within it.", default=(), type="Object[]")
    guid: Guid | None = Parameter("Its identifier; a new one without it.", default=None)
    author: str = Parameter("Who wrote it.", default="")
    company_name: str = Parameter("For which company.", default="Unknown")
    copyright: str = Parameter("Whose rights.", default="")
    root_module: str = Parameter(
        "The file of the module itself.", default="", aliases=("ModuleToProcess",)
    )
    module_version: object = Parameter("Its version.", default="0.0.1")
    description: str = Parameter("What it is for.", default="")
    processor_architecture: str | None = Parameter("Written down.", default=None)
    power_shell_version: object = Parameter("The least version of PowerShell.", default=None)
    clr_version: object = Parameter("Written down.", default=None)
    dot_net_framework_version: object = Parameter("Written down.", default=None)
    power_shell_host_name: str | None = Parameter("Written down.", default=None)
    power_shell_host_version: object = Parameter("Written down.", default=None)
    required_modules: list[object] = Parameter(
        "Modules that are loaded before.", default=(), type="Object[]"
    )
    types_to_process: list[str] = Parameter("Written down.", default=())
    formats_to_process: list[str] = Parameter("Written down.", default=())
    scripts_to_process: list[str] = Parameter("Scripts that run before.", default=())
    required_assemblies: list[str] = Parameter("Written down.", default=())
    file_list: list[str] = Parameter("The files that belong to it.", default=())
    module_list: list[object] = Parameter(
        "The modules that belong to it.", default=(), type="Object[]"
    )
    functions_to_export: list[str] = Parameter("Functions that it gives out.", default=("*",))
    aliases_to_export: list[str] = Parameter("Aliases that it gives out.", default=("*",))
    variables_to_export: list[str] = Parameter("Variables that it gives out.", default=("*",))
    cmdlets_to_export: list[str] = Parameter("Written down.", default=("*",))
    dsc_resources_to_export: list[str] = Parameter("Written down.", default=())
    compatible_ps_editions: list[str] = Parameter(
        "Written down.", default=(), name="CompatiblePSEditions"
    )
    private_data: object = Parameter("Values of the module's own.", default=None)
    tags: list[str] = Parameter("Words to find it by.", default=())
    project_uri: str | None = Parameter("Its page.", default=None, type="Uri")
    license_uri: str | None = Parameter("Its licence.", default=None, type="Uri")
    icon_uri: str | None = Parameter("Its picture.", default=None, type="Uri")
    release_notes: str | None = Parameter("What is new.", default=None)
    prerelease: str | None = Parameter("The label of a version before the release.", default=None)
    require_license_acceptance: bool = Parameter("Written down.", default=False)
    external_module_dependencies: list[str] = Parameter("Written down.", default=())
    help_info_uri: str | None = Parameter("Written down.", default=None)
    default_command_prefix: str | None = Parameter(
        "What is put before the nouns of its commands.", default=None
    )
    pass_thru: bool = Parameter("Write the text, too.", default=False)

    examples = (
        Example(
            "A version.",
            "New-ModuleManifest Tools.psd1 -ModuleVersion 1.2; "
            "(Import-PowerShellDataFile Tools.psd1).ModuleVersion",
            shows="1.2",
        ),
    )

    def process(self) -> None:
        """Write the file."""
        whole = self.full_path(self.path)
        if not whole.lower().endswith(".psd1"):
            raise CommandError(
                "Modules_InvalidModuleManifestPath",
                f"'{self.path}' does not end with .psd1.",
                category="InvalidArgument",
                target=self.path,
                inner="System.InvalidOperationException",
            )
        text = self._text()
        if not self.should_process(whole, "Creating the module manifest file"):
            return
        try:
            self.files.write_bytes(whole, text.encode())
        except FileError as error:
            self.write_error(failed("FileOpenFailure", error, whole, category="OpenError"), whole)
            return
        if self.pass_thru:
            self.write(text)

    def _text(self) -> str:
        author = self.author or getpass.getuser()
        guid = self.guid or Guid(
            secrets.randbits(128) & ~(0xF << 76) & ~(3 << 62) | 4 << 76 | 2 << 62
        )
        rights = self.copyright or f"(c) {author}. All rights reserved."
        pairs: list[tuple[str, Any]] = [
            ("RootModule", self.root_module or None),
            ("ModuleVersion", to_text(self.module_version)),
            ("CompatiblePSEditions", self.compatible_ps_editions),
            ("GUID", str(guid)),
            ("Author", author),
            ("CompanyName", self.company_name),
            ("Copyright", rights),
            ("Description", self.description or None),
            ("PowerShellVersion", self.power_shell_version and to_text(self.power_shell_version)),
            ("PowerShellHostName", self.power_shell_host_name),
            (
                "PowerShellHostVersion",
                self.power_shell_host_version and to_text(self.power_shell_host_version),
            ),
            (
                "DotNetFrameworkVersion",
                self.dot_net_framework_version and to_text(self.dot_net_framework_version),
            ),
            ("ClrVersion", self.clr_version and to_text(self.clr_version)),
            ("ProcessorArchitecture", self.processor_architecture),
            ("RequiredModules", self.required_modules),
            ("RequiredAssemblies", self.required_assemblies),
            ("ScriptsToProcess", self.scripts_to_process),
            ("TypesToProcess", self.types_to_process),
            ("FormatsToProcess", self.formats_to_process),
            ("NestedModules", self.nested_modules),
            ("FunctionsToExport", self.functions_to_export),
            ("CmdletsToExport", self.cmdlets_to_export),
            ("VariablesToExport", self.variables_to_export),
            ("AliasesToExport", self.aliases_to_export),
            ("DscResourcesToExport", self.dsc_resources_to_export),
            ("ModuleList", self.module_list),
            ("FileList", self.file_list),
            ("PrivateData", self._private_data()),
            ("HelpInfoURI", self.help_info_uri),
            ("DefaultCommandPrefix", self.default_command_prefix),
        ]
        lines = [
            f"    {key} = {_literal(value)}" for key, value in pairs if value not in (None, (), [])
        ]
        return "\n".join(("@{", *lines, "}", ""))

    def _private_data(self) -> Any:
        gallery = {
            "Tags": list(self.tags) or None,
            "LicenseUri": self.license_uri,
            "ProjectUri": self.project_uri,
            "IconUri": self.icon_uri,
            "ReleaseNotes": self.release_notes,
            "Prerelease": self.prerelease,
            "RequireLicenseAcceptance": self.require_license_acceptance or None,
            "ExternalModuleDependencies": list(self.external_module_dependencies) or None,
        }
        told = {key: value for key, value in gallery.items() if value is not None}
        given = bare(self.private_data)
        if not told:
            return given
        table = dict(given.items()) if isinstance(given, FoldingDictionary) else {}
        return {**table, "PSData": told}


def _literal(value: Any) -> str:
    """Return a value as it stands in a manifest."""
    inner = bare(value)
    if isinstance(inner, (FoldingDictionary, dict)):
        inside = "; ".join(f"{_key(str(key))} = {_literal(one)}" for key, one in inner.items())
        return f"@{{ {inside} }}"
    if inner is True or inner is False:
        return f"${str(inner).lower()}"
    if isinstance(inner, (int, float)):
        return to_text(inner)
    items = inner if isinstance(inner, (list, tuple)) else enumerate_value(inner)
    if items is not None:
        listed = ", ".join(_literal(one) for one in items)
        return listed or "@()"
    return "'" + to_text(inner).replace("'", "''") + "'"


def _key(name: str) -> str:
    return name if name.isidentifier() else "'" + name.replace("'", "''") + "'"
