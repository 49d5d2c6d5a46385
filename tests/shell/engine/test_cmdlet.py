"""The base of cmdlets: declarations, building by hand, and running in a session."""

from pathlib import Path

import pytest

from smimeadmin.core.errors import ErrorKind, SmimeAdminError
from smimeadmin.shell.engine import Cmdlet, InSet, Parameter
from tests.support.shell import Shell


class NoSuchThingError(SmimeAdminError):
    """No thing of that name."""

    id = "Test.NoSuchThing"
    kind = ErrorKind.NOT_FOUND

    def __init__(self, name: str) -> None:
        super().__init__(f"No thing is called '{name}'.", hint="Try another.")
        self.name = name


class GetThing(Cmdlet, name="Get-Thing", aliases=("gthing",), default_set="Name"):
    """Gets things."""

    identity: str | None = Parameter(
        "Which.", default=None, position=0, from_pipeline=True, sets=("Name",)
    )
    ca_certificate: Path | None = Parameter("A file.", default=None, name="CACertificate")
    force: bool = Parameter("Do it.", default=False)
    real: bool | None = Parameter("Yes or no.", default=None)
    many: list[str] = Parameter("Several.", default=())
    data: bytes | None = Parameter("Bytes.", default=None)
    by_number: int = Parameter("A number.", default=0, sets=(InSet("Number", mandatory=True),))

    def process(self, identity: str | None) -> None:
        """Write the thing, or that there is none."""
        if identity == "end":
            raise NoSuchThingError(identity)
        if identity is not None and identity.startswith("no"):
            self.write_error(NoSuchThingError(identity), identity)
            return
        self.write(f"{identity}{len(self.many)}")


class SetThing(Cmdlet, name="Set-Thing", impact="High"):
    """Sets a thing."""

    name_: str = Parameter("Which.", name="Name", position=0)

    def process(self) -> None:
        """Set it, if that is wanted."""
        if self.should_process(self.name_, "Set it"):
            self.write("set")


@pytest.fixture
def shell():
    made = Shell()
    made.session.registry.add(GetThing)
    made.session.registry.add(SetThing)
    return made


def test_annotations_give_the_types():
    types = {spec.name: spec.type_name for spec in GetThing.parameters}
    assert types == {
        "Identity": "String",
        "CACertificate": "String",
        "Force": "SwitchParameter",
        "Real": "Boolean",
        "Many": "String[]",
        "Data": "Byte[]",
        "ByNumber": "Int32",
    }


def test_built_by_hand():
    assert GetThing(identity="a", many=["x"]).run() == ["a1"]
    command = GetThing()
    assert command.run(["a", "nobody", "b"]) == ["a0", "b0"]
    assert [e.fully_qualified_error_id for e in command.invocation.errors] == ["Test.NoSuchThing"]


def test_in_a_session(shell):
    assert shell.run("gthing a -Many x, y; 'b', 'c' | Get-Thing") == ["a2", "b0", "c0"]
    assert shell.run("(Get-Thing -Data 1, 2 -CACertificate ./x).Length") == [5]
    assert shell.errors == []


def test_what_a_domain_error_becomes(shell):
    code = """
    try { Get-Thing end } catch { $_.FullyQualifiedErrorId; "$($_.CategoryInfo.Category)"
        $_.CategoryInfo.Activity; $_.TargetObject }
    try { Get-Thing end } catch [Test.NoSuchThing] { 'by id' }
    try { Get-Thing end } catch [System.Management.Automation.ItemNotFoundException] { 'by type' }
    """
    assert shell.run(code) == [
        "Test.NoSuchThing,Get-Thing", "ObjectNotFound", "Get-Thing", None, "by id", "by type",
    ]  # fmt: skip


def test_an_error_for_an_item_stands_at_its_argument(shell):
    shell.run("Get-Thing nobody")
    ((_, record),) = shell.host.shown
    assert (record.position.text, record.hint, record.kind) == (
        "nobody",
        "Try another.",
        ErrorKind.NOT_FOUND,
    )


def test_a_high_impact_asks_and_what_if_tells(shell):
    assert shell.run("Set-Thing a -Confirm:$false; Set-Thing b -WhatIf") == ["set"]
    shell.run("Set-Thing c")
    assert shell.errors == ["Host.PromptRefused,Set-Thing"]


def test_a_foreign_exception_is_told_as_a_fault(shell):
    class BreakThing(Cmdlet, name="Break-Thing"):
        """Breaks."""

        def process(self) -> None:
            """Break."""
            raise KeyError("inside")

    shell.session.registry.add(BreakThing)
    shell.run("Break-Thing")
    assert shell.errors == ["Engine.Internal,Break-Thing"]


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        ("Get-Thing a", 0),
        ("Get-Thing nobody", 1),
        ("'a', 'nobody' | Get-Thing", 4),
        ("Get-Thing nobody -ErrorAction SilentlyContinue", 0),
        ("Get-Thing nobody 2>$null", 0),
        ("try { Get-Thing end } catch { }", 0),
        ("Get-Thing end; 1", 1),
        ("Get-Thing end; exit 0", 0),
        ("function f { exit 7 }; f; 1", 7),
        ("throw 'x'", 1),
    ],
)
def test_the_outcome_gives_the_exit_code(shell, code, exit_code):
    shell.run(code)
    assert shell.session.outcome.exit_code == exit_code
