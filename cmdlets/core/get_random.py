"""Get-Random: a random number, or some of many objects."""

from cmdlets.core._random import NUMBER, PicksAtRandom, RandomSource
from smimeadmin.core.random_numbers import SecureSource, SeededSource
from smimeadmin.shell.engine import Example, Parameter


class GetRandom(PicksAtRandom, name="Get-Random", default_set=NUMBER):
    """Picks a random number, or some of the objects that come.

    With -SetSeed the numbers are the same in each run, and the same as in PowerShell: good for
    tests, no good for secrets.
    """

    set_seed: int | None = Parameter("The same seed gives the same numbers.", default=None)

    examples = (
        Example(
            "A number from 1 to 6.", "(Get-Random -Minimum 1 -Maximum 7) -in 1..6", shows="True"
        ),
        Example("Two of many.", "('a', 'b', 'c' | Get-Random -Count 2).Count", shows="2"),
    )

    def source(self) -> RandomSource:
        """Return the source of the session if a seed was ever set, else a secure one."""
        if self.set_seed is not None:
            self.session.random = SeededSource(self.set_seed)
        kept = self.session.random
        return kept if isinstance(kept, SeededSource) else SecureSource()
