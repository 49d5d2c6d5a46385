import subprocess
import sys

import pytest

from smimeadmin.core.lazy import AT_FIRST_USE, at_first_use


def test_a_module_that_is_not_in_the_table_is_refused():
    with pytest.raises(KeyError):
        at_first_use("json.tool")


def test_a_stand_in_gives_what_the_module_holds():
    assert "tabulate" in AT_FIRST_USE
    tabulate = at_first_use("tabulate")
    assert callable(tabulate.tabulate)
    with pytest.raises(AttributeError):
        _ = tabulate.no_such_name


def test_importing_the_formatter_loads_neither_tabulate_nor_dataclasses():
    code = (
        "import sys; import smimeadmin.shell.formatting.output_format; "
        "print([m for m in ('tabulate', 'dataclasses', 'inspect', 'uuid', 'cryptography') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
