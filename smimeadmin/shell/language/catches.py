"""Whether the clauses of a ``try`` can all be reached."""

from collections.abc import Iterator

from smimeadmin.core.exception_names import bases_of, full_exception_name
from smimeadmin.core.names import fold
from smimeadmin.shell.language.ast import CatchClauseAst, TypeConstraintAst


def caught_before(clauses: list[CatchClauseAst]) -> Iterator[TypeConstraintAst]:
    """Yield each type of a ``catch`` that an earlier clause, or its own, takes already.

    A type is taken by its own name and by those that it derives from.
    """
    seen: set[str] = set()
    for clause in clauses:
        for constraint in clause.catch_types:
            name = constraint.type_name.full_name
            full = full_exception_name(name)
            names = {fold(name)} if full is None else {fold(base) for base in bases_of(full)}
            if names & seen:
                yield constraint
            seen.add(fold(name) if full is None else fold(full))
