"""What a prompt colours, and what is left of a text with faults."""

from smimeadmin.shell.language.ast import ErrorStatementAst, PipelineAst
from smimeadmin.shell.language.recovery import parse_recovering


def coloured(text):
    _, _, tokens = parse_recovering(text)
    return [(token.kind, text[token.start : token.end]) for token in tokens]


def test_colours_of_a_line():
    assert coloured("Get-A -B 'c' $d | ? { $_.E -gt 3 } # f") == [
        ("command", "Get-A"),
        ("parameter", "-B"),
        ("string", "'c'"),
        ("variable", "$d"),
        ("operator", "|"),
        ("command", "?"),
        ("variable", "$_"),
        ("member", "E"),
        ("operator", "-gt"),
        ("number", "3"),
        ("comment", "# f"),
    ]


def test_colours_of_statements_and_strings():
    assert coloured('if ($x) { "a $y b" } else { [int]5 }') == [
        ("keyword", "if"),
        ("variable", "$x"),
        ("string", '"a '),
        ("variable", "$y"),
        ("string", ' b"'),
        ("keyword", "else"),
        ("type", "int"),
        ("number", "5"),
    ]


def test_an_open_string_is_coloured_to_its_end():
    assert coloured("echo 'open") == [("command", "echo"), ("string", "'open")]


def test_parsing_goes_on_after_a_wrong_line():
    tree, errors, _ = parse_recovering("Get-A )\n$y = 5\nif $z { }\nGet-B")
    assert [error.id for error in errors] == [
        "UnexpectedToken",
        "MissingOpenParenthesisInIfStatement",
    ]
    block = tree.end_block
    assert block is not None
    texts = [node.text for node in block.statements]
    assert "$y = 5" in texts
    assert "Get-B" in texts


def test_what_an_open_block_holds_is_kept():
    tree, errors, _ = parse_recovering("function f($a) {\n $x = 1\n Get-A -B ")
    assert errors[0].incomplete
    found = []
    pending = [tree]
    while pending:
        node = pending.pop()
        pending.extend(node.children())
        found.append(type(node))
    assert ErrorStatementAst in found
    assert PipelineAst in found


def test_faults_of_meaning_are_told_beside_the_tree():
    tree, errors, _ = parse_recovering("@args")
    assert [error.id for error in errors] == ["SplattingNotPermitted"]
    assert tree.end_block is not None
    assert tree.end_block.statements
