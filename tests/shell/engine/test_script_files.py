"""Script files: arguments, exit, requirements, encodings."""

import pytest

from tests.support.shell import Shell


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def test_arguments_bind_as_on_a_command_line(shell, tmp_path):
    script = tmp_path / "a.ps1"
    script.write_text('param([int]$Days = 30, [switch]$Force, $Rest) "$Days $Force $Rest"')
    output: list[object] = []
    shell.session.run_file(str(script), ["-Days", "5", "-Force", "x"], output.append)
    assert output == ["5 True x"]


def test_exit_ends_the_file_and_sets_the_exit_code(shell, tmp_path):
    (tmp_path / "b.ps1").write_text("'in'; exit 3; 'never'")
    assert shell.run("./b.ps1; $?; $LASTEXITCODE") == ["in", False, 3]


def test_the_script_knows_its_place(shell, tmp_path):
    (tmp_path / "c.ps1").write_text("$PSScriptRoot; function g { $PSCommandPath }; g")
    assert shell.run("& ./c.ps1") == [str(tmp_path), str(tmp_path / "c.ps1")]


def test_dot_sourcing_keeps_definitions(shell, tmp_path):
    (tmp_path / "d.ps1").write_text("function h { 'h' }; $d = 4")
    assert shell.run(". ./d.ps1; h; $d") == ["h", 4]
    assert shell.run("& { & ./d.ps1 }; h") == ["h"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(shell, tmp_path, encoding):
    (tmp_path / "e.ps1").write_bytes("'Zoë'".encode(encoding))
    assert shell.run("./e.ps1") == ["Zoë"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("#Requires -Version 99.0", "ScriptRequiresUnmatchedPSVersion"),
        ("#Requires -Modules NoSuchModule", "ScriptRequiresMissingModules"),
        ("#Requires -Version abc", "RequiresVersionInvalid"),
        ("#Requires -Nothing 1", "ScriptRequiresInvalidFormat"),
        ("#Requires -PSEdition Desktop", "ScriptRequiresUnmatchedPSEdition"),
        ("#Requires -Version 3 -Version 4", "ParameterAlreadyBound"),
        ("#Requires -Modules ActiveDirectory, NoSuchModule", "ScriptRequiresMissingModules"),
        ("#Requires -Modules @{ ModuleName = 'No'; ModuleVersion = '1.0' }",
         "ScriptRequiresMissingModules"),
        ("#Requires -Modules @{ ModuleName = 'No' }", "RequiresModuleInvalid"),
        ("#Requires -PSSnapin No.Such.Snapin", "ScriptRequiresMissingPSSnapins"),
        ("#Requires -PSEdition Other", "ScriptRequiresUnmatchedPSEdition"),
        ("#Requires -RunAsAdministrator yes", "ParameterCannotHaveArgument"),
        ("#Requires -Version", "ParameterRequiresArgument"),
    ],
)  # fmt: skip
def test_requirements(shell, tmp_path, line, error):
    (tmp_path / "f.ps1").write_text(f"{line}\n'ran'")
    assert shell.run("./f.ps1") == []
    assert shell.errors == [error]
    (tmp_path / "g.ps1").write_text(
        "#Requires -Version 5.1 -Modules ActiveDirectory\n#Requires -RunAsAdministrator\n"
        "#Requires -PSEdition Core\n'ran'"
    )
    assert shell.run("./g.ps1") == ["ran"]


def test_programs_can_be_switched_off(tmp_path):
    assert Shell(tmp_path).run("sh -c 'echo hello; exit 4'; $?; $LASTEXITCODE") == [
        "hello",
        False,
        4,
    ]
    closed = Shell(tmp_path, native=False)
    assert closed.run("sh -c 'echo hello'") == []
    assert closed.errors == ["CommandNotFoundException"]
