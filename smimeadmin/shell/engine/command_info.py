"""What is known of a command before it runs: kind, parameters, sets. One shape for every kind."""

from collections.abc import Iterable
from typing import Any

from smimeadmin.core.names import fold
from smimeadmin.shell.engine.parameters import ALL_SETS, ParameterSpec, common_parameters


class CommandInfo:
    """A command that can be called: ``kind`` is Cmdlet, Function, Filter, Alias or Application.

    ``target`` is what runs: the cmdlet's class or its entry in the index, a function's block, the
    path of a program, the name an alias stands for. ``declared`` are the parameters without the
    common ones.
    """

    __slots__ = (
        "_names",
        "advanced",
        "declared",
        "default_set",
        "error_source",
        "impact",
        "kind",
        "module",
        "name",
        "parameters",
        "set_names",
        "supports_should_process",
        "target",
        "visible",
    )

    def __init__(
        self,
        name: str,
        kind: str,
        target: Any,
        declared: Iterable[ParameterSpec] = (),
        *,
        advanced: bool = True,
        default_set: str | None = None,
        error_source: str = "",
        impact: str = "Medium",
        supports_should_process: bool = False,
        module: str = "",
    ) -> None:
        self.name = name
        self.kind = kind
        self.target = target
        self.declared = tuple(declared)
        self.advanced = advanced
        self.default_set = default_set
        self.error_source = error_source or name
        self.impact = impact
        self.supports_should_process = supports_should_process
        self.module = module
        self.visible = True
        common = common_parameters(should_process=supports_should_process) if advanced else []
        taken = {fold(n) for spec in self.declared for n in (spec.name, *spec.aliases)}
        self.parameters = (*self.declared, *(s for s in common if fold(s.name) not in taken))
        self._names: dict[str, ParameterSpec] = {}
        for spec in self.parameters:
            for alias in spec.aliases:
                self._names.setdefault(fold(alias), spec)
        for spec in self.parameters:
            self._names[fold(spec.name)] = spec
        names = {n for spec in self.declared for n in spec.sets if n != ALL_SETS}
        if default_set:
            names.add(default_set)
        self.set_names: tuple[str, ...] = tuple(sorted(names)) or (ALL_SETS,)

    def __str__(self) -> str:
        return self.name

    def exact(self, name: str) -> ParameterSpec | None:
        """Return the parameter of that name or alias, or None."""
        return self._names.get(fold(name))

    def matching(self, name: str) -> list[ParameterSpec]:
        """Return the parameters that an abbreviation may stand for, each once."""
        folded = fold(name)
        found = {id(s): s for n, s in self._names.items() if n.startswith(folded)}
        return list(found.values())

    @property
    def names(self) -> list[str]:
        """Every name of every parameter."""
        return [spec.name for spec in self.parameters]
