"""Arguments to parameters: PowerShell's order, and its errors by their ids."""

import pytest

from tests.support.shell import Shell

DEFINITIONS = """
function Simple { param([string]$Name, [int]$Size = 3, [switch]$Force) "$Name/$Size/$Force" }
function Strict { [CmdletBinding()] param($One, $Other) "$One" }
function Fed { [CmdletBinding()] param(
    [Parameter(Mandatory, ValueFromPipeline)][int]$Number,
    [Parameter(ValueFromPipelineByPropertyName)][string]$Label) process { "$Number$Label" } }
function Sets { [CmdletBinding(DefaultParameterSetName = 'A')] param(
    [Parameter(ParameterSetName = 'A', Position = 0)]$X,
    [Parameter(ParameterSetName = 'B', Mandatory)]$Y) $PSCmdlet.ParameterSetName }
function Rest { param($First, [Parameter(ValueFromRemainingArguments)]$More)
    "$First|$($More -join ',')" }
function Checked { param([ValidateSet('a', 'b')]$Set, [ValidateRange(1, 5)][int]$Range = 1)
    "$Set$Range" }
"""


@pytest.fixture
def shell():
    made = Shell()
    made.run(DEFINITIONS)
    return made


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("Simple a 5", ["a/5/False"]),
        ("Simple -Size 7 b -f", ["b/7/True"]),
        ("Simple -n c -Force:$false", ["c/3/False"]),
        ("Simple 007", ["007/3/False"]),
        ("$h = @{ Name = 'h'; Size = 9 }; Simple @h", ["h/9/False"]),
        ("$h = @{ Name = 'h' }; Simple @h -Name w", ["w/3/False"]),
        ("1, 2 | Fed", ["1", "2"]),
        ("[pscustomobject]@{ Label = 'L' } | Fed -Number 4", ["4L"]),
        ("'6' | Fed", ["6"]),
        ("Sets 1; Sets -Y 2", ["A", "B"]),
        ("Rest 1 2 3", ["1|2,3"]),
        ("Checked B 5", ["B5"]),
    ],
)
def test_binds(shell, call, expected):
    assert shell.run(call) == expected
    assert shell.errors == []


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("Strict -Nope 1", "NamedParameterNotFound,Strict"),
        ("Strict -O 1", "AmbiguousParameter,Strict"),
        ("Strict 1 2 3", "PositionalParameterNotFound,Strict"),
        ("Strict -One 1 -One 2", "ParameterAlreadyBound,Strict"),
        ("Strict -One", "MissingArgument,Strict"),
        ("Fed", "MissingMandatoryParameter,Fed"),
        ("'x' | Fed", "ParameterArgumentTransformationError,Fed"),
        ("Simple a b", "ParameterArgumentTransformationError,Simple"),
        ("Checked c", "ParameterArgumentValidationError,Checked"),
        ("Checked a 9", "ParameterArgumentValidationError,Checked"),
        ("Sets -X 1 -Y 2", "AmbiguousParameterSet,Sets"),
        ("Get-Variable -Nope", "NamedParameterNotFound,"
         "Microsoft.PowerShell.Commands.GetVariableCommand"),
    ],
)  # fmt: skip
def test_errors(shell, call, error):
    shell.run(call)
    assert shell.errors == [error]


def test_an_unknown_parameter_is_told_what_was_meant(shell):
    shell.run("Simple -Siz 1; Strict -Othre 1")
    ((_, record),) = shell.host.shown
    assert record.hint == "Did you mean -Other?"


def test_default_values_of_the_session(shell):
    code = "$PSDefaultParameterValues['Strict:One'] = 'd'; Strict; Strict x"
    assert shell.run(code) == ["d", "x"]


def test_common_parameters(shell):
    code = """
    function C { [CmdletBinding(SupportsShouldProcess)] param()
        Write-Verbose 'v'; Write-Error 'e'; if ($PSCmdlet.ShouldProcess('t', 'a')) { 'did' } }
    C -Verbose -ErrorAction SilentlyContinue -ErrorVariable ev -OutVariable ov
    "$($ev.Count) $ov"
    C -WhatIf -ErrorAction Ignore
    """
    assert shell.run(code) == ["did", "1 did"]
    assert shell.texts("verbose")[0] == "v"
    assert shell.texts("what if") == ['What if: Performing the operation "a" on target "t".']
    assert shell.errors == []


