"""Delegates that scripts name: [Predicate[T]], [Func[...]], [Action[...]], [Comparison[T]].

A script block stands for any of them: it is called with the arguments.
"""

from typing import Any

from smimeadmin.shell.engine.convert import register_conversion, register_generic_conversion
from smimeadmin.shell.engine.convert_errors import no_conversion
from smimeadmin.shell.engine.net_type import NetType
from smimeadmin.shell.engine.overloads import MethodView
from smimeadmin.shell.engine.types import register_type


def _to_delegate(value: Any, target: NetType) -> Any:
    if callable(value):
        return value
    if isinstance(value, MethodView):
        return lambda *arguments: value.invoke(list(arguments))
    raise no_conversion(value, target)


register_type("System.Delegate")
register_type("System.MulticastDelegate", base="System.Delegate")
for _name, _most in (("Predicate", 1), ("Comparison", 1), ("Action", 8), ("Func", 9)):
    for _count in range(1, _most + 1):
        _full = f"System.{_name}`{_count}"
        register_type(_full, base="System.MulticastDelegate")
        register_generic_conversion(_full, _to_delegate)
register_type("System.Converter`2", base="System.MulticastDelegate")
register_generic_conversion("System.Converter`2", _to_delegate)
register_type("System.EventHandler", base="System.MulticastDelegate")
register_type("System.Action", base="System.MulticastDelegate")
for _full in (
    "System.Action",
    "System.EventHandler",
    "System.Text.RegularExpressions.MatchEvaluator",
):
    register_conversion(_full, _to_delegate)
