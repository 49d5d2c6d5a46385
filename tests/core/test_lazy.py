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


LEFT_OUT = """
import sys
from smimeadmin.core.lazy import left_out
with left_out("ssl", "asyncio.sslproto", "json"):
    import asyncio
    assert "_ssl" not in sys.modules
    import json as inside
    assert inside.dumps([1]) == "[1]"  # used before the block ends: loaded in its own place
assert "ssl" not in sys.modules and "asyncio.sslproto" not in sys.modules
assert "dumps" in vars(sys.modules["json"])
loaded = asyncio.base_events.ssl.SSLContext  # what asyncio holds is the module itself from now on
import ssl
assert ssl.SSLContext is loaded and type(sys.modules["ssl"]).__name__ == "module"
assert asyncio.selector_events.sslproto.SSLProtocol.__module__ == "asyncio.sslproto"
with left_out("ssl"):
    import ssl as again
assert again is ssl
"""


def test_a_module_that_is_left_out_is_loaded_when_it_is_used():
    subprocess.run([sys.executable, "-c", LEFT_OUT], check=True)
