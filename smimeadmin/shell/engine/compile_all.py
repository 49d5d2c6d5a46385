"""Loads every compiling module, so that the tables of ``compile_unit`` are full."""

from smimeadmin.shell.engine import (
    compile_assignments,
    compile_commands,
    compile_functions,
    compile_loops,
    compile_members,
    compile_operators,
    compile_statements,
    compile_switch,
    compile_try,
    compile_types,
    compile_values,
)

_MODULES = (
    compile_assignments,
    compile_commands,
    compile_functions,
    compile_loops,
    compile_members,
    compile_operators,
    compile_statements,
    compile_switch,
    compile_try,
    compile_types,
    compile_values,
)


def load() -> int:
    """Return how many modules fill the tables; importing this module has loaded them."""
    return len(_MODULES)
