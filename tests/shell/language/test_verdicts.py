"""Incomplete or wrong: what a prompt has to know to ask for another line or to complain."""

import pytest

from smimeadmin.core.errors import SmimeAdminError
from smimeadmin.shell.language import ParseError, parse
from tests.support.shapes import verdict


@pytest.mark.parametrize(
    "text",
    [
        "Get-SmimeCertificate |",
        "Get-SmimeCertificate |\n",
        "Get-SmimeCertificate |\n\n# which\n",
        "if ($revoked)",
        "if ($revoked)\n",
        "$opts = @{\n  Days = 30",
        '@"\nSerial $n',
        "Publish-Crl -Issuer `",
        "Set-SmimePolicy -Oids 2.5.4.3,",
        "Set-SmimePolicy -Oids 2.5.4.3,\n\n",
        "function Get-Crl",
        "try { Publish-Crl }",
        "<# why",
        '"until $(Get-Date',
        "$chain[0",
        "$x =",
        "$x =\n",
        "1 +\n",
        "$a.b(",
        "$a.",
        "[Collections.Generic.List[",
        "[Parameter(Mandatory",
        "foreach ($u in $users) {",
        "class C { [int]$x",
        "enum E { a",
        "a &&",
        "${user name",
        "param($a,",
        "do { 1 }",
        "switch ($x) { 1",
        "begin",
    ],
)
def test_incomplete(text):
    assert verdict(text) == "incomplete"


@pytest.mark.parametrize(
    "text",
    [
        "if ($ok) { 1 }",
        "'{ not a block' | Out-Null",
        "",
        "# only a comment",
        "$",
        "a`",
        "param",
        "a &",
        "else { 1 }",
        "return",
        ";;",
    ],
)
def test_complete(text):
    assert verdict(text) == "complete"


@pytest.mark.parametrize(
    ("text", "error_id", "place"),
    [
        ("Get-Crl | | Sort-Object", "EmptyPipeElement", 9),
        ("Get-Crl )", "UnexpectedToken", 8),
        ("if $expired { }", "MissingOpenParenthesisInIfStatement", 2),
        ("$o = @{ days 30 }", "MissingEqualsInHashLiteral", 12),
        ("Get-Crl -Issuer ,2", "MissingArgument", 16),
        ('@" note', "UnexpectedCharactersAfterHereStringHeader", 3),
        ('"CA $ca: ok"', "InvalidVariableReferenceWithDrive", 4),
        ("a\n\n| b", "EmptyPipeElement", 3),
        ("}", "UnexpectedToken", 0),
        ("$x.y ()", "UnexpectedToken", 5),
        ("$a -equals $b", "UnexpectedToken", 3),
        ("param($h = @{a=1,2})", "UnexpectedToken", 16),
        ("switch (1) {}", "MissingSwitchConditionExpression", 12),
        ("foo -A, b", "MissingArgument", 6),
        ("Get-X -A:", "ParameterRequiresArgument", 9),
        ("Get-X >", "MissingFileSpecification", 7),
        ("& ", "MissingExpression", 0),
        ("[int", "EndSquareBracketExpectedAtEndOfAttribute", 3),
        ("@", "UnrecognizedToken", 0),
        ("'a'b", "UnexpectedToken", 3),
        ("a && $x = 1", "UnexpectedToken", 8),
        ("300y", "BadNumericConstant", 0),
        ("foreach -parallel ($a in 1) { }", "KeywordParameterReservedForFutureUse", 0),
        ("from x", "ReservedKeywordNotAllowed", 0),
        ("1; using namespace System", "UsingMustBeAtStartOfScript", 3),
        ("a > b > c", "StreamAlreadyRedirected", 6),
        ("a < b", "RedirectionNotSupported", 2),
        ("begin { 1 }\nGet-Mailbox", "MissingNamedBlocks", 12),
        ("$o = @{ a = 1; A = 2 }", "DuplicateKeyInHashLiteral", 15),
        ("a | 5", "ExpressionsMustBeFirstInPipeline", 4),
        # out of scope, each in its own words
        ("workflow w { 1 }", "WorkflowNotSupportedInPowerShellCore", 0),
        ("configuration c { 1 }", "ConfigurationNotSupported", 0),
    ],
)
def test_wrong(text, error_id, place):
    with pytest.raises(ParseError) as caught:
        parse(text)
    assert (caught.value.id, caught.value.start, caught.value.incomplete) == (
        error_id,
        place,
        False,
    )


