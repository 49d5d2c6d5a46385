"""Which argument goes to which parameter: by name, by position, the rest; and the sets."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from smimeadmin.core.lazy import at_first_use
from smimeadmin.core.names import fold
from smimeadmin.shell.engine.arguments import NO_VALUE, Argument, PassedName
from smimeadmin.shell.engine.binding_values import bind_value, check_mandatory, fits
from smimeadmin.shell.engine.blocks import ScriptBlock
from smimeadmin.shell.engine.command_info import CommandInfo
from smimeadmin.shell.engine.error_record import BindingError
from smimeadmin.shell.engine.parameters import ALL_SETS, ParameterSpec

if TYPE_CHECKING:
    import difflib
else:
    difflib = at_first_use("difflib")


class Binding:
    """What the arguments of one call are bound to.

    ``values`` goes from a parameter's PowerShell name to its value, in the order of binding;
    ``candidates`` are the parameter sets that still fit; ``rest`` what a plain function gets in
    ``$args``.
    """

    __slots__ = (
        "by_default",
        "candidates",
        "delayed",
        "info",
        "piped",
        "rest",
        "script",
        "values",
    )

    def __init__(self, info: CommandInfo, *, script: bool, piped: bool = False) -> None:
        self.info = info
        self.script = script
        self.values: dict[str, Any] = {}
        self.candidates: tuple[str, ...] = info.set_names
        self.rest: list[Any] = []
        self.by_default: set[str] = set()
        self.piped = piped
        self.delayed: dict[str, ScriptBlock] = {}

    def has(self, spec: ParameterSpec) -> bool:
        """Tell whether a parameter is bound."""
        return spec.name in self.values or spec.name in self.delayed

    def set(self, spec: ParameterSpec, value: Any, text: str | None = None) -> None:
        """Bind a value: convert, check, and leave only the sets that the parameter is in.

        A script block for a parameter that the pipeline feeds is kept: it gives the value anew for
        each object.
        """
        if self.piped and type(value) is ScriptBlock and _may_be_delayed(spec):
            self.delayed[spec.name] = value
            self.narrow(spec)
            return
        converted = bind_value(spec, value, text, script=self.script)
        if any(place.mandatory for place in spec.sets.values()):
            check_mandatory(spec, converted)
        self.values[spec.name] = converted
        self.narrow(spec)

    def fits(self, spec: ParameterSpec, value: Any) -> bool:
        """Tell whether a value is of the parameter's type as it is."""
        return fits(spec, value)

    def narrow(self, spec: ParameterSpec) -> None:
        """Leave only the sets that a bound parameter is in."""
        if ALL_SETS in spec.sets:
            return
        left = tuple(name for name in self.candidates if name in spec.sets)
        if not left:
            raise BindingError(
                "AmbiguousParameterSet",
                f"The parameters given to {self.info.name} don't go together: '{spec.name}' "
                "belongs to another parameter set than the others.",
                parameter=spec.name,
                hint=f"Get-Help {self.info.name} shows which parameters go together.",
            )
        self.candidates = left

    @property
    def chosen(self) -> str:
        """The name of the parameter set: the only one left, else the default."""
        if len(self.candidates) == 1:
            return self.candidates[0]
        default = self.info.default_set
        return default if default in self.candidates else self.candidates[0]


def _may_be_delayed(spec: ParameterSpec) -> bool:
    fed = spec.from_pipeline or spec.from_pipeline_by_property_name
    return fed and not spec.type_name.startswith(("ScriptBlock", "Object", "PSObject"))


def bind(
    info: CommandInfo, arguments: Iterable[Argument], *, script: bool, piped: bool = False
) -> Binding:
    """Bind arguments: names first, then positions, then what takes the rest."""
    return bind_into(Binding(info, script=script, piped=piped), arguments)


def bind_into(binding: Binding, arguments: Iterable[Argument]) -> Binding:
    """Bind arguments to what a fresh binding holds, and return it."""
    info = binding.info
    given = list(arguments)
    if any(argument.splatted for argument in given):
        given = _without_overridden(info, given)
    values = _bind_named(binding, given)
    left = _bind_positional(binding, values)
    if left or (binding.rest and info.advanced):
        _bind_rest(binding, left)
    return binding


