"""Enumerations and classes of scripts."""

import pytest

from tests.support.shell import Shell

CLASSES = """
enum Colour { Red; Green = 5; Blue }
class Animal {
    [string]$Name
    [int]$Age = 3
    static [int]$Count = 0
    Animal([string]$n) { $this.Name = $n; [Animal]::Count++ }
    [string] Speak() { 'not the result'; return "$($this.Name) speaks" }
    [int] Older([int]$by) { return $this.Age + $by }
    [int] Twice() { return (1..2 | ForEach-Object { return $_ }).Count }
    static [Animal] Make([string]$n) { return [Animal]::new($n) }
    [string] ToString() { return "A:$($this.Name)" }
}
class Dog : Animal {
    Dog([string]$n) : base("dog $n") { }
    [string] Speak() { return 'Woof' }
}
class Point { [int]$X; [int]$Y }
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('"$([Colour]::Blue) $([int][Colour]"Green") $([Colour]5)"', ["Blue 5 Green"]),
        ("[Animal]::new('cat').Speak()", ["cat speaks"]),
        ("[Animal]::new('cat').Older('4')", [7]),
        ("[Animal]::new('cat').Twice()", [2]),
        ("\"$([Animal]::Make('m'))\"", ["A:m"]),
        ("$d = [Dog]::new('rex'); $d.Speak(); $d.Name; $d.Age; $d -is [Animal]",
         ["Woof", "dog rex", 3, True]),
        ("$null = [Animal]::new('a'), [Dog]::new('b'); [Animal]::Count", [2]),
        ("$p = [Point]@{ X = 1; Y = '2' }; $p.X + $p.Y; $p.GetType().Name", [3, "Point"]),
        ("[Point]::new().X", [0]),
    ],
)  # fmt: skip
def test_members(code, expected):
    shell = Shell()
    assert shell.run(f"{code}\n{CLASSES}") == expected  # types are there before they stand
    assert shell.errors == []


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("[Point]::new().X = 'bad'", "ExceptionWhenSetting"),
        ("[Animal]::new()", "MethodCountCouldNotFindBest"),
        ("[Point]::new().Nope()", "MethodNotFound"),
        ("class Odd : System.Text.StringBuilder { }", "NotSupported"),
    ],
)
def test_errors(code, error):
    shell = Shell()
    shell.run(f"{CLASSES}\n{code}")
    assert shell.errors == [error]
