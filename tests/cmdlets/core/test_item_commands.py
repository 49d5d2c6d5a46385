"""The commands on items and locations, on disks and in the drives that are none."""

import pytest

from tests.support.shell import Shell


@pytest.fixture
def shell(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "in.txt").write_text("two")
    return Shell(tmp_path)


def error_id(shell, code):
    return shell.run(f"try {{ {code} -ErrorAction Stop }} catch {{ $_.FullyQualifiedErrorId }}")[-1]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("New-Item a.txt", "NewItemIOError"),
        ("New-Item nowhere/b.txt", "NewItemIOError"),
        ("New-Item full -ItemType Directory", "DirectoryExist"),
        ("New-Item x -ItemType Junk", "Argument"),
        ("Remove-Item nothing.txt", "PathNotFound"),
        ("Remove-Item full", "Host.PromptRefused"),
        ("Copy-Item nothing.txt b.txt", "PathNotFound"),
        ("Copy-Item a.txt a.txt", "CopyError"),
        ("Copy-Item full full/deeper -Recurse", "CopyError"),
        ("Move-Item a.txt full/in.txt", "MoveFileInfoItemIOError"),
        ("Move-Item nothing.txt b.txt", "PathNotFound"),
        ("Rename-Item nothing.txt b.txt", "PathNotFound"),
        ("Rename-Item a.txt full", "RenameItemIOError"),
        ("Rename-Item a.txt full/b.txt", "Argument"),
        ("Get-FileHash nothing.txt", "PathNotFound"),
        ("Set-Location nowhere", "PathNotFound"),
        ("Set-Content nowhere/x.txt 1", "GetContentWriterDirectoryNotFoundError"),
        ("Set-Content a.txt 'text' -AsByteStream", "Argument"),
        ("Get-Item env:NO_SUCH_NAME_HERE", "PathNotFound"),
        ("Remove-Item alias:nosuch", "PathNotFound"),
        ("Set-Item a.txt 5", "NotSupported"),
    ],
)
def test_refused(shell, code, expected):
    assert error_id(shell, code).partition(",")[0] == expected


def test_what_is_refused_changes_nothing(shell, tmp_path):
    shell.run(
        "Move-Item a.txt full/in.txt; Rename-Item a.txt full; Copy-Item full full/deeper -Recurse"
    )
    names = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    assert names == ["a.txt", "full", "full/in.txt"]
    assert (tmp_path / "full" / "in.txt").read_text() == "two"


@pytest.mark.parametrize(
    "code",
    [
        "Remove-Item a.txt -WhatIf",
        "Remove-Item full -WhatIf",
        "New-Item b.txt -WhatIf",
        "New-Item b -ItemType Directory -WhatIf",
        "Copy-Item a.txt b.txt -WhatIf",
        "Move-Item a.txt b.txt -WhatIf",
        "Rename-Item a.txt b.txt -WhatIf",
        "Clear-Content a.txt -WhatIf",
        "Set-Content a.txt x -WhatIf",
    ],
)
def test_what_if_only_tells(shell, tmp_path, code):
    shell.run(code)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "full", "in.txt"]
    assert (tmp_path / "a.txt").read_text() == "one"
    assert shell.errors == []


def test_a_folder_is_copied_with_all_in_it(shell, tmp_path):
    shell.run("Copy-Item full twin -Recurse; Copy-Item a.txt twin")
    assert (tmp_path / "twin" / "in.txt").read_text() == "two"
    assert (tmp_path / "twin" / "a.txt").read_text() == "one"


def test_brackets_are_wildcards_only_in_path(shell, tmp_path):
    shell.run("Set-Content -LiteralPath 'a[1].txt' 'x'; Set-Content a1.txt 'y'")
    assert shell.run("Get-Content 'a[1].txt'; Get-Content -LiteralPath 'a[1].txt'") == ["y", "x"]
    shell.run("Get-ChildItem | Where-Object Name -Like 'a`[*' | Remove-Item")
    assert not (tmp_path / "a[1].txt").exists()
    assert (tmp_path / "a1.txt").exists()


def test_the_current_folder_is_not_removed(shell, tmp_path):
    shell.run("Set-Location full")
    assert error_id(shell, "Remove-Item ../full -Recurse").partition(",")[0] == "InvalidOperation"
    assert (tmp_path / "full").is_dir()


def test_locations_stack_up(shell, tmp_path):
    shell.run("Push-Location full; Push-Location ..")
    assert shell.run("(Get-Location -Stack).Path")[0] == str(tmp_path / "full")
    assert shell.run("Pop-Location; $PWD.Path") == [str(tmp_path / "full")]
    assert shell.run("Pop-Location; $PWD.Path") == [str(tmp_path)]
    assert shell.run("Pop-Location; $PWD.Path") == [str(tmp_path)]


def test_a_dash_goes_back(shell, tmp_path):
    assert shell.run("Set-Location full; Set-Location -; $PWD.Path") == [str(tmp_path)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Set-Item env:TOWN_OF_TEST Rome; $env:TOWN_OF_TEST; Remove-Item env:TOWN_OF_TEST", "Rome"),
        ("New-Item variable:town -Value Rome; $town", "Rome"),
        ("function f { 7 }; & (Get-Item function:f)", 7),
        ("Set-Alias aa Get-Item; (Get-Item alias:aa).Definition", "Get-Item"),
        ("Set-Alias aa Get-Item; Remove-Item alias:aa; Test-Path alias:aa", False),
        ("$x1 = 1; Remove-Item variable:x1; Test-Path variable:x1", False),
        ("$town = 5; (Get-ChildItem variable:tow*).Value", 5),
        ("Test-Path function:nosuch", False),
    ],
)
def test_items_of_the_session(shell, code, expected):
    assert shell.run(code)[-1] == expected
    assert shell.errors == []


def test_renaming_from_the_pipeline_works_out_each_name(shell, tmp_path):
    shell.run('1..3 | ForEach-Object { Set-Content "k$_.txt" $_ }')
    shell.run("Get-ChildItem k*.txt | Rename-Item -NewName { $_.BaseName + '.bak' }")
    assert sorted(path.name for path in tmp_path.glob("k*")) == ["k1.bak", "k2.bak", "k3.bak"]
