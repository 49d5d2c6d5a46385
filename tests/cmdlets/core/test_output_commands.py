"""The commands that format, write and read: their examples, their errors, their files."""

import json

import pytest

from smimeadmin.core.files_disk import DiskFiles
from smimeadmin.shell.engine import SilentHost
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.formatting.shown_text import shown_lines
from tests.support.case_runner import core_commands

COMMANDS = {cls.name: cls for cls in core_commands()}


class Shell:
    """A session in a folder, and what it showed."""

    def __init__(self, folder):
        self.folder = folder
        self.host = SilentHost()
        self.session = Session(self.host, files=DiskFiles(), location=str(folder))
        for cls in COMMANDS.values():
            self.session.registry.add(cls)

    def run(self, code):
        return self.session.evaluate(code)

    def shown(self, code):
        self.host.shown.clear()
        lines = shown_lines(self.run(code), 80)
        texts = [str(text) for stream, text in self.host.shown if stream == "host"]
        return "".join(texts) + "\n".join(lines)

    def error_id(self, code):
        return self.run(f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId }}")[-1]


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def test_a_table_in_another_style(shell):
    lines = shell.run(
        "[pscustomobject]@{A = 1; B = 'x|y'} | Format-Table -Style github | Out-String -Stream"
    )
    assert lines[1].startswith("|   A | B")
    assert "x\\|y" in lines[3]
    assert shell.error_id("1 | Format-Table -Style nope").startswith("Formatting.TableStyle,")


def test_the_limit_of_items_is_a_variable(shell):
    code = "$FormatEnumerationLimit = 1; [pscustomobject]@{A = 1, 2} | Format-List | Out-String"
    assert "{1\u2026}" in shell.run(code)[0]


def test_json_goes_there_and_back(shell):
    value = {"a": [1, 2.5, None, True, "x\n"], "b": {"c": {"d": 1}}}
    shell.session.global_scope.assign("text", json.dumps(value))
    text = shell.run("$text | ConvertFrom-Json | ConvertTo-Json -Depth 9")[0]
    assert json.loads(text) == value


def test_json_that_is_too_deep_warns(shell):
    text = shell.run("@{a = @{b = @{c = @{d = 1}}}} | ConvertTo-Json -Compress")[0]
    assert text == '{"a":{"b":{"c":"System.Collections.Hashtable"}}}'
    assert [stream for stream, _ in shell.host.shown] == ["warning"]


def test_lines_of_json_are_one_text_unless_each_is_whole(shell):
    assert shell.run("(@('{', '\"a\": 5', '}') | ConvertFrom-Json).a") == [5]
    assert shell.run("('{\"a\":1}', '{\"a\":2}' | ConvertFrom-Json).a") == [1, 2]


def test_csv_files_by_encoding_and_in_pieces(shell):
    shell.run("[pscustomobject]@{N = 'ä'; D = 1} | Export-Csv a.csv -Encoding UTF8BOM")
    assert (shell.folder / "a.csv").read_bytes() == '\ufeff"N","D"\n"ä","1"\n'.encode()
    shell.run("[pscustomobject]@{D = 2; N = 'b'} | Export-Csv a.csv -Append")
    assert shell.run("(Import-Csv a.csv).N") == ["ä", "b"]
    (shell.folder / "b.csv").write_bytes("N;D\nä;1".encode("cp1252"))
    assert shell.run("(Import-Csv b.csv -Delimiter ';' -Encoding 1252).N") == ["ä"]
    assert shell.run("@(Import-Csv *.csv).Count") == [3]


def test_files_are_left_alone_when_that_was_asked_for(shell):
    shell.run("1 | Out-File x.txt -WhatIf; [pscustomobject]@{A = 1} | Export-Csv y.csv -WhatIf")
    assert not list(shell.folder.iterdir())
    shell.run("'old' | Out-File x.txt")
    assert shell.error_id("'new' | Out-File x.txt -NoClobber -ErrorAction Stop") == (
        "NoClobber,Microsoft.PowerShell.Commands.OutFileCommand"
    )
    shell.run("'more' | Out-File x.txt -Append -NoNewline")
    assert (shell.folder / "x.txt").read_text() == "old\nmore"


def test_a_redirection_writes_what_would_be_shown(shell):
    shell.run("[pscustomobject]@{A = 1} > t.txt; 'next' >> t.txt")
    assert (shell.folder / "t.txt").read_text() == "\nA\n-\n1\n\nnext\n"


def test_a_whole_page_escapes_what_it_shows(shell):
    lines = shell.run(
        "[pscustomobject]@{A = '<b>&'} | ConvertTo-Html -Title 'T<' -CssUri s.css -PreContent '<p>'"
    )
    assert lines[0].startswith("<!DOCTYPE html")
    assert "<title>T&lt;</title>" in lines
    assert "<p>" in lines
    assert "<tr><td>&lt;b&gt;&amp;</td></tr>" in lines
    assert lines[-1] == "</body></html>"


@pytest.mark.parametrize(
    ("code", "error_id"),
    [
        ("1 | Out-String -Width 1", "ParameterArgumentValidationError"),
        ("1 | Format-Wide -Column 0", "ParameterArgumentValidationError"),
        ("1 | ConvertTo-Json -Depth 101", "ParameterArgumentValidationError"),
        ("[pscustomobject]@{A=1} | Format-Table @{e='A'; Width=-1}", "WidthOutOfRange"),
        ("[pscustomobject]@{A=1} | Format-List @{e='A'; w=1}", "DictionaryKeyIllegal"),
        ("'x' | ConvertFrom-Json", "System.ArgumentException"),
    ],
)
def test_errors_have_the_ids_of_powershell(shell, code, error_id):
    assert shell.error_id(code).split(",")[0] == error_id
