"""Get-SecureRandom: a random number, or some of many objects, that nobody can foretell."""

from cmdlets.core._random import NUMBER, PicksAtRandom
from smimeadmin.shell.engine import Example


class GetSecureRandom(PicksAtRandom, name="Get-SecureRandom", default_set=NUMBER):
    """Picks a random number, or some of the objects that come, fit for secrets.

    The numbers are the operating system's; Get-Random -SetSeed has no bearing on them.
    """

    examples = (
        Example(
            "A number from 1 to 6.",
            "(Get-SecureRandom -Minimum 1 -Maximum 7) -in 1..6",
            shows="True",
        ),
        Example("Two of many.", "('a', 'b', 'c' | Get-SecureRandom -Count 2).Count", shows="2"),
    )