def test_pipeline_variable(shell):
    code = '1..2 | ForEach-Object -PipelineVariable p { $_ * 10 } | ForEach-Object { "$p:$_" }'
    assert shell.run(code.replace("$p:", "${p}:")) == ["10:10", "20:20"]


_REFUSED = "ParameterArgumentTransformationError"
_INVALID = "ParameterArgumentValidationError"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("& { param([bool]$n) $n } @()", _REFUSED),
        ("& { param([bool]$n) $n } $null", _REFUSED),
        ("& { param([bool]$n) $n } ([guid]::Empty)", _REFUSED),
        ("function b([bool]$n) { $n }; b @(1)", f"{_REFUSED},b"),
        ("& { param([switch]$n) $n } -n:1", _REFUSED),
        ("& { param([switch]$n) $n } -n:text", _REFUSED),
        ("& { param([ValidateRange(1, 9)]$n) $n } $null", _INVALID),
        ("& { param([ValidateRange(1, 9)]$n) $n } @{ a = 1 }", _INVALID),
        ("& { param([ValidateRange(1, 9)]$n) $n } (, (1, 2))", _INVALID),
        ("& { param([ValidateRange('Positive')]$n) $n } x", _INVALID),
        ("& { param([ValidatePattern('a')]$n) $n } $null", _INVALID),
        ("& { param([ValidateLength(1, 2)]$n) $n } 12", _INVALID),
        ("1 | ForEach-Object -Process { $_ } -Confirm:x", "CannotConvertArgument"),
    ],
)
def test_refuses_values_that_powershell_refuses(code, error):
    shell = Shell()
    found = shell.run(f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId }}")
    assert len(found) == 1
    assert found[0] == error or found[0].startswith(f"{error},Microsoft.")


def test_numbers_are_truth_values_for_boolean_parameters_and_null_for_switches():
    shell = Shell()
    assert shell.run('& { param([bool]$n, [switch]$s) $n; "$s" } 2.5 -s:$null') == [True, "False"]


def test_the_default_set_wins_where_positions_are_alike():
    shell = Shell()
    shell.run("""function f { [CmdletBinding(DefaultParameterSetName = 'B')] param(
        [Parameter(ParameterSetName = 'A', Position = 0)]$X,
        [Parameter(ParameterSetName = 'B', Position = 0)]$Y) $PSCmdlet.ParameterSetName }""")
    assert shell.run("f 1; f -X 1") == ["B", "A"]


@pytest.mark.parametrize(
    "start", ["[int]", "[pscustomobject]@{ A = 1 }", "'5'", "$true", "@{}", "@(5)"]
)
def test_only_numbers_are_stepped(start):
    shell = Shell()
    assert shell.run(f"$x = {start}; try {{ $x++ }} catch {{ $_.FullyQualifiedErrorId }}") == [
        "OperatorRequiresNumber"
    ]


def test_a_switch_compares_a_text_with_a_truth_value():
    assert Shell().run("switch ('True') { $true { 'yes' } 5 { 'five' } default { 'no' } }") == [
        "yes"
    ]


CHOSEN_BY_PIPE = """
function F {
    [CmdletBinding(DefaultParameterSetName = 'A')]
    param(
        [Parameter(ParameterSetName = 'A', Position = 0)][int]$N,
        [Parameter(ParameterSetName = 'B', Mandatory, ValueFromPipeline)][string]$S
    )
    process { $PSCmdlet.ParameterSetName }
}
"""


def test_objects_of_the_pipeline_decide_on_the_parameter_set():
    shell = Shell()
    shell.run(CHOSEN_BY_PIPE)
    assert shell.run("'x', 'y' | F; F 1") == ["B", "B", "A"]


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ('function f { "$args" }; f a -b 3', "a -b 3"),
        ('function f { "$args" }; f a b -c d e', "a b -c d e"),
        ('& { "$args" } 1 -q 2', "1 -q 2"),
        ('function f { & { "$args" } @args }; f 1 -q 2', "1 -q 2"),
    ],
)
def test_what_no_parameter_takes_keeps_its_order(line, order):
    assert Shell().run(line) == [order]
