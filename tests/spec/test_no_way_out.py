"""No text of a script becomes Python, loads a module of it, or starts a program unasked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.shell import Shell

ERRORS = {
    "FormatError": [
        "'{0.__class__}' -f 1",
        "'{0[0]}' -f 'abc'",
        "'{0!r}' -f 'a'",
        "'{0:{1}}' -f 1, 2",
        "'{__import__}' -f 1",
    ],
    "MethodNotFound": [
        "'a'.__add__('b')",
        "(1).__reduce__()",
        "[int].__subclasses__()",
        "[int].mro()",
        "(1).bit_length()",
        "'a'.encode()",
        "'a'.format(1)",
        "@(1).append(2)",
        "@(1).__getitem__(0)",
        "[string]::maketrans('a', 'b')",
    ],
    "TypeNotFound": [
        "[os]::system('id')",
        "[subprocess]::run('id')",
        "[sys]::exit()",
        "[builtins]::eval('1')",
        "[__import__]",
        "[smimeadmin.core.files]::x",
        "[cmdlets.core.get_date]",
        "[builtins.object]::new()",
        "New-Object os",
        "New-Object subprocess.Popen",
        "[System.Diagnostics.Process]::Start('id')",
        "[Diagnostics.Process]::Start('/bin/sh')",
        "[System.Reflection.Assembly]::Load('x')",
        "[System.Activator]::CreateInstance('x')",
        "[AppDomain]::CurrentDomain",
    ],
    "CommandNotFoundException": [
        'Invoke-Expression \'__import__("os").system("id")\'',
        "Invoke-Expression 'import os'",
        "Invoke-Expression 'exec(1)'",
        "& '__import__'",
        "& 'os.system'",
        "& ([scriptblock]::Create('__import__(\"os\")'))",
    ],
    "System.Text.RegularExpressions.RegexParseException": [
        "'abc' -match '(?P<x>b)'",
        "'abb' -match '(?P<x>b)(?P=x)'",
        "'a' -match '(?L)a'",
        "'a' -match '(?u)a'",
        "'a' -match '(?a:a)'",
        "'a' -match '\\N{DIGIT ONE}'",
        "'a.b' -split '(?P<x>\\.)'",
    ],
    "InvalidRegularExpression": ["'abc' -replace '(?P<x>b)', '\\g<x>'"],
    "InvalidCastFromStringToType": ["[type]'os'"],
    "Modules_ModuleNotFound": [
        "Import-Module os",
        "Import-Module smimeadmin.core",
        "Import-Module cmdlets",
    ],
    "ModuleNotFoundDuringParse": ["using module os"],
    "VariableNotFound": ["Get-Variable __builtins__"],
}
HIDDEN = [
    "(1).__class__",
    "'a'.__class__.__mro__",
    "@{}.__class__",
    "@{}.__init__",
    "(1).real",
    "'a'.upper",
    "({ 1 }).__globals__",
    "({ 1 }).code",
    "({ 1 }).session",
    "$Host.__dict__",
    "$ExecutionContext.session",
    "(Get-Command Get-Date).__class__",
    "(Get-Command Get-Date).target",
    "$Error.__class__",
    "[datetime]::Now.__class__",
    "[datetime]::strptime",
    "[string]::__new__",
    "[Environment]::__doc__",
    "[IO.File]::__init__",
    "[math]::__dict__",
    "$__builtins__",
    "$__name__",
    "${__file__}",
    "'os' -as [type]",
]
PLAIN = {
    "'abc' -replace 'b', '\\g<0>'": "a\\g<0>c",
    "'abc' -replace 'b', '\\1'": "a\\1c",
    "'abc' -replace 'b', '\\n'": "a\\nc",
    "[regex]::Replace('abc', 'b', '\\g<0>')": "a\\g<0>c",
    "'%s' -f 1": "%s",
    "$x = @{ __class__ = 5 }; $x.__class__": 5,
    "[pscustomobject]@{ __class__ = 5 } | ForEach-Object __class__": 5,
    "Set-Variable __class__ 1; $__class__": 1,
    "ConvertFrom-Json '{\"py/object\": \"os.system\"}' | ForEach-Object 'py/object'": "os.system",
}


@pytest.mark.parametrize(
    ("line", "error"), [(line, error) for error, lines in ERRORS.items() for line in lines]
)
def test_it_is_an_error(line: str, error: str) -> None:
    shell = Shell()
    assert shell.run(line) == []
    assert [found.split(",")[0] for found in shell.errors] == [error]


@pytest.mark.parametrize("line", HIDDEN)
def test_it_is_not_there(line: str) -> None:
    shell = Shell()
    assert shell.run(line) == [None]
    assert not shell.errors


@pytest.mark.parametrize(("line", "value"), PLAIN.items())
def test_it_is_data(line: str, value: object) -> None:
    shell = Shell()
    assert shell.run(line) == [value]
    assert not shell.errors


NATIVE = [
    "id",
    "& 'id'",
    "& '/usr/bin/id'",
    "/usr/bin/id",
    "1 | id",
    "id | Out-Null",
    ". id",
    "& { id }",
    "Invoke-Expression id",
    "function f { id }; f",
    "$c = 'i' + 'd'; & $c",
    "& (Get-Command id)",
    "1 | ForEach-Object { id }",
    "1 | ForEach-Object -Parallel { id }",
    "Start-Job { id } | Receive-Job -Wait",
    "Start-ThreadJob { id } | Receive-Job -Wait",
    "Invoke-Command { id }",
    "Start-Process id",
    "Set-Alias i /usr/bin/id; i",
    "Measure-Command { id } | Out-Null",
]


@pytest.mark.parametrize("line", NATIVE)
def test_no_program_starts_with_no_native(line: str, tmp_path: Path) -> None:
    made = tmp_path / "made"
    program = tmp_path / "id"
    program.write_text(f"#!/bin/sh\necho uid=0\ntouch {made}\n", encoding="ascii")
    program.chmod(0o700)
    line = line.replace("/usr/bin/id", str(program))
    ended = subprocess.run(
        [sys.executable, "-m", "smimeadmin", "--no-native", "-c", line],
        env=os.environ
        | {"SMIMEADMIN_HOME": str(tmp_path / "home"), "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not made.exists()
    assert "uid=" not in ended.stdout
    assert "Engine.Internal" not in ended.stderr
    assert ended.returncode == 1, ended.stderr
