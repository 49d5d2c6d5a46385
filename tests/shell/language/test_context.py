"""What completion is told about the cursor."""

import pytest

from smimeadmin.shell.language.ast import CommandAst
from smimeadmin.shell.language.context import cursor_context


def told(text):
    context = cursor_context(text)
    command = context.command
    name = command.command_elements[0].text if command is not None else None
    return context.kind, context.word, name, context.parameter


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Get-Smi", ("command", "Get-Smi", "Get-Smi", None)),
        ("$c = Get-Pub", ("command", "Get-Pub", "Get-Pub", None)),
        ("a | ", ("command", "", None, None)),
        ("a; ", ("command", "", None, None)),
        ("", ("command", "", None, None)),
        ("Set-SmimePolicy -Iss", ("parameter", "-Iss", "Set-SmimePolicy", None)),
        ("Set-X -A 1 -", ("parameter", "-", "Set-X", None)),
        ("if ($due) { Publish-Crl -Na", ("parameter", "-Na", "Publish-Crl", None)),
        ("if (1) { 2 } else { Get-X -Fo", ("parameter", "-Fo", "Get-X", None)),
        (
            "Publish-SmimeCertificate -Force $f",
            ("variable", "f", "Publish-SmimeCertificate", "Force"),
        ),
        ("foo @sp", ("variable", "sp", "foo", None)),
        ('foo "a $x', ("variable", "x", "foo", None)),
        ("Get-X ${a b", ("variable", "a b", "Get-X", None)),
        ("Publish-Crl -Path 'C:\\My", ("argument", "C:\\My", "Publish-Crl", "Path")),
        ("Get-X -A ", ("argument", "", "Get-X", "A")),
        ("Get-X -A b ", ("argument", "", "Get-X", None)),
        ("Get-X -A:", ("argument", "", "Get-X", "A")),
        ("Get-X -A:tr", ("argument", "tr", "Get-X", "A")),
        ("Get-X -A b, ", ("argument", "", "Get-X", "A")),
        ("Set-SmimePolicy -IssuingCA (Get-Con", ("command", "Get-Con", "Get-Con", None)),
        ('"CRL $(Get-Crl -Na', ("parameter", "-Na", "Get-Crl", None)),
        ("$x = [int", ("type", "int", None, None)),
        ("$x -e", ("operator", "-e", None, None)),
        ("Select-Object @{ n='x'; e", ("key", "e", "Select-Object", None)),
        ("[Parameter(Mand", ("attribute", "Mand", None, None)),
        ("# com", ("comment", "# com", None, None)),
        ("<# com", ("comment", "<# com", None, None)),
    ],
)
def test_kind_word_command_and_parameter(text, answer):
    assert told(text) == answer


def test_member_knows_its_target_and_the_pipeline_on_the_left():
    context = cursor_context("Get-SmimeCertificate | Where-Object { $_.")
    assert context.kind == "member"
    assert context.target is not None
    assert context.target.text == "$_"
    assert context.pipeline is not None
    names = [element.command_elements[0].text for element in context.pipeline.pipeline_elements]
    assert names == ["Get-SmimeCertificate", "Where-Object"]


def test_typed_member_and_static_member():
    typed = cursor_context("$x.Foo(1).Ba")
    assert (typed.kind, typed.word, typed.target.text) == ("member", "Ba", "$x.Foo(1)")
    static = cursor_context("[Math]::")
    assert (static.kind, static.static, static.target.text) == ("member", True, "[Math]")


def test_command_in_a_parenthesis_knows_what_encloses_it():
    context = cursor_context("Set-SmimePolicy -IssuingCA (Get-Con")
    outer = next(node for node in context.path if isinstance(node, CommandAst))
    assert [element.text for element in outer.command_elements[:2]] == [
        "Set-SmimePolicy",
        "-IssuingCA",
    ]


def test_only_the_text_before_the_cursor_counts():
    context = cursor_context("Get-X -Na | foo )", 9)
    assert (context.kind, context.word, context.start) == ("parameter", "-Na", 6)


def test_quote_is_kept():
    assert cursor_context("Get-X 'a b").quote == "'"
    assert cursor_context('Get-X "a b').quote == '"'


def test_loop_variable_and_parameters_are_around():
    path = cursor_context("function f($p) { foreach ($u in Get-U) { $u.").path
    kinds = [getattr(node, "kind", "") for node in path]
    assert "function" in kinds
    assert "foreach" in kinds


@pytest.mark.parametrize("text", ["Get-X ${a b", 'foo "${a b', "$x.Foo", "Get-X -Na", "Get-X 'a b"])
def test_the_word_stands_at_its_start(text):
    context = cursor_context(text)
    assert text[context.start :] == context.word
