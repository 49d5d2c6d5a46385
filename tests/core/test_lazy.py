import subprocess
import sys

import pytest

from smimeadmin.core.lazy import LazyModule


def test_a_lazy_module_gives_what_the_module_holds():
    module = LazyModule("json.tool")
    assert "not imported" in repr(module)
    assert callable(module.main)
    assert "not imported" not in repr(module)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError):
        _ = LazyModule("json").no_such_name


def test_importing_the_formatter_loads_neither_tabulate_nor_dataclasses():
    code = (
        "import sys; import smimeadmin.shell.formatting.output_format; "
        "print([m for m in ('tabulate', 'dataclasses', 'inspect', 'uuid', 'cryptography') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
