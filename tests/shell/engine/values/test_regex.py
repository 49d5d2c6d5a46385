"""Regular expressions of .NET on Python's engine: rewriting, groups, replacing, splitting."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smimeadmin.shell.engine.operators import BINARY, UNARY, match, not_match
from smimeadmin.shell.engine.regex import RegexError, compile_pattern
from smimeadmin.shell.engine.wildcard import wildcard


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        (r"^(?<user>\w+)@(.+)$", "anna@x", [(0, "anna@x"), (1, "x"), ("user", "anna")]),
        (r"(?'a'x)\k<a>", "xx", [(0, "xx"), ("a", "x")]),
        (r"[a-z-[aeiou]]+", "hello", [(0, "h")]),
        (r"a(?i)b|C", "c", [(0, "c")]),
        (r"a\z", "a", [(0, "a")]),
        (r"\p{Lu}\P{Lu}", "xÄb", [(0, "Äb")]),
        (r"[\p{L}]+", "1éa", [(0, "éa")]),
        (r"x{,3}", "x{,3}", [(0, "x{,3}")]),
        (r"[[a]+", "[a", [(0, "[a")]),
        (r"(?x) a b # note", "ab", [(0, "ab")]),
        (r"(?n)(a)(?<b>b)", "ab", [(0, "ab"), ("b", "b")]),
        (r"(?#note)a", "a", [(0, "a")]),
        (r"\x41\u0042\cA", "AB\x01", [(0, "AB\x01")]),
        (r"(?>a+)b", "aab", [(0, "aab")]),
        (r"(a)(?<n>b)(c)\2\1", "abcca", [(0, "abcca"), (1, "a"), (2, "c"), ("n", "b")]),
    ],
)
def test_a_pattern_matches_and_numbers_its_groups_as_in_net(pattern, text, groups):
    found, named = match(text, pattern, ignore_case=False)
    assert found is True
    assert named == groups


def test_case_is_ignored_but_not_by_categories():
    assert match("ABC", "b")[0] is True
    assert match("abc", r"\p{Lu}")[0] is False
    assert match("aX", r"[\p{Lu}b]")[0] is True
    assert match("aX", r"^[^\p{Lu}]+$")[0] is False


@pytest.mark.parametrize(
    "pattern", ["[", "(", ")", "*", r"\q", "(?<a-b>x)", r"\Gx", r"(?<=a+)b", r"\k<no>", "[z-a]"]
)
def test_a_wrong_pattern_has_an_id(pattern):
    with pytest.raises(RegexError) as caught:
        compile_pattern(pattern)
    assert caught.value.error_id == "System.Text.RegularExpressions.RegexParseException"


@given(st.text(max_size=12))
def test_a_pattern_compiles_or_raises_only_its_own_error(pattern):
    with suppress(RegexError):
        assert compile_pattern(pattern).pattern == pattern


def test_a_list_gives_what_matches_and_no_groups():
    assert match(["a1", "b", 2], r"\d") == (["a1", 2], None)
    assert not_match(["a1", "b"], r"\d") == (["b"], None)
    assert match("x", "y") == (False, None)


@pytest.mark.parametrize(
    ("replacement", "text"),
    [("<$1>", "<a>"), ("${n}$1", "ba"), ("$$", "$"), ("$&$&", "abab"), ("$3", "$3"), ("$10", "a0")],
)
def test_replacements_are_filled_in(replacement, text):
    assert BINARY["-replace"]("ab", [r"(a)(?<n>b)", replacement]) == text


def test_a_replacement_can_be_calculated():
    assert BINARY["-replace"]("a1b2", [r"\d", lambda found: int(found.value) + 1]) == "a2b3"


@pytest.mark.parametrize(
    ("right", "parts"),
    [
        (",", ["a", "b", "c"]),
        ([",", 2], ["a", "b,c"]),
        ([",", -2], ["a,b", "c"]),
        (["(,)"], ["a", ",", "b", ",", "c"]),
        ([".", 0, "SimpleMatch"], ["a,b,c"]),
        (lambda char: char == "b", ["a,", ",c"]),
    ],
)
def test_splitting(right, parts):
    assert BINARY["-split"]("a,b,c", right) == parts


def test_unary_split_takes_words():
    assert UNARY["-split"](" a  b\tc ") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("a*", "ABC", True),
        ("?b", "ab", True),
        ("[a-c]x", "bx", True),
        ("a`*", "a*", True),
        ("a`*", "ab", False),
        ("*.cer", "x\ny.cer", True),
        ("[]]", "]", True),
    ],
)
def test_wildcards(pattern, text, fits):
    assert bool(wildcard(pattern).fullmatch(text)) is fits
    assert BINARY["-like"](text, pattern) is fits