def _without_overridden(info: CommandInfo, arguments: list[Argument]) -> list[Argument]:
    """Leave out what a splatted table says of parameters that are written out too."""
    written = {
        spec.name
        for argument in arguments
        if argument.name is not None
        and not argument.splatted
        and (spec := resolve_parameter(info, argument.name)) is not None
    }
    return [a for a in arguments if not a.splatted or _name_of(info, a) not in written]


def _name_of(info: CommandInfo, argument: Argument) -> str:
    spec = resolve_parameter(info, argument.name or "")
    return "" if spec is None else spec.name


def _bind_named(binding: Binding, arguments: list[Argument]) -> list[Argument]:
    """Bind what has a name; return the values that have none."""
    info = binding.info
    values: list[Argument] = []
    # What no position waits for stays in ``$args`` in the order in which it was written.
    in_order = not info.advanced and not _positions(binding)
    place = 0
    while place < len(arguments):
        argument = arguments[place]
        place += 1
        if argument.name is None:
            if in_order:
                binding.rest.append(argument.value)
            else:
                values.append(argument)
            continue
        node = argument.node
        try:
            spec = resolve_parameter(info, argument.name)
            if spec is None:
                place = _pass_unknown(binding, argument, arguments, place)
                continue
            _refuse_second(binding, spec)
            value, text = argument.value, argument.text
            if value is NO_VALUE and spec.is_switch:
                value = True
            elif value is NO_VALUE:
                value, text, place = _next_value(info, spec, arguments, place)
                node = arguments[place - 1].node
            binding.set(spec, value, text)
        except BindingError as error:
            raise error.at(node) from error.__cause__
    return values


def _refuse_second(binding: Binding, spec: ParameterSpec) -> None:
    if binding.has(spec):
        raise BindingError(
            "ParameterAlreadyBound",
            f"The parameter '{spec.name}' is given more than once.",
            parameter=spec.name,
            hint="Give it once; a parameter that takes many values takes a comma list.",
        )


def _next_value(
    info: CommandInfo, spec: ParameterSpec, arguments: list[Argument], place: int
) -> tuple[Any, str | None, int]:
    if place < len(arguments):
        following = arguments[place]
        if following.name is None:
            return following.value, following.text, place + 1
    raise BindingError(
        "MissingArgument",
        f"The parameter '{spec.name}' of {info.name} needs a value.",
        parameter=spec.name,
        hint=f"Write -{spec.name} and the value behind it.",
    )


def _pass_unknown(
    binding: Binding, argument: Argument, arguments: list[Argument], place: int
) -> int:
    """Put an unknown name, and the value behind it, into ``$args`` of a plain function.

    Every other command refuses it. Returns the place of the next argument.
    """
    info = binding.info
    name = argument.name or ""
    if not info.advanced or any(spec.from_remaining for spec in info.declared):
        if argument.value is not NO_VALUE:
            binding.rest += [PassedName(f"-{name}:"), argument.value]
            return place
        binding.rest.append(PassedName(f"-{name}"))
        if place < len(arguments) and arguments[place].name is None:
            binding.rest.append(arguments[place].value)
            return place + 1
        return place
    close = difflib.get_close_matches(fold(name), [fold(n) for n in info.names], n=1, cutoff=0.5)
    similar = next((n for n in info.names if close and fold(n) == close[0]), None)
    raise BindingError(
        "NamedParameterNotFound",
        f"{info.name} has no parameter '{name}'.",
        parameter=name,
        hint=f"Did you mean -{similar}?" if similar else f"Get-Help {info.name} lists them.",
    )


def resolve_parameter(info: CommandInfo, name: str) -> ParameterSpec | None:
    """Return the parameter of a name, alias or unambiguous abbreviation; None if there is none."""
    spec = info.exact(name)
    if spec is not None:
        return spec
    found = info.matching(name)
    own = [s for s in found if s in info.declared]
    if len(own) == 1:
        found = own
    if len(found) > 1:
        raise BindingError(
            "AmbiguousParameter",
            f"'{name}' may be any of -{', -'.join(s.name for s in found)}.",
            parameter=name,
            hint="Write more of the name.",
        )
    return found[0] if found else None


def _positions(binding: Binding) -> list[int]:
    return sorted(
        {
            place.position
            for spec in binding.info.declared
            for place in spec.sets.values()
            if place.position is not None
        }
    )


