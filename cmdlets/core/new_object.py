"""New-Object: makes an object of a type that scripts may use."""

from typing import Any

from cmdlets.core._base import CoreCmdlet
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.core.values import FoldingDictionary
from smimeadmin.shell.engine import CommandError, Example, InSet, Parameter
from smimeadmin.shell.engine.convert import convert, to_text
from smimeadmin.shell.engine.elsewhere import COM_OBJECTS, ELSEWHERE
from smimeadmin.shell.engine.errors import EngineError, TypeNameError
from smimeadmin.shell.engine.members import invoke_static, set_member
from smimeadmin.shell.engine.types import resolve_type


class NewObject(CoreCmdlet, name="New-Object", default_set="Net"):
    """Makes an object: New-Object System.Collections.ArrayList, New-Object PSCredential(...).

    The types are those that the language knows; COM objects are not to be had here.
    """

    type_name: str = Parameter("The type's name.", sets=(InSet("Net", position=0, mandatory=True),))
    argument_list: list[object] = Parameter(
        "What its constructor is given.", default=(), position=1, sets=("Net",), aliases=("Args",)
    )
    com_object: str | None = Parameter(
        "Not to be had here.", default=None, sets=(InSet("Com", position=0, mandatory=True),)
    )
    strict: bool = Parameter("Accepted for COM objects.", default=False, sets=("Com",))
    property_: object = Parameter(
        "Properties to set, as a hashtable.", default=None, name="Property", type="IDictionary"
    )

    examples = (
        Example(
            "A credential for a script.",
            "(New-Object PSCredential('anna', (ConvertTo-SecureString 'x' -AsPlainText -Force)))"
            ".UserName",
            shows="anna",
        ),
        Example(
            "An object of one's own.",
            "(New-Object PSObject -Property @{ Name = 'bo' }).Name",
            shows="bo",
        ),
    )

    def process(self) -> None:
        """Make the object and set its properties."""
        if self.com_object is not None:
            raise CommandError(
                "NoCOMClassIdentified",
                f"The COM object '{self.com_object}' can't be made: COM is Windows' own.",
                category="ResourceUnavailable",
                target=self.com_object,
                hint=ELSEWHERE.answer(COM_OBJECTS, self.com_object),
            )
        made = self._make()
        properties = bare(self.property_)
        if isinstance(properties, FoldingDictionary):
            for key, value in properties.items():
                self._set(made, to_text(key), value)
        self.write(made)

    def _make(self) -> Any:
        try:
            net_type = resolve_type(self.type_name)
        except TypeNameError as error:
            raise CommandError(
                "TypeNotFound",
                error.message,
                category="InvalidType",
                target=self.type_name,
                inner="System.Management.Automation.PSArgumentException",
                hint=error.hint,
            ) from error
        if net_type.full_name in _CUSTOM:
            return convert(FoldingDictionary(), resolve_type("pscustomobject"))
        try:
            return invoke_static(net_type, "new", list(self.argument_list))
        except EngineError as error:
            raise CommandError(
                "ConstructorInvokedThrowException",
                error.message,
                category="InvalidOperation",
                target=self.type_name,
                inner="System.Management.Automation.MethodInvocationException",
                hint=error.hint,
            ) from error

    def _set(self, made: Any, name: str, value: Any) -> None:
        if type(made) is PropertyBag:
            made.add(name, value)
            return
        try:
            set_member(made, name, value)
        except EngineError as error:
            raise CommandError(
                "InvalidOperationException",
                error.message,
                category="InvalidOperation",
                target=made,
                inner="System.InvalidOperationException",
            ) from error


_CUSTOM = (
    "System.Object",
    "System.Management.Automation.PSObject",
    "System.Management.Automation.PSCustomObject",
)
