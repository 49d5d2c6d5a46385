"""What is known of a command while it is typed: its parameters, which are used, which come next."""

from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.described import describe_command
from smimeadmin.shell.engine.parameters import ParameterSpec
from smimeadmin.shell.engine.session import Session
from smimeadmin.shell.language.ast import (
    CommandAst,
    CommandElementAst,
    CommandParameterAst,
    StringConstantExpressionAst,
)


class BoundCommand:
    """A command with the arguments that stand before the cursor.

    ``used`` are the parameters that are named, ``sets`` the parameter sets they leave.
    """

    def __init__(self, info: CommandInfo, node: CommandAst, cursor: int) -> None:
        self.info = info
        self.used: list[ParameterSpec] = []
        places = self._read(list(node.command_elements)[1:], cursor)
        self.sets = tuple(
            name
            for name in info.set_names
            if all(spec.in_set(name) is not None for spec in self.used)
        )
        self._positional = places

    def _read(self, elements: list[CommandElementAst], cursor: int) -> int:
        """Note the named parameters; return how many arguments stand without a name."""
        count = 0
        waiting = False
        for element in elements:
            if element.start >= cursor or element.end >= cursor:
                break
            if isinstance(element, CommandParameterAst):
                spec = self.named(element.parameter_name)
                if spec is not None:
                    self.used.append(spec)
                waiting = element.argument is None and spec is not None and not spec.is_switch
            elif waiting:
                waiting = False
            else:
                count += 1
        return count

    def named(self, name: str) -> ParameterSpec | None:
        """Return the parameter of a name or of an abbreviation, the first if there are several."""
        exact = self.info.exact(name)
        if exact is not None:
            return exact
        matching = self.info.matching(name)
        return matching[0] if matching else None

    @property
    def open_parameters(self) -> list[ParameterSpec]:
        """The parameters that can still be given, in their order; all if the used ones clash."""
        if not self.sets:
            return list(self.info.parameters)
        return [
            spec
            for spec in self.info.parameters
            if spec not in self.used and any(spec.in_set(name) for name in self.sets)
        ]

    @property
    def next_positional(self) -> ParameterSpec | None:
        """The parameter that an argument without a name goes to."""
        places: list[tuple[int, ParameterSpec]] = []
        for spec in self.info.parameters:
            if spec in self.used:
                continue
            for name in self.sets or self.info.set_names:
                place = spec.in_set(name)
                if place is not None and place.position is not None:
                    places.append((place.position, spec))
                    break
        places.sort(key=lambda pair: pair[0])
        if not places:
            return None
        return places[min(self._positional, len(places) - 1)][1]


def bound_command(session: Session, node: CommandAst | None, cursor: int) -> BoundCommand | None:
    """Return what is known of the command of a node; None if there is no such command."""
    if node is None or not node.command_elements:
        return None
    first = node.command_elements[0]
    if not isinstance(first, StringConstantExpressionAst) or first.end >= cursor:
        return None
    info = describe_command(session, str(first.value))
    return None if info is None else BoundCommand(info, node, cursor)
