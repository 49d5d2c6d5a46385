"""Texts that stand where an operator wants a number."""

from typing import Any

from smimeadmin.shell.engine.convert import convert
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.numbers_read import read_number

__all__ = ["read_number", "scan_number"]


def scan_number(text: str, other: NetType) -> Any:
    """Return a text as a number for an operator.

    What the language cannot read is converted to the type of the other operand, which raises the
    ConversionError of that type.
    """
    bare = text.strip()
    if not bare:
        return 0
    number = read_number(bare)
    return convert(bare, other) if number is None else number