def _at_position(binding: Binding, position: int) -> list[ParameterSpec]:
    """Return the free parameters of a position, those of the default set first."""
    found = []
    for spec in binding.info.declared:
        if binding.has(spec):
            continue
        names = [n for n, place in spec.sets.items() if place.position == position]
        usable = [n for n in names if n == ALL_SETS or n in binding.candidates]
        if usable:
            default = binding.info.default_set
            found.append((0 if ALL_SETS in usable or default in usable else 1, spec))
    found.sort(key=lambda pair: pair[0])
    return [spec for _, spec in found]


def _bind_positional(binding: Binding, values: list[Argument]) -> list[Argument]:
    """Bind values by position; return those that no position is left for."""
    left = list(values)
    for position in _positions(binding):
        if not left:
            break
        specs = _at_position(binding, position)
        if not specs:
            continue
        argument = left[0]
        if specs[0].from_remaining and len(left) > 1:
            break
        _bind_to_first(binding, specs, argument)
        left.pop(0)
    return left


def _bind_to_first(binding: Binding, specs: list[ParameterSpec], argument: Argument) -> None:
    """Bind to the first parameter whose type fits as it is, else to the first that converts."""
    if len(specs) > 1:
        specs = sorted(specs, key=lambda spec: not binding.fits(spec, argument.value))
    first_error: BindingError | None = None
    for spec in specs:
        try:
            binding.set(spec, argument.value, argument.text)
        except BindingError as error:
            first_error = first_error or error.at(argument.node)
        else:
            return
    if first_error is not None:
        raise first_error


def _bind_rest(binding: Binding, left: list[Argument]) -> None:
    info = binding.info
    for spec in info.declared:
        usable = any(spec.in_set(name) for name in binding.candidates)
        if spec.from_remaining and usable and not binding.has(spec):
            binding.set(spec, _flat([*binding.rest, *(a.value for a in left)]))
            binding.rest = []
            return
    if info.advanced:
        shown = left[0].value
        raise BindingError(
            "PositionalParameterNotFound",
            f"{info.name} has no place for the argument '{shown}'.",
            hint=f"Get-Help {info.name} shows what it takes.",
            target=shown,
        ).at(left[0].node)
    binding.rest += [a.value for a in left]


def _flat(values: list[Any]) -> list[Any]:
    """Return the rest as one list: a single list that was given stays as it is."""
    if len(values) == 1 and isinstance(values[0], list):
        return list(values[0])
    return values


def mandatory_missing(binding: Binding, set_name: str, *, piped: bool) -> list[ParameterSpec]:
    """Return the mandatory parameters of a set that are unbound and can't come by the pipeline."""
    missing = []
    for spec in binding.info.declared:
        place = spec.in_set(set_name)
        if place is None or not place.mandatory or binding.has(spec):
            continue
        if piped and (place.from_pipeline or place.from_pipeline_by_property_name):
            continue
        missing.append(spec)
    return missing


def missing_error(info: CommandInfo, missing: list[ParameterSpec]) -> BindingError:
    """Make the error of mandatory parameters that nothing was bound to."""
    return BindingError(
        "MissingMandatoryParameter",
        f"{info.name} needs a value for: {' '.join(spec.name for spec in missing)}.",
        parameter=missing[0].name,
        hint=f"Add -{missing[0].name} and its value.",
    )


def settle_sets(binding: Binding, *, piped: bool) -> None:
    """Decide between the sets that are left, as far as the arguments allow."""
    candidates = binding.candidates
    if len(candidates) == 1:
        return
    complete = [n for n in candidates if not mandatory_missing(binding, n, piped=piped)]
    default = binding.info.default_set
    if piped:
        if complete:
            binding.candidates = tuple(complete)
        return
    if default in complete or (default in candidates and not complete):
        binding.candidates = (default,)
        return
    if len(complete) == 1:
        binding.candidates = tuple(complete)
        return
    richest = _most_mandatory(binding, complete)
    if richest is not None:
        binding.candidates = (richest,)
        return
    raise BindingError(
        "AmbiguousParameterSet",
        f"The parameters given to {binding.info.name} fit several of its parameter sets.",
        hint=f"Get-Help {binding.info.name} shows the sets.",
    )


def _most_mandatory(binding: Binding, names: list[str]) -> str | None:
    """Return the one set whose bound mandatory parameters are more than any other's, or None."""
    counts = {
        name: sum(
            1
            for spec in binding.info.declared
            if (place := spec.in_set(name)) and place.mandatory and binding.has(spec)
        )
        for name in names
    }
    best = max(counts.values(), default=0)
    winners = [name for name, count in counts.items() if count == best]
    return winners[0] if best and len(winners) == 1 else None
