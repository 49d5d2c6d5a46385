"""Binding each object of the pipeline: by value, by the names of its properties."""

from typing import Any

from smimeadmin.core.files import FileInfo
from smimeadmin.core.names import fold
from smimeadmin.core.objects import PropertyBag, bare
from smimeadmin.core.values import FoldingDictionary
from smimeadmin.shell.engine.binder import Binding, mandatory_missing
from smimeadmin.shell.engine.binding_values import bind_value, check_mandatory, fits
from smimeadmin.shell.engine.error_record import BindingError
from smimeadmin.shell.engine.members import find_property
from smimeadmin.shell.engine.parameters import ParameterSpec
from smimeadmin.shell.engine.scope import Frame

_NOTHING: Any = object()
_CONVERSIONS = frozenset(
    {
        "CannotConvertArgument",
        "CannotConvertArgumentNoMessage",
        "ParameterArgumentTransformationError",
    }
)


class PipelineBinder:
    """Binds one object after the other to what the arguments left open."""

    __slots__ = (
        "_by_name",
        "_by_value",
        "_delayed",
        "_done",
        "_failure",
        "_left",
        "binding",
        "chosen",
    )

    def __init__(self, binding: Binding, frame: Frame) -> None:
        self.binding = binding
        self.chosen = binding.chosen  # the parameter set of the last object
        self._failure: BindingError | None = None
        self._delayed = [
            (spec, binding.delayed[spec.name].bound_to(frame))
            for spec in binding.info.declared
            if spec.name in binding.delayed
        ]
        free = [s for s in binding.info.declared if not binding.has(s) and self._usable(s)]
        default = binding.info.default_set
        self._by_value = [s for s in free if s.from_pipeline]
        if default:
            self._by_value.sort(key=lambda spec: spec.in_set(default) is None)
        self._by_name = [s for s in free if s.from_pipeline_by_property_name]
        self._left: dict[tuple[ParameterSpec, tuple[str, ...]], tuple[str, ...]] = {}
        self._done: dict[tuple[tuple[str, ...], ...], str] = {}

    def _usable(self, spec: ParameterSpec) -> bool:
        return any(spec.in_set(name) for name in self.binding.candidates)

    @property
    def takes_whole_objects(self) -> ParameterSpec | None:
        """The parameter that every object goes to unseen; None if objects must be looked at."""
        if len(self._by_value) != 1 or self._by_name or self._delayed:
            return None
        spec = self._by_value[0]
        plain = spec.type_name in {"Object", "PSObject"} and spec.accepts is None
        if not plain or spec.validators or spec.choices or not self._may_stand_alone(spec):
            return None
        mandatory = any(p.mandatory for p in spec.sets.values()) and "null" not in spec.allows
        return None if mandatory else spec

    def _may_stand_alone(self, spec: ParameterSpec) -> bool:
        """Say whether some set that is left needs nothing more than this parameter."""
        candidates = self.binding.candidates
        if len(candidates) == 1:
            return True
        return any(
            spec.in_set(name) is not None and self._needs_only((spec.name,), name)
            for name in candidates
        )

    def _needs_only(self, found: tuple[str, ...], set_name: str) -> bool:
        missing = mandatory_missing(self.binding, set_name, piped=False)
        return all(spec.name in found for spec in missing)

    def bind(self, item: Any) -> dict[str, Any]:
        """Return parameter names and values for an object; BindingError if nothing takes it."""
        found: dict[str, Any] = {}
        self._failure = None
        candidates = self.binding.candidates
        for spec, value_of in self._delayed:
            value = bind_value(spec, value_of(item), None, script=self.binding.script)
            if any(place.mandatory for place in spec.sets.values()):
                check_mandatory(spec, value)
            found[spec.name] = value
        for exact in (True, False):
            candidates = self._bind_values(item, found, candidates, exact=exact)
            candidates = self._bind_names(item, found, candidates, exact=exact)
        if not found and self._failure is not None:
            raise self._failure
        if not found:
            raise BindingError(
                "InputObjectNotBound",
                f"{self.binding.info.name} takes no such object from the pipeline.",
                hint=f"Get-Help {self.binding.info.name} shows what it takes by pipeline.",
                target=item,
            )
        self.chosen = self._set_of(found, candidates, item)
        return found

    def _set_of(self, found: dict[str, Any], candidates: tuple[str, ...], item: Any) -> str:
        """Return the set that an object decides on; BindingError if it leaves each unfulfilled."""
        names = tuple(found)
        known = self._done.get((names, candidates))
        if known is not None:
            return known
        fulfilled = [name for name in candidates if self._needs_only(names, name)]
        if not fulfilled:
            raise BindingError(
                "InputObjectNotBound",
                f"The object gives {self.binding.info.name} no value for a mandatory parameter.",
                target=item,
            )
        default = self.binding.info.default_set
        chosen = default if default in fulfilled else fulfilled[0]
        self._done[names, candidates] = chosen
        return chosen

    def _bind_values(
        self, item: Any, found: dict[str, Any], candidates: tuple[str, ...], *, exact: bool
    ) -> tuple[str, ...]:
        for spec in self._by_value:
            if spec.name not in found and self._left_with(spec, candidates):
                candidates = self._bind_one(spec, item, found, candidates, exact=exact)
        return candidates

    def _bind_names(
        self, item: Any, found: dict[str, Any], candidates: tuple[str, ...], *, exact: bool
    ) -> tuple[str, ...]:
        for spec in self._by_name:
            if spec.name in found or not self._left_with(spec, candidates):
                continue
            value = _property(item, spec)
            if value is not _NOTHING:
                candidates = self._bind_one(spec, value, found, candidates, exact=exact)
        return candidates

    def _left_with(self, spec: ParameterSpec, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the sets that a parameter is in."""
        left = self._left.get((spec, candidates))
        if left is None:
            left = tuple(name for name in candidates if spec.in_set(name))
            self._left[spec, candidates] = left
        return left

    def _bind_one(
        self,
        spec: ParameterSpec,
        value: Any,
        found: dict[str, Any],
        candidates: tuple[str, ...],
        *,
        exact: bool,
    ) -> tuple[str, ...]:
        if exact and not fits(spec, value):
            return candidates
        try:
            converted = bind_value(spec, value, None, script=self.binding.script)
        except BindingError as error:
            if error.error_id not in _CONVERSIONS:
                raise
            self._failure = self._failure or error
            return candidates
        if any(place.mandatory for place in spec.sets.values()):
            check_mandatory(spec, converted)
        found[spec.name] = converted
        return self._left_with(spec, candidates) or candidates


def _property(item: Any, spec: ParameterSpec) -> Any:
    """Return the first property that is called like the parameter or an alias, or _NOTHING."""
    if bare(item) is None or isinstance(item, FoldingDictionary):
        return _NOTHING
    for name in (spec.name, *spec.aliases):
        if fold(name) in {"count", "length"} and not _counts(item):
            continue
        found, value = find_property(item, name)
        if found:
            return value
    return _NOTHING


def _counts(item: Any) -> bool:
    """Tell whether Count and Length are an object's own and not those that everything has."""
    if isinstance(item, PropertyBag):
        return item.has("Length") or item.has("Count")
    return isinstance(bare(item), (str, list, FileInfo))
