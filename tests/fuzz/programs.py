"""Small programs at random: every operator, member and safe command over values of every type."""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Final

from smimeadmin.shell.engine.late_tables import MEMBERS, STATICS
from smimeadmin.shell.engine.members_table import (
    METHODS,
    PROPERTIES,
    STATIC_METHODS,
    STATIC_PROPERTIES,
)

VALUES: Final[tuple[str, ...]] = (
    *("$null", "$true", "$false", "0", "1", "-1", "5", "2147483647", "-2147483648", "4294967296"),
    *("9223372036854775807", "1.5", "-0.0", "[double]::NaN", "[double]::PositiveInfinity", "1e308"),
    *("1.10d", "79228162514264337593543950335d", "[byte]255", "[sbyte]-128", "[uint64]::MaxValue"),
    *("[single]0.1", "12345678901234567890n", "[char]'x'", "[char]0", "''", "'abc'", "'A,b;C'"),
    *("' 12 '", "'1e3'", "'0x1F'", "'2026-11-24'", "'10:20:30'", "'{0} {1:N2}'", "'^a(b+)c$'"),
    *(
        "'a*[b'",
        "'(['",
        "'\u00e4\u00df\u4e2d\U0001f600'",
        '"a`r`nb`0c"',
        "'x' * 300",
        "@()",
        "@(,@())",
    ),
    *("@(1)", "@(1, 2, 3)", "@('b', 'a', $null, 1.5)", "@(@(1, 2), @(3))", "(1..20)", "(5..-5)"),
    *(
        "@{}",
        "@{a = 1; B = 'x'}",
        "[ordered]@{z = 1; a = @(1, 2)}",
        "[pscustomobject]@{A = 1; B = 'x'}",
    ),
    *("@([pscustomobject]@{A = 2; B = 'q'}, [pscustomobject]@{A = 1; C = $null})", "[int[]](1, 2)"),
    *("[byte[]](1, 2, 255)", "[string[]]('a', 'b')", "[char[]]'xyz'", "[object[]]::new(3)"),
    *("[datetime]'2026-11-24T10:20:30.1234567Z'", "[datetime]::MinValue", "[datetime]::MaxValue"),
    *(
        "[timespan]'1.02:03:04.5'",
        "[timespan]::MaxValue",
        "[guid]'00112233-4455-6677-8899-aabbccddeeff'",
    ),
    *("[version]'1.2.3.4'", "[semver]'1.2.3-rc.1+b'", "[uri]'https://a.example:8443/p?q=1#f'"),
    *("[regex]'(?<n>\\d+)'", "[DayOfWeek]'Monday'", "[ConsoleColor]::Red", "[int]", "[string]"),
    *("[Collections.Generic.List[int]]@(1, 2)", "[Collections.ArrayList]@(1, 'b')", "{ $_ }"),
    *("[Collections.Generic.HashSet[string]]@('a')", "[Text.StringBuilder]::new('ab')"),
    *("[Collections.Generic.Dictionary[string,int]]::new()", "[Collections.Queue]@(1, 2)"),
    *(
        "[Text.Encoding]::UTF8",
        "[cultureinfo]'de-DE'",
        "[datetimeoffset]'2026-11-24T10:20:30+02:00'",
    ),
    *("[regex]::Match('a12b', '\\d+')", '(ConvertFrom-Json \'{"a":[1,{"b":null}]}\')', "$v", "$w"),
    *(
        "[pscredential]::Empty",
        "(Get-Culture)",
        "('a'.psobject)",
        "[math]::PI",
        "[xml]'<a b=\"1\"><c/></a>'",
    ),
)
TYPES: Final[tuple[str, ...]] = (
    *("int", "long", "byte", "sbyte", "int16", "uint16", "uint32", "uint64", "double", "single"),
    *("decimal", "bigint", "bool", "string", "char", "datetime", "timespan", "guid", "version"),
    *("semver", "uri", "regex", "array", "object[]", "int[]", "string[]", "byte[]", "char[]"),
    *("hashtable", "pscustomobject", "psobject", "object", "type", "scriptblock", "switch", "xml"),
    *("DayOfWeek", "ConsoleColor", "Collections.ArrayList", "Collections.Generic.List[int]"),
    *(
        "Nullable[int]",
        "ordered",
        "datetimeoffset",
        "cultureinfo",
        "ipaddress",
        "mailaddress",
        "void",
    ),
)
BINARY: Final[tuple[str, ...]] = (
    *(
        "+",
        "-",
        "*",
        "/",
        "%",
        "-band",
        "-bor",
        "-bxor",
        "-shl",
        "-shr",
        "-and",
        "-or",
        "-xor",
        "..",
    ),
    *("-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-ceq", "-clt", "-like", "-notlike", "-match"),
    *("-notmatch", "-cmatch", "-replace", "-creplace", "-split", "-csplit", "-join", "-contains"),
    *("-notcontains", "-in", "-notin", "-is", "-isnot", "-as", "-f", "??"),
)
UNARY: Final[tuple[str, ...]] = ("-", "+", "!", "-not ", "-bnot ", "-join ", "-split ", ",")
ASSIGN: Final[tuple[str, ...]] = ("=", "+=", "-=", "*=", "/=", "%=", "??=")
FORMATS: Final[tuple[str, ...]] = (
    *("N", "N2", "F3", "D5", "X8", "P1", "C", "E4", "G", "G3", "R", "0.00", "#,##0.##;(0);zero"),
    *(
        "d",
        "D",
        "t",
        "T",
        "s",
        "o",
        "u",
        "yyyy-MM-dd HH:mm:ss.fffffff",
        "ddd MMM",
        "c",
        "g",
        "hh\\:mm",
    ),
    *("", "q", "B", "N", "P", "x2", "%d", "'", "\\", "{0}", "0,0,,", "e+0", "000-00"),
)
COMMANDS: Final[tuple[str, ...]] = (
    *("Where-Object", "ForEach-Object", "Select-Object", "Sort-Object", "Group-Object"),
    *("Measure-Object", "Compare-Object", "Add-Member", "Get-Member", "Get-Unique", "Join-String"),
    *("Format-Table", "Format-List", "Format-Wide", "Format-Custom", "Out-String", "Out-Null"),
    *("ConvertTo-Json", "ConvertFrom-Json", "ConvertTo-Csv", "ConvertFrom-Csv", "ConvertTo-Html"),
    *("ConvertFrom-StringData", "Select-String", "Get-Date", "New-TimeSpan", "Get-Random"),
    *("Write-Output", "Write-Error", "Write-Warning", "Tee-Object", "New-Object", "Set-Variable"),
    *("Get-Variable", "New-Variable", "Split-Path", "Join-Path", "Get-Command", "Get-Alias"),
)
"""Commands that touch neither the disk nor the clock's patience."""
_UNSAFE_TYPES: Final = frozenset(
    {
        "system.environment",
        "system.console",
        "system.io.file",
        "system.io.directory",
        "system.threading.thread",
        "system.gc",
    }
)
_UNSAFE_MEMBERS: Final = frozenset({"save", "writealltext", "exit", "sleep", "delete", "invoke"})


