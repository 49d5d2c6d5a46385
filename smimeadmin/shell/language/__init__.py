"""The language: text in, syntax tree out; it runs nothing and reads no file."""

from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.listing import listing
from smimeadmin.shell.language.parser import parse

__all__ = ["ParseError", "listing", "parse"]