@pytest.mark.parametrize(
    ("text", "error_id"),
    [
        ("5++", "OperatorRequiresVariableOrProperty"),
        ("$a, $b += 1", "InvalidLeftHandSide"),
        ("$a.b() = 1", "InvalidLeftHandSide"),
        ("${a}?.b = 1", "InvalidLeftHandSide"),
        ("@args", "SplattingNotPermitted"),
        ("f -a:@b", "SplattingNotPermitted"),
        ("f 1,@b", "SplattingNotPermitted"),
        ("[ordered]$x", "OrderedAttributeOnlyOnHashLiteralNode"),
        ("[ValidateSet('a')]5", "UnexpectedAttribute"),
        ("function f($a, $A) { }", "DuplicateFormalParameter"),
        ("function f($a) { param($b) }", "OnlyOneParameterListAllowed"),
        ("try { } catch { } catch [A] { }", "EmptyCatchNotLast"),
        ("try { } finally { return }", "ControlLeavingFinally"),
        ("while (1) { try { } finally { break } }", "ControlLeavingFinally"),
        ("$using:x.F()", "InvalidUsingExpression"),
        (
            "param([ValidateSet($a)]$b)",
            "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock",
        ),
        ("data { Get-Date }", "CmdletNotInAllowedListForDataSection"),
        ("data { $x }", "VariableReferenceNotSupportedInDataSection"),
        ("data { 1 -join 2 }", "OperatorNotSupportedInDataSection"),
        ("data { [xml]'<a/>' }", "TypeNotAllowedInDataSection"),
        ("data { 'a'.b }", "PropertyReferenceNotSupportedInDataSection"),
        ("class C { [int] F() { } }", "MethodHasCodePathNotReturn"),
        ("class C { F() { return 1 } }", "VoidMethodHasReturn"),
        ("class C { [int] F() { return } }", "NonVoidMethodMissingReturnValue"),
        ("class C { static F() { $this } }", "NonStaticMemberAccessInStaticMember"),
        ("class C { F() { param($a) } }", "ParamBlockNotAllowedInMethod"),
        ("class C { F() { end { } } }", "NamedBlockNotAllowedInMethod"),
        ("class C { [int] C() { return 1 } }", "ConstructorCantHaveReturnType"),
        ("using type a = b", "UsingStatementNotSupported"),
    ],
)
def test_faults_of_meaning(text, error_id):
    with pytest.raises(ParseError) as caught:
        parse(text)
    assert (caught.value.id, caught.value.incomplete) == (error_id, False)


@pytest.mark.parametrize(
    "text",
    [
        "try { } finally { foreach ($x in 1) { break } }",
        "try { } finally { :a while (1) { while (1) { continue a } } }",
        "try { } finally { & { return } }",
        "data -SupportedCommand Get-Date { Get-Date }",
        "data { if ($true) { @{ a = [int]'5' + 1 } } else { \"$PSCulture\" } }",
        "param([ValidateRange(-1, [int]::MaxValue)][ValidateScript({ $_ })]$x)",
        "class C { [int] F() { if (1) { return 1 } else { throw 'x' } } }",
        "class C { [int] F() { while ($true) { return 1 } } }",
        "class C : Base { C() : base(1) { } hidden static [void] F() { } }",
        "($a) = 1; [int]$a, ($b) = 1",
        "enum E : byte { a = 1 }",
    ],
)
def test_what_has_no_fault_of_meaning(text):
    assert verdict(text) == "complete"


def test_a_fault_of_form_comes_before_one_of_meaning():
    with pytest.raises(ParseError) as caught:
        parse("@args; (")
    assert caught.value.incomplete


def test_error_says_where():
    with pytest.raises(SmimeAdminError) as caught:
        parse("Get-A\n  if (1 { }")
    error = caught.value
    assert isinstance(error, ParseError)
    assert (error.line, error.column, error.start, error.end) == (2, 9, 14, 15)
    assert str(error).startswith("line 2 char 9: Unexpected '{'")