@cache
def members() -> tuple[str, ...]:
    """Return the names of all members that any type has, without those that act on the machine."""
    MEMBERS.load()
    names = {key for methods in METHODS.values() for key in methods}
    names |= {key for properties in PROPERTIES.values() for key in properties}
    return (*sorted(names - _UNSAFE_MEMBERS), "Where", "ForEach", "NoSuch", "__class__")


@cache
def statics() -> tuple[str, ...]:
    """Return all static members as they are written: ``[System.Math]::pow(``."""
    STATICS.load()
    found = []
    for table, end in ((STATIC_METHODS, "("), (STATIC_PROPERTIES, "")):
        for type_name, static in table.items():
            if type_name.lower() not in _UNSAFE_TYPES:
                found += [f"[{type_name}]::{key}{end}" for key in static]
    return tuple(sorted(found))


class ProgramMaker:
    """Writes one program; ``dice`` decides."""

    def __init__(self, dice: Random, parameters: Callable[[str], Sequence[str]]) -> None:
        self._dice = dice
        self._parameters = parameters

    def program(self) -> str:
        """Return a few statements."""
        dice = self._dice
        first = f"$v = {self.value()}; $w = {self.value()}; $i = 0"
        return first + "\n" + "\n".join(self._statement() for _ in range(dice.randint(1, 4)))

    def value(self, depth: int = 0) -> str:
        """Return an expression."""
        dice = self._dice
        if depth > 2 or dice.random() < 0.4:
            return dice.choice(VALUES)
        makers = (
            *(self._binary, self._binary, self._binary, self._cast, self._method, self._method),
            *(self._property, self._index, self._static, self._unary, self._format, self._text),
            *(self._ternary, self._pipeline_value),
        )
        return dice.choice(makers)(depth + 1)

    def _binary(self, depth: int) -> str:
        right = self._dice.choice(("value", "value", "value", "type"))
        operator = self._dice.choice(BINARY)
        if operator in {"-is", "-isnot", "-as"} or (right == "type" and operator == "-eq"):
            return f"({self.value(depth)} {operator} [{self._dice.choice(TYPES)}])"
        return f"({self.value(depth)} {operator} {self.value(depth)})"

    def _cast(self, depth: int) -> str:
        return f"([{self._dice.choice(TYPES)}]({self.value(depth)}))"

    def _arguments(self, depth: int) -> str:
        count = self._dice.choice((0, 1, 1, 1, 2, 2, 3))
        return ", ".join(self.value(depth + 1) for _ in range(count))

    def _method(self, depth: int) -> str:
        name = self._dice.choice(members())
        return f"({self.value(depth)}).{name}({self._arguments(depth)})"

    def _property(self, depth: int) -> str:
        return f"({self.value(depth)}).{self._dice.choice(members())}"

    def _index(self, depth: int) -> str:
        return f"({self.value(depth)})[{self.value(depth)}]"

    def _static(self, depth: int) -> str:
        static = self._dice.choice(statics())
        return f"{static}{self._arguments(depth)})" if static.endswith("(") else static

    def _unary(self, depth: int) -> str:
        return f"({self._dice.choice(UNARY)}{self.value(depth)})"

    def _format(self, depth: int) -> str:
        form = self._dice.choice(FORMATS).replace("'", "''")
        if self._dice.random() < 0.5:
            return f"({self.value(depth)}).ToString('{form}')"
        return f"('{{0,5:{form}}}|{{1}}' -f {self.value(depth)}, {self.value(depth)})"

    def _text(self, depth: int) -> str:
        return f'"a $v $({self.value(depth)}) $w.Length"'

    def _ternary(self, depth: int) -> str:
        return f"({self.value(depth)} ? {self.value(depth)} : {self.value(depth)})"

    def _pipeline_value(self, depth: int) -> str:
        return f"({self.value(depth)} | {self._command()})"

    def _command(self) -> str:
        dice = self._dice
        name = dice.choice(COMMANDS)
        words = [name]
        parameters = self._parameters(name)
        for _ in range(dice.choice((0, 1, 1, 2, 3))):
            if parameters and dice.random() < 0.6:
                words.append(f"-{dice.choice(parameters)}")
            if dice.random() < 0.8:
                block = dice.choice(("{ $_ }", "{ $_ -gt 1 }", "{ $_.A }", "{ throw 'x' }"))
                choices = ("A", "B,C", "*", "a*", "1", "N2", block, f"({self.value(2)})")
                words.append(dice.choice(choices))
        return " ".join(words)

    def _statement(self) -> str:
        dice = self._dice
        value = self.value
        return dice.choice(
            (
                value,
                value,
                lambda: f"$v {dice.choice(ASSIGN)} {value()}",
                lambda: f"{value()} | {self._command()}",
                lambda: f"{value()} | {self._command()} | {self._command()}",
                lambda: f"{value()} | {self._command()} | Out-String -Width 60",
                lambda: (
                    f"foreach ($x in {value()}) {{ if ($i++ -gt 5) {{ break }}; $x; {value(2)} }}"
                ),
                lambda: (
                    f"switch {dice.choice(('', '-regex', '-wildcard'))} ({value()}) "
                    f"{{ {dice.choice(VALUES)} {{ 'm' }} default {{ $_ }} }}"
                ),
                lambda: f'try {{ {value()} }} catch {{ "$_" }} finally {{ {value(2)} }}',
                lambda: (
                    f"function f($a, [{dice.choice(TYPES)}]$b = {value(2)}) {{ $a; $b }}; "
                    f"f {value(2)} ({value(2)})"
                ),
                lambda: f"$v[{value()}] = {value()}",
                lambda: f"($v).{dice.choice(members())} = {value()}",
                lambda: f"[{dice.choice(TYPES)}]$t = {value()}; $t",
                lambda: f"${{x}}, $y = {value()}; $y; $x++; $x",
            )
        )()
