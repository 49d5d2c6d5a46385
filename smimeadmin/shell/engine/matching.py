"""``-match`` and ``$Matches``, whose table is made only when somebody reads it."""

from typing import Any

from smimeadmin.core import values
from smimeadmin.core.objects import bare
from smimeadmin.shell.engine.compile_unit import Expression
from smimeadmin.shell.engine.convert import list_items, to_text
from smimeadmin.shell.engine.operators import BINARY
from smimeadmin.shell.engine.regex import IGNORE_CASE, Regex, compile_pattern
from smimeadmin.shell.engine.scope import Frame, Var, VariableObject, change_class


class Matched(VariableObject):
    """``$Matches`` while nobody reads it: ``slot`` holds the pattern and Python's match."""

    __slots__ = ()

    @property
    def v(self) -> Any:
        """The table of groups, made now."""
        regex, found = self.slot
        table = values.Hashtable()
        for name, text in regex.named_values(found):
            table[name] = text
        self.__class__ = Var  # type: ignore[assignment] # one layout
        self.slot = table
        return table

    @v.setter
    def v(self, value: Any) -> None:
        self.__class__ = Var  # type: ignore[assignment] # one layout
        self.slot = value


def remember_match(frame: Frame, regex: Regex, found: Any) -> None:
    """Set ``$Matches`` in the running scope."""
    variable = frame.vars.get("matches")
    if variable is None:
        variable = frame.vars["matches"] = Matched("Matches")
    elif type(variable) is not Matched:
        change_class(variable, Matched)
    variable.slot = (regex, found)


def compile_match(operator: str, left: Expression, right: Expression, node: Any) -> Expression:
    """Compile ``-match`` and its variants; over a list they filter and leave $Matches alone."""
    options = 0 if operator in {"-cmatch", "-cnotmatch"} else IGNORE_CASE
    wanted = "not" not in operator
    over_list = BINARY[operator]

    def run(frame: Frame, _node: Any = node) -> Any:
        value = left(frame)
        pattern = right(frame)
        if type(value) is not str:
            if list_items(bare(value)) is not None:
                return over_list(value, pattern)
            value = to_text(value)
        if type(pattern) is Regex:
            regex = pattern
        else:
            text = pattern if type(pattern) is str else to_text(pattern)
            regex = compile_pattern(text, options)
        found = regex.code.search(value)
        if found is None:
            return not wanted
        remember_match(frame, regex, found)
        return wanted

    return run
