"""The language: text in, syntax tree out; it runs nothing and reads no file.

``parse`` gives the tree or raises ``ParseError``; ``listing`` the tree as rows; ``read_script`` the
text of a script's bytes. For a prompt there are ``recovery.parse_recovering`` (tree, errors and
colours of what is being typed) and ``context.cursor_context`` (what completion has to know).
"""

from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.listing import listing
from smimeadmin.shell.language.parser import parse
from smimeadmin.shell.language.reading import read_script

__all__ = ["ParseError", "listing", "parse", "read_script"]
