"""What holds for every text."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smimeadmin.shell.language import ParseError, listing, parse
from smimeadmin.shell.language.ast import ParamBlockAst
from smimeadmin.shell.language.context import cursor_context
from smimeadmin.shell.language.recovery import parse_recovering
from tests.support.shapes import error_of, verdict

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("trees.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]
COMPLETE = [row["code"] for row in ROWS if row["verdict"] == "complete"]

SCRIPT = """\
# Renews what expires soon.
param(
    [Parameter(Mandatory, Position = 0)] [string[]] $Identity,

    # how many days ahead
    [int] $Days = 30
)

$due = Get-SmimeCertificate |
    Where-Object { $_.NotAfter -lt (Get-Date).AddDays($Days) }
    # those of one organization only
    | Where-Object {
        $_.Subject -like '*O=Contoso*'
    }

$report = @{
    Total = $due.Count
    Note  = @"
Renewed on $(Get-Date -Format yyyy-MM-dd)
for "$($Identity -join ', ')"
"@
    People = @(
        'alice',
        'bob'
    )
}

foreach ($certificate in $due) {
    try {
        New-SmimeCertificate $certificate.Identity -Force `
            -ValidityDays 365 |
            Publish-SmimeCertificate -Attribute Both,

            UserCertificate
    }
    catch [System.IO.IOException],
          [System.TimeoutException] {
        Write-Warning ("{0}: {1}" -f $certificate.Identity,
            $_.Exception.Message)
    }
    finally
    {
        $report.Total--
    }
}

switch ($report.Total) {
    0 { 'nothing' }
    { $_ -gt 10 } {
        'many'
    }
    default { 'some' }
}

function Get-Answer {
    [CmdletBinding()]
    param(
        [ValidateSet('a',
            'b')]
        $Kind
    )
    begin { $n = 0 }
    process {
        do {
            $n++
        } while ($n -lt 3)
    }
    end {
        $n ?
            1 :
            2
    }
}

class Person {
    [string] $Name
    static [int] $Count = 0

    Person([string] $name) {
        $this.Name = $name.
            Trim()
    }
}

if ($report.Total -eq 0 -and
    $Days -gt 0) {
    exit 0
}
elseif ($Days) { <# a
long comment #> exit 1 }

else {
    Test-Path a.sst &&
        Remove-Item a.sst ||
        Write-Host 'none'
}
"""


def test_the_script_itself_parses():
    assert parse(SCRIPT).param_block is not None


ROOT = Path(__file__).resolve().parents[3]
FILES = sorted(
    path
    for folder in ("docs", "tests", "smimeadmin", "cmdlets")
    for path in (ROOT / folder).rglob("*.ps*1")
)
RECORDED = (ROOT / "tests" / "spec" / "cases.jsonl").read_text(encoding="utf-8").splitlines()


def assert_prefixes_can_go_on(text):
    lines = text.split("\n")
    for count in range(1, len(lines)):
        prefix = "\n".join(lines[:count])
        for cut in (prefix, prefix + "\n"):
            assert verdict(cut) != "wrong", cut


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_prefix_of_a_script_in_the_repository_is_never_wrong(path):
    assert_prefixes_can_go_on(path.read_text(encoding="utf-8-sig"))


def test_a_prefix_of_a_recorded_case_is_never_wrong():
    texts = [json.loads(line)["code"] for line in RECORDED]
    valid = [text for text in texts if verdict(text) == "complete"]
    assert len(valid) > 400
    for text in valid:
        assert_prefixes_can_go_on(text)


def test_there_are_scripts_in_the_repository():
    assert len(FILES) >= 18


@pytest.mark.parametrize("text", [*COMPLETE, SCRIPT], ids=lambda text: text[:30])
def test_a_prefix_cut_at_a_line_end_is_never_wrong(text):
    lines = text.split("\n")
    for count in range(1, len(lines)):
        for prefix in ("\n".join(lines[:count]), "\n".join(lines[:count]) + "\n"):
            assert verdict(prefix) != "wrong", prefix


@pytest.mark.parametrize(
    "line", ["Get-X )", "if $x { }", "foo | | bar", "$x = @{ days 30 }", '"$(1 2)"', '"$(1})"', "}"]
)
def test_a_wrong_line_in_the_middle_is_never_incomplete(line):
    lines = SCRIPT.split("\n")
    tried = 0
    for count in range(1, len(lines)):
        if verdict("\n".join(lines[:count])) != "complete":
            continue
        with pytest.raises(ParseError) as caught:
            parse("\n".join([*lines[:count], line, *lines[count:]]))
        assert not caught.value.incomplete
        tried += 1
    assert tried > 10


@pytest.mark.parametrize("text", [*COMPLETE, SCRIPT], ids=lambda text: text[:30])
def test_nodes_lie_in_their_parents_in_order(text):
    tree = parse(text)
    assert (tree.start, tree.end) == (0, len(text))
    pending = [tree]
    while pending:
        node = pending.pop()
        assert node.text == text[node.start : node.end]
        place = 0
        for child in node.children():
            assert child.start >= place, (node, child)
            place = child.start
            if not isinstance(node, ParamBlockAst):  # PowerShell leaves its attributes outside
                assert node.start <= child.start <= child.end <= node.end, (node, child)
            pending.append(child)


@pytest.mark.parametrize("text", COMPLETE, ids=lambda text: text[:30])
def test_the_text_of_a_statement_reads_the_same_alone(text):
    block = parse(text).end_block
    statements = block.statements if block is not None else []
    for node in statements:
        shifted = [
            [kind, start + node.start, end + node.start, detail]
            for kind, start, end, detail in listing(node.text)
        ]
        inside = [row for row in listing(text) if node.start <= row[1] and row[2] <= node.end]
        if not getattr(node, "background", False):  # the & is no part of the pipeline's text
            assert shifted == inside


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_tokens_never_overlap_and_recovery_never_fails(row):
    text = row["code"]
    tree, errors, tokens = parse_recovering(text)
    assert bool(errors) == (row["verdict"] != "complete")
    place = 0
    for token in tokens:
        assert place <= token.start < token.end <= len(text)
        place = token.end
    assert tree.source.text == text


# --- hostile text ---------------------------------------------------------------------------

BOMBS = {
    "parentheses": ("(", "1", ")"),
    "subexpressions": ("$(", "1", ")"),
    "arrays": ("@(", "1", ")"),
    "blocks": ("{", "1", "}"),
    "arguments": ("a {", "1", "}"),
    "hashtables": ("@{a=", "1", "}"),
    "if": ("if (1) {", "1", "}"),
    "unary": ("-not ", "1", ""),
    "casts": ("[int]", "1", ""),
    "assignments": ("$a = ", "1", ""),
    "indexes": ("$a[", "1", "]"),
    "calls": ("$a.b(", "1", ")"),
    "types": ("[a", "", "]"),
    "ternary": ("$a ? ", "1", " : 2"),
    "functions": ("function f {", "", "}"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_four_hundred_levels_parse(name):
    opening, inside, closing = BOMBS[name]
    assert listing(opening * 400 + inside + closing * 400)


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("closed", [True, False])
def test_a_bomb_ends_in_a_clean_error(name, closed):
    opening, inside, closing = BOMBS[name]
    text = opening * 20_000 + inside + (closing * 20_000 if closed else "")
    with pytest.raises(ParseError) as caught:
        parse(text)
    assert caught.value.id == "NestingTooDeep"
    assert not caught.value.incomplete


def test_strings_in_strings_nest():
    text = "1"
    for _ in range(60):
        text = f'"$({text})"'
    assert listing(text)


def test_long_chains_are_no_nesting():
    assert len(listing("+".join(["1"] * 5000))) > 5000
    assert listing("$a" + ".b" * 5000)
    assert listing(" | ".join(["a"] * 5000))
    assert listing("if (1) {}" + " elseif (1) {}" * 5000)


@pytest.mark.parametrize(
    "text",
    ["\0", "a\0b", '"\0"', "'\0", "\ud800", "echo \udfff", '"$\ud83d"', "${\udc00}", "@'\n\0\n'@"],
)
def test_odd_characters_end_in_a_tree_or_a_parse_error(text):
    error = error_of(text)
    assert error is None or 0 <= error.start <= error.end <= len(text)


def test_nul_is_a_name_as_in_powershell():
    assert listing("a \0b")[-1][0] == "StringConstantExpression"


PIECES = (
    *("$x", "${a b}", "$(", "@(", "@{", "(", ")", "{", "}", "[", "]", '"', "'", "`", "\n", ";"),
    *(" ", ",", "|", "&&", "&", ".", "::", "?.", "..", "=", "+=", "-eq ", "-Name ", "-", "--"),
    *("if ", "else ", "foreach ", "in ", "function f ", "class C ", "param", "try ", "catch "),
    *("1", "0x1F", "1.5kb", "word", "#", "<#", "#>", "@'\n", "\n'@", '@"\n', '\n"@', "--%", ">"),
    *("2>&1", "*>", "?", ":", "switch ", "[int]", "“", "–", "\u00a0", "\0", "\ud800", "é", "??"),
)


@pytest.mark.property
@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_ends_in_a_tree_or_a_parse_error(text):
    error = error_of(text)
    if error is None:
        assert all(0 <= row[1] <= row[2] <= len(text) for row in listing(text))
    else:
        assert 0 <= error.start <= error.end <= len(text)
    tree, _, tokens = parse_recovering(text)
    assert tree.end == len(text)
    assert all(token.start < token.end for token in tokens)
    assert cursor_context(text).start <= len(text)


def test_the_recursion_limit_is_raised_only_when_it_must():
    before = sys.getrecursionlimit()
    parse("((((1))))")
    assert sys.getrecursionlimit() == before
