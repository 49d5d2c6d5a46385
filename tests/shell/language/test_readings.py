"""How tricky inputs read: the table of the language reference, and more of each rule."""

import pytest

from smimeadmin.shell.language import parse
from tests.support.shapes import shape

READINGS = [
    # what an administrator types for S/MIME
    (
        "Set-SmimePolicy -IssuerFields 2.5.4.10,2.5.4.3,1.2.840.113549.1.9.1",
        "cmd[Set-SmimePolicy -IssuerFields [2.5.4.10, 2.5.4.3, 1.2.840.113549.1.9.1]]",
    ),
    (
        "Publish-SmimeCertificate -Force:$false -Retries: 3",
        "cmd[Publish-SmimeCertificate -Force:$false -Retries:3:Int32]",
    ),
    (
        "Set-SmimePolicy -CustomAttribute15 $x 2>$null",
        "cmd[Set-SmimePolicy -CustomAttribute15 $x 2>$null]",
    ),
    ("Set-SmimePolicy -Tags a, -Extra", "cmd[Set-SmimePolicy -Tags [a, -Extra]]"),
    (
        "Get-SmimeCertificate | ? { $_.Expired } | % Subject",
        "cmd[Get-SmimeCertificate] | cmd[? {$_.Expired}] | cmd[% Subject]",
    ),
    ('& "renew all.ps1" -Days 30', '&cmd["renew all.ps1" -Days 30:Int32]'),
    (
        'certutil --% -addstore Root "C:\\My CAs\\root.cer" | Out-Null',
        'cmd[certutil --% -addstore Root "C:\\My CAs\\root.cer" ] | cmd[Out-Null]',
    ),
    ("Publish-Crl –Issuer 'Sub CA'", "cmd[Publish-Crl -Issuer 'Sub CA']"),
    ("Write-Host “expires $when”", 'cmd[Write-Host "expires <$when>"]'),
    ("0..9 | ForEach-Object { $_ }", "<0:Int32 .. 9:Int32> | cmd[ForEach-Object {$_}]"),
    ("2KB * 0x10", "<2048:Int32 * 16:Int32>"),
    ("7z x crl.zip", "cmd[7z x crl.zip]"),
    ("return = $ok", "return cmd[= $ok]"),
    ("{ 'x' }", "{'x'}"),
    ("1,2 + 3", "<[1:Int32, 2:Int32] + 3:Int32>"),
    ("${issuing ca} = 'CN=Sub 2'", "$issuing ca = 'CN=Sub 2'"),
    ("$cert?.Issuer", "$cert?.Issuer"),
    (
        '"$($c.Subject) / $c.Subject / ${n}th / $env:COMPUTERNAME"',
        '"<${$c.Subject}> / <$c>.Subject / <$n>th / <$env:COMPUTERNAME>"',
    ),
    (
        '"CRL $(Get-Crl -Name "of $($ca["cn"])") loaded"',
        '"CRL <${cmd[Get-Crl -Name "of <${$ca["cn"]}>"]}> loaded"',
    ),
    (
        "Get-SmimeCertificate\n| Where-Object Expired",
        "cmd[Get-SmimeCertificate] | cmd[Where-Object Expired]",
    ),
    (
        'openssl req --config="C:\\my ca\\o.cnf" -new',
        "cmd[openssl req --config=C:\\my ca\\o.cnf -new]",
    ),
    ("Test-SmimeConfig -Fix -- -Fix", "cmd[Test-SmimeConfig -Fix -- -Fix]"),
    (
        "Get-SmimeCertificate alice*, b[0-9]@example.test",
        "cmd[Get-SmimeCertificate [alice*, b[0-9]@example.test]]",
    ),
    ("Write-Host [D]etails, [S]kip", "cmd[Write-Host [[D]etails, [S]kip]]"),
    ("Write-Output $cert.Export() [int]", "cmd[Write-Output $cert.Export() [int]]"),
    (
        "Write-Host [IO.Path]::GetFileName('a.sst')",
        "cmd[Write-Host [IO.Path]::GetFileName ('a.sst')]",
    ),
    ("Get-Crl($ca).Number", "cmd[Get-Crl ($ca).Number]"),
    (
        "@{ if = 1; end = 2; 30 = 'x' }",
        "@{if = 1:Int32; end = 2:Int32; 30:Int32 = 'x'}",
    ),
    (
        "[Collections.Generic.Dictionary[string,byte[]]]::new(4)",
        "[Collections.Generic.Dictionary[string,byte[]]]::new(4:Int32)",
    ),
    (
        "function Test-Crl([int]$Depth = 2, [switch]$Online) { }",
        "function Test-Crl([int]$Depth = 2:Int32, [switch]$Online) {}",
    ),
    ("Write-Output CN=a#b # note", "cmd[Write-Output CN=a#b]"),
    ("Write-Output subject>issuer", "cmd[Write-Output subject>issuer]"),
    (
        "Get-SmimeCertificate -NotBefore 3/1/2027 -Serial 00ab12",
        "cmd[Get-SmimeCertificate -NotBefore 3/1/2027 -Serial 00ab12]",
    ),
    (
        "Write-Host 'CN='Alice \"S/MIME\"-NoNewline",
        "cmd[Write-Host 'CN=' Alice \"S/MIME\" -NoNewline]",
    ),
    (
        "@'\nIt's $literal\n'@ | Set-Content note.txt",
        "@It's $literal@ | cmd[Set-Content note.txt]",
    ),
    (
        "if-expired; return-cert 1; end-of-life",
        "cmd[if-expired]; cmd[return-cert 1:Int32]; cmd[end-of-life]",
    ),
    # 1: a statement is first tried as an expression
    ("1?2:3", "cmd[1?2:3]"),
    ("1.Length", "cmd[1.Length]"),
    ("$x = = 1", "$x = cmd[= 1:Int32]"),
    ("!word", "cmd[!word]"),
    ("-eq", "cmd[-eq]"),
    ("..5", "cmd[..5]"),
    ("2>&1 d", "cmd[2>&1 d]"),
    # 2 and 3: barewords and members in arguments
    ("echo a'b'c\"d\"", "cmd[echo abcd]"),
    ("echo $dir/crl $a-b", "cmd[echo ~<$dir>/crl~ ~<$a>-b~]"),
    ("echo $a.b-c", "cmd[echo $a.b -c]"),
    ("echo $(1)a @(1)a", "cmd[echo ${1:Int32} a @{1:Int32} a]"),
    ("echo ${x}?.y (1)?.y", "cmd[echo ~<$x>?.y~ (1:Int32)?.y]"),
    ("echo $cert. x", "cmd[echo $cert . x]"),
    ("a$b c", "cmd[a$b c]"),
    ("& a$b c", "&cmd[~a<$b>~ c]"),
    ("echo ]x [ ]", "cmd[echo ] x [ ]]"),
    # 4: numbers
    ("echo 1 1.5 -1 +1 1kb 0x1G", "cmd[echo 1:Int32 1.5:Double -1 +1 1024:Int32 0x1G]"),
    ("-1; -1.5; - 1; .5; 5.", "-1:Int32; -1.5:Double; <- 1:Int32>; 0.5:Double; 5.0:Double"),
    ("99999999999; 1u; 2d; 3n", "99999999999:Int64; 1:UInt32; 2:Decimal; 3:BigInteger"),
    ("0xFFFFFFFF; 0xFF; 0b101; 0x", "-1:Int32; 255:Int32; 5:Int32; 0:Int32"),
    ("1uy; 2y; 3us; 4s; 5ul; 6l", "1:Byte; 2:SByte; 3:UInt16; 4:Int16; 5:UInt64; 6:Int64"),
    ("0xFFFFFFFFFFFFFFFF; 0xFFu; 1e3l", "-1:Int64; 255:UInt32; 1000:Int64"),
    # 5: parameters
    ("echo -foo.bar -foo[0] -foo(1)", "cmd[echo -foo .bar -foo [0] -foo (1:Int32)]"),
    ('echo -A"b" -a=$b', "cmd[echo -Ab -a=$b]"),
    ("a -b:c,d -e: f,g", "cmd[a -b:[c, d] -e:[f, g]]"),
    ("a --b -- --", "cmd[a --b -- --]"),
    # 6: comma lists
    ("echo a,b c , d", "cmd[echo [a, b] [c, d]]"),
    ("echo a,\n\n# why\nb", "cmd[echo [a, b]]"),
    # 9: strings
    ('"$(""a"")b"', '"<${"a"}>b"'),
    ('"$a::b $x:y $ $("x")"', '"<$a>::b <$x:y> $ <${"x"}>"'),
    ('"a`tb`"c`u{41}`$x"', '"a\tb"cA$x"'),
    ('@"\na $x\n"q"\n"@', '"a <$x>\n"q""'),
    ("@'\n'@", "@@"),
    # 11: operators
    ("-join 1,2", "[<-join 1:Int32>, 2:Int32]"),
    ("$a -ceq 1 -and $b -inotlike 'x'", "<<$a -ceq 1:Int32> -and <$b -notlike 'x'>>"),
    ("$x = $y ?? 'a' -eq 'b'", "$x = <<$y ?? 'a'> -eq 'b'>"),
    ("$a ? 1,2 : 3", "<$a ? [1:Int32, 2:Int32] : 3:Int32>"),
    ("$a ? $b ? 1 : 2 : 3", "<$a ? <$b ? 1:Int32 : 2:Int32> : 3:Int32>"),
    ("$i ++; -- $i", "<postfix ++ $i>; <-- $i>"),
    ("1 -shl 2 -bor 3", "<<1:Int32 -shl 2:Int32> -bor 3:Int32>"),
    # 13: blocks and chains
    ("(if (1) {2})", "(cmd[if (1:Int32) {2:Int32}])"),
    ("a && b || c", "((cmd[a] && cmd[b]) || cmd[c])"),
    ("a & b", "cmd[a] &; cmd[b]"),
    ("a || exit 1", "(cmd[a] || cmd[exit 1:Int32])"),
    (
        "filter f { param($a) begin { 1 } process { 2 } clean { 3 } }",
        "filter f param($a) begin{1:Int32} process{2:Int32} clean{3:Int32}",
    ),
    # 15 and 16: variables, types, members
    ("$using:x.y", "using:$x.y"),
    ("[a.b]::c; [int][string]$x", "[a.b]::c; [int][string]$x"),
    ("[list[[int]]]::new()", "[list[int]]::new()"),
    ("$x.Foo[int]('a')", "$x.Foo('a')"),
    ("$x.\n  y.\n  z", "$x.y.z"),
    ("[int]\n$a", "[int]; $a"),
    # redirections
    ("foo 3>&1 > x 2>> y *> z", "cmd[foo 3>&1 1>x 2>>y 0>z]"),
    ("$x > y 2> z", "$x 1>y 2>z"),
    # backtick
    ("foo `\n -A 1 ` -B", "cmd[foo -A 1:Int32 -B]"),
]


@pytest.mark.parametrize(("text", "reading"), READINGS, ids=[text for text, _ in READINGS])
def test_reading(text, reading):
    assert shape(text) == reading


def test_number_keeps_its_spelling():
    block = parse("echo 007").end_block
    number = block.statements[0].pipeline_elements[0].command_elements[1]
    assert (number.value, number.text) == (7, "007")
