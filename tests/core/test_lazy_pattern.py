"""A lazy pattern compiles at its first use, once."""

import re

import pytest

from smimeadmin.core.lazy_pattern import LazyPattern


def test_it_compiles_when_it_is_used(monkeypatch):
    compiled = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda *args: compiled.append(args) or real(*args))
    pattern = LazyPattern(r"a(\d)", re.IGNORECASE)
    assert compiled == []
    assert pattern.match("A5").group(1) == "5"
    assert pattern.match("b") is None
    assert pattern.sub("x", "a1a2") == "xx"
    assert compiled == [(r"a(\d)", re.IGNORECASE)] * 2


def test_it_has_the_methods_of_a_pattern_only():
    with pytest.raises(AttributeError):
        _ = LazyPattern("a").nope
